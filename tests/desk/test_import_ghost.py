"""Importing an export of Ghost: the test contains the posts."""

import json
from pathlib import Path
from typing import Any

import pytest

from newsroom.desk.importing import ArchiveError, ImportReport
from tests.desk.archives import imported, notes, text_of

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
POST = {
    "id": "1", "title": "Hello", "slug": "hello", "html": "<p>Text.</p>", "status": "published",
    "visibility": "public", "type": "post", "published_at": "2014-03-12T09:30:00.000Z",
    "updated_at": "2014-03-12T09:30:00.000Z",
}  # fmt: skip


def export(
    tmp_path: Path, *posts: dict[str, Any], files: dict[str, str] | None = None, **tables: Any
) -> tuple[Path, ImportReport]:
    data = {"posts": [POST | post for post in posts], **tables}
    text = json.dumps({"db": [{"meta": {"version": "5.80.0"}, "data": data}]})
    return imported(tmp_path, "ghost", {"ghost.json": text, **(files or {})})


def test_a_post_with_all_that_it_has(tmp_path: Path) -> None:
    post = {
        "custom_excerpt": "In short.", "feature_image": "__GHOST_URL__/content/images/2014/v.svg",
        "updated_at": "2014-04-01T10:00:00.000Z", "canonical_url": "https://e.example/x",
    }  # fmt: skip
    into, report = export(
        tmp_path, post,
        files={"content/images/2014/v.svg": PICTURE},
        users=[{"id": "u", "name": "Ann Roe"}, {"id": "w", "name": "Jane Doe"}],
        posts_authors=[{"post_id": "1", "author_id": "w", "sort_order": 1},
                       {"post_id": "1", "author_id": "u", "sort_order": 0}],
        tags=[{"id": "a", "name": "City"}, {"id": "b", "name": "Votes"}, {"id": "c", "name": "#x"}],
        posts_tags=[{"post_id": "1", "tag_id": tag, "sort_order": place}
                    for place, tag in enumerate("cab")],
        posts_meta=[{"post_id": "1", "feature_image_alt": "Hands", "meta_title": "SEO",
                     "feature_image_caption": "By <b>X</b>"}],
    )  # fmt: skip
    assert (into / "articles/city/2014/hello.md").read_text() == (
        "---\ntitle: Hello\nheadlines:\n  search: SEO\ndate: 2014-03-12T09:30:00+00:00\n"
        "updated: 2014-04-01T10:00:00+00:00\nsection: city\nauthors:\n  - ann-roe\n  - jane-doe\n"
        "tags:\n  - votes\nsummary: In short.\nimage:\n  src: 2014/v.svg\n  alt: Hands\n"
        "  caption: By X\naliases:\n  - /hello/\ncanonical: https://e.example/x\n---\n\nText.\n"
    )
    assert notes(report).startswith("ghost.json: warning: left out: 1 internal tag (#…): they")
    assert len(report.problems) == 1
    assert not report.dropped_keys


def test_signs_of_markup_in_plain_texts_stay(tmp_path: Path) -> None:
    post = {"title": "The <b> tag & R&D &amp;", "custom_excerpt": "Why <br> matters",
            "canonical_url": "https://e.example/?a=1&b=2"}  # fmt: skip
    into, _ = export(tmp_path, post)
    text = (into / "articles/news/2014/hello.md").read_text()
    assert "\ntitle: The <b> tag & R&D &amp;\n" in text
    assert "\nsummary: Why <br> matters\n" in text
    assert "\ncanonical: https://e.example/?a=1&b=2\n" in text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"status": "draft", "published_at": None, "created_at": "2014-03-12T09:30:00.000Z"}, ""),
        ({"visibility": "members"}, "the post is for members only"),
        ({"visibility": "paid"}, "the post is for paid only"),
        ({"status": "sent"}, "sent by mail"),
    ],
)
def test_what_not_everybody_could_read_becomes_a_draft(
    tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    into, report = export(tmp_path, changes)
    assert "status: draft\n" in (into / "articles/news/2014/hello.md").read_text()
    assert said in notes(report)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"html": None, "lexical": "{}"}, "its text is not in the export as HTML"),
    ],
)
def test_what_is_no_story_is_named(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    _, report = export(tmp_path, changes, {"id": "2", "slug": "b"})
    assert said.replace("error: ", "") in notes(report).replace("error: ", "")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<a href="__GHOST_URL__/b/">b</a>', "[b](b.md)"),
        ('<figure class="kg-card kg-image-card"><img alt="V" '
         'src="__GHOST_URL__/content/images/size/w600/2014/v.svg"><figcaption>C</figcaption>'
         "</figure>", '![V](../../../media/2014/v.svg "C")'),
        ('<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" '
         'href="https://e.example/"><div class="kg-bookmark-content">'
         '<div class="kg-bookmark-title">The title</div><img class="kg-bookmark-icon" src="x.png">'
         "</div></a></figure>", "[The title](https://e.example/)"),
        ('<figure class="kg-card kg-embed-card"><iframe src="https://www.youtube.com/embed/x">'
         "</iframe></figure>", '<iframe src="https://www.youtube.com/embed/x"></iframe>'),
        ('<div class="kg-card kg-audio-card"><audio src="https://e.example/a.mp3"></audio>'
         "<button>Play</button></div>", "![Recording](https://e.example/a.mp3)"),
        ("<h1>H</h1><p>A<!--members-only--></p>", "## H\n\nA"),
    ],
)  # fmt: skip
def test_cards_become_markdown(tmp_path: Path, html: str, text: str) -> None:
    into, report = export(
        tmp_path, {"html": html}, {"id": "2", "slug": "b"},
        files={"content/images/2014/v.svg": PICTURE},
    )  # fmt: skip
    assert text_of(into) == text
    assert "taken out" not in notes(report)


