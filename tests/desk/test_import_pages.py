"""Pages of WordPress and Ghost become pages of the paper; their old addresses lead to them."""

import json
from pathlib import Path
from typing import Any

import pytest

from newsroom.desk.importing import ArchiveError
from tests.conftest import SiteBuilder, write_files
from tests.desk.archives import imported, notes
from tests.desk.wordpress import export, item, meta

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'


def page(name: str, number: int, body: str = "<p>Text.</p>", more: str = "", **changes: str) -> str:
    """Return a page of WordPress; ``link`` is its whole address."""
    return item(body, more, **{
        "title": name.title(), "post_type": "page", "post_name": name, "post_id": str(number),
        "link": f"https://old.example/{name}/", **changes,
    })  # fmt: skip


def team(parent: str = "2", **changes: str) -> str:
    return page("team", 3, post_parent=parent, link="https://old.example/about/team/", **changes)


def text_of(into: Path, name: str) -> str:
    return (into / "pages" / name).read_text("utf-8")


def test_pages_keep_their_folders_and_old_addresses_lead_to_them(tmp_path: Path) -> None:
    more = "<excerpt:encoded><![CDATA[Who we <b>are</b>.]]></excerpt:encoded>" + (
        "<wp:post_modified>2015-01-02 12:00:00</wp:post_modified>"
        "<wp:post_modified_gmt>2015-01-02 11:00:00</wp:post_modified_gmt>"
    )
    body = (
        '<p><a href="/about/team/">Team</a> <a href="/2014/03/hello/">Hello</a></p>'
        '<p><img src="/wp-content/uploads/v.svg" alt="V"></p>'
    )
    story = item('<p><a href="https://old.example/about/">About</a></p>', post_id="9")
    into, report = export(
        tmp_path, page("about", 2, body, more), team(), story,
        **{"wp-content/uploads/v.svg": PICTURE},
    )  # fmt: skip
    assert text_of(into, "about.md") == (
        "---\ntitle: About\ndeck: Who we are.\ndate: 2014-03-12T10:30:00+01:00\n"
        "updated: 2015-01-02T12:00:00+01:00\n---\n\n[Team](about/team.md) "
        "[Hello](../articles/news/2014/hello.md)\n\n![V](../media/2014/v.svg)\n"
    )
    assert text_of(into, "about/team.md").endswith("---\n\nText.\n")
    assert (into / "data/redirects.yml").read_text() == "/about/team/: /team/\n"
    assert "[About](../../../pages/about.md)" in (into / "articles/news/2014/hello.md").read_text()
    assert not report.problems
    assert report.summary().startswith("3 of 3 articles and pages imported (3 written,")
    assert "Pages: 2." in report.summary()


def test_a_second_import_changes_nothing(tmp_path: Path) -> None:
    into, _ = export(tmp_path, page("about", 2), team(), page("team", 4))
    before = {file: file.read_bytes() for file in into.rglob("*.*") if file.name[:6] != "import"}
    _, report = export(tmp_path, page("about", 2), team(), page("team", 4))
    after = {file: file.read_bytes() for file in into.rglob("*.*") if file.name[:6] != "import"}
    assert before == after
    assert report.counts["unchanged"] == 3


def test_an_address_that_is_taken_becomes_one_with_the_parent_or_a_number(tmp_path: Path) -> None:
    write_files(tmp_path, {
        "content/pages/imprint.md": "---\ntitle: Imprint\nslug: team\n---\nOurs.\n",
        "content/data/redirects.yml": "# ours\n/x/: /team/\n",
    })  # fmt: skip
    into, report = export(tmp_path, page("search", 1), page("about", 2), team(), item(post_id="9"))
    assert text_of(into, "search-2.md")
    assert text_of(into, "about/about-team.md")
    assert (into / "data/redirects.yml").read_text() == (
        "# ours\n/x/: /team/\n/about/team/: /about-team/\n"
    )
    said = notes(report)
    assert "the address /search/ is taken, the page 'Search' is /search-2/" in said
    assert "the address /team/ is taken, the page 'Team' is /about-team/" in said
    assert "the old address /search/ of the page 'Search' leads to another page already" in said


