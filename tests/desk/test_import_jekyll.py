"""Importing a Jekyll archive: the test contains the site."""

from pathlib import Path

import pytest
from PIL import Image

from newsroom.desk.importing import ImportReport, import_archive
from tests.desk.archives import imported, notes, text_of

POST = "---\ntitle: Hello\nauthor: Jane Doe\n---\n\n{}\n"


def body(tmp_path: Path, text: str, **files: str) -> tuple[str, ImportReport]:
    """Import one post with ``text``; return its new text and the report."""
    archive = {"_posts/2014-03-12-hello.md": POST.format(text), **files}
    into, report = imported(tmp_path, "jekyll", archive)
    return text_of(into), report


def test_a_post_becomes_a_story(tmp_path: Path) -> None:
    post = (
        "---\nlayout: post\ntitle: 'Ask &amp; tell: <b>now</b>'\nexcerpt: A <i>short</i> one.\n"
        "date: 2014-03-12 11:48:52 -0400\nauthors: [jane-doe]\ntags: best-practices api\n"
        "redirect_from:\n  - /old/hello\n---\n\nText.\n"
    )
    into, report = imported(tmp_path, "jekyll", {"_posts/2014-03-12-hello.md": post})
    assert (into / "articles/news/2014/hello.md").read_text(encoding="utf-8") == (
        "---\n"
        "title: 'Ask & tell: now'\n"
        "date: 2014-03-12T11:48:52-04:00\n"
        "section: news\n"
        "authors:\n  - jane-doe\n"
        "tags:\n  - best-practices\n  - api\n"
        "summary: A short one.\n"
        "aliases:\n  - /2014/03/12/hello.html\n  - /old/hello/\n"
        "---\n\nText.\n"
    )
    assert (into / "data/authors.yml").read_text() == "jane-doe:\n  name: Jane Doe\n"
    assert (into / "data/tags.yml").read_text() == (
        "api:\n  name: api\nbest-practices:\n  name: Best practices\n"
    )
    assert (into / "data/sections.yml").read_text() == "news:\n  name: News\n"
    assert report.dropped_keys["layout"].first == "_posts/2014-03-12-hello.md:2"


def test_the_date_comes_from_the_name_and_a_disagreement_is_reported(tmp_path: Path) -> None:
    named = POST.format("Text.")
    other = named.replace("author", "date: 2015-01-02\nauthor")
    into, report = imported(
        tmp_path, "jekyll", {"2014-03-12-hello.md": named, "2014-12-24-late.md": other}
    )
    assert "date: 2014-03-12\n" in (into / "articles/news/2014/hello.md").read_text()
    assert "date: 2015-01-02\n" in (into / "articles/news/2015/late.md").read_text()
    assert "2014-12-24-late.md:3:1: warning: dated 2015-01-02 in its front matter and 2014-12-24" \
        in notes(report)  # fmt: skip


def test_a_post_without_any_date_is_named_in_the_report(tmp_path: Path) -> None:
    into, report = imported(tmp_path, "jekyll", {"about.md": POST.format("Text.")})
    assert not (into / "articles").exists()
    assert report.counts["not imported"] == 1
    assert "`about.md` there is no date" in (into / "import-report.md").read_text()


def test_categories_become_sections_while_they_are_few(tmp_path: Path) -> None:
    post = POST.replace("author", "categories: [Law, Courts]\nauthor").format("Text.")
    into, _ = imported(tmp_path, "jekyll", {"_posts/2014-03-12-hello.md": post})
    story = (into / "articles/law/2014/hello.md").read_text()
    assert "tags:\n  - courts\n" in story
    assert (into / "data/sections.yml").read_text() == "law:\n  name: Law\n"


def test_many_categories_become_tags(tmp_path: Path) -> None:
    posts = {
        f"_posts/2014-03-12-{n}.md": POST.replace("author", f"category: c{n}\nauthor").format("T")
        for n in range(13)
    }
    into, report = imported(tmp_path, "jekyll", posts, section="blog")
    assert "tags:\n  - c7\n" in (into / "articles/blog/2014/7.md").read_text()
    assert "13 folders or categories are too many for sections" in notes(report)


def test_drafts_stay_drafts(tmp_path: Path) -> None:
    post = POST.replace("author", "published: false\nauthor").format("Text.")
    into, _ = imported(
        tmp_path, "jekyll", {"2014-03-12-a.md": post, "_drafts/2014-03-12-b.md": POST.format("T")}
    )
    for name in "ab":
        assert "status: draft\n" in (into / f"articles/news/2014/{name}.md").read_text()


