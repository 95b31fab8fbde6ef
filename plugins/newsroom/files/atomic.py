"""Files that change in one step: a reader sees the old content or the new one."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_LONGEST = 50
"""Characters of a name that its draft repeats: file systems take 255 bytes."""


@contextmanager
def draft_of(file: Path) -> Iterator[Path]:
    """Yield a free path in the folder of ``file``, which is made; what is left there is deleted.

    ``draft.replace(file)`` at the end puts it in its place.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name[:_LONGEST]}.{os.getpid()}.draft")
    try:
        yield draft
    finally:
        with suppress(OSError):
            draft.unlink()


def write_file(file: Path, content: str | bytes) -> None:
    """Write a file whole or not at all. A link stays a link; who may read it stays the same.

    Raises:
        OSError: the folder cannot be written, or the disk is full.
    """
    if file.is_symlink():
        file = Path(os.path.realpath(file))
    with draft_of(file) as draft:
        draft.write_bytes(content.encode() if isinstance(content, str) else content)
        if file.exists():
            shutil.copymode(file, draft)
        draft.replace(file)
