"""Running a settings file: what it sets, with the place of each setting."""

import os
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican.settings import get_settings_from_file

from newsroom.problems import ContentError, Problem
from newsroom.settings.modules import importing_from
from newsroom.settings.places import Places, read_places


def run_file(conf: Path) -> tuple[dict[str, Any], Places]:
    """Return what a settings file sets, and where.

    Raises:
        ContentError: no such file, or it cannot be run.
    """
    if not conf.is_file():
        remedy = "run this in the folder of the site, or name the settings file"
        raise ContentError([Problem(str(conf), "no such settings file", remedy)])
    conf = conf.resolve()
    try:
        with importing_from(conf.parent):
            return get_settings_from_file(str(conf)), read_places(conf)
    except Exception as error:  # a settings file is code: anything may go wrong in it
        path, line = _place_of(error, conf)
        what = error.msg if isinstance(error, SyntaxError) else f"{type(error).__name__}: {error}"
        remedy = "fix this line; docs/settings.md explains every setting"
        raise ContentError([Problem(path, what, remedy, line=line)]) from error


def _place_of(error: Exception, conf: Path) -> tuple[str, int]:
    """Return the last line of a settings file that was run before the error."""
    steps = [(step.filename, step.lineno) for step in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError):
        steps.append((error.filename or "", error.lineno))
    near = [(Path(file).name, line) for file, line in steps if Path(file).parent == conf.parent]
    file, line = near[-1] if near else (conf.name, 0)
    return file, line or 0


def with_whole_paths(settings: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Return settings whose paths no longer depend on where one is: they begin at ``folder``."""

    def whole(path: Any) -> Any:
        return os.path.normpath(folder / path) if path and isinstance(path, str | Path) else path

    changed = {
        name: whole(settings[name])
        for name in ("PATH", "OUTPUT_PATH", "CACHE_PATH", "THEME")
        if name in settings
    }
    if isinstance(paths := settings.get("PLUGIN_PATHS"), list | tuple):
        changed["PLUGIN_PATHS"] = [whole(path) for path in paths]
    return {**settings, **changed}
