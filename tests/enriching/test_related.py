"""Related news: what is shown below a story, and what never is."""

import math
import random
from base64 import b64decode
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.enriching import term_rows, vectors
from newsroom.enriching.related import RelatedOptions, related_lists
from newsroom.enriching.shortlists import Shortlists, update
from newsroom.enriching.similarity import Signature, Subject, is_copy
from newsroom.problems import ContentError
from newsroom.reading.text.terms import extract_terms
from tests.conftest import story

WORDS = [f"{a}{b}{c}" for a in "bdfg" for b in "aeiou" for c in "klmn"]


def subject(
    name, text="", tags=(), section="ai", published=0.0, candidate=True, picked=(), title=""
):
    known = " ".join(extract_terms(title, "", text))
    return Subject(
        id=name,
        text=known,
        load=lambda: known,
        tags=tags,
        section=section,
        published=published,
        candidate=candidate,
        picked=picked,
    )


def prose(seed: int, size: int = 40) -> str:
    """Return a text of its own: nothing in it is in that of another seed."""
    chance = random.Random(seed)  # noqa: S311 - the same texts in every run
    return " ".join(f"{seed}{chance.choice(WORDS)}" for _ in range(size))


def lists(*subjects: Subject, **options: float) -> dict[str, list[str]]:
    return related_lists(subjects, RelatedOptions(**{"least": 0, **options}))


def test_stories_on_one_event_find_each_other():
    quake = "A strong earthquake shook Aceh in Sumatra at dawn and buried twenty people."
    trial = "Jurors heard how Google had copied Oracle at the trial in San Francisco."
    found = lists(
        subject("quake-1", f"{quake} {prose(1)}"),
        subject("quake-2", f"{quake} {prose(2)}"),
        subject("trial-1", f"{trial} {prose(3)}"),
        subject("trial-2", f"{trial} {prose(4)}"),
    )
    assert found == {
        "quake-1": ["quake-2"],
        "quake-2": ["quake-1"],
        "trial-1": ["trial-2"],
        "trial-2": ["trial-1"],
    }


def test_shared_tags_relate_stories_that_share_no_words():
    found = lists(
        subject("a", prose(1, 20), ("law", "anthropic")),
        subject("b", prose(2, 20), ("anthropic",)),
        subject("c", prose(3, 20), ("football",)),
    )
    assert found == {"a": ["b"], "b": ["a"], "c": []}


def test_of_equally_similar_stories_the_one_of_the_section_comes_first():
    text = "Parliament passed the budget"
    found = lists(
        subject("a", f"{text} {prose(1)}", section="ai"),
        subject("b", f"{text} {prose(2)}", section="world", published=2.0),
        subject("c", f"{text} {prose(3)}", section="ai"),
    )
    assert found["a"] == ["c", "b"]


def test_ties_go_to_the_newer_story_then_to_the_lesser_id():
    law = [
        subject(name, "", ("law",), published=age) for name, age in [("b", 1), ("a", 1), ("c", 2)]
    ]
    others = [subject(str(n), prose(n)) for n in range(12)]
    assert lists(*law, *others, subject("z", "", ("law",)))["z"] == ["c", "a", "b"]


def test_hidden_and_draft_stories_are_given_a_list_but_stand_in_none():
    text = "Parliament passed the budget after a night of talks with Labour"
    hidden = subject("hidden", f"{text} {prose(2)}", candidate=False)
    assert lists(subject("a", f"{text} {prose(1)}"), hidden) == {"a": [], "hidden": ["a"]}


def test_a_draft_has_the_list_that_it_will_be_published_with():
    published = [subject(str(n), f"Budget vote {prose(n)}", published=n) for n in range(9)]
    text = f"Budget vote {prose(3, 20)} {prose(10)}"
    draft = subject("draft", text, candidate=False, title="Budget")
    before = lists(*published, draft)
    assert before["draft"]
    assert lists(*published, replace(draft, candidate=True))["draft"] == before["draft"]


def test_picked_stories_come_first_in_their_order_and_are_not_repeated():
    text = "Parliament passed the budget"
    alike = [subject(str(n), f"{text} {prose(n, 20)}", published=-n) for n in range(3)]
    others = [subject(f"other-{n}", prose(n)) for n in range(10, 30)]
    hidden = subject("hidden", text, candidate=False)
    picks = ("other-12", "1", "other-12", "me", "hidden", "unknown", "other-11")
    found = lists(*alike, *others, hidden, subject("me", f"{text} {prose(3)}", picked=picks))
    assert found["me"] == ["other-12", "1", "other-11", "0", "2"]


def test_picks_do_not_make_a_list_longer_than_asked():
    picks = [subject(str(n), prose(n)) for n in range(4)]
    found = lists(*picks, subject("me", "", picked=("0", "1", "2")), count=2)
    assert found["me"] == ["0", "1"]


