"""Texts in the catalogues of a paper that nobody says: most are slips in the English text."""

from collections.abc import Iterator
from pathlib import Path

from newsroom.languages.catalogues import every_text, read_file
from newsroom.languages.folders import FOLDER
from newsroom.options import suggestion
from newsroom.problems import Problem

_OWN = ("theme", "plugins")
"""Folders of a paper that may say texts of its own."""


def slips(paper: Path) -> Iterator[Problem]:
    """Yield a warning for each text that is nearly one of the software's; ``paper`` has the files.

    Raises:
        ContentError: a file cannot be read as a catalogue.
    """
    files = sorted(paper.glob("*.po"))
    known = every_text() if files else set()
    for file in files:
        for message in read_file(file):
            text = message.id if isinstance(message.id, str) else message.id[0]
            if text and text not in known and message.string:
                hint = suggestion(text, known)
                if hint and text not in _said(paper.parent):
                    what = f"no page says {text!r}, so this line changes nothing"
                    yield Problem(
                        f"{FOLDER}/{file.name}", what, f"write the English text as it is{hint}",
                        line=message.lineno or 0, level="warning",
                    )  # fmt: skip


def _said(project: Path) -> str:
    """Return what the paper's own theme and plugins hold."""
    files = (file for name in _OWN for file in sorted((project / name).rglob("*.*")))
    wanted = (".html", ".txt", ".py")
    return "\n".join(file.read_text("utf-8", "replace") for file in files if file.suffix in wanted)
