"""The peers run as they are meant to, and leave nothing outside of their folders."""

from pathlib import Path

from benchmarks.contenders import PELICAN_CACHED
from benchmarks.corpus import Corpus
from benchmarks.measure import run

from tests.conftest import ROOT


def test_pelican_keeps_its_cache_where_it_is_told_to(tmp_path: Path) -> None:
    content, output, cache = (tmp_path / name for name in ("content", "output", "cache"))
    Corpus(3).write(content)
    run(PELICAN_CACHED.command(content, output, cache), ROOT, tmp_path / "log")
    assert len(list(output.rglob("story-*/index.html"))) == 3
    assert (cache / "ArticlesGenerator-Readers").exists()
    assert not (ROOT / "cache").exists()