def test_what_an_open_comment_hides_stays_hidden(tmp_path: Path) -> None:
    into, report = export(tmp_path, {"html": "<p>One.</p><!-- a --><p>Two.</p><!-- Her name. <p>x"})
    assert text_of(into) == "One.\n\nTwo."
    assert "a comment without its end was taken out with its text" in notes(report)


def test_a_tag_without_an_end_is_text(tmp_path: Path) -> None:
    into, _ = export(tmp_path, {"html": "<p>One.</p>a <b and <a href='x"})
    assert text_of(into) == "One.\n\na &lt;b and &lt;a href='x"


def test_all_else_in_the_export_is_counted(tmp_path: Path) -> None:
    _, report = export(
        tmp_path, {}, users=[{"id": "u", "name": "Ann", "profile_image": "/a.jpg"}],
        tags=[{"id": "a", "name": "City", "feature_image": "/c.jpg"}, {"id": "c", "name": "#x"}],
        settings=[{"key": "title"}, {"key": "logo"}], snippets=[{"id": "1"}], offers=[],
    )  # fmt: skip
    said = notes(report)
    assert "left out: 1 picture of users: add them to media/" in said
    assert "left out: 1 picture of tags" in said
    assert "left out: 1 internal tag (#…)" in said
    assert "rows of other tables were left out: settings 2, snippets 1:" in said


def test_people_sections_and_tags_bring_what_is_said_of_them(tmp_path: Path) -> None:
    into, _ = export(
        tmp_path, {},
        users=[{"id": "u", "name": "Ann Roe", "slug": "ann", "bio": "Writes & <reads>.",
                "website": "https://ann.example", "twitter": "@ann"},
               {"id": "v", "name": "Sam Owner", "bio": "Has written nothing."}],
        posts_authors=[{"post_id": "1", "author_id": "u"}],
        tags=[{"id": "a", "name": "City", "description": "All of it."},
              {"id": "b", "name": "Votes", "description": "Who won."},
              {"id": "c", "name": "Unused", "description": "Nothing."}],
        posts_tags=[{"post_id": "1", "tag_id": tag} for tag in "ab"],
    )  # fmt: skip
    assert (into / "data/authors.yml").read_text() == (
        "ann-roe:\n  name: Ann Roe\n  bio: Writes & <reads>.\n  links:\n    - title: Twitter\n"
        "      url: https://twitter.com/ann\n    - title: Website\n      url: https://ann.example\n"
    )
    assert (into / "data/sections.yml").read_text() == (
        "city:\n  name: City\n  description: All of it.\n"
    )
    assert (into / "data/tags.yml").read_text() == (
        "votes:\n  name: Votes\n  description: Who won.\n"
    )


def test_addresses_are_those_of_routes_where_they_are_given(tmp_path: Path) -> None:
    data = json.dumps({"db": [{"data": {"posts": [POST]}}]})
    into, _ = imported(tmp_path, "ghost", {"ghost.json": data}, permalink="/:year/:month/:slug/")
    assert "aliases:\n  - /2014/03/hello/\n" in (into / "articles/news/2014/hello.md").read_text()


def test_a_folder_without_an_export_says_what_to_put_there(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"holds no export of Ghost: put the \.json file"):
        imported(tmp_path, "ghost", {"package.json": "{}", "broken.json": "[[["})
