"""The documents of the software, to read without a network: they are part of the package."""

import re
import shutil
from pathlib import Path

from newsroom.files.resources import resource
from newsroom.options import suggestion
from newsroom.problems import ContentError, Problem

_MOST = 3
"""Documents that are named where a word was found."""


def topics() -> dict[str, Path]:
    """Return name → file of every document, those about decisions left out.

    The ``README.md`` of a folder has the name of the folder.
    """
    docs = resource("docs")
    files = (file.relative_to(docs) for file in sorted(docs.rglob("*.md")))
    names = {one: one.parent if one.name == "README.md" else one.with_suffix("") for one in files}
    return {
        name.as_posix(): docs / file for file, name in names.items() if file.parts[0] != "decisions"
    }


def contents() -> str:
    """Return a list of all documents, a line for each."""
    known = topics()
    width = max(map(len, known))
    lines = [f"  {name:<{width}}  {_title(file)}" for name, file in known.items()]
    return "\n".join(["newsroom docs TOPIC shows one of these:", "", *lines])


def document(topic: str) -> str:
    """Return the Markdown of a document.

    Raises:
        ContentError: there is none of this name; the remedy names those that mention the word.
    """
    known = topics()
    name = topic.strip().lower().removesuffix(".md").removeprefix("docs/")
    if name in known:
        return known[name].read_text("utf-8")
    found = [one for one, file in known.items() if mentions(file, topic)]
    where = f"read {', '.join(found[:_MOST])}, which use the word" if found else ""
    remedy = f"{where or 'run newsroom docs for a list'}{suggestion(name, known)}"
    raise ContentError([Problem("docs", f"no document {topic!r}", remedy)])


def mentions(file: Path, word: str) -> bool:
    """Whether a document uses a word."""
    text = file.read_text("utf-8")
    return bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE))


def plain(text: str) -> str:
    """Return Markdown as text for a terminal: tables drawn, marks left out, lines wrapped."""
    from rich.console import Console  # they take long to load
    from rich.markdown import Markdown

    width = min(shutil.get_terminal_size().columns, 100)
    console = Console(width=width, no_color=True, highlight=False, force_terminal=False)
    with console.capture() as shown:
        console.print(Markdown(text, hyperlinks=False))
    return "\n".join(line.rstrip() for line in shown.get().splitlines()) + "\n"


def _title(file: Path) -> str:
    with file.open(encoding="utf-8") as lines:
        return next(lines).lstrip("# ").strip()
