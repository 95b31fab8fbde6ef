"""Compresses files next to themselves (``index.html.br``), in the site that is about to go live.

Setting: ``PRECOMPRESS``.

A compressed file has the fingerprint of the file that it comes from, so only those are made whose
page changed. The cache keeps them by their content: a fresh output folder costs reading alone.
"""

import hashlib
import os
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from newsroom.engine.progress import track
from newsroom.engine.workers import Crew
from newsroom.files.precompressed import TEXTS, Form

_CHUNK = 8
_DAYS = 30
"""What was not used for so long is forgotten."""


@dataclass(frozen=True, kw_only=True)
class Packed:
    """A compressed file: ``path`` in the output folder, made of ``source`` there."""

    path: str
    source: str
    form: Form


def packed_files(wanted: Mapping[str, str], forms: Sequence[Form]) -> dict[str, Packed]:
    """Return the compressed files of a site of which ``wanted`` are the files."""
    texts = [path for path in wanted if path.endswith(TEXTS)] if forms else []
    files = (
        Packed(path=path + form.suffix, source=path, form=form) for path in texts for form in forms
    )
    return {one.path: one for one in files if one.path not in wanted}


def fingerprints_of(packed: Mapping[str, Packed], wanted: Mapping[str, str]) -> dict[str, str]:
    """Return path → fingerprint: that of the source, and what compresses it."""
    return {path: f"{wanted[one.source]}+{one.form.maker}" for path, one in packed.items()}


def compress_all(packed: Sequence[Packed], site: Path, cache: Path, workers: int) -> None:
    """Make files below ``site``, where their sources are, in several processes.

    Raises:
        OSError: the disk is full or a folder cannot be written.
        WorkerError: a process ended without a word.
    """
    compress = partial(_compress, site, cache / "compressed")
    if workers == 1 or len(packed) < 2 * _CHUNK:
        list(track(map(compress, packed), len(packed), "Compressing"))
    else:
        with Crew(compress, packed, workers, _CHUNK) as steps:
            list(track(steps, len(packed), "Compressing"))
    _forget(cache / "compressed")


def _compress(site: Path, cache: Path, packed: Packed) -> None:
    data = (site / packed.source).read_bytes()
    digest = hashlib.blake2b(data + packed.form.maker.encode(), digest_size=16).hexdigest()
    known, target = cache / digest[:2] / digest, site / packed.path
    target.unlink(missing_ok=True)
    if _is_good(known, packed.form, data):
        with suppress(OSError):
            os.utime(known)
            target.hardlink_to(known)
            return
        target.write_bytes(known.read_bytes())
        return
    target.write_bytes(packed.form.pack(data))
    with suppress(OSError):  # a cache that cannot be written spares nothing, that is all
        known.parent.mkdir(parents=True, exist_ok=True)
        known.unlink(missing_ok=True)
        known.hardlink_to(target)


def _is_good(known: Path, form: Form, data: bytes) -> bool:
    """Return whether the cache has the file, and it is whole."""
    try:
        return form.unpack(known.read_bytes()) == data
    except Exception:  # each package has errors of its own for what is damaged
        return False


def _forget(cache: Path) -> None:
    """Delete once a day what nobody used for a month."""
    mark, now = cache / "tidied", time.time()
    with suppress(OSError):
        if mark.exists() and now - mark.stat().st_mtime < 86_400:
            return
        for file in cache.glob("??/*"):
            if now - file.stat().st_mtime > _DAYS * 86_400:
                file.unlink()
        mark.touch()
