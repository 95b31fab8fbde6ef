"""Writing: only what changed, all or nothing, and never what others made."""

import os
import shutil
from pathlib import Path

import pytest

from newsroom.problems import ContentError
from newsroom.writing.staging import MANIFEST, mark
from tests.conftest import ROOT, story

pytestmark = pytest.mark.slow  # each test builds several times

A = "content/articles/ai/2026/a.md"
B = "content/articles/world/2026/b.md"
FILES = {A: story("First", tags="[Law]"), B: story("Second", tags="[Order]", author="sam-reed")}


def snapshot(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_nothing_is_written_when_nothing_changed(site):
    site(FILES)
    assert site().result.edition.written == 0


def test_fresh_checkouts_have_new_times_and_change_nothing(site, tmp_path):
    site(FILES)
    for file in (tmp_path / "content").rglob("*.md"):
        os.utime(file, (1, 1))
    assert site().result.edition.written == 0


def test_an_edit_of_the_text_changes_the_story_and_its_feeds_only(site):
    before = snapshot(site(FILES).output)
    after = snapshot(site({B: story("Second", "Other words.", tags="[Order]", author="sam-reed",
                                    summary="Same")}).output)  # fmt: skip
    site({B: FILES[B]})
    changed = {path for path in after if before.get(path) != after[path]}
    assert "world/2026/11/b/index.html" in changed
    assert "ai/2026/11/a/index.html" not in changed
    assert "tag/law/index.html" not in changed


def test_what_no_story_makes_any_more_disappears(site, tmp_path):
    site(FILES)
    (tmp_path / B).unlink()
    built = site()
    assert not built.exists("/world/2026/11/b/")
    assert not built.exists("/tag/order/")
    assert built.exists("/ai/2026/11/a/index.html")


def test_files_that_no_build_made_are_never_touched(site):
    built = site(FILES)
    foreign = built.output / "tag" / "keep.txt"
    foreign.write_text("kept")
    for title in ("One", "Two", "Three"):
        built = site({A: story(title)})
        assert foreign.read_text() == "kept"
    foreign.unlink()
    assert not site({A: story("Four")}).exists("/tag/keep.txt")


def test_a_file_that_vanished_is_made_again(site):
    built = site(FILES)
    (built.output / "ai/index.html").unlink()
    assert site().exists("/ai/index.html")


def test_a_failed_build_leaves_the_last_site(site):
    before = snapshot(site(FILES).output)
    with pytest.raises(ContentError):
        site({A: story("Changed"), B: "no front matter"})
    assert snapshot(site({A: FILES[A], B: FILES[B]}).output) == before


def test_a_broken_template_is_named_and_leaves_the_last_site(site, tmp_path):
    theme = tmp_path / "theme"
    shutil.copytree(ROOT / "theme", theme)
    before = snapshot(site(FILES, THEME=str(theme)).output)
    file = theme / "templates" / "partials" / "comments.html"
    good = file.read_text("utf-8")
    file.write_text(good + "\n{{ no_such_thing }}", "utf-8")
    with pytest.raises(ContentError, match=r"partials/comments\.html:\d+.*no_such_thing"):
        site(THEME=str(theme))
    file.write_text(good + "\n{% if %}", "utf-8")
    with pytest.raises(ContentError, match=r"partials/comments\.html:\d+"):
        site(THEME=str(theme))
    assert snapshot(tmp_path / "output") == before


def test_an_edited_partial_changes_the_pages_that_include_it(site, tmp_path):
    theme = tmp_path / "theme"
    shutil.copytree(ROOT / "theme", theme)
    site(FILES, THEME=str(theme))
    partial = theme / "templates" / "partials" / "comments.html"
    partial.write_text(partial.read_text("utf-8") + "<!-- edited -->", "utf-8")
    built = site(THEME=str(theme))
    assert built.result.edition.written == 2
    assert "<!-- edited -->" in built.text("/ai/2026/11/a/")


def test_an_interrupted_build_is_made_good_by_the_next(site, tmp_path):
    """The staging may hold anything: files of an unfinished build never reach the site."""
    site(FILES)
    site({A: story("Other")})
    staging = tmp_path / ".output.staging"
    names = [line.split(" ", 1)[1] for line in (staging / MANIFEST).read_text().splitlines()]
    (staging / MANIFEST).write_text("".join(f"? {name}\n" for name in [*names, "junk.html"]))
    (staging / "junk.html").write_text("half")
    (staging / "ai/index.html").unlink()
    (staging / "index.html").unlink()
    (staging / "index.html").write_text("half")
    built = site({A: story("Third")})
    assert not built.exists("/junk.html")
    clean = snapshot(built.output)
    shutil.rmtree(tmp_path / ".output.staging")
    shutil.rmtree(tmp_path / "output")
    assert snapshot(site().output) == clean


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_same_input_gives_the_same_bytes(site, tmp_path, jobs):
    files = {
        f"content/articles/ai/s{n}.md": story(f"S{n}", "w " * n, tags="[a, b]") for n in range(20)
    }
    one = snapshot(site(files, JOBS=jobs).output)
    other = snapshot(site(OUTPUT_PATH=str(tmp_path / "elsewhere"), CACHE_PATH=str(tmp_path / "c"))
                     .root / "elsewhere")  # fmt: skip
    assert one == other


def test_the_manifest_of_an_earlier_version_is_read(site, tmp_path):
    """It had the names of files in clear; what no story makes any more still disappears."""
    built = site(FILES)
    marks = {mark(name): name for name in built.files()}
    for folder in (built.output, tmp_path / ".output.staging"):
        if (manifest := folder / MANIFEST).exists():
            lines = [line.split(" ") for line in manifest.read_text().splitlines()]
            manifest.write_text("".join(f"{made} {marks[name]}\n" for made, name in lines))
    assert site().result.edition.written == 0
    (tmp_path / B).unlink()
    assert not site().exists("/world/2026/11/b/")
