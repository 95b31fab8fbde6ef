"""``--fix``: what is safe is fixed in the files themselves, each exchanged whole."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from newsroom.checking.manuscript import header_end
from newsroom.checking.tidiness import tidy
from newsroom.files.atomic import write_file
from newsroom.files.paths import is_source

_LANG = re.compile(r"^lang[ \t]*:[ \t]*[\"']?([\w-]+)", re.MULTILINE | re.IGNORECASE)


def sources(content: Path) -> list[Path]:
    """Return every Markdown file of stories and pages, in the order of their paths."""
    found = (file for kind in ("articles", "pages") for file in (content / kind).rglob("*.m*"))
    return sorted(file for file in found if is_source(file.name))


def fix_files(content: Path, chosen: Collection[str] | None, lang: str) -> Iterator[str]:
    """Fix what is safe to fix; yield a line for each file that was changed.

    ``chosen`` are sources relative to the project, None means all; ``lang`` is the language of the
    publication.
    """
    for file in sources(content):
        path = file.relative_to(content.parent).as_posix()
        if chosen is not None and path not in chosen:
            continue
        try:
            text = file.read_bytes().decode("utf-8")
        except UnicodeDecodeError:  # reported as a mistake: only its writer knows what it says
            continue
        given = _LANG.search(text, 0, header_end(text.replace("\r", "")))
        fixed, done = tidy(text, given[1] if given else lang)
        if done:
            write_file(file, fixed)
            yield f"{path}: fixed {', '.join(done)}"
