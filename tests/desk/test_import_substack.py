"""Importing an export of Substack: the test contains the posts."""

import csv
import io
import json
import zipfile
from html import escape
from pathlib import Path
from typing import Any

import pytest

from newsroom.desk.importing import ArchiveError, ImportReport, import_archive
from tests.conftest import SiteBuilder, write_files
from tests.desk.archives import imported, notes

COLUMNS = [
    "post_id", "post_date", "is_published", "email_sent_at", "inbox_sent_at", "type", "audience",
    "title", "subtitle", "podcast_url",
]  # fmt: skip
ROW = {
    "post_id": "101.hello", "post_date": "2014-03-12T09:30:00.123Z", "is_published": "true",
    "email_sent_at": "2014-03-12T09:30:05.000Z", "type": "newsletter", "audience": "everyone",
    "title": "Hello, all", "subtitle": "In short.",
}  # fmt: skip
CDN = "https://substackcdn.com/image/fetch/$s_!x!,w_1456,c_limit,f_auto,q_auto:good/"
STORED = "https://substack-post-media.s3.amazonaws.com/public/images/1a2b-3c_1456x720.svg"
QUOTED = STORED.replace(":", "%3A").replace("/", "%2F")
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
WIDGET = (
    '<div class="subscription-widget-wrap-editor" data-attrs="{}"><div class="subscription-widget">'
    '<p class="cta-caption">Thanks for reading!</p><form><input type="email"></form></div></div>'
    '<p class="button-wrapper" data-attrs="{}"><a class="button primary" href="x">Share</a></p>'
)


def posts_csv(*rows: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows([ROW | row for row in rows])
    return out.getvalue()


def files(*rows: dict[str, str], html: str = "<p>Text.</p>") -> dict[str, str | bytes]:
    texts = {f"posts/{(ROW | row)['post_id']}.html": html for row in rows}
    return {"posts.csv": posts_csv(*rows), **texts}


def export(
    tmp_path: Path, html: str = "<p>Text.</p>", more: dict[str, str | bytes] | None = None,
    **row: str,
) -> tuple[Path, ImportReport]:  # fmt: skip
    return imported(tmp_path, "substack", {**files(row, html=html), **(more or {})})


def text_of(into: Path, name: str = "articles/news/2014/hello.md") -> str:
    return (into / name).read_text("utf-8").split("---\n", 2)[2].strip()


def attrs(**values: Any) -> str:
    return f'data-attrs="{escape(json.dumps(values))}"'


def test_a_post_with_all_that_it_has(tmp_path: Path) -> None:
    into, report = export(tmp_path, f"<p>Text.</p>{WIDGET}")
    assert (into / "articles/news/2014/hello.md").read_text() == (
        "---\ntitle: Hello, all\ndeck: In short.\ndate: 2014-03-12T09:30:00+00:00\n"
        "section: news\nauthors:\n  - staff\naliases:\n  - /p/hello/\n---\n\nText.\n"
    )
    said = notes(report)
    assert "2 boxes and buttons to subscribe, share and comment were taken out" in said
    assert "1 story without an author" in said


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"is_published": "false"}, ""),
        ({"audience": "only_paid"}, "the post is for only_paid: it became a draft"),
        ({"audience": "only_free"}, "the post is for only_free: it became a draft"),
        ({"audience": "founding"}, "the post is for founding: it became a draft"),
        ({"audience": ""}, "the post is for an unknown audience"),
        ({"type": "adhoc_email"}, "the post is of the type 'adhoc_email'"),
        ({"type": "podcast", "audience": "only_paid"}, "the post is for only_paid"),
        (
            {"html": '<p>A</p><div class="paywall-jump" data-component-name="P"></div><p>B</p>'},
            "there is a paywall in it: it became a draft",
        ),
    ],
)
def test_what_not_everybody_could_read_becomes_a_draft(
    tmp_path: Path, row: dict[str, str], said: str
) -> None:
    into, report = export(tmp_path, **row)
    assert "status: draft\n" in (into / "articles/news/2014/hello.md").read_text()
    assert said in notes(report)


def test_text_for_some_readers_is_taken_out(tmp_path: Path) -> None:
    block = '<div class="dynamic-content-block" data-dynamic-audiences="paid"><p>Secret</p></div>'
    into, report = export(tmp_path, f"<p>A</p>{block}")
    assert text_of(into) == "A"
    assert "text for some readers only was taken out" in notes(report)


