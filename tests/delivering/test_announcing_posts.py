"""The text of announcements, and how long networks find it."""

from dataclasses import replace

import pytest

from newsroom.delivering.announcing.bluesky import facets, record_key
from newsroom.delivering.announcing.options import AnnounceOptions
from newsroom.delivering.announcing.posts import (
    Announcement,
    TooLongError,
    characters,
    fitting,
    hashtag,
    hashtags,
)
from newsroom.options import read_options

POST = Announcement(
    key="k", title="Žižkov 🏗️ builds", url="https://n.example/a/", tags=("Law", "日本"), lang="cs",
    source="a.md", moment=1_790_000_000_000_000,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "count"),
    [("abc", 3), ("é", 1), ("e\u0301", 1), ("👩‍👩‍👧", 1), ("👍🏽", 1), ("日本", 2), ("می‌خواهد", 7),
     ("🏴\U000e0067\U000e0062\U000e007f", 1), ("שלום\u200f!", 6), ("Donau\u00addampf", 11)],
)  # fmt: skip
def test_characters_are_those_that_readers_see(text, count):
    assert characters(text) == count


@pytest.mark.parametrize(
    ("name", "tag"),
    [("law", "law"), ("machine learning", "MachineLearning"), ("C++", "C"),
     ("G-7 talks", "G7Talks"),
     ("2026", ""), ("日本", "日本"), ("EU AI Act", "EUAIAct")],
)  # fmt: skip
def test_a_tag_becomes_a_hashtag(name, tag):
    assert hashtag(name) == tag


def test_only_so_many_hashtags_are_taken_and_each_once():
    assert hashtags(["Law", "2026", "Law", "AI", "EU"], 2) == ("Law", "AI")


def test_hashtags_give_way_before_the_headline_does():
    full, short = POST.text(), POST.text(hashtags=False)
    assert fitting(POST, characters(full)) == full
    assert fitting(POST, characters(full) - 1) == short
    assert fitting(POST, characters(short) + 3, url_length=23) == short
    with pytest.raises(TooLongError, match=r"has 15 characters, there is room for 14"):
        fitting(POST, characters(short) - 1)


def test_facets_are_counted_in_bytes():
    text = POST.text()
    found = [
        text.encode()[one["index"]["byteStart"] : one["index"]["byteEnd"]].decode()
        for one in facets(POST, text)
    ]
    assert found == ["#Law", "#日本", "https://n.example/a/"]
    assert len(facets(POST, POST.text(hashtags=False))) == 1


def test_the_name_of_a_record_is_the_same_each_time_and_in_order_of_time():
    later = replace(POST, moment=POST.moment + 1)
    other = replace(POST, key="l")
    assert record_key(POST) == record_key(POST)
    assert record_key(POST) < record_key(later)
    assert record_key(POST) != record_key(other)
    assert len(record_key(POST)) == 13


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"mastodon": "mastodon.example"}, "write an address that begins with https://"),
        ({"mastodon": "https://m.example/@paper"}, "write the address of the server alone"),
        ({"bluesky": "@paper.example"}, "write the handle without @"),
        ({"mastadon": "https://m.example"}, "did you mean 'mastodon'?"),
        ({"visibility": "private"}, "'public' or 'unlisted'"),
    ],
)
def test_a_wrong_setting_is_a_mistake_with_its_remedy(given, message):
    _, (mistake,) = read_options(given, AnnounceOptions)
    assert message in f"{mistake.what}: {mistake.remedy}"
