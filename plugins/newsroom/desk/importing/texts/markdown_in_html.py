"""Markdown within HTML, which kramdown and Python-Markdown read where an attribute says so.

<div markdown="1">
**bold**            becomes the same with empty lines around what is Markdown.
</div>
"""

import re

from newsroom.desk.importing.traced_text import CODE, Replacement, TracedText, join, rewrite

_BEGIN = re.compile(
    CODE
    + r"""
    | <(?P<name>[a-zA-Z][\w-]*)(?P<before>(?:\s[^<>]*?)?)
      \smarkdown=(?P<quote>["']?)(?P<kind>[\w-]+)(?P=quote)(?P<after>(?:\s[^<>]*)?)>
    """,
    re.VERBOSE | re.MULTILINE,
)
_WITHIN_LINES = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "a", "em", "strong"))


def set_apart(draft: TracedText) -> TracedText:
    """Return the text with such attributes taken out, and what they are about set apart."""
    if "markdown=" not in draft.text:
        return draft

    def replace(match: re.Match[str]) -> Replacement:
        begin = f"<{match['name']}{match['before'].rstrip()}{match['after'].rstrip()}>"
        end = _end(draft.text, match["name"], match.end())
        name = match["name"].lower()
        if match["kind"] == "0" or end is None or (name in _WITHIN_LINES and name != "p"):
            return begin, match.end()
        inner = set_apart(draft.part(match.end(), end[0]))
        first, last = draft.line(match.start()), draft.line(end[0])
        begin, close = ("", "") if name == "p" else (begin, f"</{match['name']}>")
        around = TracedText.at(f"{begin}\n\n", first), TracedText.at(f"\n\n{close}\n", last)
        return join([around[0], inner, around[1]]), end[1]

    return rewrite(draft, _BEGIN, replace)


def _end(text: str, name: str, start: int) -> tuple[int, int] | None:
    """Return where the end tag of an element begins and ends."""
    depth = 1
    for tag in re.compile(rf"<(/?){re.escape(name)}\b[^<>]*>", re.IGNORECASE).finditer(text, start):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.span()
    return None
