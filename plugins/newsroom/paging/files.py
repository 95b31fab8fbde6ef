"""Files that are copied: pictures in their sizes, and ``content/files`` to the site's root.

What must be at the root unchanged (``CNAME``, ``.well-known/``, a favicon) goes to
``content/files``. It takes the place of a file of the same name that would be made, such as
``robots.txt`` or ``_redirects`` (see ``Edition.add``).
"""

from newsroom import signals
from newsroom.edition import PagedEdition


def add_files(edition: PagedEdition) -> None:
    for job in (*edition.files.values(), *edition.own_files.values()):
        edition.add(job)


def register() -> None:
    signals.page.connect(add_files)
