"""Builds in processes of their own: what must hold across them cannot be shown within one."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.conftest import ROOT
from tests.engine.publication import NOW, SETTINGS, Publication, Story, small_publication

CONF = """
import sys
sys.path.insert(0, {root!r} + "/tests/publication")
from pelicanconf import *
THEME = {root!r} + "/theme"
PLUGIN_PATHS = [{root!r} + "/plugins", "extra"]
PLUGINS = {plugins!r}
{settings}
"""


def large_publication(edition: str, stories: int = 150) -> Publication:
    """Return a publication that is large enough for workers; every page of it says ``edition``."""
    publication = small_publication()
    for number in range(stories):
        matter = {"title": f"Story {number}", "date": "2026-11-10", "author": "sam-reed"}
        publication.stories[f"articles/ai/{number}.md"] = Story(matter, f"{edition} {number}. " * 9)
    publication.sections["ai"]["name"] = edition
    return publication


def write_site(root: Path, publication: Publication, plugins: Mapping[str, str] = {}) -> None:
    """Write a site with its settings, and further plugins by name."""
    files = publication.rendered()
    for name in sorted(files):
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(files[name])
    (root / "content/media/rates.csv").write_text("rate\n3\n")
    (root / "extra").mkdir(exist_ok=True)
    for name, code in plugins.items():
        (root / "extra" / f"{name}.py").write_text(code)
    lines = [f"{name} = {value!r}" for name, value in {**SETTINGS, "JOBS": None}.items()]
    text = CONF.format(root=str(ROOT), plugins=list(plugins), settings="\n".join(lines))
    (root / "conf.py").write_text(text)


def command(root: Path, *options: str, output: str = "output") -> list[str]:
    """Return the command that builds the site at ``root``."""
    folders = {"content": "content", "output": output, "cache": ".cache", "conf": "conf.py"}
    given = [f"--{name}={root / inner}" for name, inner in folders.items()]
    return [sys.executable, "-m", "newsroom", "build", *given, f"--now={NOW}", *options]


def start(
    root: Path, *options: str, output: str = "output", **environment: str
) -> subprocess.Popen[str]:
    """Start a build in a process group of its own."""
    return subprocess.Popen(
        command(root, *options, output=output), cwd=ROOT, text=True,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def run(root: Path, *options: str, output: str = "output", **environment: str) -> None:
    """Build, which must end well and quietly."""
    process = start(root, *options, output=output, **environment)
    _, told = process.communicate(timeout=120)
    assert process.returncode == 0, told
    assert not told


def group(leader: int) -> list[int]:
    """Return the processes of a group that are alive."""
    found = []
    for place in Path("/proc").iterdir():
        try:
            fields = (place / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if place.name.isdigit() and int(fields[2]) == leader and fields[0] != "Z":
            found.append(int(place.name))
    return found
