"""Addresses that the paper itself has: an old address of a story must not take one of them."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from newsroom.desk.importing.archive import read_source
from newsroom.desk.importing.values.headers import UnreadableError, texts
from newsroom.files.paths import is_source
from newsroom.reading.registries.registry import RESERVED
from newsroom.text.urls import file_slug, slugify

_FILES = ("/index.html", "/404.html")
_CLOSED = frozenset({"desk", "lite", "markets", "media", "newsletter", "theme"})
"""Folders in which the software names every file."""


class OwnPages:
    """The pages of the paper at ``into``, as far as old addresses could meet them.

    ``names``: ``section``, ``author`` and ``tag`` → their slugs. ``written`` are the files of the
    stories that are being imported, below ``into``.
    """

    def __init__(
        self, into: Path, names: Mapping[str, Collection[str]], written: Collection[str]
    ) -> None:
        self._names = names
        self._taken = {"/", "/saved/", *(f"/{name}/" for name in {*names["section"], *RESERVED})}
        self._taken.update(
            alias for alias, file in _addresses(into / "articles", into) if file not in written
        )
        self._pages = dict(_addresses(into / "pages", into))

    def __contains__(self, alias: object) -> bool:
        return isinstance(alias, str) and (alias in self._pages or self._is_page(alias))

    def has_other(self, address: str, file: str) -> bool:
        """Tell whether another page than that of ``file`` (``pages/about.md``) has an address."""
        return self._pages.get(address, file) != file or self._is_page(address)

    def of(self, kind: str, name: str) -> str:
        """Return the page of a ``category``, ``tag`` or ``author``, ``""`` if there is none.

        Categories are sections here, or tags if there were many.
        """
        slug = slugify(name)
        if kind == "category" and slug in self._names["section"]:
            return f"/{slug}/"
        kind = "author" if kind == "author" else "tag"
        return f"/{kind}/{slug}/" if slug in self._names[kind] else ""

    def _is_page(self, alias: str) -> bool:
        first, *others = alias.strip("/").split("/")
        if alias in self._taken or alias.endswith(_FILES) or first in _CLOSED:
            return True
        if not others or "page" in others[:-1]:
            return bool(others)
        if first in ("author", "tag"):
            return others[0] in self._names[first]
        return first == "archive" and len(others) < 3 and "".join(others).isdigit()


def _addresses(folder: Path, into: Path) -> Iterator[tuple[str, str]]:
    """Yield the addresses of pages, and the aliases of stories, each with its file."""
    for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
        inner, path = file.relative_to(folder).as_posix(), file.relative_to(into).as_posix()
        if not is_source(file.name):
            continue
        try:
            source, _ = read_source(file, inner, into, classic=False)
        except UnreadableError:  # the build names it
            continue
        values = source.header.values if source else {}
        for alias in texts(values.get("aliases")):
            yield alias, path
        if folder.name == "pages":
            yield f"/{next(texts(values.get('slug')), '') or file_slug(inner)}/", path
