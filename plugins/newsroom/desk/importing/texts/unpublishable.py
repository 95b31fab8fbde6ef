"""Text that stops a build, since it hides words from readers or shows them what was hidden.

An old site shows such text: a tag without its end, a row with a cell too many. A repair is kept
where the reader of stories then no longer finds the mistake, and where readers see every word that
they saw before.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice

from newsroom.desk.importing.texts.sloppy import Note
from newsroom.desk.importing.traced_text import TracedText
from newsroom.reading.text.body import BodyError, BodyOptions, BodyRenderer, Unclear

MOST_REPAIRS = 40
_MOST_ATTEMPTS = 12
_SUSPECT = re.compile(r"[<|]|```|~~~|\]:|hidden")
_HIDDEN = re.compile(
    r"<(?P<name>[a-z][\w-]*)(?:(?<=<template)|(?=\s[^<>]*?(?:\bhidden\b|display\s*:\s*none)))"
    r"[^<>]*>(?:(?!<(?P=name)\b).)*?</(?P=name)\s*>",
    re.IGNORECASE | re.DOTALL,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PROGRAM = re.compile(r"<\?.*?\?>|<!\[CDATA\[|\]\]>", re.DOTALL)
_TAG = re.compile(r"<(?P<name>[a-zA-Z][\w-]*)(?P<rest>[^<>]*)>?")
_LOOKS = frozenset(
    ("b", "i", "u", "s", "em", "strong", "del", "ins", "sub", "sup", "small", "center", "font")
)
_LABEL = re.compile(r"(?P<margin>[> ]*)\[(?P<note>\^?)(?P<name>[^\]\n]{1,200})\]:")
_FENCE = re.compile(r"[ \t>]*(?P<sign>`{3,}|~{3,})")
_BAR = re.compile(r"(?<!\\)\|")


def without_mistakes(draft: TracedText, lang: str, note: Note) -> tuple[TracedText, Unclear | None]:
    """Return the text repaired, and the first mistake that is left, if there is one.

    ``note`` gets what was repaired. All lines are those of the source.
    """
    if not _SUSPECT.search(draft.text):
        return draft, None
    wrong = _mistakes(draft.text, lang)
    for _ in range(MOST_REPAIRS):
        found = _repaired(draft, wrong, lang) if wrong else None
        if found is None:
            break
        draft, left, done = found
        note(draft.lines[wrong[0].line - 1], wrong[0].what, done)
        wrong = left
    if not wrong:
        return draft, None
    first = wrong[0]
    return draft, Unclear(draft.lines[first.line - 1], first.what, first.remedy)


def _repaired(
    draft: TracedText, wrong: list[Unclear], lang: str
) -> tuple[TracedText, list[Unclear], str] | None:
    """Return the text without its first mistake, what is still wrong with it, and what was done."""
    first = wrong[0]
    for text, done in islice(_repairs(draft.text, first.line - 1), _MOST_ATTEMPTS):
        left = _mistakes(text, lang)
        if len(left) <= len(wrong) and _times(left, first) < _times(wrong, first):
            lines = draft.lines + draft.lines[-1:] * (text.count("\n") - draft.text.count("\n"))
            return TracedText(text, lines), left, done
    return None


def _times(found: list[Unclear], mistake: Unclear) -> int:
    return Counter((one.line, one.what) for one in found)[mistake.line, mistake.what]


def _mistakes(text: str, lang: str) -> list[Unclear]:
    try:
        return list(_renderer().render(text, lang=lang).mistakes)
    except BodyError as error:
        return [Unclear(error.line, error.what, error.remedy)]


@cache
def _renderer() -> BodyRenderer:
    return BodyRenderer(BodyOptions(typography=False))


def _repairs(text: str, row: int) -> Iterator[tuple[str, str]]:
    """Yield the text as it could be meant if something in a row is wrong, and what was done.

    No line goes away, so that each keeps its number.
    """
    rows = text.split("\n")
    written, start = rows[row], sum(len(one) + 1 for one in rows[:row])
    for pattern, done in (
        (_HIDDEN, "it was taken out, for the old site did not show it"),
        (_COMMENT, "the comment was taken out, up to the next -->: check the text around it"),
        (_PROGRAM, "it was taken out: check the text around it"),
    ):
        begins = (match.start() for match in re.finditer("[<\\]]", written))
        for found in filter(None, (pattern.match(text, start + at) for at in begins)):
            gap = "\n" * found[0].count("\n")
            yield text[: found.start()] + gap + text[found.end() :], done
    for new, done in (*_without_tag(written), *_as_text(written, row), *_in_last_cell(written)):
        yield "\n".join([*rows[:row], new, *rows[row + 1 :]]), done
    yield from _closed_fence(rows, row)


def _without_tag(written: str) -> Iterator[tuple[str, str]]:
    for tag in _TAG.finditer(written):
        before, name = written[: tag.start()], tag["name"].lower()
        if name not in ("script", "style") and (
            not before.strip() or "=" in tag["rest"] or (name in _LOOKS and not tag["rest"].strip())
        ):
            yield before + written[tag.end() :], "the tag was taken out: check the text behind it"


def _as_text(written: str, row: int) -> Iterator[tuple[str, str]]:
    """A tag that is talked about, somebody's name before what they say, a note with a used name."""
    for tag in _TAG.finditer(written):
        if tag["name"].lower() not in ("script", "style"):
            new = f"{written[: tag.start()]}&lt;{written[tag.start() + 1 :]}"
            yield new, "the tag is text now: check it"
    if (label := _LABEL.match(written)) and label["note"]:
        new = f"{label['margin']}[^{label['name']}-{row + 1}]:{written[label.end() :]}"
        yield new, "the second note was renamed: give it a mark in the text, or delete it"
    elif label:
        yield written.replace("[", "\\[", 1), "the line is text now: check it"


def _in_last_cell(written: str) -> Iterator[tuple[str, str]]:
    inner = written.rstrip().removesuffix("|")
    for bar in reversed(list(_BAR.finditer(inner))):
        written = f"{written[: bar.start()]}\\{written[bar.start() :]}"
        yield written, "what had no column is in the cell before it: check the table"


def _closed_fence(rows: list[str], row: int) -> Iterator[tuple[str, str]]:
    """A fence without its end, or with another one in it, is the same code as on the old site."""
    fence = _FENCE.match(rows[row])
    if not fence:
        return
    sign, done = fence["sign"], "all of it is code, as on the old site: check where it ends"
    yield "\n".join([*rows, sign]), done
    ends = re.compile(rf"[ \t>]*{re.escape(sign)}{re.escape(sign[0])}*[ \t]*")
    last = next((at for at in range(row + 1, len(rows)) if ends.fullmatch(rows[at])), 0)
    if last:
        longer = {at: rows[at].replace(sign, sign * 2, 1) for at in (row, last)}
        yield "\n".join(longer.get(at, one) for at, one in enumerate(rows)), done
