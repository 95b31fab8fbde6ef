"""Which paper a command works on: the folder that holds ``pelicanconf.py``."""

import os
from pathlib import Path
from typing import Any

from invoke import Exit

CONF, PRODUCTION = "pelicanconf.py", "publishconf.py"


def find_paper(start: Path) -> Path | None:
    """Return the nearest folder from ``start`` upwards that is a paper."""
    given = os.environ.get("NEWSROOM_PAPER")
    folders = [Path(given)] if given else [start, *start.parents]
    return next((folder for folder in folders if (folder / CONF).is_file()), None)


def paper() -> Path:
    """Return the folder of the paper in which the command was given.

    Raises:
        Exit: there is none.
    """
    folder = find_paper(Path.cwd())
    if folder is None:
        raise Exit(
            f"There is no paper here (no {CONF} in {Path.cwd()} or above): change to its folder, "
            "or make a new paper with: newsroom init FOLDER",
            1,
        )
    return folder


def conf(*, production: bool = False) -> Path:
    """Return the settings file of the paper."""
    return paper() / (PRODUCTION if production else CONF)


def settled() -> Path:
    """Return the settings file with which the paper is published."""
    production = conf(production=True)
    return production if production.is_file() else conf()


def settings(**given: Any) -> dict[str, Any]:
    """Return the settings that the command line gives; what was not given stays as configured.

    Folders are relative to the current folder, whereas Pelican would take them from the folder of
    the settings file.
    """
    folders = ("PATH", "OUTPUT_PATH", "CACHE_PATH")
    return {
        name: str(Path(value).resolve()) if name in folders else value
        for name, value in given.items()
        if value
    }
