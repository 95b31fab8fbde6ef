"""Names that become files: which of them may, and what is within a folder."""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

LONGEST_PART, LONGEST = 255, 1_000
"""Bytes of one part of a path, as file systems have it, and of all of it."""
SOURCES = (".md", ".markdown")
"""How the names of stories and pages end, in any case."""
_USUAL = re.compile(r"(?:[\w-][\w.-]*/)*[\w-][\w.-]*")
_USUAL_ADDRESS = re.compile(r"/(?:[\w-][\w.-]*/)*(?:[\w-][\w.-]*)?")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_DRIVE = re.compile(r"[A-Za-z]:")


def path_mistake(path: str) -> str:
    """Return why ``path`` (relative, with ``/``) may not be a file below a folder, or ``""``.

    It is also looked at with every ``%2e`` decoded, however often it was encoded: some hosts and
    programs decode a name once more.
    """
    if _USUAL.fullmatch(path) and len(path.encode()) <= LONGEST_PART:
        return ""
    if len(path) > LONGEST:
        return f"it is longer than {LONGEST:,} bytes"
    plain = decoded(path)
    if found := _CONTROL.search(path) or _CONTROL.search(plain):
        return f"it holds the character U+{ord(found[0]):04X}"
    if "\\" in plain:
        return "it holds a backslash"
    if _DRIVE.match(plain):
        return "it begins with a drive letter"
    try:
        sizes = [len(part.encode()) for part in path.split("/")]
    except UnicodeEncodeError:
        return "it is not UTF-8"
    if sum(sizes) > LONGEST:
        return f"it is longer than {LONGEST:,} bytes"
    if max(sizes) > LONGEST_PART:
        return f"a part of it is longer than {LONGEST_PART} bytes"
    for part in (*path.split("/"), *plain.split("/")):
        if not part.strip(". "):
            return f"a part of it is {part!r}" if part else "a part of it is empty"
    return ""


def is_source(name: str) -> bool:
    """Tell whether a file of this name is the source of a story or page."""
    return name.lower().endswith(SOURCES)


def decoded(text: str) -> str:
    """Return ``text`` with percent signs decoded until nothing is left to decode."""
    while "%" in text and (once := unquote(text)) != text:
        text = once
    return text


def address_mistake(address: str) -> str:
    """Return why ``address`` may not be one of this site, or ``""``.

    Such an address is a path from ``/`` on, which may be percent-encoded and name a place on a page
    (``/about/#contact``).
    """
    if _USUAL_ADDRESS.fullmatch(address) and len(address.encode()) <= LONGEST_PART:
        return ""
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    if not path.startswith("/"):
        return "it does not begin with /"
    if path.startswith("//"):
        return "it begins with //, which leads to another host"
    once = unquote(path)
    if "\ufffd" in once:
        return "what it encodes with % is not UTF-8"
    inner = once[1:].removesuffix("/")
    return path_mistake(inner) if inner else ""


def is_within(folder: Path, file: Path) -> bool:
    """Return whether ``file`` is in ``folder`` after all links are followed."""
    try:
        # Not Path.resolve(), which raises an error for a link that leads to itself.
        return Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder))
    except ValueError:  # a name that no file system takes
        return False


def folders_of(paths: Iterable[str]) -> set[str]:
    """Return every folder that these files need."""
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders
