"""Files that are copied: pictures in their sizes, and ``content/files`` to the site's root.

What must stand at the root unchanged (``CNAME``, ``.well-known/``, a favicon) goes to
``content/files``.
"""

from newsroom import signals
from newsroom.edition import Edition
from newsroom.jobs import CopyJob


def add_files(edition: Edition) -> None:
    for job in edition.files.values():
        edition.add(job)
    root = edition.content / "files"
    for file in sorted(root.rglob("*")):
        if file.is_file():
            edition.add(CopyJob(file.relative_to(root).as_posix(), file))


def register() -> None:
    signals.page.connect(add_files)
