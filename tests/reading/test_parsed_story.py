"""Records of parsed stories: kept as JSON, and the same when they are read again."""

import orjson
import pytest

from newsroom.reading.frontmatter.rules import Rules
from newsroom.reading.sources.parse import Parser
from newsroom.reading.sources.parsed_story import (
    Matter,
    ParsedStory,
    UnreadStory,
    dump_story,
    load_story,
)
from tests.conftest import story

PARSER = Parser(Rules(zone="UTC", lang="en"))


def parsed(text: str) -> ParsedStory | UnreadStory:
    return load_story(PARSER.parse(text.encode(), "story").record)


def test_a_story_is_the_same_when_it_is_read_again():
    text = story(
        "Title", "One [two](/three/).", tags="[law]", corrections="[{date: 2026-11-23, text: X}]"
    )
    found = parsed(text)
    assert isinstance(found, ParsedStory)
    assert (found.matter.title, found.matter.tags) == ("Title", ["law"])
    assert found.matter.corrections[0]["text"] == "X"
    assert (found.words, found.summary) == (2, "One two.")
    assert found.marks["title"][0] == 2
    assert dump_story(load_story(dump_story(found))) == dump_story(found)


def test_a_record_holds_only_what_was_given():
    record = orjson.loads(PARSER.parse(story("Title", "One.").encode(), "story").record)
    assert set(record["matter"]) == {"title", "date", "author"}
    assert "updates" not in record
    assert "problems" not in record


def test_updates_of_a_live_story_know_their_place_in_the_file():
    body = "Lead.\n\n## 2026-11-23 10:00 Second\n\nB.\n\n## 2026-11-23 09:00 First\n\nA.\n"
    found = parsed(story("Title", body, label="live", date="2026-11-23 08:00"))
    assert isinstance(found, ParsedStory)
    assert [(one.place, one.title, one.text) for one in found.updates or ()] == [
        (1, "Second", "B."),
        (2, "First", "A."),
    ]


def test_a_story_with_mistakes_keeps_them_and_its_names():
    found = parsed(
        "---\ntitle: T\ndate: never\nauthor: x\nslug: own\naliases: [/old/]\n---\nText.\n"
    )
    assert isinstance(found, UnreadStory)
    assert found.names == ["own", "/old/"]
    [(line, _, what, _, level)] = found.problems
    assert (line, level) == (3, "error")
    assert "never" in what


def test_a_key_that_front_matter_does_not_have_is_refused():
    with pytest.raises(TypeError, match="headline"):
        Matter(title="Title", headline="Title")