def test_a_page_that_is_there_with_another_text_stays(tmp_path: Path) -> None:
    ours = "---\ntitle: About\n---\nOurs.\n"
    write_files(tmp_path, {"content/pages/about.md": ours})
    into, report = export(tmp_path, page("about", 2))
    assert text_of(into, "about.md") == ours
    assert "pages/about.md is there with another text" in notes(report)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"status": "draft"}, "the page 'About' is a draft"),
        ({"status": "private"}, "the page 'About' is private"),
        ({"status": "future"}, "the page 'About' is not published yet"),
        ({"status": "trash"}, "the page 'About' is in the trash"),
        ({"post_password": "x"}, "the page 'About' has a password"),
        ({"body": "[contact-form id='1']"}, "the page 'About' has no text"),
    ],
)
def test_a_page_that_not_everybody_could_read_is_left_out(
    tmp_path: Path, changes: dict[str, str], said: str
) -> None:
    into, report = export(tmp_path, page("about", 2, **changes))
    assert not (into / "pages").exists()
    assert said in notes(report)
    assert report.counts["not imported"] == report.counts["read"] == 1


def test_what_pages_have_no_place_for_is_named(tmp_path: Path) -> None:
    picture = item(
        "", "<wp:attachment_url>https://old.example/wp-content/uploads/v.svg</wp:attachment_url>",
        post_id="7", post_type="attachment", status="inherit",
    )  # fmt: skip
    more = meta("_thumbnail_id", "7") + meta("_yoast_wpseo_metadesc", "For engines")
    front = page("home", 5, link="https://old.example/")
    _, report = export(tmp_path, picture, page("about", 2, "<p>T</p>", more), front)
    said = notes(report)
    assert "the page 'About' had a lead picture, a description: pages have no place" in said
    assert "the page 'Home' was the front page of the old site" in said
    assert "leads to another page" not in said


def test_parents_that_go_in_a_circle_end(tmp_path: Path) -> None:
    into, _ = export(tmp_path, page("about", 2, post_parent="3"), team())
    assert text_of(into, "team/about.md")
    assert text_of(into, "about/team.md")


def test_redirects_that_cannot_be_read_stop_the_import_before_anything_is_written(
    tmp_path: Path,
) -> None:
    write_files(tmp_path, {"content/data/redirects.yml": "/a/: [\n"})
    with pytest.raises(ArchiveError, match="fix the file that is added to first"):
        export(tmp_path, page("about", 2))
    assert not (tmp_path / "content/pages").exists()


def test_imported_pages_are_built_and_every_link_leads_there(
    tmp_path: Path, site: SiteBuilder
) -> None:
    write_files(tmp_path, {"content/data/sections.yml": ""})
    body = '<p><a href="/about/team/">Team</a></p>'
    export(tmp_path, page("about", 2, body), team(), item(post_id="9"))
    built = site()
    assert built.page("/about/").select_one("article, main").find("a", href="/team/")
    assert "https://news.example/team/" in built.text("/about/team/")
    assert not built.warnings


def test_pages_of_ghost(tmp_path: Path) -> None:
    post: dict[str, Any] = {
        "title": "About", "html": "<p>Text.</p>", "status": "published", "visibility": "public",
        "type": "page", "published_at": "2014-03-12T09:30:00.000Z",
    }  # fmt: skip
    pages = [
        {**post, "id": "1", "slug": "about", "custom_excerpt": "Who we are."},
        {**post, "id": "2", "slug": "a", "visibility": "members"},
        {**post, "id": "3", "slug": "b", "status": "draft"},
        {**post, "id": "4", "slug": "c", "html": " "},
        {**post, "id": "5", "slug": "d", "status": "scheduled"},
    ]
    text = json.dumps({"db": [{"data": {"posts": pages}}]})
    into, report = imported(tmp_path, "ghost", {"ghost.json": text})
    assert text_of(into, "about.md") == (
        "---\ntitle: About\ndeck: Who we are.\ndate: 2014-03-12T09:30:00+00:00\n---\n\nText.\n"
    )
    assert [file.name for file in (into / "pages").iterdir()] == ["about.md"]
    assert not (into / "data/redirects.yml").exists()
    reasons = ("is for members only", "is a draft", "has no text", "is not published yet")
    assert all(f"the page 'About' {reason}" in notes(report) for reason in reasons)
    assert report.counts["not imported"] == 4
