"""The corpus is the same on every machine, and every story of it is one that we read."""

import hashlib
from pathlib import Path

import pytest
from benchmarks.corpus import Corpus

from newsroom.building.build import build
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    Corpus(60).write(folder)
    return folder


def digest(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    parts = (f"{file.relative_to(folder)}\n".encode() + file.read_bytes() for file in files)
    return hashlib.blake2b(b"".join(parts), digest_size=8).hexdigest()


def test_the_corpus_never_changes(content: Path) -> None:
    # Results are only comparable with those of other machines and days if this stays.
    assert digest(content) == "8d0d2b86c51df7ba"


def test_an_added_story_is_the_newest_and_leaves_the_others_alone(tmp_path: Path) -> None:
    corpus = Corpus(20)
    corpus.write(tmp_path)
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.md")}
    added = corpus.add(tmp_path, 0)
    assert added not in before
    assert all(file.read_bytes() == text for file, text in before.items())
    dates = {file: date_of(file) for file in tmp_path.rglob("*.md")}
    assert max(dates, key=lambda file: dates[file]) == added


def date_of(story: Path) -> str:
    return next(line for line in story.read_text("utf-8").splitlines() if line.startswith("date"))


def test_every_story_passes_the_schema_without_a_warning(content: Path, tmp_path: Path) -> None:
    result = build(
        ROOT / "benchmarks/peers/ours/benchconf.py",
        {
            "PATH": str(content),
            "OUTPUT_PATH": str(tmp_path / "output"),
            "CACHE_PATH": str(tmp_path / "cache"),
            "NOW": "2026-12-01T12:00:00+00:00",
            "JOBS": 1,
        },
    )
    assert len(result.edition.articles) == 60
    assert not result.edition.problems.warnings
    assert all(article.related for article in result.edition.articles)
    assert not (tmp_path / "output/archive").exists()
    assert (tmp_path / "output/world/feed.rss").exists()
    assert not (tmp_path / "output/world/feed.json").exists()