def test_copies_of_the_story_and_of_each_other_are_left_out():
    event = "Parliament passed the budget after a night of talks with Labour"
    text, other = f"{event} {prose(1)}", f"{event} {prose(2)}"
    found = lists(
        subject("a", text, published=4),
        subject("a-wire", text, title="Other headline", published=3),
        subject("a-edited", text.replace("passed", "has now passed"), published=2),
        subject("b", other, published=1),
        subject("b-wire", f"{other} (agency)", published=0),
        *(subject(f"other-{n}", prose(n)) for n in range(10, 30)),
    )
    assert found["a"] == found["a-wire"] == found["a-edited"]
    assert found["a"] in (["b"], ["b-wire"])
    assert len(found["b"]) == 1
    assert found["b"][0].startswith("a")


def test_a_pick_keeps_its_copies_out():
    text = f"Parliament passed the budget {prose(1)}"
    found = lists(subject("b", text), subject("c", text), subject("a", prose(2), picked=("c",)))
    assert found["a"] == ["c"]


def test_stories_without_text_are_no_copies_of_each_other():
    assert lists(subject("a", "", ("law",)), subject("b", "", ("law",)))["a"] == ["b"]


@pytest.mark.parametrize(("changed", "copied"), [(0, True), (10, True), (60, False), (200, False)])
def test_a_copy_may_differ_in_a_few_words(changed, copied):
    words = prose(1, 400).split()
    edited = words.copy()
    for place in range(0, 2 * changed, 2):
        edited[place] = f"changed{place}"
    one, other = (
        Signature.read(b64decode(extract_terms(headline, "", " ".join(text))[1]))
        for headline, text in (("One", words), ("Other", edited))
    )
    assert is_copy(one, other) is copied


