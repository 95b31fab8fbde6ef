"""./inv serve as a writer has it: a process, a port, a browser."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from newsroom.defaults import PLUGINS
from newsroom.previewing.serve import changes_in
from tests.conftest import CONF, REGISTRIES, ROOT, story, write_files
from tests.ports import free_port

SCRIPT = f"""
import json, sys
sys.path.insert(0, {str(ROOT / "plugins")!r})
from pathlib import Path
from newsroom.previewing.serve import serve
root = Path(sys.argv[1])
given = {{"PATH": str(root / "content"), "OUTPUT_PATH": str(root / "output"),
         "CACHE_PATH": str(root / ".cache"), "NOW": "2026-11-23T12:00:00+00:00", "JOBS": 1,
         "THEME": sys.argv[3], **json.loads(sys.argv[4])}}
serve(Path({str(CONF)!r}), given, int(sys.argv[2]))
"""
FILE = "content/articles/ai/a.md"
PATIENCE = 30_000  # milliseconds: the machine may have other work
ADDRESS = "/ai/2026/11/a/"
LONG = "A [linked](https://example.org/) sentence of eight words. " * 10 + "End."


@dataclass
class Preview:
    """A preview that runs; ``said`` is what it has printed until it was ready."""

    root: Path
    process: subprocess.Popen[str]
    url: str
    said: str

    def save(self, files: dict[str, str]) -> None:
        write_files(self.root, files)

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.url + path, timeout=20) as answer:  # noqa: S310 - ours
            return answer.read().decode()

    def events(self) -> Iterator[dict]:
        """Yield what the browser is told, for a minute at most."""
        end = time.monotonic() + 60
        with urllib.request.urlopen(f"{self.url}/-/events", timeout=20) as stream:  # noqa: S310
            for line in stream:
                assert time.monotonic() < end, "nothing more was announced"
                if line.startswith(b"data: "):
                    yield json.loads(line.removeprefix(b"data: "))


Start = Callable[..., Preview]


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Start]:
    with ExitStack() as stack:

        def start(
            files: dict[str, str], port: int = 0, theme: Path = ROOT / "theme", **settings: object
        ) -> Preview:
            write_files(tmp_path, REGISTRIES | files)
            process = subprocess.Popen(
                [sys.executable, "-u", "-c", SCRIPT, str(tmp_path), str(port or free_port()),
                 str(theme), json.dumps(settings)],
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            )  # fmt: skip
            stack.enter_context(process)
            stack.callback(process.kill)
            said = ""
            for line in process.stdout:
                said += line
                if match := re.search(r"(http://localhost:\d+)/ shows", line):
                    return Preview(tmp_path, process, match[1], said)
            pytest.fail(said)

        yield start


def test_a_saved_story_is_announced_and_seen(preview):
    running = preview({FILE: story(body=LONG)})
    events = running.events()
    first = next(events)
    running.save({FILE: story(body=LONG + " Addition.")})
    second = next(event for event in events if event["build"] != first["build"])
    assert second["mistakes"] == []
    assert "Addition" in running.get(ADDRESS)


GATE = """
import time
from newsroom import signals

def wait(edition):
    while edition.only is None and (edition.content.parent / "closed").exists():
        time.sleep(0.02)

def register():
    signals.enrich.connect(wait)
