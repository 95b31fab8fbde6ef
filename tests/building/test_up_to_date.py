"""A build that finds everything as it was says so and does nothing; any change makes it build."""

import os
from pathlib import Path

import pytest

from newsroom.building import build as building
from newsroom.building.inputs import take_stock
from newsroom.building.up_to_date import publish
from tests.conftest import CONF, REGISTRIES, ROOT, give_templates, story, write_files
from tests.engine.publication import picture

pytestmark = pytest.mark.slow  # each test builds several times

THEME = ("templates/tag.html", "static/css/base.css")
"""The files of the theme that are the paper's own."""
NOW = "2026-11-23T12:10:00+00:00"
FILES = {
    **REGISTRIES,
    "content/articles/ai/a.md": story("A", image="{src: p.png, alt: P}"),
    "content/articles/ai/later.md": story("Later", date="2026-11-23T12:40:00+00:00"),
    "content/media/p.png": picture((9, 9, 9)),
    "pelicanconf.py": "from base import *\nTHEME = 'theme'\n"
    "SITENAME = 'The Paper'\n"
    "COMMENTS = {'provider': 'isso', 'source': '.comments/comments.db', 'server': '/isso'}\n",
}


class Paper:
    """A publication in a folder with a settings file and a theme of its own."""

    def __init__(self, root: Path, compiled: Path) -> None:
        self.root = root
        write_files(root, FILES)
        (root / "base.py").write_text(CONF.read_text("utf-8"), "utf-8")
        for name in THEME:
            write_files(root, {f"theme/{name}": (ROOT / "theme" / name).read_bytes()})
        give_templates(compiled, root / ".cache")

    def publish(self, now: str = NOW, **settings: object) -> str:
        given = {"NOW": now, "JOBS": 1, "SITEURL": "https://news.example", **settings}
        return publish(self.root / "pelicanconf.py", {"CACHE_PATH": ".cache", **given})


@pytest.fixture
def paper(tmp_path, compiled):
    found = Paper(tmp_path, compiled)
    assert "written in" in found.publish()
    assert "nothing has changed" in found.publish()
    return found


def test_nothing_is_read_where_nothing_changed(paper, monkeypatch):
    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(building, "build", fail)
    assert paper.publish().startswith("1 story, ")
    for file in paper.root.rglob("*.*"):
        if "plugins" not in file.parts:
            os.utime(file)  # as a fresh checkout does
    assert "nothing has changed" in paper.publish(NOW.replace(":10:", ":39:"))


@pytest.mark.parametrize(
    "name",
    ["content/articles/ai/a.md", "content/articles/ai/later.md", "content/data/tags.yml",
     "content/media/p.png", "content/media/new.csv", "theme/templates/tag.html",
     "theme/static/css/base.css", "content/articles/ai/new.md"],
)  # fmt: skip
def test_any_change_of_a_file_makes_it_build(paper, name):
    file = paper.root / name
    last = {
        ".md": story("Now", "Other words."),
        ".png": picture((1, 2, 3)),
        ".yml": "law: {name: Law}\n",
    }
    text = file.read_text("utf-8") if file.suffix in (".html", ".css") else ""
    write_files(paper.root, {name: last.get(file.suffix, f"{text}\n ")})
    assert "written in" in paper.publish()


def test_a_file_that_is_gone_makes_it_build(paper):
    (paper.root / "content/articles/ai/later.md").unlink()
    assert "written in" in paper.publish()


@pytest.mark.parametrize(
    "settings",
    [{"SITENAME": "Other"}, {"FEEDS": {"items": 3}}, {"EXPLAIN": "/"}, {"CLEAN": True}],
)
def test_another_setting_makes_it_build(paper, settings):
    assert "written in" in paper.publish(**settings)


def test_a_setting_from_the_environment_makes_it_build(paper, monkeypatch):
    with (paper.root / "pelicanconf.py").open("a") as conf:
        conf.write("import os\nSITESUBTITLE = os.environ.get('SUBTITLE', '')\n")
    paper.publish()
    assert "nothing has changed" in paper.publish()
    monkeypatch.setenv("SUBTITLE", "All of it")
    assert "written in" in paper.publish()


@pytest.mark.parametrize("now", ["2026-11-23T12:40:00Z", "2026-11-23T12:00Z"])
def test_what_is_due_and_an_earlier_time_make_it_build(paper, now):
    assert "written in" in paper.publish(now)


def test_another_output_makes_it_build(paper):
    (paper.root / "output/ai/index.html").unlink()
    assert "1 written in" in paper.publish()
    assert "nothing has changed" in paper.publish()
    assert "written in" in paper.publish(OUTPUT_PATH=str(paper.root / "other"))


def test_comments_from_elsewhere_are_looked_at_each_time(paper):
    (paper.root / ".comments").mkdir()
    (paper.root / ".comments/comments.db").write_bytes(b"")
    assert "written in" in paper.publish()
    assert "written in" in paper.publish()


def test_what_is_written_while_it_builds_is_built_the_next_time(paper, monkeypatch):
    build = building.build

    def and_edit(*given: object) -> object:
        result = build(*given)
        write_files(paper.root, {"content/articles/ai/a.md": story("Another")})
        return result

    write_files(paper.root, {"content/articles/ai/a.md": story("B")})
    monkeypatch.setattr(building, "build", and_edit)
    paper.publish()
    monkeypatch.undo()
    assert "written in" in paper.publish()
    assert "Another" in (paper.root / "output/index.html").read_text("utf-8")


def test_warnings_are_told_again(paper, capsys):
    (paper.root / "content/data/webmentions.json").write_text('{"type": "feed", "children": [1]}')
    paper.publish()
    capsys.readouterr()
    assert "nothing has changed" in paper.publish()
    assert "webmentions.json: warning: 1 of 1 webmentions cannot be read" in capsys.readouterr().err


def test_a_damaged_note_makes_it_build(paper):
    (paper.root / ".cache/last-build").write_bytes(b"{}")
    assert "written in" in paper.publish()


@pytest.mark.parametrize(
    "line",
    ["PLUGINS = ['no.such']", "1 / 0", "RELATED = {'count': print}", "TIMEZONE = 3"],
)
def test_what_cannot_be_compared_is_left_to_the_build(paper, line):
    conf = paper.root / "pelicanconf.py"
    conf.write_text(f"{conf.read_text()}{line}\n")
    assert take_stock(conf, {"CACHE_PATH": ".cache"}) is None


def test_a_link_to_a_folder_is_left_to_the_build(paper, tmp_path):
    (paper.root / "content/media/more").symlink_to(paper.root / "theme")
    assert take_stock(paper.root / "pelicanconf.py", {"CACHE_PATH": ".cache"}) is None
