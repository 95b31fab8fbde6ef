"""A paper as it would be published, in a folder of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from bs4 import BeautifulSoup

from newsroom.edition import Edition
from newsroom.files.precompressed import SUFFIXES

BINARY = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".woff2", ".br", ".gz", ".zst"}
_PACKED = tuple(SUFFIXES.values())


@dataclass(frozen=True, repr=False)
class BuiltPaper:
    """The files in ``output``, which a production build made of ``edition``."""

    edition: Edition
    output: Path

    def file(self, address: str) -> Path:
        """Return the file that answers an address of the site, without the site's own folder."""
        path = self.output / unquote(address).lstrip("/")
        return path / "index.html" if address.endswith("/") else path

    def text(self, address: str) -> str:
        """Return the content of an address."""
        return self.file(address).read_text("utf-8")

    def page(self, address: str) -> BeautifulSoup:
        """Return the page at an address, to look for elements in."""
        return BeautifulSoup(self.text(address), "html.parser")

    def files(self, pattern: str = "*") -> Iterator[Path]:
        """Yield every file whose name matches, in the order of the paths.

        Its compressed forms (``PRECOMPRESS``) are left out.
        """
        for file in sorted(self.output.rglob(pattern)):
            packed = file.suffix in _PACKED and file.with_suffix("").exists()
            if file.is_file() and not packed:
                yield file

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield path and text of every published file that holds text."""
        for file in self.files():
            if file.suffix not in BINARY:
                yield self.path(file), file.read_text("utf-8", "replace")

    def path(self, file: Path) -> str:
        """Return how a file is named in a report."""
        return file.relative_to(self.output).as_posix()
