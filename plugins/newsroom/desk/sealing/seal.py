"""Seals a story: checks it, encrypts it, and deletes its plain text and what caches know of it."""

import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from newsroom import signals
from newsroom.building.dry_run import dry_run
from newsroom.checking.check import check
from newsroom.desk.sealing.keys import recipients
from newsroom.desk.sealing.parcels import Parcel, new_file
from newsroom.edition import Edition
from newsroom.files.atomic import write_file
from newsroom.files.git import run_git
from newsroom.files.paths import is_within
from newsroom.model import Article
from newsroom.problems import ContentError, Problem
from newsroom.text.amounts import counted


def seal(conf: Path, overrides: Mapping[str, Any], names: Sequence[str]) -> str:
    """Seal a story and the files that belong to it, and return what the user should know.

    Raises:
        ContentError: it cannot be sealed; then nothing has changed.
    """
    edition = dry_run(conf, overrides, signals.read)
    keys = recipients(edition.settings)
    content = edition.content.resolve()
    files = _files(content, names)
    story = _story(edition, files)
    _refuse_mistakes(conf, overrides, content / story.source.partition("/")[2])
    opens = None if story.status == "draft" else story.published
    known = _commits(content, files)
    parcel = Parcel(story.title, opens, {path: (content / path).read_bytes() for path in files})
    target = new_file(content)
    write_file(target, parcel.sealed(keys))
    for path in files:
        (content / path).unlink()
    shutil.rmtree(edition.cache, ignore_errors=True)  # it knows the text
    return _said(f"{content.name}/{target.relative_to(content)}", files, opens, known)


def _files(content: Path, names: Sequence[str]) -> list[str]:
    """Return the paths of files below the content folder.

    Raises:
        ContentError: one is not there, or is outside of the folder.
    """
    found, problems = [], []
    for name in names:
        file = Path(name).absolute()
        if file.is_file() and not file.is_symlink() and is_within(content, file):
            found.append(file.resolve().relative_to(content).as_posix())
        else:
            remedy = "write the path of a story, and of pictures that belong to it alone"
            problems.append(Problem(name, "no such file in the content folder", remedy))
    if problems:
        raise ContentError(problems)
    return sorted(set(found))


def _story(edition: Edition, files: Sequence[str]) -> Article:
    """Return the story among the files.

    Raises:
        ContentError: there is none or more than one, or readers have seen it already.
    """
    sources = {f"{edition.content.name}/{path}" for path in files}
    stories = [one for one in edition.manuscripts if one.source in sources]
    if len(stories) != 1:
        what = f"{len(stories)} stories are named" if stories else "no story is named"
        remedy = "seal one story at a time, with its pictures: newsroom seal STORY PICTURE…"
        raise ContentError([Problem(", ".join(files), what, remedy)])
    [story] = stories
    if story.status != "draft" and story.published <= edition.now:
        remedy = "set a date in the future, or status: draft"
        what = "this story is published: sealing it would take it from its readers"
        raise ContentError([Problem(story.source, what, remedy)])
    return story


def _refuse_mistakes(conf: Path, overrides: Mapping[str, Any], file: Path) -> None:
    """Stop at an error: at its hour nobody is there to fix it.

    Raises:
        ContentError: the check found errors.
    """
    found = check(conf, overrides, [str(file)]).findings
    errors = [one for one in found if one.level == "error"]
    if errors:
        raise ContentError(
            [
                Problem(one.path, one.what, one.remedy, line=one.line, column=one.column)
                for one in errors
            ]
        )


def _commits(content: Path, files: Sequence[str]) -> int:
    """Return how many commits hold one of the files, on any branch."""
    done = run_git(content, "rev-list", "--count", "--all", "--", *files)
    return int(done.stdout) if done and done.returncode == 0 else 0


def _said(target: str, files: Sequence[str], opens: datetime | None, commits: int) -> str:
    when = (
        f"It opens at {opens.isoformat()}." if opens else "It is a draft: it opens by hand alone."
    )
    number = counted(len(files), "file")
    lines = [f"Sealed {number} as {target}. {when} The plain text and the caches are deleted."]
    if commits:
        lines.append(
            f"Warning: {counted(commits, 'commit')} of git hold the plain text. "
            "Everybody who gets them can read it. If they are not pushed yet, take them out: "
            "git rebase -i, or git reset --soft to the commit before them."
        )
    return "\n".join(lines)
