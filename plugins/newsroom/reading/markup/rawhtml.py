"""Blocks of raw HTML: which lines begin one, and which end it (CommonMark 4.6)."""

import re

_NAMES = (
    "address article aside base basefont blockquote body caption center col colgroup dd details"
    " dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6"
    " head header hr html iframe legend li link main menu menuitem nav noframes ol optgroup option"
    " p param search section summary table tbody td tfoot th thead title tr track ul"
)
_ATTRIBUTE = r"""\s+[a-zA-Z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?"""
OPEN_TAG = rf"<[a-zA-Z][a-zA-Z0-9-]*(?:{_ATTRIBUTE})*\s*/?>"
CLOSE_TAG = r"</[a-zA-Z][a-zA-Z0-9-]*\s*>"
_BLANK = re.compile(r"\s*$")

# What begins a block, what ends it. One that ends at a blank line does not hold that line.
_KINDS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(begin, re.IGNORECASE), re.compile(end, re.IGNORECASE) if end else _BLANK)
    for begin, end in (
        (r"<(?:script|pre|textarea|style)(?:\s|>|$)", r"</(?:script|pre|textarea|style)>"),
        (r"<!--", r"-->"),
        (r"<\?", r"\?>"),
        (r"<![a-z]", r">"),
        (r"<!\[CDATA\[", r"\]\]>"),
        (rf"</?(?:{_NAMES.replace(' ', '|')})(?:\s|/?>|$)", ""),
        (rf"(?:{OPEN_TAG}|{CLOSE_TAG})\s*$", ""),
    )
)
_ALONE = len(_KINDS) - 1


def end_of_block(line: str, *, interrupts: bool) -> re.Pattern[str] | None:
    """Return what ends the block that ``line`` begins, None when it begins none.

    A tag alone on its line, other than those of blocks, does not interrupt a paragraph.
    """
    for kind, (begin, end) in enumerate(_KINDS):
        if begin.match(line):
            return None if kind == _ALONE and interrupts else end
    return None


def ends_at_blank(end: re.Pattern[str]) -> bool:
    return end is _BLANK
