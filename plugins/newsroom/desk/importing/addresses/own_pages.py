"""Addresses that the paper itself has: an old address of a story must not take one of them."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from newsroom.desk.importing.archive import read_source
from newsroom.desk.importing.values.headers import UnreadableError, texts
from newsroom.files.paths import is_source
from newsroom.reading.registries.registry import RESERVED
from newsroom.text.urls import file_slug

_FILES = ("/index.html", "/404.html")
_CLOSED = frozenset({"desk", "lite", "markets", "media", "newsletter", "theme"})
"""Folders in which the software names every file."""


class OwnPages:
    """The pages of the paper at ``into``, as far as old addresses could meet them.

    ``names``: ``section``, ``author`` and ``tag`` → their slugs. ``written`` are the files of the
    stories that are being imported.
    """

    def __init__(
        self, into: Path, names: Mapping[str, Collection[str]], written: Collection[str]
    ) -> None:
        self._names = names
        self._taken = {"/saved/", *(f"/{name}/" for name in {*names["section"], *RESERVED})}
        self._taken.update(_addresses(into / "pages", into, ()))
        self._taken.update(_addresses(into / "articles", into, written))

    def __contains__(self, alias: object) -> bool:
        return isinstance(alias, str) and self._is_page(alias)

    def _is_page(self, alias: str) -> bool:
        first, *others = alias.strip("/").split("/")
        if alias in self._taken or alias.endswith(_FILES) or first in _CLOSED:
            return True
        if not others or "page" in others[:-1]:
            return bool(others)
        if first in ("author", "tag"):
            return others[0] in self._names[first]
        return first == "archive" and len(others) < 3 and "".join(others).isdigit()


def _addresses(folder: Path, into: Path, written: Collection[str]) -> Iterator[str]:
    """Yield the addresses of pages, and the aliases of pages and of other stories."""
    for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
        inner = file.relative_to(folder).as_posix()
        if not is_source(file.name) or inner in written:
            continue
        try:
            source, _ = read_source(file, inner, into, classic=False)
        except UnreadableError:  # the build names it
            continue
        values = source.header.values if source else {}
        yield from texts(values.get("aliases"))
        if folder.name == "pages":
            yield f"/{next(texts(values.get('slug')), '') or file_slug(inner)}/"