def test_a_draft_without_a_date_has_that_of_the_newest_post(tmp_path: Path) -> None:
    draft = {"post_id": "102.idea", "post_date": "", "is_published": "false"}
    into, report = imported(tmp_path, "substack", files({}, draft))
    assert "date: 2014-03-12T09:30:00+00:00" in (into / "articles/news/2014/idea.md").read_text()
    assert "the draft has no date: it has that of the newest post" in notes(report)


def test_an_about_page_is_a_page_if_all_could_read_it(tmp_path: Path) -> None:
    about = {"post_id": "7.about", "type": "page", "title": "About"}
    paid = {"post_id": "8.club", "type": "page", "title": "Club", "audience": "only_paid"}
    draft = {"post_id": "9.next", "type": "page", "title": "Next", "is_published": "false"}
    into, report = imported(tmp_path, "substack", files(about, paid, draft))
    assert [file.name for file in (into / "pages").iterdir()] == ["about.md"]
    assert (into / "data/redirects.yml").read_text() == "/p/about/: /about/\n"
    assert "the page 'Club': the post is for only_paid" in notes(report)
    assert "the page 'Next': it is a draft" in notes(report)


def test_what_is_missing_or_named_nowhere_is_reported_and_lists_of_readers_are_not_read(
    tmp_path: Path,
) -> None:
    found = files({}, {"post_id": "102.lost"})
    del found["posts/102.lost.html"]
    found |= {
        "posts/103.stray.html": "<p>x</p>", "email_list.paper.csv": "email\nann@secret.example\n",
        "posts/101.hello.opens.csv": "email\nann@secret.example\n",
    }  # fmt: skip
    into, report = imported(tmp_path, "substack", found)
    assert "posts/102.lost.html: the text of 'Hello, all' is missing" in notes(report)
    assert "posts/103.stray.html: no line of posts.csv names it" in notes(report)
    assert report.counts["read"] == report.counts["imported"] + report.counts["not imported"] == 3
    assert "2 files about readers, the account or other things were not read." in report.summary()
    assert "are used by no story" not in report.summary()
    assert not any(b"secret.example" in file.read_bytes() for file in into.rglob("*.*"))


def test_pictures_are_named_and_found_where_they_were_saved(tmp_path: Path) -> None:
    html = (
        '<div class="captioned-image-container"><figure>'
        f'<a class="image-link" href="{CDN}{QUOTED}">'
        f'<div class="image2-inset"><picture><source type="image/webp" srcset="{CDN}{QUOTED} 424w">'
        f'<img src="{CDN}{QUOTED}" alt="Votes"></picture><div class="image-link-expand"></div>'
        '</div></a><figcaption class="image-caption">By <em>X</em></figcaption></figure></div>'
    )
    into, report = export(tmp_path / "a", html)
    assert text_of(into) == f'![Votes]({STORED} "By X")'
    assert f"the picture {STORED} is not in the export: it is still shown" in notes(report)
    into, report = export(tmp_path / "b", html, {"pictures/1a2b-3c_1456x720.svg": PICTURE})
    assert text_of(into) == '![Votes](../../../media/2014/1a2b-3c-1456x720.svg "By X")'
    assert "is not in the export" not in notes(report)


