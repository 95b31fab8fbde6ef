"""Related news remembers its last run: that saves work and changes nothing."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.enriching import related_cache, shortlists, vectors
from newsroom.enriching.related import RelatedOptions, related_lists
from newsroom.enriching.similarity import Subject
from newsroom.enriching.term_rows import power_of_two
from newsroom.reading.text.terms import extract_terms
from tests.conftest import ROOT, story

pytestmark = pytest.mark.slow  # each test builds several times

WORDS = ["Aceh", "bank", "court", "dam", "Euro", "film", "Ghana", "house", "iron", "judge"]
read = cache(extract_terms)


def subject(name: int, text: str, **known: object) -> Subject:
    words = " ".join(read("", "", text))
    usual = {"tags": (), "section": "ai", "published": 0.0}
    return Subject(id=str(name), text=words, load=partial(str, words), **{**usual, **known})


def edition(count: int) -> list[Subject]:
    """Return stories of which each shares words with some others."""
    texts = [
        " ".join([*WORDS[n % 10 : n % 10 + 5], f"word{n}", f"word{n // 2}"]) for n in range(count)
    ]
    return [subject(n, text, published=n % 4) for n, text in enumerate(texts)]


NAMES = st.integers(0, 19)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=16).map(" ".join)
FACTS = {
    "tags": st.sets(st.sampled_from(["law", "tech"])).map(sorted).map(tuple),
    "section": st.sampled_from(["ai", "ai", "world"]),
    "published": st.integers(0, 5).map(float),
    "candidate": st.sampled_from([True, True, True, False]),
    "picked": st.sampled_from([(), (), (), ("3", "1"), ("7",)]),
}
Stories = dict[int, Subject]
Edit = Callable[[Stories], object]


def put(name: int, text: str, known: dict[str, object]) -> Edit:
    return lambda stories: stories.update({name: subject(name, text, **known)})


def change(name: int, fact: tuple[str, object]) -> Edit:
    def edit(stories: Stories) -> None:
        if name in stories:
            stories[name] = replace(stories[name], **dict([fact]))

    return edit


PUT = st.builds(put, NAMES, TEXTS, st.fixed_dictionaries(FACTS))
TAKE = st.builds(lambda name: lambda stories: stories.pop(name, None), NAMES)
CHANGE = st.builds(
    change, NAMES, st.one_of(st.tuples(st.just(key), value) for key, value in FACTS.items())
)
EDITS = st.lists(st.lists(st.one_of(PUT, TAKE, CHANGE), max_size=4), min_size=1, max_size=6)


@settings(max_examples=400, deadline=None)
@given(st.lists(PUT, max_size=20), EDITS, st.sampled_from([2, 4, 200]), st.sampled_from([3, 128]))
def test_whatever_is_edited_lists_are_those_of_a_first_run(start, edits, shortlist, weighed):
    options = RelatedOptions(count=2, threshold=0.02, least=2)
    stories: Stories = {}
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder:
        patch.setattr(vectors, "SHORTLIST", shortlist)
        patch.setattr(shortlists, "SHORTLIST", shortlist)
        patch.setattr(vectors, "WEIGHED", weighed)
        patch.setattr(vectors, "BUDGET", 4 * weighed)
        for batch in [start, *edits]:
            for edit in batch:
                edit(stories)
            found = related_lists(stories.values(), options, Path(folder) / "related.npz")
            assert found == related_lists(stories.values(), options)


def test_only_what_changed_is_compared_again(tmp_path, monkeypatch):
    compared = []
    rank = shortlists.rank

    def counting_rank(vectors, queries, index, *others):
        compared.append(int(queries.sum() * index.sum()))
        return rank(vectors, queries, index, *others)

    stories = edition(100)
    related_lists(stories, RelatedOptions(), tmp_path / "related.npz")
    monkeypatch.setattr(shortlists, "rank", counting_rank)
    stories[50] = replace(stories[50], section="world")
    related_lists(stories, RelatedOptions(), tmp_path / "related.npz")
    assert sorted(compared) == [99, 100]


def test_a_new_story_leaves_the_vectors_of_older_ones_as_they_are():
    """Else each new story would change the lists of many old ones, for no reason of theirs."""
    older = sorted(edition(62), key=lambda one: (-one.published, one.id))
    newest = subject(62, " ".join(WORDS), published=9.0)
    parts = [
        shortlists.update(shortlists.Shortlists.empty(), some, [one.digest for one in some], 0.02)
        for some in (older, [newest, *older])
    ]
    before, after = (found for found, _ in parts)
    both = np.intersect1d(before.known, after.known)
    powers = [
        power_of_two(one.counts[np.searchsorted(one.known, both), 0]) for one in (before, after)
    ]
    assert (powers[0] != powers[1]).any()  # terms have become more frequent
    assert (before.vectors.values == after.vectors.values[1:]).all()


def test_several_workers_find_what_one_does(monkeypatch):
    monkeypatch.setattr(vectors, "FEW", 1)
    monkeypatch.setattr(vectors, "CHUNK", 1)
    monkeypatch.setattr(vectors, "ROWS", 7)
    stories = edition(100)
    assert related_lists(stories, RelatedOptions(), workers=3) == related_lists(
        stories, RelatedOptions()
    )


def test_where_nothing_changed_numpy_is_not_loaded(tmp_path):
    code = """
