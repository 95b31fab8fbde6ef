"""The key of IndexNow is a file of the site; republishers find what changed in ``changes.json``."""

import json

import pytest

from newsroom.problems import ContentError
from tests.conftest import story

FILES = {
    "content/articles/ai/new.md": story("New", date="2026-11-22T09:00:00+00:00"),
    "content/articles/ai/wrong.md": story(
        "Wrong",
        date="2026-11-01T09:00:00+00:00",
        corrections="[{date: 2026-11-23T08:00:00+00:00, text: It was four.}]",
    ),
    "content/articles/ai/old.md": story("Old", date="2026-10-01T09:00:00+00:00"),
    "content/articles/ai/expired.md": story("Expired", expires="2026-11-21T00:00:00+00:00"),
    "content/data/redirects.yml": "/ai/2025/01/withdrawn/: gone\n/ai/x/: /ai/2026/11/new/\n",
}


def changes(made):
    return json.loads(made.text("changes.json"))


@pytest.mark.slow
def test_changes_come_newest_first_with_their_corrections(site):
    found = changes(site(FILES, NOTICES={"changes": 2}))
    assert [one["title"] for one in found["stories"]] == ["Wrong", "New"]
    wrong = found["stories"][0]
    [correction] = wrong["corrections"]
    assert correction["text"] == "It was four."
    assert correction["kind"] == "correction"
    assert correction["url"].startswith("https://news.example/ai/2026/11/wrong/#")
    assert wrong["url"] == "https://news.example/ai/2026/11/wrong/"
    assert wrong["date_published"] == "2026-11-01T09:00:00+00:00"
    assert wrong["date_modified"] == "2026-11-23T08:00:00+00:00"
    assert wrong["language"] == "en"


@pytest.mark.slow
def test_changes_name_what_was_withdrawn_or_has_expired(site):
    found = changes(site(FILES, NOTICES={"changes": 2}))
    assert found["withdrawn"] == [
        "https://news.example/ai/2025/01/withdrawn/",
        "https://news.example/ai/2026/11/expired/",
    ]


@pytest.mark.slow
def test_a_correction_changes_the_file_in_the_next_build(site):
    site(FILES, NOTICES={"changes": 9})
    corrections = "[{date: 2026-11-23T09:00:00+00:00, text: It was five.}]"
    old = story("Old", date="2026-10-01T09:00:00+00:00", corrections=corrections)
    found = changes(site({"content/articles/ai/old.md": old}, NOTICES={"changes": 9}))
    assert found["stories"][0]["title"] == "Old"
    assert found["stories"][0]["corrections"][0]["text"] == "It was five."


@pytest.mark.slow
def test_neither_file_is_there_unless_it_is_asked_for(site):
    made = site(FILES)
    assert not made.exists("changes.json")
    assert {one for one in made.files() if one.endswith(".txt") and "/" not in one} <= {
        "robots.txt"
    }


@pytest.mark.slow
def test_the_key_is_the_name_and_the_text_of_a_file(site):
    made = site(FILES, NOTICES={"indexnow": "abcd-1234"})
    assert made.text("abcd-1234.txt") == "abcd-1234"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"indexnow": "short"}, "write 8 to 128 letters"),
        ({"indexnow": "../../etc/passwd"}, "write 8 to 128 letters"),
        ({"indexnow_server": "api.indexnow.org"}, "write an address that begins with https://"),
        ({"purge": "purge 'x"}, "close its quotes"),
        ({"indexnw": "abcd-1234"}, "did you mean 'indexnow'"),
    ],
)
def test_a_wrong_option_is_named_with_its_remedy(site, options, message):
    with pytest.raises(ContentError, match=message):
        site(FILES, NOTICES=options)
