"""The commands that are compared. Each builds the same publication from the same stories."""

import importlib.metadata
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PEERS = Path(__file__).parent / "peers"
NOW = "2026-12-01T12:00:00+00:00"
"""The time of every build, after the newest story, so that each run makes the same bytes."""


@dataclass(frozen=True)
class Contender:
    """``command`` takes the folders of content, output and cache; ``note`` says what is built."""

    name: str
    note: str
    command: Callable[[Path, Path, Path], list[str]]

    @property
    def shown(self) -> str:
        """The command as it is printed: without the folders of this machine."""
        words = self.command(Path("CONTENT"), Path("OUTPUT"), Path("CACHE"))
        words = [word.replace(f"{ROOT}/", "") for word in words]
        return " ".join([Path(words[0]).name if words[0] != "./inv" else words[0], *words[1:]])


def _ours(conf: Path) -> Callable[[Path, Path, Path], list[str]]:
    def command(content: Path, output: Path, cache: Path) -> list[str]:
        return [
            "./inv", "build", "--conf", str(conf), "--content", str(content),
            "--output", str(output), "--cache", str(cache), "--now", NOW,
        ]  # fmt: skip

    return command


def _hugo(*over: str) -> Callable[[Path, Path, Path], list[str]]:
    def command(content: Path, output: Path, cache: Path) -> list[str]:
        return [
            str(hugo_binary()), "build", "--quiet", "--noBuildLock",
            "--source", str(PEERS / "hugo"), "--config", ",".join(("hugo.toml", *over)),
            "--contentDir", str(content / "articles"),
            "--destination", str(output), "--cacheDir", str(cache),
        ]  # fmt: skip

    return command


def _pelican(*extra: str) -> Callable[[Path, Path, Path], list[str]]:
    def command(content: Path, output: Path, cache: Path) -> list[str]:
        return [
            sys.executable, "-m", "pelican", str(content), "--quiet",
            "-s", str(PEERS / "pelican" / "pelicanconf.py"), "-o", str(output),
            *(word.format(cache=cache) for word in extra),
        ]  # fmt: skip

    return command


def hugo_binary() -> Path:
    """Return Hugo itself: the command of the package is a Python script that starts it."""
    return Path(str(importlib.metadata.distribution("hugo").locate_file("hugo/binaries/hugo")))


OURS = Contender(
    "this project",
    "related news by text, tags and section; one RSS feed beside each listing",
    _ours(PEERS / "ours" / "benchconf.py"),
)
DELIVERED = Contender(
    "this project, as delivered",
    "all that pelicanconf.py asks for: three feeds beside each listing, archives, the rest",
    _ours(ROOT / "pelicanconf.py"),
)
HUGO = Contender("Hugo", "related content by tags and date: Hugo's default", _hugo())
HUGO_TUNED = Contender(
    "Hugo, tuned",
    "related content without the tags that more than 1 % of the stories carry",
    _hugo("tuned.toml"),
)
HUGO_UNRELATED = Contender("Hugo, nothing related", "no related content", _hugo("unrelated.toml"))
PELICAN = Contender("Pelican", "theme `simple`, no related news, no front page", _pelican())
PELICAN_CACHED = Contender(
    "Pelican, its cache on",
    "the same, with its content cache from the last run",
    _pelican(
        "-e", "CACHE_CONTENT=true", "LOAD_CONTENT_CACHE=true", 'CHECK_MODIFIED_METHOD="md5"',
        'CACHE_PATH="{cache}"',
    ),
)  # fmt: skip
ALL = (OURS, DELIVERED, HUGO, HUGO_TUNED, HUGO_UNRELATED, PELICAN, PELICAN_CACHED)
