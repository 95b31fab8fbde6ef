"""Applies the rules to a body, once, and to plain texts."""

from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate
from typing import NamedTuple

from newsroom.reading.typography.languages import FIXED, NARROW, Language, language
from newsroom.reading.typography.needs import has_signs, needs_of
from newsroom.reading.typography.ornaments import adorn
from newsroom.reading.typography.runs import BREAK, Cutter, TextRun
from newsroom.reading.typography.signs import Edit, Signs
from newsroom.reading.typography.spaces import has_glue, spaces
from newsroom.reading.typography.verbatim import hide


class Typeset(NamedTuple):
    """A finished body. ``paragraphs`` are the role (see ``TextRun``) and the plain text of each
    block but those of code; ``code_words`` counts the words of these.
    """

    html: str
    paragraphs: tuple[tuple[str, str], ...]
    code_words: int


_FIGURES = {
    "<sup>": str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"),
    "<sub>": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"),
}


def typeset(html: str, tag: str, *, fine: bool = True) -> Typeset:
    """Give safe, canonical HTML the typography of the language ``tag``, unless it is not ``fine``.

    Linear in the length of ``html``.
    """
    if "&nbsp;" in html:
        html = html.replace("&nbsp;", FIXED)
    own, needs = language(tag), needs_of(html)
    cutter = Cutter(html)
    tokens = cutter.tokens
    glue = needs.glue and has_glue(html)
    always = own.french or glue or bool(cutter.tongues)
    raised = "<sup>" in html or "<sub>" in html
    paragraphs = []
    for run in cutter.runs:
        pieces = [tokens[place] if place >= 0 else BREAK for place in run.places]
        text = pieces[0] if len(pieces) == 1 else "".join(pieces)
        if fine and (always or has_signs(text)):
            text = _improve(tokens, run, pieces, tag, cutter.tongues, glue)
        if raised or run.struck:
            text = _said(tokens, run)
        if fine:
            adorn(tokens, run, own, needs)
        paragraphs.append((run.role, _plain(text)))
    html = "".join(tokens)
    if FIXED in html:
        html = html.replace(FIXED, "&nbsp;")
    return Typeset(html, tuple(paragraphs), cutter.code_words)


def smart_text(text: str, tag: str = "en") -> str:
    """Return plain ``text``, a headline or caption, with the typography of the language ``tag``."""
    glue = needs_of(text).glue
    if glue or has_signs(text) or language(tag).french:
        return _edited(text, _edits(text, tag, {}, glue), 0)
    return text


def _improve(
    tokens: list[str], run: TextRun, pieces: list[str], tag: str, tongues: Mapping[int, str],
    glue: bool,
) -> str:  # fmt: skip
    """Apply the edits of a run to its tokens, and return its text.

    What reaches over a tag stays.
    """
    starts = list(accumulate(map(len, pieces), initial=0))
    seen = pieces
    if run.hidden:
        seen = [
            "x" * len(piece) if place in run.hidden else piece
            for place, piece in zip(run.places, pieces, strict=True)
        ]
    text = "".join(seen)
    if "&" in text:  # References are as long in sight, and no signs.
        text = text.replace("&amp;", "&&&&&").replace("&lt;", "<<<<").replace("&gt;", ">>>>")
    spoken = {}
    if tongues:
        spoken = {
            start: tongues.get(place, tag)
            for start, place in zip(starts, run.places, strict=False) if place >= 0
        }  # fmt: skip
    changed: dict[int, list[Edit]] = {}
    for edit in _edits(text, tag, spoken, glue):
        number = min(bisect_right(starts, edit[0]), len(pieces)) - 1
        if edit[1] <= starts[number + 1] and run.places[number] >= 0:
            changed.setdefault(number, []).append(edit)
    for number, edits in changed.items():
        pieces[number] = _edited(pieces[number], edits, starts[number])
        tokens[run.places[number]] = pieces[number]
    return "".join(pieces)


def _said(tokens: list[str], run: TextRun) -> str:
    """Return the text of a run: nothing that is struck out, and 10² where figures are raised."""
    said = []
    for place in run.places:
        if place not in run.struck:
            text = tokens[place] if place >= 0 else BREAK
            figures = _FIGURES.get(tokens[place - 1]) if place > 0 else None
            said.append(text.translate(figures) if figures and text.isdecimal() else text)
    return "".join(said)


def _edits(text: str, tag: str, spoken: Mapping[int, str], glue: bool) -> list[Edit]:
    """Return what to replace in the text of one block, in order.

    ``spoken`` has the languages of the places from which they are spoken, if there are several.
    """
    text = hide(text)
    if not (glue or spoken or language(tag).french):
        return [*Signs(text, lambda _: language(tag)).edits()]
    bounds = list(spoken)

    def tag_at(place: int) -> str:
        return spoken[bounds[max(bisect_right(bounds, place) - 1, 0)]] if bounds else tag

    def language_at(place: int) -> Language:
        return language(tag_at(place))

    found = [*Signs(text, language_at).edits()] if has_signs(text) else []
    for name in {tag: 0} | dict.fromkeys(spoken.values()):
        found += [edit for edit in spaces(text, name, glue) if tag_at(edit[0]) == name]
    found.sort(key=lambda edit: edit[:2])
    last, kept = 0, []
    for edit in found:
        if edit[0] >= last:
            kept.append(edit)
            last = edit[1]
    return kept


def _edited(text: str, edits: list[Edit], offset: int) -> str:
    done, position = [], 0
    for start, end, new in edits:
        done += [text[position : start - offset], new]
        position = end - offset
    return "".join([*done, text[position:]])


def _plain(text: str) -> str:
    if "&" in text:
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    if "\n" not in text and "  " not in text and BREAK not in text and "\t" not in text:
        return text.strip()
    if FIXED in text or NARROW in text:  # A text may be divided at neither of the two.
        for space in ("\n", "\t", BREAK):
            text = text.replace(space, " ")
        return " ".join(filter(None, text.split(" "))).strip()
    return " ".join(text.split())
