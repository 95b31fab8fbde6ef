"""Values that an old site gives to all stories of a folder: defaults of Jekyll, Hugo's cascade."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from newsroom.reading.frontmatter.marked_yaml import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """``values`` of keys that a story does not have, if its path begins with ``folder`` and its
    name matches ``pattern``: the path without suffix. Paths have no slash in front.
    """

    values: Mapping[str, Value]
    folder: str = ""
    pattern: re.Pattern[str] | None = None

    def are_for(self, path: str, inner: str) -> bool:
        """Tell it of a story at ``path``, which is ``inner`` in the folder of its language."""
        start = f"{self.folder}/" if self.folder else ""
        below = path.startswith(start) or inner.startswith(start) or inner == self.folder
        name = inner.rpartition(".")[0].removesuffix("/index")
        return below and (self.pattern is None or bool(self.pattern.fullmatch(name)))


def values_for(path: str, inner: str, defaults: Iterable[Defaults]) -> dict[str, Value]:
    """Return the values for a story (see ``are_for``); those of the nearest folder count."""
    found: dict[str, Value] = {}
    for one in sorted(defaults, key=lambda one: len(one.folder)):
        if one.are_for(path, inner):
            found |= one.values
    return found


def scope_of(path: str) -> str:
    """Return a path without the folders in which Jekyll keeps all posts of a folder."""
    return "/".join(part for part in path.split("/") if part not in ("_posts", "_drafts"))


def glob(text: str) -> re.Pattern[str]:
    """Return the pattern of a glob: ``*`` within a folder, ``**`` across them, ``{a,b}``, ``[ab]``.

    Capitals do not count: too much stays a draft rather than too little.
    """
    parts = re.split(r"(\*\*/?|\*|\?|\{[^{}]*\}|\[[^\[\]]+\])", text.strip("/"))
    signs = {"**": ".*", "**/": "(?:.*/)?", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(signs.get(part) or _literal(part) for part in parts), re.IGNORECASE)


def _literal(part: str) -> str:
    if part.startswith("{"):
        return f"(?:{'|'.join(map(re.escape, part[1:-1].split(',')))})"
    if part.startswith("[") and len(part) > 2:
        inner = re.sub(r"([\\^&~|])", r"\\\1", part[1:-1].removeprefix("!"))
        return f"[^{inner}]" if part[1] == "!" else f"[{inner}]"
    return re.escape(part)
