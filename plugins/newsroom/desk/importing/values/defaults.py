"""Values that an old site gives to all stories of a folder: defaults of Jekyll, Hugo's cascade."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from newsroom.reading.frontmatter.marked_yaml import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """``values`` of keys that a story does not have, if its path begins with ``folder`` and
    matches ``pattern`` (without suffix). Paths have no slash in front.
    """

    values: Mapping[str, Value]
    folder: str = ""
    pattern: re.Pattern[str] | None = None

    def are_for(self, path: str) -> bool:
        below = not self.folder or f"{path}/".startswith(f"{self.folder}/")
        name = path.rpartition(".")[0].removesuffix("/index")
        return below and (self.pattern is None or bool(self.pattern.fullmatch(name)))


def values_for(path: str, defaults: Iterable[Defaults]) -> dict[str, Value]:
    """Return the values for the story at ``path``; those of the nearest folder count."""
    found: dict[str, Value] = {}
    for one in sorted(defaults, key=lambda one: len(one.folder)):
        if one.are_for(path):
            found |= one.values
    return found


def scope_of(path: str) -> str:
    """Return a path without the folders in which Jekyll keeps all posts of a folder."""
    return "/".join(part for part in path.split("/") if part not in ("_posts", "_drafts"))


def glob(text: str) -> re.Pattern[str]:
    """Return the pattern of a glob: ``*`` within a folder, ``**`` across them, ``{a,b}``."""
    parts = re.split(r"(\*\*/?|\*|\?|\{[^{}]*\})", text.strip("/"))
    signs = {"**": ".*", "**/": "(?:.*/)?", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(signs.get(part) or _literal(part) for part in parts))


def _literal(part: str) -> str:
    if part.startswith("{"):
        return f"(?:{'|'.join(map(re.escape, part[1:-1].split(',')))})"
    return re.escape(part)
