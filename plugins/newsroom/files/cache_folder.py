"""The folder of the caches; where it cannot be used, one that vanishes with the process."""

import atexit
import logging
import os
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

log = logging.getLogger(__name__)

ROOM = 16_000_000
"""Bytes that must be free, so that a nearly full disk is not found out picture by picture."""


def cache_folder(wanted: Path) -> Path:
    """Return ``wanted`` if it can be written and has room, else a folder for this run alone."""
    try:
        wanted.mkdir(parents=True, exist_ok=True)
        if not os.access(wanted, os.W_OK | os.X_OK):
            return _substitute(wanted, "it cannot be written")
        if shutil.disk_usage(wanted).free < ROOM:
            return _substitute(wanted, "its disk is full")
    except OSError as error:
        return _substitute(wanted, (error.strerror or str(error)).lower())
    return wanted


@cache
def _substitute(wanted: Path, reason: str) -> Path:
    log.warning("%s: the cache cannot be used (%s): building without it", wanted, reason)
    folder = Path(mkdtemp(prefix="newsroom-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