def versions(seed: int, sentences: int = 12) -> dict[str, str]:
    """Return a report and what newsrooms make of it: a new top, and half of it."""
    text = [prose(seed * 100 + number, 14) for number in range(sentences)]
    top = [prose(seed * 100 + 50 + number, 14) for number in range(sentences // 3)]
    return {
        "v1": " ".join(text),
        "v2": " ".join(top + text[: sentences * 2 // 3]),
        "v3": " ".join(text[: sentences // 2]),
    }


@pytest.mark.parametrize("seed", range(1, 13))
def test_versions_of_a_report_under_one_headline_are_one_text(seed):
    stories = [
        subject(name, text, title="Council closes the old bridge", published=age)
        for age, (name, text) in enumerate(versions(seed).items())
    ]
    other = subject("other", prose(99, 60), title="Storm in Lindau")
    found = lists(*stories, other, least=3)
    assert [found[name] for name in ("v1", "v2", "v3")] == [["other"]] * 3
    assert len(found["other"]) == 1


@pytest.mark.parametrize("seed", range(1, 13))
def test_a_report_that_was_cut_is_the_same_text_under_any_headline(seed):
    text = versions(seed)
    found = lists(
        subject("long", text["v1"], title="Council closes the old bridge"),
        subject("short", text["v3"], title="In brief"),
    )
    assert found == {"long": [], "short": []}


def test_a_column_under_the_same_headline_each_week_is_no_version():
    frame = prose(1, 30)
    weeks = [
        subject(f"week-{n}", f"{frame} {prose(n, 120)}", title="The week in courts", published=n)
        for n in range(2, 5)
    ]
    assert set(lists(*weeks, least=3)["week-4"]) == {"week-3", "week-2"}


def test_reports_that_quote_the_same_statement_are_no_copies():
    said = prose(1, 60)
    found = lists(
        subject("one", f"{prose(2, 90)} {said}", title="Minister resigns"),
        subject("two", f"{prose(3, 90)} {said}", title="What the minister said"),
    )
    assert found == {"one": ["two"], "two": ["one"]}


def test_a_short_list_is_filled_up_from_the_section_older_stories_first():
    days = [subject(f"day-{n}", prose(n), published=n) for n in range(6)]
    other = subject("elsewhere", prose(9), section="world", published=3.0)
    found = lists(*days, other, least=3)
    assert found["day-3"] == ["day-2", "day-1", "day-0"]
    assert found["day-1"] == ["day-0", "day-2", "day-3"]
    assert found["elsewhere"] == []


def test_a_new_story_does_not_change_what_fills_the_lists_of_older_ones():
    days = [subject(f"day-{n}", prose(n), published=n) for n in range(8)]
    newest = subject("today", prose(8), published=9.0)
    before, after = lists(*days, least=3), lists(*days, newest, least=3)
    for day in ("day-3", "day-4", "day-5", "day-6", "day-7"):
        assert after[day] == before[day]


def test_without_stories_there_is_nothing_to_relate():
    assert lists() == {}


texts = st.lists(st.sampled_from(WORDS[:30]), max_size=25).map(" ".join)
editions = st.lists(
    st.tuples(
        texts,
        st.sets(st.sampled_from(["law", "tech", "film"])).map(sorted).map(tuple),
        st.sampled_from(["ai", "world"]),
        st.integers(0, 3).map(float),
        st.booleans(),
        st.lists(st.integers(0, 12).map(str), max_size=2).map(tuple),
    ),
    max_size=12,
).map(lambda rows: [subject(str(n), *row) for n, row in enumerate(rows)])


@pytest.mark.slow
@settings(deadline=None)
@given(editions, st.randoms(use_true_random=False))
def test_whatever_the_edition_lists_hold_together(stories, chance):
    found = related_lists(stories, RelatedOptions())
    known = {story.id: story for story in stories}
    assert set(found) == set(known)
    for name, related in found.items():
        assert name not in related
        assert len(related) == len(set(related)) <= 5
        assert all(known[other].candidate for other in related)
        computed = [other for other in related if other not in known[name].picked]
        for one, other in combinations([name, *computed], 2):
            signatures = (Signature.read(known[key].signature) for key in (one, other))
            assert not is_copy(*signatures)
    shuffled = stories.copy()
    chance.shuffle(shuffled)
    assert related_lists(shuffled, RelatedOptions()) == found


def ranked(stories: list[Subject], threshold: float) -> list[list[int]]:
    digests = [item.digest for item in stories]
    found, _ = update(Shortlists.empty(), stories, digests, threshold)
    return list(found.of(range(len(stories))))


def plainly_ranked(stories: list[Subject], threshold: float) -> list[list[int]]:
    """Rank likewise, one pair of stories after the other."""
    terms = term_rows.read_terms(stories, 1 << 20).tolist()
    rows = [[(term >> 8, term & 255) for term in row if term] for row in terms]
    everywhere = Counter(code for row in rows for code, _ in row)
    highest = len(rows).bit_length() - 1
    oldest = rows[len(rows) - (1 << highest) :] if rows else []
    settled = Counter(code for row in oldest for code, _ in row)
    weighed = []
    for row in rows:
        values, square = defaultdict(list), 0
        for code, strength in row:
            powers = settled[code].bit_length() - 1, everywhere[code].bit_length() - 3, 1
            power = max(powers) if everywhere[code] > 1 else 0
            weight = strength * max(1, highest - power)
            if power == 0:
                square += (weight // 2) ** 2
            elif power <= max(1, highest - 2):
                values[code].append(weight)
                square += weight**2
        unit = 4096 / max(1, math.sqrt(square))
        weighed.append(
            {code: sum(round(w * unit) for w in weights) for code, weights in values.items()}
        )
    best = []
    for place, (vector, item) in enumerate(zip(weighed, stories, strict=True)):
        scores = {}
        for other, (values, mate) in enumerate(zip(weighed, stories, strict=True)):
            score = sum(value * values.get(code, 0) for code, value in vector.items())
            if other != place and mate.candidate and score and score >= threshold * 4096**2:
                scores[other] = score * (17 if item.section == mate.section else 16)
        best.append(sorted(scores, key=lambda other: (-scores[other], other)))
    return best


@pytest.mark.slow
@settings(deadline=None)
@given(editions, st.sampled_from([0.01, 0.08, 0.3]))
def test_the_ranking_is_that_of_plain_arithmetic(stories, threshold):
    assert ranked(stories, threshold) == plainly_ranked(stories, threshold)


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(editions)
def test_how_much_is_done_at_a_time_has_no_effect(stories):
    whole = ranked(stories, 0.01)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vectors, "ROWS", 2)
        patch.setattr(vectors, "SUMS", 1)
        assert ranked(stories, 0.01) == whole


def test_the_work_for_a_story_is_bounded_and_its_rarest_terms_are_read_first(monkeypatch):
    crowd = [subject(f"crowd-{n}", f"{prose(n)} summit", published=n) for n in range(50)]
    others = [subject(f"other-{n}", prose(n)) for n in range(100, 200)]
    pair = [subject(f"pair-{n}", f"Aceh {prose(n)} summit") for n in (90, 91)]
    found = lists(*crowd, *others, *pair, threshold=0)
    assert len(found["crowd-1"]) == 5
    monkeypatch.setattr(vectors, "BUDGET", 8)
    found = lists(*crowd, *others, *pair, threshold=0)
    assert found["crowd-1"] == []  # "summit" is in too many to be read
    assert found["pair-90"][0] == "pair-91"


@pytest.mark.slow
def test_the_page_lists_related_news_with_picks_first_and_without_drafts(site):
    text = "Anthropic sued Alibaba over copied models in a Californian court."
    path = "content/articles/ai/2026/"
    files = {
        path + "suit.md": story("Suit", f"{text} {prose(1)}", related="[other]"),
        path + "answer.md": story("Answer", f"{text} {prose(2)}"),
        path + "copy.md": story("Copy", f"{text} {prose(1)}"),
        path + "hidden.md": story("Hidden", f"{text} {prose(3)}", status="hidden"),
        path + "draft.md": story("Draft", f"{text} {prose(4)}", status="draft"),
        path + "other.md": story("Other", prose(5)),
    }
    built = site(files)
    titles = [item.get_text() for item in built.page("/ai/2026/11/suit/").select(".related h3")]
    assert [title.strip() for title in titles] == ["Other", "Answer"]


@pytest.mark.slow
def test_a_wrong_option_stops_the_build(site):
    with pytest.raises(ContentError, match=r"unknown option 'cuont'.*did you mean 'count'"):
        site({}, RELATED={"cuont": 3})
    with pytest.raises(ContentError, match="RELATED: option 'count' is -1"):
        site({}, RELATED={"count": -1})