def test_files_that_are_no_articles_are_listed(tmp_path: Path) -> None:
    files = {
        "_posts/2014-03-12-hello.md": POST.format("T"),
        "_posts/posts.js": "x",
        "README.md": "x",
    }
    into, report = imported(tmp_path, "jekyll", files)
    assert set(report.others) == {"_posts/posts.js", "README.md"}
    assert "- `_posts/posts.js`: .js is not an article" in (into / "import-report.md").read_text()


def test_liquid_that_stands_for_an_address_becomes_it(tmp_path: Path) -> None:
    text, report = body(
        tmp_path,
        '[us]({{ "/about/" | relative_url }}) [old]({{ site.baseurl }}/x/) {{ page.title }}',
    )
    assert text == "us old Hello"
    assert "_posts/2014-03-12-hello.md:6:1: warning: /about/ leads nowhere here" in notes(report)
    assert "{{ page.title }} became 'Hello'" in notes(report)


def test_links_between_posts_lead_to_the_stories(tmp_path: Path) -> None:
    other = {"_posts/2015-01-02-next.md": POST.format("T")}
    text, report = body(tmp_path, "[a]({% post_url 2015-01-02-next %}#x) [b](/2015/01/02/next)",
                        **other)  # fmt: skip
    assert text == "[a](../2015/next.md#x) [b](../2015/next.md)"
    assert not report.problems.warnings


def test_liquid_logic_goes_and_is_reported_with_its_line(tmp_path: Path) -> None:
    text, report = body(tmp_path, "One\n\n{% if site.x %}Two{% endif %}\n\n{% include form.html %}")
    assert text == "One\n\nTwo"
    assert "hello.md:8:1: warning: {% if site.x %} is logic of the old site" in notes(report)
    assert "hello.md:10:1: warning: {% include form.html %} was taken out" in notes(report)


def test_code_keeps_its_liquid_but_not_the_raw_marks(tmp_path: Path) -> None:
    code = (
        '```\n{{ "/x" | url }} {% raw %}{{ y }}{% endraw %}\n```\n\n`{% x %}` and `` ` {{ z }} ``'
    )
    text, _ = body(
        tmp_path, code + "\n\n{% raw %}{{ kept }}{% endraw %}{% comment %}x{% endcomment %}"
    )
    assert text == (
        '```\n{{ "/x" | url }} {{ y }}\n```\n\n`{% x %}` and `` ` {{ z }} ``\n\n{{ kept }}'
    )


def test_highlight_becomes_a_fence(tmp_path: Path) -> None:
    text, _ = body(tmp_path, "{% highlight ruby linenos %}\nputs '```'\n{% endhighlight %}")
    assert text == "````ruby\nputs '```'\n````"


def test_a_picture_of_the_archive_is_copied(tmp_path: Path) -> None:
    (tmp_path / "old/assets").mkdir(parents=True)
    Image.new("RGB", (4, 3)).save(tmp_path / "old/assets/A cat.PNG")
    post = POST.replace("author", "image: /assets/A cat.PNG\nimage_alt: A cat\nauthor")
    image = '![A [big] cat](</assets/A cat.PNG> "Cat") <img src="/assets/A%20cat.PNG" alt="x">'
    into, report = imported(tmp_path, "jekyll", {"_posts/2014-03-12-hello.md": post.format(image)})
    story = (into / "articles/news/2014/hello.md").read_text()
    assert "image:\n  src: 2014/a-cat.png\n  alt: A cat\n" in story
    assert '](../../../media/2014/a-cat.png "Cat")' in story
    assert '<img src="../../../media/2014/a-cat.png" alt="x">' in story
    assert (into / "media/2014/a-cat.png").is_file()
    assert report.counts["missing images"] == 0


def test_a_missing_picture_leaves_its_description(tmp_path: Path) -> None:
    text, report = body(
        tmp_path,
        'One\n\n![A cat](/cat.png)\n\n{% image "a/b.jpg" "A dog" %}\n\n<img src="x.gif" alt="Ox">'
        "\n\n![A fox][fox]\n\n[fox]: fox.png",
    )
    assert "*A cat*\n\n*A dog*\n\n<em>Ox</em>\n\n*A fox*" in text
    assert report.counts["missing images"] == 4
    assert "hello.md:8:1: warning: no picture '/cat.png'" in notes(report)
    assert "hello.md:10:1: warning: no picture 'a/b.jpg'" in notes(report)


