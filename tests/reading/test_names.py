"""Which spellings are one tag, one author, one section."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.reading.registries.names import Place, initials, resolve_tags
from newsroom.reading.registries.registry import Registry, TagEntry
from newsroom.text.urls import slugify


def resolve(*spellings: str, **entries: TagEntry):
    uses = [(spelling, partial(Place, f"{n}.md", 1, 1)) for n, spelling in enumerate(spellings)]
    registry = Registry("tags.yml", entries, {f"{slug}:": (1, 1) for slug in entries})
    return resolve_tags(uses, registry, "")


def test_case_and_hyphen_twins_are_one_tag_with_a_warning():
    tags, problems = resolve("Open data", "open-data", "Open data", "Open Data")
    assert {tag.name for tag in tags.values()} == {"Open data"}
    assert [problem.level for problem in problems] == ["warning", "warning"]


def test_c_and_its_relatives_stay_three():
    tags, problems = resolve("C", "C++", "C#")
    assert {tag.slug for tag in tags.values()} == {"c", "c-plus-plus", "c-sharp"}
    assert not problems


def test_aliases_of_the_registry_merge_without_a_warning():
    tags, problems = resolve("AI", "A.I.", "ml", ai=TagEntry(name="AI", aliases=["A.I.", "ML"]))
    assert {tag.slug for tag in tags.values()} == {"ai"}
    assert not problems


def test_different_words_at_one_address_are_an_error_that_names_both_files():
    _, (problem,) = resolve("resume", "résumé")
    assert problem.level == "error"
    assert "1.md" in str(problem)
    assert "0.md" in str(problem)


def test_an_entry_resolves_the_collision():
    tags, problems = resolve("resume", "résumé", cv=TagEntry(name="résumé"))
    assert tags["résumé"].slug == "cv"
    assert tags["resume"].slug == "resume"
    assert not problems


def test_two_entries_must_not_claim_one_spelling():
    _, (problem,) = resolve(a=TagEntry(name="Law"), b=TagEntry(name="Order", aliases=["law"]))
    assert "means 'a' already" in str(problem)


def test_non_latin_tags_get_distinct_readable_addresses():
    tags, _ = resolve("北京", "背景", "🎉", "हिन्दी")
    assert [tags[name].slug for name in ("北京", "背景", "🎉", "हिन्दी")] == [
        "北京",
        "背景",
        "party-popper",
        "हिन्दी",
    ]
    assert tags["北京"].url == "/tag/%E5%8C%97%E4%BA%AC/"


def test_a_tag_without_any_sign_is_an_error():
    _, (problem,) = resolve("...")
    assert "gives no address" in str(problem)


def test_the_result_does_not_depend_on_the_order_of_files():
    one, _ = resolve("Law", "law", "LAW", "law")
    other, _ = resolve("law", "LAW", "law", "Law")
    assert one == other


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Olivia Scott", "OL"), ("Ö", "Ö"), ("e", "E"), ("李雷", "李雷"), ("", "")],
)
def test_an_avatar_shows_the_first_two_letters(name, letters):
    assert initials(name) == letters


@given(st.text(max_size=40))
def test_a_slug_is_stable_and_safe_in_a_path(text):
    slug = slugify(text)
    assert slugify(slug) == slug
    assert not set(slug) & set("/\\?#%&\"'<> .")
