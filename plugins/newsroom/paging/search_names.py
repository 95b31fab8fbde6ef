"""Short names for the files of an index: they make its table of contents small.

Pagefind names each file after a hash. Hashes do not get smaller when they are compressed: of the
table of contents of a year they are two thirds. The files get numbers (those of stories
after their year), and the table is written again with these: a text of CBOR in the place of
another one.
"""

from collections.abc import Mapping
from gzip import compress, decompress
from hashlib import blake2b
from pathlib import Path

MARK = b"pagefind_dcd"
"""What every file of an index begins with, once it is unpacked."""


def unpacked(data: bytes) -> bytes:
    """Return what a file of Pagefind holds; it reads both forms."""
    return data if data.startswith(MARK) else decompress(data)


def shorten(folder: Path, stories: Mapping[Path, str]) -> None:
    """Rename the files of the index in ``folder``; ``stories`` are its fragments with new names.

    An index whose table is another one than we know keeps its names.
    """
    [table] = folder.glob("*.pf_meta")
    contents = unpacked(table.read_bytes())
    chunks = sorted((folder / "index").glob("*.pf_index"), key=lambda one: _place(one, contents))
    # A chunk of one index must never be read with the table of another.
    whole = blake2b("".join(one.stem for one in chunks).encode(), digest_size=4).hexdigest()
    names = {**stories, **{one: f"{whole}{number:x}" for number, one in enumerate(chunks)}}
    shorter = renamed(contents, {one.stem: name for one, name in names.items()})
    if shorter is None:
        return
    table.write_bytes(compress(shorter, 9, mtime=0))
    for file, name in names.items():
        file.rename(file.with_name(name + file.suffix))


def _place(file: Path, contents: bytes) -> int:
    return contents.find(_text(file.stem))


def renamed(contents: bytes, names: Mapping[str, str]) -> bytes | None:
    """Return a table of contents with other names; ``None`` if each is not in it exactly once."""
    if not contents.startswith(MARK):
        return None
    for old, new in names.items():
        if contents.count(_text(old)) != 1:
            return None
        contents = contents.replace(_text(old), _text(new))
    return contents


def _text(text: str) -> bytes:
    """Return a short text as CBOR has it (RFC 8949, 3.1: major type 3)."""
    data = text.encode()
    return bytes([0x60 + len(data)]) + data if len(data) < 24 else bytes([0x78, len(data)]) + data