def test_a_missing_picture_does_not_run_into_the_text_behind_it(tmp_path: Path) -> None:
    text, _ = body(tmp_path, "[![A cat](/cat.png)](https://a.example/cat.png)Cats are back.")
    assert text == "[*A cat*](https://a.example/cat.png)\n\nCats are back."


def test_a_file_that_is_no_picture_counts_as_missing(tmp_path: Path) -> None:
    text, report = body(tmp_path, "![A cat](/cat.png)", **{"cat.png": "no picture"})
    assert text == "*A cat*"
    assert "not a picture that a page can show" in notes(report)


def test_no_file_outside_the_site_is_copied(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    text, report = body(tmp_path, "[x](../../secret.txt)")
    assert "media" not in text
    assert report.counts["media"] == 0


def test_author_files_are_found_above_the_posts(tmp_path: Path) -> None:
    data = tmp_path / "old/_data"
    data.mkdir(parents=True)
    (data / "authors.yml").write_text(
        "jd:\n  full_name: Jane Doe\n  bio: Writes.\n  github: jdoe\n"
    )
    posts = tmp_path / "old/_posts"
    posts.mkdir()
    (posts / "2014-03-12-hello.md").write_text(POST.replace("Jane Doe", "jd").format("Text."))
    import_archive("jekyll", posts, tmp_path / "content")
    assert (tmp_path / "content/data/authors.yml").read_text() == (
        "jd:\n  name: Jane Doe\n  bio: Writes.\n  links:\n    - title: GitHub\n"
        "      url: https://github.com/jdoe\n"
    )


def test_old_addresses_follow_the_configuration(tmp_path: Path) -> None:
    config = "url: https://old.example\npermalink: /:year/:title/\n"
    text, _ = body(tmp_path, "[a](/elsewhere/) [b](https://old.example/2014/hello/)",
                   **{"_config.yml": config})  # fmt: skip
    assert text == "[a](https://old.example/elsewhere/) [b](hello.md)"
    story = (tmp_path / "content/articles/news/2014/hello.md").read_text()
    assert "aliases:\n  - /2014/hello/\n" in story


def test_old_addresses_are_learnt_from_links_between_posts(tmp_path: Path) -> None:
    links = "".join(f"[{n}](https://www.old.example/2014/03/{n}/) " for n in range(4))
    posts = {f"_posts/2014-03-12-{n}.md": POST.format(links) for n in range(4)}
    into, report = imported(tmp_path, "jekyll", posts)
    assert "[0](0.md) [1](1.md)" in (into / "articles/news/2014/2.md").read_text()
    assert "links to https://www.old.example were taken for links within" in notes(report)


@pytest.mark.slow
def test_a_text_that_takes_for_ever_is_left_out_and_named(tmp_path, monkeypatch):
    monkeypatch.setattr("newsroom.desk.importing.publish.MOST_SECONDS", 1)
    into, report = imported(
        tmp_path,
        "jekyll",
        {
            "_posts/2024-01-01-a.md": POST.format("{% a " * 40_000),
            "_posts/2024-01-02-b.md": POST.format("Text."),
        },
    )
    assert "2024-01-01-a.md: its text takes more than 1 seconds" in notes(report)
    assert [file.name for file in (into / "articles").rglob("*.md")] == ["b.md"]


def test_what_the_old_system_knew_of_headlines_roles_and_corrections(tmp_path: Path) -> None:
    post = (
        "---\ntitle: A long headline\nshort_title: Short\nmeta_title: '%%title%% %%sep%%'\n"
        "og_title: For friends\nauthors:\n  - name: Jane Doe\n  - name: By Ann Lee\n"
        "photographer: Sam Roe\ncontributors: [Ann Lee]\n"
        "categories: [News, Sport, Odd]\nupdated_at: 2014-03-13 10:00:00 +0000\n"
        "canonical_url: https://a.example/x\n"
        "corrections:\n  - date: 2014-03-14\n    text: It was Rome.\n"
        "editor_note: This is old.\nseo:\n  description: For engines.\n---\n\nText.\n"
    )
    other = "---\ntitle: Other\nauthor: Jane Doe\ncategories: [Sport]\n---\n\nText.\n"
    into, report = imported(
        tmp_path, "jekyll", {"_posts/2014-03-12-long.md": post, "_posts/2014-03-11-other.md": other}
    )
    assert (into / "articles/news/2014/long.md").read_text(encoding="utf-8") == (
        "---\n"
        "title: A long headline\n"
        "headlines:\n  card: Short\n  social: For friends\n"
        "date: 2014-03-12\n"
        "updated: 2014-03-13T10:00:00+00:00\n"
        "section: news\n"
        "also_in:\n  - sport\n"
        "byline:\n  - jane-doe\n  - ann-lee\n"
        "  - name: Sam Roe\n    role: Photographs by\n"
        "  - author: ann-lee\n    role: Additional reporting by\n"
        "tags:\n  - odd\n"
        "summary: For engines.\n"
        "aliases:\n  - /news/sport/odd/2014/03/12/long.html\n"
        "corrections:\n"
        "  - date: 2014-03-14\n    text: It was Rome.\n"
        "  - date: 2014-03-13\n    text: This is old.\n    kind: note\n"
        "canonical: https://a.example/x\n"
        "---\n\nText.\n"
    )
    assert "sam-roe" not in (into / "data/authors.yml").read_text()
    assert "the note has no clear date: it is dated 2014-03-13" in notes(report)


def test_the_description_of_a_missing_picture_is_not_joined_to_the_text(tmp_path: Path) -> None:
    assert body(tmp_path, "![A map](/a.png)America is large.")[0] == "*A map*\n\nAmerica is large."
    assert body(tmp_path / "b", "See ![a map](/a.png).")[0] == "See *a map*."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<div markdown="1">\n**a**\n</div>', "<div>\n\n\n**a**\n\n\n</div>"),
        ("<p markdown='span'>*x* y</p>", "*x* y"),
        (
            "<div class='b' markdown=1>\na <div markdown=1>b</div>\n</div>",
            "<div class='b'>\n\n\na <div>\n\nb\n\n</div>\n\n\n\n</div>",
        ),
        ('<pre markdown="0">**a**</pre>', "<pre>**a**</pre>"),
        ('`<div markdown="1">`', '`<div markdown="1">`'),
    ],
)
def test_markdown_within_html_is_markdown(tmp_path: Path, text: str, expected: str) -> None:
    assert body(tmp_path, text)[0] == expected


