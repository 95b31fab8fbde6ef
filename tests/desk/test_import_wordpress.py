"""Importing an export of WordPress: the test contains the posts."""

from pathlib import Path

import pytest

from newsroom.desk.importing import ArchiveError
from tests.desk.archives import imported, notes
from tests.desk.wordpress import HEAD, export, item, meta

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'


def text_of(into: Path, name: str = "news/2014/hello.md") -> str:
    return (into / "articles" / name).read_text("utf-8").split("---\n", 2)[2].strip()


def test_a_post_with_all_that_it_has(tmp_path: Path) -> None:
    more = (
        '<category domain="category" nicename="city"><![CDATA[City & Port]]></category>'
        '<category domain="category" nicename="uncategorized">Uncategorized</category>'
        '<category domain="post_tag" nicename="votes">Votes</category>'
        "<excerpt:encoded><![CDATA[Hands <em>went</em> up.]]></excerpt:encoded>"
        "<wp:post_modified>2014-04-01 12:00:00</wp:post_modified>"
        "<wp:post_modified_gmt>2014-04-01 10:00:00</wp:post_modified_gmt>"
        + meta("_thumbnail_id", "7") + meta("_edit_lock", "1:1") + meta("_yoast_wpseo_title", "SEO")
    )  # fmt: skip
    picture = item(
        "", "<wp:attachment_url>https://old.example/wp-content/uploads/2014/03/v.svg"
        "</wp:attachment_url>" + meta("_wp_attachment_image_alt", "Hands in the air"),
        post_id="7", post_type="attachment", status="inherit",
    )  # fmt: skip
    into, report = export(
        tmp_path, picture, item(more=more), **{"wp-content/uploads/2014/03/v.svg": PICTURE}
    )
    assert (into / "articles/city-port/2014/hello.md").read_text() == (
        "---\ntitle: Hello\nheadlines:\n  search: SEO\ndate: 2014-03-12T10:30:00+01:00\n"
        "updated: 2014-04-01T12:00:00+02:00\nsection: city-port\nauthors:\n  - ann-roe\n"
        "tags:\n  - votes\nsummary: Hands went up.\nimage:\n  src: 2014/v.svg\n"
        "  alt: Hands in the air\naliases:\n  - /2014/03/hello/\n---\n\nText.\n"
    )
    assert "name: City & Port" in (into / "data/sections.yml").read_text()
    assert not report.problems
    assert not report.dropped_keys


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"status": "draft", "link": "https://old.example/?p=1", "post_name": ""}, ""),
        ({"status": "pending"}, ""),
        ({"status": "private"}, "'Hello': the post is private"),
        ({"post_password": "x"}, "'Hello': the post has a password"),
        ({"status": "inhouse-review"}, "has the status 'inhouse-review'"),
    ],
)
def test_what_not_everybody_could_read_becomes_a_draft(
    tmp_path: Path, changes: dict[str, str], said: str
) -> None:
    into, report = export(tmp_path, item(**changes))
    assert "status: draft\n" in (into / "articles/news/2014/hello.md").read_text()
    assert said in notes(report)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"status": "trash"}, "old.xml:8: 'Hello' is in the trash"),
        ({"post_type": "podcast"}, "1 item of the type 'podcast'"),
    ],
)
def test_what_is_no_post_is_named_with_its_line(
    tmp_path: Path, changes: dict[str, str], said: str
) -> None:
    into, report = export(tmp_path, item(**changes), item(post_name="b", post_id="2"))
    assert not (into / "articles/news/2014/hello.md").exists()
    assert said in notes(report).replace(":1: ", ": ")


def test_sections_and_tags_bring_what_is_said_of_them(tmp_path: Path) -> None:
    terms = (
        "<wp:category><wp:term_id>1</wp:term_id><wp:cat_name>City</wp:cat_name>"
        "<wp:category_description>All of &lt;b>it&lt;/b>.</wp:category_description></wp:category>"
        "<wp:tag><wp:term_id>2</wp:term_id><wp:tag_name>Votes</wp:tag_name>"
        "<wp:tag_description>Who won.</wp:tag_description></wp:tag>"
    )
    story = item(more='<category domain="category" nicename="city">City</category>'
                      '<category domain="post_tag" nicename="votes">Votes</category>')  # fmt: skip
    into, _ = export(tmp_path, terms, story)
    assert "description: All of it.\n" in (into / "data/sections.yml").read_text()
    assert "description: Who won.\n" in (into / "data/tags.yml").read_text()