def test_a_podcast_has_its_recording(tmp_path: Path) -> None:
    url = "https://api.substack.com/feed/podcast/9/a.mp3"
    into, report = export(tmp_path, type="podcast", podcast_url=url)
    assert text_of(into) == f"![Recording]({url})\n\nText."
    assert f"the recording {url} is not in the export" in notes(report)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<p>A<a class="footnote-anchor" id="footnote-anchor-1" href="#footnote-1">1</a> b</p>'
         '<div class="footnote" data-component-name="FootnoteToDOM"><a id="footnote-1" '
         'href="#footnote-anchor-1" class="footnote-number">1</a><div class="footnote-content">'
         "<p>The <em>note</em></p></div></div>", "A[^1] b\n\n[^1]: The *note*"),
        (f'<div class="youtube-wrap" {attrs(videoId="abc")}><div class="youtube-inner"><iframe '
         'src="https://www.youtube-nocookie.com/embed/abc"></iframe></div></div>',
         "https://www.youtube.com/watch?v=abc"),
        (f'<div class="tweet" {attrs(url="https://twitter.com/a/status/1", full_text="x")}>x</div>',
         "https://twitter.com/a/status/1"),
        (f'<div class="digest-post-embed" {attrs(title="B & C", canonical_url="https://e.example/p/b")}'
         "></div>", "[B & C](https://e.example/p/b)"),
        ('<div class="pullquote"><p>Said.</p></div>', "> Said.\n{: .pullquote }"),
        (f'<div class="image-gallery-embed" '
         f'{attrs(gallery={"images": [{"src": "https://e.example/a.png"}], "alt": "A"})}></div>',
         "![A](https://e.example/a.png)"),
        ("<h1>H</h1><ul><li><p>a</p></li></ul><blockquote><p>b</p></blockquote><div><hr></div>",
         "## H\n\n- a\n\n> b\n\n---"),
    ],
)  # fmt: skip
def test_what_only_substack_reads_becomes_markdown(tmp_path: Path, html: str, text: str) -> None:
    into, _ = export(tmp_path, html)
    assert text_of(into) == text


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<div class="native-audio-embed" data-attrs="{}"></div>', "a recording is not in"),
        ('<div class="native-video-embed" data-attrs="{"></div>', "a film is not in the export"),
        ('<div class="poll-embed"></div>', "a poll is not in the export"),
        ('<div class="tweet" data-attrs="[]"></div>', "an embed of the kind tweet was lost"),
        (f'<div class="latex-rendered" {attrs(persistentExpression="x^2")}></div>',
         "a formula is shown as it was typed"),
    ],
)  # fmt: skip
def test_what_is_lost_is_named(tmp_path: Path, html: str, said: str) -> None:
    _, report = export(tmp_path, f"<p>A</p>{html}")
    assert said in notes(report)


def test_links_between_posts_show_the_address_of_the_site(tmp_path: Path) -> None:
    links = "".join(f'<p><a href="https://old.substack.com/p/{n}?s=w">x</a></p>' for n in "bcd")
    rows = [{}, *({"post_id": f"{n}.{n}"} for n in "bcd")]
    into, report = imported(tmp_path, "substack", files(*rows, html=links))
    assert text_of(into) == "[x](b.md)\n\n[x](c.md)\n\n[x](d.md)"
    assert "links to https://old.substack.com were taken for links within" in notes(report)


def test_a_zip_file_is_read_as_its_folder_and_a_second_time_changes_nothing(tmp_path: Path) -> None:
    packed, into = tmp_path / "export.zip", tmp_path / "content"
    with zipfile.ZipFile(packed, "w") as out:
        for name, data in {**files({}), "../../evil.svg": PICTURE}.items():
            out.writestr(f"export/{name}", data)
    report = import_archive("substack", packed, into)
    assert report.source == "export.zip"
    assert text_of(into) == "Text."
    assert not (tmp_path.parent / "evil.svg").exists()
    again = import_archive("substack", packed, into)
    assert (again.counts["unchanged"], again.counts["written"]) == (1, 0)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"a.txt": "x"}, "holds no export of Substack: name the ZIP file"),
        ({"posts.csv": b"PK\0\0"}, r"posts\.csv cannot be read"),
    ],
)
def test_what_is_no_export_is_refused(
    tmp_path: Path, data: dict[str, str | bytes], said: str
) -> None:
    with pytest.raises(ArchiveError, match=said):
        imported(tmp_path, "substack", data)


def test_a_broken_zip_file_is_refused(tmp_path: Path) -> None:
    packed = tmp_path / "export.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("posts.csv", "post_id\n" * 2000)
    data = bytearray(packed.read_bytes())
    data[45:60] = b"\xff" * 15
    packed.write_bytes(data)
    with pytest.raises(ArchiveError, match=r"cannot be unpacked .*: unpack it by hand"):
        import_archive("substack", packed, tmp_path / "content")


def test_an_imported_newsletter_is_built(tmp_path: Path, site: SiteBuilder) -> None:
    write_files(tmp_path, {"content/data/sections.yml": ""})
    export(tmp_path, f'<p>See <a href="/p/hello">this</a>.</p>{WIDGET}')
    built = site()
    assert "See this." in " ".join(built.page("/news/2014/03/hello/").get_text().split())
    assert "https://news.example/news/2014/03/hello/" in built.text("/p/hello/")