@pytest.mark.parametrize(
    "settings",
    [
        "author: Ann Roe",
        "author: {name: Ann Roe, email: a@x.example}",
        "author: Bo\ndefaults:\n  - {scope: {type: posts}, values: {author: Ann Roe}}",
    ],
)
def test_the_author_of_the_site_has_written_what_names_nobody(
    tmp_path: Path, settings: str
) -> None:
    files = {"_config.yml": settings, "_posts/2014-03-12-hello.md": "---\ntitle: A\n---\nText.\n"}
    into, report = imported(tmp_path, "jekyll", files)
    assert "authors:\n  - ann-roe\n" in (into / "articles/news/2014/hello.md").read_text()
    assert ("'Ann Roe' is named now" in notes(report)) == ("defaults" not in settings)


@pytest.mark.parametrize(
    ("dialect", "name", "text", "line"),
    [
        ("jekyll", "_config.yml", "url: a\nurl: b\n", 2),
        ("hugo", "hugo.toml", "title = 'x'\nbaseURL = https://a.example\n", 2),
        ("pelican", "pelicanconf.py", "A = 1\nB = (\n", 2),
    ],
)
def test_a_configuration_that_cannot_be_read_is_named_with_its_line(
    tmp_path: Path, dialect: str, name: str, text: str, line: int
) -> None:
    post = "---\ntitle: A\ndate: 2014-03-12\n---\nText.\n"
    _, report = imported(tmp_path, dialect, {name: text, "_posts/2014-03-12-hello.md": post})
    assert f"{name}:{line}:1: warning: the configuration cannot be read" in notes(report)


