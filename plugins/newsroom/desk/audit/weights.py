"""How many bytes a page takes: HTML, style sheets and scripts, as a server sends them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import brotli

from newsroom.desk.audit.figures import AuditedPage, Figure
from newsroom.desk.audit.finished_site import FinishedSite

FILES = {
    "css": "//link[contains(concat(' ', @rel, ' '), ' stylesheet ')]/@href",
    "js": "//script[@src]/@src",
}
"""Option of a budget → what a browser loads for it before anybody has clicked."""


@cache
def _weight_of_file(file: Path) -> int:
    return weight(file.read_bytes()) if file.is_file() else 0


def packed(data: bytes) -> bytes:
    """Return ``data`` as a server sends it."""
    return bytes(brotli.compress(data))


def weight(data: bytes) -> int:
    """Return how many bytes are sent of ``data``."""
    return len(packed(data))


def weigh(site: FinishedSite, page: AuditedPage) -> Iterator[Figure]:
    """Yield the bytes of a page and of what it loads from its own site."""
    yield Figure(page=page, name="html", value=weight(site.read(page)))
    document = site.parse(page)
    for name, path in FILES.items():
        files = [site.file_of(str(address), page) for address in document.xpath(path)]
        sizes = {file: _weight_of_file(site.folder / file) for file in files if file}
        parts = tuple(f"{file} {size:,}" for file, size in sizes.items())
        yield Figure(page=page, name=name, value=sum(sizes.values()), parts=parts)
