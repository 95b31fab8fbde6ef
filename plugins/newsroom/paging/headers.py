"""The file ``_headers``, with which Netlify and Cloudflare Pages answer.

Setting: ``HEADERS``.

It comes after all other files, since it names those that never change.
"""

from dataclasses import dataclass
from typing import Literal

from newsroom import signals
from newsroom.edition import PagedEdition
from newsroom.files.headers import HEADERS, headers_file, is_named
from newsroom.model.jobs import FileJob
from newsroom.options import load_options
from newsroom.paging.policy import policy_of, search_pages


@dataclass(frozen=True)
class HeaderOptions:
    """Setting ``HEADERS``: the ``host`` that reads the file; without one it is not written."""

    host: Literal["", "cloudflare", "netlify"] = ""


def add_headers(edition: PagedEdition) -> None:
    host = load_options(edition.settings, "HEADERS", HeaderOptions).host
    if not host:
        return
    searches = policy_of(edition, searches=True) if search_pages(edition) else ""
    paths = tuple(sorted(filter(is_named, edition.public_jobs)))
    inputs = (host, paths, policy_of(edition), searches, edition.site.url)
    edition.add(FileJob(HEADERS, _build, inputs))


def _build(host: str, paths: tuple[str, ...], policy: str, searches: str, url: str) -> bytes:
    return headers_file(host, paths, policy=policy, search_policy=searches, url=url)


def register() -> None:
    signals.finish.connect(add_headers)
