"""The setting ``EXTRA``: what a story may say below ``extra``; mistakes come with their place."""

import pytest

from newsroom.problems import ContentError
from tests.conftest import story

FIELDS = {
    "key_facts": {"type": "list"},
    "score": {"type": "number"},
    "seats": {"type": "integer"},
    "live": {"type": "boolean"},
    "since": {"type": "date"},
    "map": {"type": "mapping"},
    "steps": {"type": "mappings"},
    "place": {},
}
GOOD = """
  key_facts: [One, Two]
  score: 0.5
  seats: 12
  live: true
  since: 2026-11-01
  map: {lat: "1", lon: "2"}
  steps:
    - {name: A}
    - {name: B}
  place: Oslo"""


def extra(text):
    return {"content/articles/ai/a.md": story("A", extra=text)}


@pytest.mark.slow
def test_values_have_the_type_that_the_setting_says(site):
    built = site(extra(GOOD), EXTRA=FIELDS)
    (article,) = built.result.edition.articles
    assert dict(article.extra) == {
        "key_facts": ["One", "Two"], "score": 0.5, "seats": 12, "live": True,
        "since": "2026-11-01T00:00:00Z", "map": {"lat": "1", "lon": "2"},
        "steps": [{"name": "A"}, {"name": "B"}], "place": "Oslo",
    }  # fmt: skip


@pytest.mark.slow
def test_without_the_setting_values_are_as_they_were_written(site):
    (article,) = site(extra("\n  seats: 12\n  deep: {a: [no, {b: }]}")).result.edition.articles
    assert dict(article.extra) == {"seats": "12", "deep": {"a": ["no", {"b": None}]}}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\n  seats: many", "a.md:6:10: extra.seats: 'many' is not a whole number: write digits"),
        ("\n  score: NaN", "a.md:6:10: extra.score: 'NaN' is not a number: write digits"),
        ("\n  live: maybe", "a.md:6:9: extra.live: 'maybe' is neither true nor false"),
        ("\n  since: soon", "a.md:6:10: extra.since: 'soon'"),
        ("\n  map: text", "a.md:6:8: extra.map: this is not a group of keys"),
        ("\n  steps:\n    - one", "a.md:7:7: extra.steps.0: this is not a group of keys"),
        ("\n  key_facts:\n    - {a: b}", "a.md:7:7: extra.key_facts.0: this is not text"),
        ("\n  key_fact: a", "a.md:6:3: unknown key 'key_fact'"),
        ("text", "a.md:5:8: extra: this is not a group of keys"),
    ],
)
def test_a_mistake_is_reported_at_its_place(site, text, told):
    with pytest.raises(ContentError) as caught:
        site(extra(text), EXTRA=FIELDS)
    assert told in str(caught.value)


@pytest.mark.parametrize("key", ["key-facts", "items"])
def test_a_key_that_no_template_can_read_is_refused_at_its_line(site, key):
    with pytest.raises(ContentError, match=rf"a.md:7:\d+: extra.{key}: .*write "):
        site(extra(f"\n  good: 1\n  {key}: a"))


@pytest.mark.slow
def test_a_required_key(site):
    fields = {"place": {"required": True}}
    told = "a.md:1:1: 'extra.place' is missing: add a line `place:` below `extra:`"
    with pytest.raises(ContentError, match=told):
        site({"content/articles/ai/a.md": story("A")}, EXTRA=fields)
    site({**extra("\n  place: Oslo"), "content/pages/p.md": "---\ntitle: P\n---\nT.\n"},
         EXTRA=fields)  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"a": {"type": "tree"}}, "EXTRA.a: option 'type' is 'tree'"),
        ({"a": {"kind": "text"}}, "EXTRA.a: unknown option 'kind'"),
        ({"a-b": {}}, "EXTRA: 'a-b' is not a name"),
        (["a"], r"EXTRA: \['a'\] is not a dict"),
    ],
)
def test_a_wrong_setting(site, fields, told):
    with pytest.raises(ContentError, match=told):
        site(extra("\n  a: b"), EXTRA=fields)


@pytest.mark.slow
def test_another_schema_reads_every_story_again(site):
    assert site(extra("\n  seats: 12")).result.edition.articles[0].extra["seats"] == "12"
    again = site(EXTRA={"seats": {"type": "integer"}}).result.edition
    assert again.articles[0].extra["seats"] == 12
