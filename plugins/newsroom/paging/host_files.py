"""Files that programs look for at the root of a host, even if the site is below a path."""

from collections.abc import Callable
from typing import Any

from newsroom.edition import PagedEdition
from newsroom.model.jobs import FileJob


def add_host_file(
    edition: PagedEdition, path: str, build: Callable[..., bytes], inputs: tuple[Any, ...]
) -> None:
    """Order such a file, and say so where nobody would find it."""
    edition.add(FileJob(path, build, inputs))
    site = edition.site
    if site.base:
        edition.problems.warning(
            f"/{path}",
            f"programs look for it at {site.absolute(f'/{path}')} only, and do not find it",
            f"serve a copy of {site.absolute(site.href(f'/{path}'))} there",
        )
