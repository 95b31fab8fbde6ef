"""What other sites say of a story is shown below it; an export of a receiver brings it."""

import json

import pytest

from newsroom.problems import ContentError
from tests.conftest import story

A = "content/articles/ai/a.md"
FILE = "content/data/webmentions.json"
PAGE = "/ai/2026/11/a/"


def mention(kind="in-reply-to", target=f"https://news.example{PAGE}", **more):
    return {
        "type": "entry",
        "author": {"type": "card", "name": "Ada", "photo": "https://ada.example/a.jpg"},
        "url": "https://ada.example/on-this",
        "published": "2026-11-21T10:00:00+01:00",
        "wm-received": "2026-11-21T09:30:00Z",
        "wm-id": 1,
        "wm-source": "https://ada.example/on-this",
        "wm-target": target,
        "wm-property": kind,
        "wm-private": False,
        "content": {"text": "I do not agree.", "html": "<b>I do not agree.</b>"},
        **more,
    }


def feed(*entries):
    return json.dumps({"type": "feed", "name": "Webmentions", "children": entries})


@pytest.mark.slow
def test_replies_and_mentions_are_shown_with_who_and_where(site):
    entries = (mention("mention-of", published="2026-11-22T00:00:00Z"), mention())
    page = site({A: story(), FILE: feed(*entries)}).page(PAGE)
    reply, other = page.select("#webmentions .comment")
    assert reply.select_one("a").text == "Ada"
    assert reply.select_one("a")["href"] == "https://ada.example/on-this"
    assert "replied on ada.example" in reply.text
    assert reply.select_one(".comment-body").text == "I do not agree."
    assert reply.select_one("time")["datetime"] == "2026-11-21T09:00:00+00:00"
    assert "mentioned this on ada.example" in other.text
    assert not page.select("#webmentions img")


@pytest.mark.slow
def test_likes_and_reposts_are_counted(site):
    entries = [mention("like-of"), mention("bookmark-of"), mention("repost-of")]
    page = site({A: story(), FILE: feed(*entries)}).page(PAGE)
    assert "2 likes, 1 repost on other sites" in page.select_one("#webmentions").text


@pytest.mark.slow
@pytest.mark.parametrize(
    "target", [f"http://news.example{PAGE}?a=b#c", f"https://news.example{PAGE[:-1]}",
               "https://news.example/2019/old/"]
)  # fmt: skip
def test_a_target_is_found_however_it_is_written(site, target):
    files = {A: story(aliases="[/2019/old/]"), FILE: feed(mention(target=target))}
    assert site(files).page(PAGE).select("#webmentions .comment")


@pytest.mark.slow
@pytest.mark.parametrize(
    "more",
    [
        {"url": "javascript:alert(1)"},
        {"url": "http://[bad"},
        {"wm-private": True},
        {"wm-property": "rsvp", "url": "https://x.example"},
        {"published": "0001-01-01T00:00:00+14:00"},
        {"wm-target": "http://[bad"},
        {"wm-target": "https://news.example/elsewhere/"},
    ],
)
def test_what_leads_nowhere_is_left_out(site, more):
    page = site({A: story(), FILE: feed(mention(**more))}).page(PAGE)
    assert not page.select("#webmentions .comment")


@pytest.mark.slow
def test_hostile_input_stays_text(site):
    entry = mention(
        author={"name": "<script>alert(1)</script>\u202e" + "n" * 99},
        url="https://x.example/\ud800",
        content={"text": "\ud800</p><img src=x onerror=alert(1)> " + "w " * 999},
    )
    section = site({A: story(), FILE: feed(entry)}).page(PAGE).select_one("#webmentions")
    assert not section.select("script, img")
    assert "<img src=x" in section.text
    assert len(section.text) < 600


@pytest.mark.slow
def test_entries_that_cannot_be_read_are_counted_in_one_warning(site):
    built = site({A: story(), FILE: feed(mention(), {"type": "entry"}, 7)})
    assert built.page(PAGE).select("#webmentions .comment")
    (warning,) = built.warnings
    assert warning.startswith(f"{FILE}: warning: 2 of 3 webmentions cannot be read")


@pytest.mark.parametrize(
    "text", ["no json", "[" * 99_999, "[]", '{"type": "entry"}', '{"type": "feed"}']
)
def test_a_file_that_is_no_feed_stops_the_build(site, text):
    with pytest.raises(ContentError) as caught:
        site({A: story(), FILE: text})
    assert f"{FILE}: this is not a jf2 feed" in str(caught.value)


def test_a_story_whose_comments_are_off_shows_nothing(site):
    page = site({A: story(comments="off"), FILE: feed(mention())}).page(PAGE)
    assert not page.select("#webmentions")
