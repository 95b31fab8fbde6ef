"""A real Isso: installed once, its schema made once, and for each test a database of its own."""

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from newsroom.desk.comments.configure import ServerFiles
from newsroom.desk.comments.install import installed
from newsroom.desk.comments.server import serving
from newsroom.settings.comments import CommentOptions
from tests.ports import free_port

DATABASE = ".comments/comments.db"
STORY = "/ai/2026/11/a/"
WRITTEN = 1_795_600_000
"""25 November 2026, 09:46 UTC."""


@dataclass(frozen=True)
class Database:
    """Isso's database, written by hand."""

    file: Path

    def add(self, text: str, name: str | None = "Ada", thread: str = STORY, **columns: Any) -> int:
        """Add a comment and return its number; ``columns`` are those of Isso's table."""
        with closing(sqlite3.connect(self.file)) as base, base:
            base.execute("INSERT OR IGNORE INTO threads (uri, title) VALUES (?, 'T')", (thread,))
            (tid,) = base.execute("SELECT id FROM threads WHERE uri = ?", (thread,)).fetchone()
            number = base.execute("SELECT coalesce(max(id), 0) + 1 FROM comments").fetchone()[0]
            row = {"tid": tid, "id": number, "text": text, "author": name, "mode": 1, "voters": b"",
                   "created": WRITTEN + 60 * number, "remote_addr": "192.0.2.0",
                   **columns}  # fmt: skip
            places = ", ".join("?" * len(row))
            base.execute(
                f"INSERT INTO comments ({', '.join(row)}) VALUES ({places})",  # noqa: S608
                list(row.values()),
            )
        return number

    def change(self, number: int, **columns: Any) -> None:
        with closing(sqlite3.connect(self.file)) as base, base:
            for name, value in columns.items():
                base.execute(
                    f"UPDATE comments SET {name} = ? WHERE id = ?",  # noqa: S608
                    (value, number),
                )

    def modes(self) -> dict[int, int]:
        """Return the mode of each comment: 1 accepted, 2 pending, 4 deleted."""
        with closing(sqlite3.connect(self.file)) as base:
            return dict(base.execute("SELECT id, mode FROM comments"))


@dataclass(frozen=True)
class Server:
    """A running Isso."""

    url: str
    database: Database

    def post(self, text: str, name: str = "Ada", thread: str = STORY, **more: Any) -> int:
        data = {"text": text, "author": name, "title": "T", **more}
        answer = httpx.post(f"{self.url}/new", params={"uri": thread}, json=data, timeout=60)
        return int(answer.raise_for_status().json()["id"])


@pytest.fixture(scope="session")
def isso_program() -> Path:
    """The server, which is kept with the other tools of the tests."""
    tools = Path(sys.prefix) / "tests"
    tools.mkdir(exist_ok=True)
    return installed(tools)


@pytest.fixture(scope="session")
def isso_empty(isso_program: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    options = CommentOptions("isso", DATABASE, f"http://localhost:{free_port()}")
    place = ServerFiles(tmp_path_factory.mktemp("isso"), "http://localhost:1", options)
    with serving(place, isso_program):
        pass
    return place.database


@pytest.fixture
def isso_database(isso_empty: Path, tmp_path: Path) -> Database:
    """An empty database with the schema of Isso, where a test's site looks for it."""
    file = tmp_path / DATABASE
    file.parent.mkdir()
    shutil.copy(isso_empty, file)
    return Database(file)


@pytest.fixture
def isso(isso_program: Path, tmp_path: Path) -> Iterator[Server]:
    """Isso for a test's site, with its database there; nobody waits and nobody is too fast."""
    url = f"http://localhost:{free_port()}"
    free = {"moderation": {"enabled": "false"}, "guard": {"enabled": "false"}}
    place = ServerFiles(
        tmp_path, "http://localhost:1", CommentOptions("isso", DATABASE, url, isso=free)
    )
    with serving(place, isso_program):
        yield Server(url, Database(place.database))
