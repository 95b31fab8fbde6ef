"""Ids in a body: each is there once on its page, and links within the body follow them.

The page has ids of its own (``RESERVED``), and each update of a live story is a body of its own.
Only tags are looked at: in canonical HTML no text holds a ``<``, and no attribute a ``>``.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable
from urllib.parse import unquote

RESERVED = frozenset(
    {"main", "comments", "comments-title", "corrections", "corrections-title", "webmentions"}
    | {"webmentions-title", "newsletter", "newsletter-title", "newsletter-email", "newsletter-hint"}
    | {"newsletter-note", "newsletter-trap", "key-points", "sources-title", "series-title"}
    | {"related-title", "markets-title", "band-markets", "package-title", "breaking-title"}
    | {"footer-sections", "footer-menu", "footer-follow", "latest-title", "band-latest"}
    | {"front-ranking", "issue-insight", "issue-markets", "issue-ranking", "issue-corrections"}
    | {"most-read", "live-older", "recent", "story-contents", "margin-related"}
    | {"copy-html", "copy-text", "copy-canonical"}
)
"""Ids that templates write; a test compares them with the theme."""
_PATTERNS = re.compile(
    r"(?:update|correction)-\d{4}-.*|(?:isso|issue|group|desk|package|revision)-\d+(?:-\w+)?|year-\d+|(?:band|box)-.*"
    r"|search-\w+|comments-(?:text|author|email)|fn(?:ref\d*)?:.*"
)
"""The forms of ids that are made: of updates, corrections, comments, notes and lists."""
_OF_NOTES = ("li", "sup")
_TAG = re.compile(r"<([a-z][a-z0-9]*)( [^>]*)>")
_ID = re.compile(r' id="([^"]*)"')
_FRAGMENT = re.compile(r' href="#([^"]*)"')
# Attributes that name the ids of other elements.
_NAMING = re.compile(r' (aria-(?:labelledby|describedby|controls|owns|details)|headers)="([^"]*)"')


class Anchors:
    """The ids of one body. ``reserved`` are those of its page besides ``RESERVED``."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._reserved = frozenset(reserved)
        self._used: set[str] = set()
        self._numbers: dict[str, int] = {}
        self.changed: list[tuple[str, str]] = []
        """Ids that the author wrote and that could not stay, with what they are instead."""
        self.renamed: dict[str, str] = {}
        """What the author wrote, or a heading would be called → the id that it has instead."""

    def own(self, text: str) -> str:
        """Return safe HTML in which no id that the author wrote is there twice, or is reserved."""
        return with_attributes(text, ' id="', self._claim)

    def name(self, words: str) -> str:
        """Return an id for a heading of these words."""
        return self._take(slug(words))

    def follow(self, text: str) -> str:
        """Return HTML with links to its parts that lead there, although an id is written otherwise.

        Other systems make other ids of a heading (``#what-well--do``, ``#part_two``).
        """
        return with_attributes(text, ' href="#', lambda _, attributes: self._led(attributes))

    def _claim(self, tag: str, attributes: str) -> str:
        match = _ID.search(attributes)
        if match is None:
            return attributes
        name = html.unescape(match[1])
        of_notes = tag in _OF_NOTES and name.startswith("fn") and name not in self._used
        own = name if of_notes else self._take(name)
        self._used.add(own)
        if own == name:
            return attributes
        self.changed.append((name, own))
        return f'{attributes[: match.start()]} id="{_escape(own)}"{attributes[match.end() :]}'

    def _take(self, wanted: str) -> str:
        """Return ``wanted``, or ``wanted-2``, ``wanted-3`` … where it is not free, and keep it."""
        name = f"section-{wanted}" if _PATTERNS.fullmatch(wanted) else wanted
        while name in self._used or is_reserved(name) or name in self._reserved:
            self._numbers[wanted] = self._numbers.get(wanted, 1) + 1
            name = f"{wanted}-{self._numbers[wanted]}"
            name = f"section-{name}" if _PATTERNS.fullmatch(name) else name
        if name != wanted and wanted not in self._used:
            self.renamed.setdefault(wanted, name)
        self._used.add(name)
        return name

    def _led(self, attributes: str) -> str:
        match = _FRAGMENT.search(attributes)
        if match is None:
            return attributes
        name = find_part(html.unescape(match[1]), self._used, self.renamed)
        return f'{attributes[: match.start()]} href="#{_escape(name)}"{attributes[match.end() :]}'


def is_reserved(name: str) -> bool:
    """Tell whether an id belongs to the page, or may."""
    return name in RESERVED or _PATTERNS.fullmatch(name) is not None


def find_part(fragment: str, ids: Iterable[str], renamed: dict[str, str] | None = None) -> str:
    """Return the one of ``ids`` that a link means, ``fragment`` itself where it means none."""
    known = ids if isinstance(ids, set | frozenset) else set(ids)
    renamed = renamed or {}
    for name in (fragment, unquote(fragment), slug(unquote(fragment))):
        if name in renamed:
            return renamed[name]
        if name in known:
            return name
        if name in RESERVED and f"{name}-2" in known:
            return f"{name}-2"
    return fragment


def ids_of(text: str) -> frozenset[str]:
    """Return the ids in canonical HTML."""
    if ' id="' not in text:
        return frozenset()
    found = (_ID.search(match[2]) for match in _TAG.finditer(text))
    return frozenset(html.unescape(match[1]) for match in found if match)


def within(text: str, anchor: str) -> str:
    """Return the safe HTML of an update with ids that begin with that of the update."""
    ids = ids_of(text)
    if not ids:
        return text

    def change(_: str, attributes: str) -> str:
        attributes = _ID.sub(lambda match: f' id="{anchor}-{match[1]}"', attributes)
        attributes = _FRAGMENT.sub(lambda match: f' href="#{moved(match[1])}"', attributes)
        return _NAMING.sub(
            lambda match: f' {match[1]}="{" ".join(map(moved, match[2].split()))}"', attributes
        )

    def moved(name: str) -> str:
        return f"{anchor}-{name}" if html.unescape(name) in ids else name

    return with_attributes(text, "", change)


def with_attributes(text: str, needed: str, change: Callable[[str, str], str]) -> str:
    """Return canonical HTML with changed attributes: ``change`` is given a tag's name and them."""
    if needed not in text:
        return text
    return _TAG.sub(
        lambda match: (
            f"<{match[1]}{change(match[1], match[2])}>" if needed in match[2] else match[0]
        ),
        text,
    )


def slug(text: str) -> str:
    """Return ``text`` as an id: letters, marks and digits of any script, joined by hyphens."""
    text = unicodedata.normalize("NFC", text.replace("’", "").replace("'", "").casefold())
    kept = (c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in text)
    return "-".join("".join(kept).split()) or "section"


def _escape(text: str) -> str:
    return html.escape(text, quote=True)