import sys
from pathlib import Path
from newsroom.enriching.related import RelatedOptions, related_lists
from newsroom.enriching.similarity import Subject
known = " " + "A" * 94 + "=="  # no terms, an empty signature
stories = [
    Subject(id=name, text="", load=lambda: known, tags=("law",), section="ai", published=0.0)
    for name in "abc"
]
print(related_lists(stories, RelatedOptions(), Path(sys.argv[1])), "numpy" in sys.modules)
"""
    command = [sys.executable, "-c", code, tmp_path / "related.npz"]
    environment = {"PYTHONPATH": str(ROOT / "plugins")}
    first, second = (
        subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
        for _ in range(2)
    )
    assert first.endswith("True\n")
    assert second == first.replace("True", "False")


def test_the_file_is_written_only_when_something_changed(tmp_path):
    path = tmp_path / "related.npz"
    stories = edition(8)
    related_lists(stories, RelatedOptions(), path)
    written = path.stat().st_mtime_ns, path.stat().st_ino
    related_lists(reversed(stories), RelatedOptions(), path)
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == written
    related_lists(stories[1:], RelatedOptions(), path)
    assert path.stat().st_ino != written[1]
    assert list(tmp_path.iterdir()) == [path]


def test_other_options_or_code_forget(tmp_path, monkeypatch):
    path = tmp_path / "related.npz"
    stories = edition(8)
    lists = related_lists(stories, RelatedOptions(), path)
    assert related_cache.RelatedCache(path, RelatedOptions()).read_lists().related == lists
    assert not related_cache.RelatedCache(path, RelatedOptions(count=1)).read_lists().related
    monkeypatch.setattr(related_cache, "digest_of_code", lambda *_: b"of other code")
    assert not related_cache.RelatedCache(path, RelatedOptions()).read_lists().related


@pytest.mark.parametrize("damage", [b"", b"PK\x05\x06" + bytes(18), b"\x80", b"{}", None])
def test_a_file_that_is_something_else_is_of_no_effect(tmp_path, damage):
    path = tmp_path / "related.npz"
    if damage is None:
        path.mkdir()
    else:
        path.write_bytes(damage)
    stories = edition(8)
    assert related_lists(stories, RelatedOptions(), path) == related_lists(
        stories, RelatedOptions()
    )


@settings(max_examples=100, deadline=None)
@given(st.floats(0, 1, exclude_max=True), st.booleans(), st.booleans())
def test_a_damaged_file_is_of_no_effect(place, truncated, edited):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "related.npz"
        stories = edition(8)
        related_lists(stories, RelatedOptions(), path)
        data = bytearray(path.read_bytes())
        offset = int(place * len(data))
        data[offset] ^= 0xFF
        path.write_bytes(data[:offset] if truncated else data)
        if edited:
            stories[3] = replace(stories[3], section="world")
        assert related_lists(stories, RelatedOptions(), path) == related_lists(
            stories, RelatedOptions()
        )


def test_where_nothing_can_be_written_lists_are_made_all_the_same(tmp_path):
    (tmp_path / "cache").write_text("no folder")
    stories = edition(8)
    found = related_lists(stories, RelatedOptions(), tmp_path / "cache" / "related.npz")
    assert found == related_lists(stories, RelatedOptions())


def test_a_build_remembers(site):
    files = {
        f"content/articles/ai/2026/{name}.md": story(name, "Anthropic sued Alibaba in California.")
        for name in ("one", "two")
    }
    built = site(files)
    assert (built.root / ".cache" / "related.npz").is_file()
