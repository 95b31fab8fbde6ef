"""Markdown on the line below HTML, which kramdown and Python-Markdown read, and others do not.

<div>A box</div>
## A heading            gets an empty line above it.
"""

import re

from newsroom.desk.importing.traced_text import TracedText
from newsroom.reading.markup.blocks import find_code

_BLOCK = (
    "address|article|aside|blockquote|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure"
    "|footer|form|h[1-6]|header|hr|iframe|legend|li|main|nav|ol|p|section|summary|table|tbody|td"
    "|tfoot|th|thead|tr|ul"
)
_VOID = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr"))
_BEGIN = re.compile(
    rf" {{0,3}}(?:</?(?:{_BLOCK})\b|<(?:br|img|input|wbr)\b[^<>]*>[ \t]*\Z)", re.IGNORECASE
)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)[^<>]*?(?P<closed>/?)>")


def parted(draft: TracedText) -> TracedText:
    """Return the text with an empty line between HTML that has ended and what is below it."""
    if "<" not in draft.text:
        return draft
    rows = draft.text.split("\n")
    code = {row for first, last in find_code(rows) for row in range(first, last + 1)}
    found: list[tuple[str, int]] = []
    is_html, depth = False, 0
    for number, row in enumerate(rows):
        line = draft.lines[number]
        if number in code or not row.strip():
            is_html = False
        elif is_html and not depth and not row.lstrip().startswith("<"):
            found.append(("", line))
            is_html = False
        if number not in code and not is_html and _BEGIN.match(row):
            is_html, depth = True, 0
        if is_html:
            depth = _depth(row, depth)
            is_html = bool(depth) or row.rstrip().endswith(">")
        found.append((row, line))
    return TracedText("\n".join(row for row, _ in found), [line for _, line in found])


def _depth(row: str, depth: int) -> int:
    """Return how many elements are open behind a row."""
    for tag in _TAG.finditer(row):
        if tag["end"]:
            depth = max(depth - 1, 0)
        elif not tag["closed"] and tag["name"].lower() not in _VOID:
            depth += 1
    return depth
