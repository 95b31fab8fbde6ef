"""What a new paper can begin with besides its welcome: an archive, or the demo edition."""

import shutil
from pathlib import Path

from newsroom.desk.importing import DIALECTS, ArchiveError, import_archive
from newsroom.files.resources import clone
from newsroom.options import suggestion
from newsroom.problems import ContentError, Problem
from newsroom.scaffolding.answers import Answers

DEMO = ("articles", "data", "media", "pages")
"""Folders of ``content/`` that make up the demo edition."""


def archive_of(pair: str) -> tuple[str, Path] | None:
    """Return dialect and folder of the option ``--import DIALECT PATH``, ``None`` without it.

    Raises:
        ContentError: no such dialect or folder.
    """
    if not pair:
        return None
    dialect, _, path = pair.partition(" ")
    if dialect not in DIALECTS:
        remedy = f"write one of {', '.join(DIALECTS)}{suggestion(dialect, DIALECTS)}"
        raise ContentError([Problem("--import", f"unknown dialect {dialect!r}", remedy)])
    is_export = DIALECTS[dialect].stories is not None and Path(path).is_file()
    if not is_export and not Path(path).is_dir():
        remedy = "name the folder of the archive"
        raise ContentError([Problem(path, "no such folder", remedy)])
    return dialect, Path(path)


def import_into(paper: Path, archive: tuple[str, Path], answers: Answers) -> str:
    """Bring an archive into a new paper, and return the summary.

    Raises:
        ContentError: the archive cannot be read.
    """
    dialect, folder = archive
    section = next(iter(answers.section_slugs))
    try:
        report = import_archive(
            dialect, folder, paper / "content", section=section, default_author=answers.author
        )
    except ArchiveError as error:
        remedy = "the paper was made; run ./inv import in it when the archive is right"
        raise ContentError([Problem(str(folder), str(error), remedy)]) from None
    return str(report.summary())


def check_demo() -> Path:
    """Return the folder of the clone that holds the demo edition.

    Raises:
        ContentError: this is an installed package, which does not hold it.
    """
    if place := clone():
        return place
    what = "the demo edition is only in a clone of the software, and this is an installed package"
    remedy = "leave --demo out, or run ./inv init --demo in a clone"
    raise ContentError([Problem("--demo", what, remedy)])


def add_demo(paper: Path) -> None:
    """Put the demo edition in the place of the content of a new paper.

    Raises:
        ContentError: this is an installed package, which does not hold the demo.
    """
    place = check_demo()
    shutil.rmtree(paper / "content")
    for folder in DEMO:
        shutil.copytree(place / "content" / folder, paper / "content" / folder)