def test_all_else_in_the_export_is_counted(tmp_path: Path) -> None:
    menu = [item(post_type="nav_menu_item", post_id=str(number)) for number in (5, 6)]
    _, report = export(tmp_path, item(), *menu)
    said = notes(report)
    assert "left out: 2 items of the type 'nav_menu_item' (this is the first): write" in said


def test_links_between_posts_and_pictures_in_every_size(tmp_path: Path) -> None:
    base = "https://old.example/wp-content/uploads/2014/03"
    body = (
        '<p><a href="http://www.old.example/2014/03/b/#x">b</a> <a href="/2014/03/b/">b</a></p>'
        f'<figure><img src="{base}/v-300x200.svg" alt="V"></figure>'
        '<p><img src="https://i1.wp.com/old.example/wp-content/uploads/2014/03/v.svg?w=9" alt="W">'
        f'</p><p><a href="{base}/r.pdf">r</a></p><p><img src="{base}/gone.jpg" alt="G"></p>'
    )
    b = item(post_name="b", link="https://old.example/2014/03/b/", post_id="2")
    into, report = export(
        tmp_path, item(body), b, **{"uploads/2014/03/v.svg": PICTURE,
                                    "uploads/2014/03/r.pdf": b"%PDF"}
    )  # fmt: skip
    assert text_of(into) == (
        "[b](b.md#x) [b](b.md)\n\n![V](../../../media/2014/v.svg)\n\n"
        "![W](../../../media/2014/v.svg)\n\n[r](../../../media/2014/r.pdf)\n\n"
        f"![G]({base}/gone.jpg)"
    )
    assert f"{base}/gone.jpg is not in the archive: it is still shown" in notes(report)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("One,\nand a break.\n\nTwo.", "One,\\\nand a break.\n\nTwo."),
        ("<h2>H</h2>\nText.\n<ul>\n<li>a\n\nb</li>\n</ul>", "## H\n\nText.\n\n- a b"),
        ("<blockquote>A\n\nB</blockquote>", "> A\n>\n> B"),
        ('[caption id="a" width="9"]<img src="https://e.example/a.png" alt="A" /> So <b>it</b> '
         "is[/caption]", '![A](https://e.example/a.png "So it is")'),
        ("[embed]https://vimeo.com/1[/embed]", "https://vimeo.com/1"),
        ("[youtube=https://youtu.be/abc]", "https://youtu.be/abc"),
        ("[youtube id='abc']", "https://www.youtube.com/watch?v=abc"),
        ('[audio mp3="https://e.example/a.mp3"][/audio]',
         "![Recording](https://e.example/a.mp3)"),
        ("He said [sic] and [[caption]].", "He said [sic] and [caption]."),
        ("<code>[gallery]</code>", "`[gallery]`"),
        ("A<!--more-->B<!-- wp:x /-->", "A\n\n<!--more-->\n\nB"),
        ('<!-- wp:block {"ref":9} /-->', "From the block."),
        ('<!-- wp:paragraph --><p>A<sup data-fn="u" class="fn"><a href="#u">1</a></sup></p>',
         "A[^1]\n\n[^1]: The *note*"),
        ("<p>*a* _b_ [c](d) 1 &lt; 2 &lt;b&gt; &amp;amp;</p>",
         r"\*a\* \_b\_ \[c\](d) 1 < 2 &lt;b> &amp;amp;"),
        ("<p>1. Mai</p><p># a</p><p>- b</p><p>+49</p>", "1\\. Mai\n\n\\# a\n\n\\- b\n\n+49"),
        ('<figure class="wp-block-embed"><div>\nhttps://youtu.be/abc\n</div></figure>',
         "https://youtu.be/abc"),
        ('<figure class="wp-block-pullquote"><blockquote><p>Q</p><cite>By</cite></blockquote>'
         "</figure>", "> Q\n>\n> — By\n{: .pullquote }"),
        ('<div class="wp-block-gallery"><figure><img src="https://e.example/a.png" alt="A">'
         '</figure><figure><img src="https://e.example/b.png" alt="B"></figure></div>',
         "![A](https://e.example/a.png)\n![B](https://e.example/b.png)"),
        ('<pre class="wp-block-code"><code class="language-c">a &lt; *b\n  c</code></pre>',
         "```c\na < *b\n  c\n```"),
        ("<table><tr><th>A</th></tr><tr><td>1|2</td></tr></table>", "| A |\n| --- |\n| 1\\|2 |"),
        ("<p>H<sub>2</sub>O <del>x</del></p><script>bad()</script>", "H<sub>2</sub>O ~~x~~"),
        ("A\n\n<!--more Read on-->\n\nB", "A\n\n<!--more-->\n\nB"),
        ("<p>A</p><!-- wp:more --><!--more--><!-- /wp:more --><p>B</p>",
         "A\n\n<!--more-->\n\nB"),
        ("A\n<!--nextpage-->\nB", "A\n\nB"),
        ("<!-- wp:x --><details open><summary>A <b>b</b></summary>C<p>D</p></details>",
         "<details open>\n<summary>A b</summary>\n\nC\n\nD\n\n</details>"),
    ],
)  # fmt: skip
def test_texts_of_both_editors_become_markdown(tmp_path: Path, body: str, text: str) -> None:
    block = item("<p>From the block.</p>", post_id="9", post_type="wp_block")
    note = (
        meta("footnotes", '[{"content":"The <em>note</em>","id":"u"}]') if "data-fn" in body else ""
    )
    into, _ = export(tmp_path, item(body, note), block)
    assert text_of(into) == text


