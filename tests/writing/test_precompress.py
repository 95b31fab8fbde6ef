"""Files that are compressed before they are published: exact, only what changed, from the cache."""

import gzip
import shutil

import brotli
import pytest
import zstandard

from newsroom.problems import ContentError
from newsroom.writing import precompress
from tests.conftest import story
from tests.writing.test_writer import snapshot

A, B = "content/articles/ai/2026/a.md", "content/articles/world/2026/b.md"
FILES = {A: story("First", tags="[Law]"), B: story("Second", author="sam-reed")}
ALL = {"PRECOMPRESS": {"forms": ("br", "gzip", "zstd")}}
BACK = {".br": brotli.decompress, ".gz": gzip.decompress, ".zst": zstandard.decompress}


def assert_exact(built) -> int:
    """Every text has each form, and each form holds the bytes of its text; return how many."""
    files, number = snapshot(built.output), 0
    for path, data in files.items():
        if path.endswith((".html", ".css", ".js", ".atom", ".rss", ".json", ".xml", ".svg")):
            for suffix, back in BACK.items():
                assert back(files[path + suffix]) == data, path
                number += 1
    return number


def compressed_by(monkeypatch) -> list[str]:
    """Return a list that grows with every file that is really compressed."""
    seen: list[str] = []
    real = precompress._compress

    def noting(site, cache, packed):
        pack = packed.form.pack
        object.__setattr__(packed.form, "pack", lambda data: seen.append(packed.path) or pack(data))
        try:
            real(site, cache, packed)
        finally:
            object.__setattr__(packed.form, "pack", pack)

    monkeypatch.setattr(precompress, "_compress", noting)
    return seen


@pytest.mark.slow
def test_without_the_setting_nothing_is_compressed(site):
    assert not [path for path in site(FILES).files() if path.endswith(tuple(BACK))]


@pytest.mark.slow
def test_every_text_is_there_in_every_form(site):
    built = site(FILES, **ALL)
    assert assert_exact(built) > 60
    assert not list(built.output.glob("**/*.woff2.*"))


@pytest.mark.slow
def test_an_edit_compresses_its_own_pages_only(site, monkeypatch):
    site(FILES, **ALL)
    seen = compressed_by(monkeypatch)
    edited = story("Second", "Other words.", author="sam-reed", summary="Same")
    site({B: story("Second", author="sam-reed", summary="Same")}, **ALL)
    seen.clear()
    built = site({B: edited}, **ALL)
    assert "world/2026/11/b/index.html.br" in seen
    assert not [path for path in seen if path.startswith(("ai/2026", "theme/", "about/"))]
    assert_exact(built)


@pytest.mark.slow
def test_a_fresh_output_folder_is_filled_from_the_cache(site, tmp_path, monkeypatch):
    before = snapshot(site(FILES, **ALL).output)
    shutil.rmtree(tmp_path / "output")
    shutil.rmtree(tmp_path / ".output.twin", ignore_errors=True)
    seen = compressed_by(monkeypatch)
    assert snapshot(site(FILES, **ALL).output) == before
    assert not seen


@pytest.mark.slow
def test_damage_in_the_cache_does_not_reach_readers(site, tmp_path):
    site(FILES, **ALL)
    for file in (tmp_path / ".cache/compressed").glob("??/*"):
        data = file.read_bytes()
        file.unlink()  # it is one file with that of the site
        file.write_bytes(data[: len(data) // 2])
    shutil.rmtree(tmp_path / "output")
    assert_exact(site(FILES, **ALL))


@pytest.mark.slow
def test_switched_off_the_forms_disappear(site):
    site(FILES, **ALL)
    assert not [path for path in site().files() if path.endswith(tuple(BACK))]


@pytest.mark.slow
def test_several_processes_make_the_same_bytes(site, tmp_path):
    one = snapshot(site(FILES, **ALL).output)
    for folder in ("output", ".output.twin", ".cache"):
        shutil.rmtree(tmp_path / folder, ignore_errors=True)
    assert snapshot(site(FILES, **ALL, JOBS=2).output) == one


def test_an_unknown_form_is_refused_with_those_that_there_are(site):
    with pytest.raises(ContentError, match=r"PRECOMPRESS.*'br', 'gzip' or 'zstd'"):
        site(FILES, PRECOMPRESS={"forms": ("deflate",)})


def test_a_missing_package_is_named_with_how_to_get_it(site, monkeypatch):
    monkeypatch.setattr("newsroom.files.precompressed.find_spec", lambda _name: None)
    with pytest.raises(ContentError, match=r"package brotli.*write brotli into packages\.txt"):
        site(FILES, PRECOMPRESS={"forms": ("br",)})
