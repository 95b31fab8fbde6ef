"""The front matter of one file, key by key."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from newsroom.desk.importing.archive import ArchiveFile, clean
from newsroom.desk.importing.dialects import KEYS
from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.values.headers import texts
from newsroom.reading.frontmatter.marked_yaml import Value

_GROUPS = ("extra", "params", "seo", "meta", "og", "social")
"""Keys that hold more keys."""
KNOWN = frozenset(key for keys in KEYS.values() for key in keys)


class ArchiveMatter:
    """The front matter of one file: what is taken is remembered, what remains is reported."""

    def __init__(
        self,
        source: ArchiveFile,
        report: ImportReport,
        defaults: Mapping[str, Value] = MappingProxyType({}),
    ) -> None:
        self._path, self._report, self._lines = source.path, report, source.header.lines
        self.values: dict[str, Value] = {}
        self._spelling: dict[str, str] = {}
        for key, value in _flat(source.header.values):
            lower = key.lower()
            if self.values.get(lower) is not None and lower in self._spelling:
                what = f"{self._spelling[lower]!r} and {key!r} are both here"
                self.note(lower, what, "the first of the two was taken: check the value")
            else:
                self.values[lower], self._spelling[lower] = value, key
        self._taken: set[str] = set()
        for key, value in _flat(defaults):
            if self.values.get(key.lower()) in (None, "", [], {}):
                self.values[key.lower()] = value
                self._taken.add(key.lower())

    def take(self, name: str) -> tuple[str, Value]:
        """Return the key and value of ``name`` (see ``KEYS``); the first that says something."""
        for key in KEYS[name]:
            value = self.values.get(key)
            if value not in (None, "", [], {}, "null"):
                self._taken.add(key)
                return key, value
        return KEYS[name][0], None

    def texts(self, name: str) -> Iterator[tuple[str, str]]:
        """Yield each key of ``name`` that says something, with its text."""
        for key in KEYS[name]:
            if text := clean(next(texts(self.values.get(key)), "")):
                yield key, text

    def strangers(self) -> Iterator[tuple[str, str]]:
        """Yield the keys that mean nothing here, each with its text."""
        for key, value in self.values.items():
            if key not in KNOWN and isinstance(value, str) and value:
                yield key, value

    def use(self, key: str) -> None:
        self._taken.add(key)

    def spelling(self, key: str) -> str:
        return self._spelling.get(key, key)

    def text(self, name: str) -> str:
        return clean(next(texts(self.take(name)[1]), ""))

    def flag(self, *names: str) -> str:
        """Return the first of the keys ``names`` that holds a word, in lower case."""
        for name in names:
            if isinstance(value := self.values.get(name), str) and value:
                self._taken.add(name)
                return value.lower()
        return ""

    def line(self, key: str) -> int:
        return self._lines.get(self._spelling.get(key, key).rpartition(".")[2], 0) or (
            self._lines.get(self._spelling.get(key, key), 0)
        )

    def note(self, key: str, what: str, remedy: str) -> None:
        self._report.changed(self._path, what, remedy, self.line(key))

    def finish(self) -> None:
        for key, value in self.values.items():
            if key not in self._taken and value not in (None, "", [], {}):
                self._report.dropped(key, f"{self._path}:{self.line(key) or 1}")


def _flat(values: Mapping[str, Value], prefix: str = "") -> Iterator[tuple[str, Value]]:
    """Yield the keys of the header; those of taxonomies as if they were at the top."""
    for key, value in values.items():
        if isinstance(value, dict) and key.lower() == "taxonomies":
            yield from _flat(value)
        elif isinstance(value, dict) and key.lower() in _GROUPS:
            yield from _flat(value, f"{key}.")
        else:
            yield prefix + key, value