@pytest.mark.parametrize(
    ("body", "text", "said"),
    [
        (
            "A\n\n[contact-form id='1']\n\nB",
            "A\n\nB",
            "old.xml:19: warning: 'Hello': [contact",
        ),
        ("[my_box]In it[/my_box]", "In it", "[my_box] was unwrapped"),
        ('[gallery ids="55"]', "", "the gallery names 55 that the export lacks"),
        ("<form><input></form><p>A</p>", "A", "<form> was taken out"),
        (
            "<div style='display:none'>x</div><p>A <b hidden>b</b></p>",
            "A",
            "<b> was taken out with",
        ),
        ('<!-- wp:block {"ref":8} /--><p>A</p>', "A", "the reusable block 8 is not in the export"),
    ],
)
def test_what_has_no_place_here_is_named(tmp_path: Path, body: str, text: str, said: str) -> None:
    into, report = export(tmp_path, item(body))
    assert text_of(into) == text
    assert said in notes(report).replace(":1: ", ": ")


def test_a_second_import_changes_nothing(tmp_path: Path) -> None:
    post = item()
    into, _ = export(tmp_path, post)
    before = {file: file.read_bytes() for file in into.rglob("*.*")}
    _, report = export(tmp_path, post)
    after = {file: file.read_bytes() for file in into.rglob("*.*")}
    assert before.keys() == after.keys()
    assert {f for f in before if before[f] != after[f]} <= {into / "import-report.md"}
    assert report.counts["unchanged"] == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (HEAD.replace("<rss", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<rss')
         + item("&a;") + "</channel></rss>", "the export declares entities"),
        (HEAD + item() + "</chan", "broken XML"),
        ("<rss xmlns:wp='http://wordpress.org/export/1.2/'></rss>", "there is no <channel> in it"),
    ],
)  # fmt: skip
def test_an_export_that_is_broken_or_hostile_is_refused(
    tmp_path: Path, data: str, said: str
) -> None:
    into, report = imported(tmp_path, "wordpress", {"old.xml": data})
    assert said in notes(report)
    assert not (into / "articles").exists()


def test_hostile_html_and_paths_do_no_harm(tmp_path: Path) -> None:
    deep = "<div>" * 800 + "deep" + "</div>" * 800
    body = f'<p><img src="/wp-content/uploads/../../secret.svg" alt="A"></p>{deep}%<<![\n\x0b'
    (tmp_path / "secret.svg").write_text(PICTURE)
    into, report = export(tmp_path, item(body))
    assert not (into / "media").exists()
    assert "deep" in text_of(into)
    assert "control characters were taken out" in notes(report)


def test_a_folder_without_an_export_says_what_to_put_there(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"holds no export of WordPress: put the \.xml file"):
        imported(tmp_path, "wordpress", {"feed.xml": "<rss></rss>"})
