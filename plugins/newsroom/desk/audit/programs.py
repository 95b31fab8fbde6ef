"""Finds what npm installed: below the paper, the current folder, or one of ``NODE_PATH``."""

import os
import shutil
from pathlib import Path


def node_file(name: str, project: Path) -> Path | None:
    """Return a file of ``node_modules``, ``None`` where it is not installed."""
    named = map(Path, filter(None, os.environ.get("NODE_PATH", "").split(os.pathsep)))
    folders = [project / "node_modules", Path.cwd() / "node_modules", *named]
    return next((folder / name for folder in folders if (folder / name).is_file()), None)


def node_program(name: str, project: Path) -> str | None:
    """Return a program that npm installed, for the paper or for the whole machine."""
    found = node_file(f".bin/{name}", project)
    return str(found) if found else shutil.which(name)
