"""What git knows of the content folder."""

from pathlib import Path

from newsroom.files.git import ask_git


def changed_files(folder: Path) -> list[str]:
    """Return the files below ``folder`` that differ from the last commit, new ones included.

    Paths are relative to ``folder``. Deleted files are left out.

    Raises:
        ContentError: git is missing, or ``folder`` is in no repository.
    """
    commit = _commit("HEAD", folder)
    changed = ask_git(folder, "diff", "--name-only", "-z", "--relative", "--diff-filter=d", commit)
    new = ask_git(folder, "ls-files", "-z", "--others", "--exclude-standard")
    return sorted({*changed.decode().split("\0"), *new.decode().split("\0")} - {""})


def edits_since(ref: str, folder: Path) -> list[tuple[str, str]]:
    """Return (path then, path now) of every Markdown file that was edited since ``ref``.

    Raises:
        ContentError: as ``changed_files``, or there is no such ``ref``.
    """
    listed = ask_git(
        folder, "diff", "--name-status", "-z", "--relative", "--diff-filter=MR", "-M",
        _commit(ref, folder), "--", ":(icase)*.md", ":(icase)*.markdown",
    ).decode()  # fmt: skip
    parts = iter(listed.split("\0"))
    edits = []
    for status in parts:
        if status:
            then = next(parts)
            edits.append((then, next(parts) if status.startswith("R") else then))
    return edits


def file_at(ref: str, path: str, folder: Path) -> bytes:
    """Return a file as it was at ``ref``; ``path`` is relative to ``folder``."""
    return ask_git(folder, "show", f"{_commit(ref, folder)}:./{path}")


def _commit(ref: str, folder: Path) -> str:
    ask_git(folder, "rev-parse", "--git-dir")  # tells when this is not a repository
    asked = ("rev-parse", "--verify", "--end-of-options", f"{ref}^{{commit}}")
    return ask_git(folder, *asked, failure=f"no commit {ref!r}").decode().strip()