"""
DOZEN = {f"content/articles/ai/{n}.md": story(f"Story {n}", LONG) for n in "abcdefghijkl"}


@pytest.fixture
def archive(preview, tmp_path):
    """A preview of a dozen stories, whose whole edition waits while a file ``closed`` is there."""
    write_files(tmp_path, {"extra/gate.py": GATE})
    folders = [str(ROOT / "plugins"), str(tmp_path / "extra")]
    return preview(DOZEN, PLUGINS=[*PLUGINS, "gate"], PLUGIN_PATHS=folders)


def test_a_saved_story_is_seen_before_the_whole_edition_is_laid_out(archive):
    events = archive.events()
    first = next(events)
    assert "Story a" in archive.get("/")
    archive.save({"closed": ""})
    archive.save({FILE: story("Renamed", LONG + " Addition.")})
    second = next(event for event in events if event["build"] != first["build"])
    assert "Addition" in archive.get(ADDRESS)
    assert "Renamed" not in archive.get("/")
    (archive.root / "closed").unlink()
    third = next(event for event in events if event["build"] != second["build"])
    assert third["mistakes"] == []
    assert "Renamed" in archive.get("/")


def test_an_editor_that_saves_through_another_file_is_understood(archive):
    events = archive.events()
    first = next(events)
    archive.save({"closed": "", "new.tmp": story("Story a", LONG + " Addition.")})
    shutil.copy(archive.root / "new.tmp", archive.root / "content/articles/ai/a.md.tmp")
    (archive.root / "content/articles/ai/a.md.tmp").replace(archive.root / FILE)
    next(event for event in events if event["build"] != first["build"])
    assert "Addition" in archive.get(ADDRESS)
    (archive.root / "closed").unlink()


def test_what_browsers_show_already_is_not_announced_again(archive):
    events = archive.events()
    last = next(events)["build"]
    for number in range(3):
        archive.save({FILE: story("Story a", f"{LONG} Version-{number} came.")})
        event = next(event for event in events if event["build"] != last)
        assert f"Version-{number}" in archive.get(ADDRESS)
        assert event["build"] == last + 1
        last = event["build"]
        assert "shown in" in archive.process.stdout.readline()
        assert "laid out" in archive.process.stdout.readline()


def test_a_mistake_is_told_and_the_last_good_page_stays(preview):
    running = preview({FILE: story(body=LONG)})
    events = running.events()
    first = next(events)
    running.save({FILE: story(body="Worse.", author="nobody")})
    second = next(event for event in events if event["build"] != first["build"])
    (mistake,) = second["mistakes"]
    assert mistake["place"] == f"{FILE}:4"
    assert mistake["what"] == "unknown author 'nobody'"
    assert "data/authors.yml" in mistake["remedy"]
    assert "sentence of eight" in running.get(ADDRESS)


def test_notes_of_a_check_come_with_the_page_and_with_the_desk(preview):
    running = preview({FILE: story(body=LONG + "\n\nOf the the law."), "content/articles/ai/b.md":
                       story("B", LONG)})  # fmt: skip
    events = running.events()
    while not (notes := json.loads(running.get("/-/notes"))):
        next(events)
    (note,) = notes
    assert (note["url"], note["rule"], note["place"]) == (ADDRESS, "doubled-word", "line 8,")
    assert json.loads(running.get(f"/-/notes?page={ADDRESS}")) == notes
    assert json.loads(running.get("/-/notes?page=/ai/2026/11/b/")) == []


def test_the_desk_lists_all_stories_by_state(preview):
    running = preview(
        {
            FILE: story("Out", LONG),
            "content/articles/ai/draft.md": story("Unfinished", LONG, status="draft"),
            "content/articles/ai/later.md": story("Later", LONG, date="2026-12-24"),
            "content/articles/ai/latest.md": story("Last of all", LONG, date="2026-12-31"),
            "content/articles/ai/hidden.md": story("Secret", LONG, status="hidden"),
            "content/articles/ai/gone.md": story("Gone", LONG, expires="2026-11-22"),
        }
    )
    desk = running.get("/desk/")
    names = [
        "Drafts: 1", "Unfinished", "Scheduled: 2", "Later", "Last of all", "Published: 1", "Out",
        "Hidden: 1", "Secret", "Expired: 1", "Gone",
    ]  # fmt: skip
    places = [desk.index(f">{name}<") for name in names]
    assert places == sorted(places)
    assert "Draft, not published" in running.get("/ai/2026/11/draft/")
    assert "Scheduled: readers see this from" in running.get("/ai/2026/12/later/")


def test_a_broken_template_shows_on_the_pages_that_it_makes(preview, tmp_path):
    theme = tmp_path / "theme"
    shutil.copytree(ROOT / "theme", theme)
    running = preview({FILE: story(body=LONG)}, theme=theme)
    (theme / "templates/tag.html").write_text("{{ nothing.at.all }}")
    (theme / "templates/partials/tags.html").write_text("\n{{ nothing }}")
    events = running.events()
    next(events)
    running.save({FILE: story(body=LONG + " Addition.")})
    next(events)
    with pytest.raises(urllib.error.HTTPError) as failure:
        running.get(ADDRESS)
    assert failure.value.code == 500
    assert "theme/templates/partials/tags.html:2" in failure.value.read().decode()
    assert "A plain story" in running.get("/ai/")


@pytest.mark.slow
def test_folders_that_appear_while_the_preview_runs_are_watched(tmp_path):
    content, theme = tmp_path / "content", tmp_path / "theme"
    content.mkdir()
    rounds = changes_in(lambda: [content, theme])

    def seen(name: str) -> bool:
        end = time.monotonic() + 60
        for changes in rounds:
            if any(path.endswith(name) for _, path in changes):
                return True
            if time.monotonic() > end:
                break
        return False

    next(rounds)
    write_files(tmp_path, {"content/a.md": "A"})
    assert seen("content/a.md")
    write_files(tmp_path, {"theme/templates/a.html": "A"})
    assert seen("theme")
    write_files(tmp_path, {"theme/templates/b.html": "B"})
    assert seen("templates/b.html")
    shutil.rmtree(theme)
    assert seen("theme")
    write_files(tmp_path, {"theme/c.html": "C"})
    assert seen("theme")


def test_every_kind_of_file_has_its_media_type(preview):
    running = preview({FILE: story(body=LONG)})
    home = running.get("/")
    css = re.search(r'href="(/theme/site\.\w+\.css)"', home)[1]
    icon = re.search(r'href="(/theme/icon\.\w+\.svg)"', home)[1]
    kinds = {"/": "text/html; charset=utf-8", css: "text/css; charset=utf-8",
             "/feed.atom": "application/atom+xml", icon: "image/svg+xml"}  # fmt: skip
    for path, kind in kinds.items():
        with urllib.request.urlopen(running.url + path) as answer:  # noqa: S310 - ours
            assert answer.headers["Content-Type"] == kind, path
    assert "sentence of eight" in running.get(ADDRESS.rstrip("/"))  # it is sent to the folder
    with pytest.raises(urllib.error.HTTPError) as missing:
        running.get("/no/such/page/")
    assert missing.value.code == 404
    assert "/-/preview.js" in missing.value.read().decode()


def test_nothing_is_written_beside_the_content(preview, tmp_path):
    running = preview({FILE: story(body=LONG)})
    running.get(ADDRESS)
    assert not (tmp_path / "output").exists()


@pytest.mark.slow
def test_readers_never_get_a_desk(site):
    built = site({FILE: story()})
    assert not built.exists("/desk/")


def test_a_taken_port_is_said_and_the_next_one_used(preview):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        running = preview({FILE: story(body=LONG)}, port)
    assert f"Port {port} is taken" in running.said
    assert not running.url.endswith(f":{port}")
    assert "sentence of eight" in running.get(ADDRESS)


def test_it_ends_cleanly_with_one_line(preview):
    running = preview({FILE: story(body=LONG)})
    next(running.events())
    os.kill(running.process.pid, signal.SIGINT)
    assert running.process.wait(10) == 0
    assert running.process.stdout.read().strip() == "The preview has ended."


@pytest.mark.browser
def test_the_overlay_comes_with_a_mistake_and_goes_when_it_is_mended(preview, chromium):
    running = preview({FILE: story(body="Title: x", author="nobody")})
    page = chromium.new_page()
    page.goto(running.url + ADDRESS)
    overlay = page.get_by_role("alert")
    expect(overlay).to_contain_text(
        f"{FILE}:4 unknown author 'nobody': add to data/authors.yml", timeout=PATIENCE
    )
    running.save({FILE: story(body=f"{LONG}\n\n" * 40)})
    expect(page.get_by_role("heading", level=1)).to_have_text("A plain story", timeout=PATIENCE)
    expect(overlay).to_be_hidden(timeout=PATIENCE)
    page.evaluate("scrollTo(0, 900)")
    running.save({FILE: story(body=f"{LONG}\n\n" * 40, titel="x")})
    expect(overlay).to_contain_text("unknown key 'titel'", timeout=PATIENCE)
    expect(overlay).to_contain_text("did you mean 'title'?", timeout=PATIENCE)
    expect(page.get_by_role("heading", level=1)).to_have_text("A plain story", timeout=PATIENCE)
    running.save({FILE: story("Fixed", body=f"{LONG}\n\n" * 40 + "The the end.")})
    expect(page.get_by_role("heading", level=1)).to_have_text("Fixed", timeout=PATIENCE)
    expect(overlay).to_be_hidden(timeout=PATIENCE)
    page.wait_for_function("scrollY === 900", timeout=PATIENCE)  # the heading comes first
    page.get_by_text("1 note").click()
    expect(page.get_by_text("'The' is repeated: delete one of the two")).to_be_visible(
        timeout=PATIENCE
    )
    page.get_by_role("link", name="Desk").click()
    expect(page.locator("tr[data-source]").get_by_text("'The' is repeated")).to_be_visible(
        timeout=PATIENCE
    )
    page.close()
