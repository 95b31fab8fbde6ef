"""Starting a paper: a folder with everything that a newsroom needs, and nothing of the demo."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from newsroom.files.git import ask_git, run_git
from newsroom.problems import ContentError, Problem
from newsroom.scaffolding.answers import Answers, mistakes, read_answers
from newsroom.scaffolding.files import PROGRAMS, language_of, paper_files
from newsroom.scaffolding.software import Software, own_software


@dataclass(frozen=True)
class Started:
    """A new paper: its folder, the number of its files, and notes for its owner."""

    folder: Path
    files: int
    notes: tuple[str, ...]

    def __str__(self) -> str:
        lines = [f"{self.folder} is a paper now: {self.files} files.", *self.notes]
        return "\n".join([*lines, f"Next: cd {self.folder} && ./inv serve"])


@dataclass(frozen=True, kw_only=True)
class Difference:
    """How a paper that exists differs from what ``newsroom init`` writes."""

    changed: tuple[str, ...]
    missing: tuple[str, ...]

    def __str__(self) -> str:
        lines = [f"  changed  {path}" for path in self.changed]
        lines += [f"  missing  {path}" for path in self.missing]
        if not lines:
            return (
                "This folder is a paper already, as newsroom init writes it. Nothing was changed."
            )
        return "\n".join(
            ["This folder is a paper already. Nothing was changed. It differs in:", *lines]
        )


def check_place(folder: Path) -> None:
    """Make sure that a paper can be made in ``folder``.

    Raises:
        ContentError: git is missing, or the folder is not empty.
    """
    ask_git(Path.cwd(), "--version")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        what = "this folder is not empty" if folder.is_dir() else "this is a file"
        remedy = "name a folder that does not exist"
        raise ContentError([Problem(str(folder), what, remedy)])


def start_paper(folder: Path, answers: Answers, software: Software | None = None) -> Started:
    """Make the paper of ``answers`` in ``folder``, which comes into being whole or not at all.

    It uses ``software``, by default that of this process.

    Raises:
        ContentError: an answer is wrong, or the folder cannot be used.
    """
    check_place(folder)
    if problems := mistakes(answers):
        raise ContentError(problems)
    folder = folder.absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as made:
        place = Path(made) / "paper"
        number = write_paper(place, answers, software or own_software(Path(made)))
        if folder.exists():  # Somebody may be in it, so it stays and is filled.
            for one in place.iterdir():
                shutil.move(one, folder)
        else:
            place.rename(folder)
    notes = list(_repository(folder))
    if language_of(answers) == "en" and answers.lang.partition("-")[0].lower() != "en":
        notes.append(f"Pages and README are in English: there are no texts in {answers.lang} yet.")
    return Started(folder, number, tuple(notes))


def write_paper(folder: Path, answers: Answers, software: Software) -> int:
    """Write the files of a paper into a new folder, and return how many there are."""
    files = paper_files(answers, software)
    for path, data in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        if path in PROGRAMS:
            file.chmod(0o755)
    return len(files)


def compare_paper(folder: Path) -> Difference | None:
    """Return how a paper differs from what would be written now, ``None`` if it is not one."""
    answers = read_answers(folder)
    if answers is None:
        return None
    with tempfile.TemporaryDirectory() as workshop:
        files = paper_files(answers, own_software(Path(workshop)))
    changed = [path for path, data in files.items() if _differs(folder / path, data)]
    missing = [path for path in files if not (folder / path).exists()]
    return Difference(changed=tuple(changed), missing=tuple(missing))


def _differs(file: Path, data: bytes) -> bool:
    return file.is_file() and file.read_bytes() != data


def _repository(folder: Path) -> list[str]:
    """Put the paper under git, unless it is in a repository already; return what to do next."""
    inside = run_git(folder, "rev-parse", "--is-inside-work-tree")
    if inside and inside.returncode == 0:
        return ["It is in a git repository already: add its files there."]
    ask_git(folder, "init", "--quiet", "--initial-branch", "main")
    ask_git(folder, "add", "--all")
    committed = run_git(folder, "commit", "--quiet", "--message", "Start the paper")
    if committed and committed.returncode == 0:
        return []
    return [
        "Tell git who you are, then commit: git config --global user.name …; "
        "git config --global user.email …; git commit -m 'Start the paper'"
    ]