def test_a_link_that_leads_nowhere_is_text_unless_the_paper_has_the_page(tmp_path: Path) -> None:
    text, report = body(
        tmp_path,
        "[a](/gone/) [b](/gone.html#c 'T') [![c](https://x.example/c.png)](/gone/c.png) "
        '<a href="/gone/">d</a> [e][1] [f] [g](/search/) [h](/gone/?x) [tag](/tag/y/)\n\n'
        "[1]: /gone/\n[f]: /gone/ 'T'",
        **{"_posts/2014-03-13-b.md": "---\ntitle: B\ntags: y\n---\nText.\n"},
    )
    assert text == (
        "a b ![c](https://x.example/c.png) d e f [g](/search/) h [tag](/tag/y/)\n\n"
        "[1]: <>\n[f]: <> 'T'"
    )
    assert report.counts["dead links"] == 7


@pytest.mark.parametrize("gap", [" ", "\n", "\n    "])
def test_the_address_of_a_definition_may_be_on_the_next_line(tmp_path: Path, gap: str) -> None:
    other = {"_posts/2015-01-02-next.md": POST.format("T")}
    text, _ = body(tmp_path, f"[a] [b] [c]\n\n[a]:{gap}https://x.example/a\n[b]:{gap}/2015/01/02/next\n"
                   f"[c]:{gap}/gone/", **other)  # fmt: skip
    assert (
        text == f"[a] [b] c\n\n[a]:{gap}https://x.example/a\n[b]:{gap}../2015/next.md\n[c]:{gap}<>"
    )


def test_values_that_all_posts_have_unless_they_say_otherwise(tmp_path: Path) -> None:
    files = {
        "_config.yml": "defaults:\n  - {scope: {type: posts}, values: {published: false}}",
        "_posts/2014-03-12-a.md": "---\ntitle: A\n---\nText.\n",
        "_posts/2014-03-13-b.md": "---\ntitle: B\npublished: true\n---\nText.\n",
    }
    into, _ = imported(tmp_path, "jekyll", files)
    assert "\nstatus: draft\n" in (into / "articles/news/2014/a.md").read_text()
    assert "status" not in (into / "articles/news/2014/b.md").read_text()


def test_defaults_are_those_of_the_nearest_folder(tmp_path: Path) -> None:
    files = {
        "_config.yml": "defaults:\n  - {scope: {path: news/_posts}, values: {author: Ann Roe}}\n"
        "  - {scope: {path: ''}, values: {author: Bo}}\n"
        "  - {scope: {path: 'news/*/old', type: posts}, values: {published: false}}\n"
        "  - {scope: {path: '', type: pages}, values: {published: false}}\n"
        "  - {scope: {path: '_posts/2015-*.md'}, values: {published: false}}\n",
        "_posts/2015-01-01-d.md": "---\ntitle: D\n---\nText d.\n",
        "news/_posts/2014-03-12-a.md": "---\ntitle: A\n---\nText a.\n",
        "news/city/old/_posts/2014-03-12-b.md": "---\ntitle: B\n---\nText b.\n",
        "_posts/2014-03-12-c.md": "---\ntitle: C\n---\nText c.\n",
    }
    into, _ = imported(tmp_path, "jekyll", files)
    found = {
        file.stem: ("ann-roe" in text, "bo\n" in text, "status: draft" in text)
        for file in into.glob("articles/**/*.md") for text in [file.read_text()]
    }  # fmt: skip
    assert found == {
        "a": (True, False, False), "b": (True, False, True), "c": (False, True, False),
        "d": (False, True, True),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "is_draft", "said"),
    [
        ("posts.json", '{"draft": true, "tags": "posts"}', True, ""),
        ("posts.11tydata.json", '{"permalink": false}', True, "`permalink: false` says"),
        ("posts.json", '{"permalink": "/b/{{ page.fileSlug }}/"}', False, "is not an address"),
        ("posts.json", "{", False, "posts/posts.json: warning: the data file cannot be read"),
        ("posts.11tydata.js", "export default {};", False, "a program gives values to stories"),
        ("other.json", '{"draft": true}', False, ""),
    ],
)
def test_data_files_of_eleventy_count(
    tmp_path: Path, name: str, data: str, is_draft: bool, said: str
) -> None:
    post = "---\ntitle: Hello\nauthor: Ann Roe\n---\nText.\n"
    files = {"posts/2014-03-12-hello.md": post, f"posts/{name}": data}
    into, report = imported(tmp_path, "jekyll", files)
    text = (into / "articles/news/2014/hello.md").read_text()
    assert ("status: draft" in text) == is_draft
    assert "tags:" not in text
    assert "aliases:\n  - /2014/03/12/hello.html\n" in text
    assert said in notes(report)
    assert said or not notes(report)
