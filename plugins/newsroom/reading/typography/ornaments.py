"""What needs elements: small capitals, ampersands, hanging quotes; and lines without widows.

The classes are those of typogrify, whose filter finds the capitals.
"""

import re

from typogrify import filters

from newsroom.reading.typography.languages import Language
from newsroom.reading.typography.needs import Needs
from newsroom.reading.typography.runs import TextRun

_AMP = re.compile(r"(?<=\s)&amp;(?=\s)")
# Acronyms and initials, but no part of a name: AT&T, COVID-19, AC/DC. It begins with a capital
# so that it is sought fast. A run of more than 100 is a key.
_CAPITALS = re.compile(
    r"[A-Z](?<![\w&;].)(?<![A-Z\d][-/].)(?<![A-Za-z\d][’'].)"
    r"(?:\d*[A-Z][A-Z\d]{0,99}(?![\w&/])(?!-[A-Z\d])(?!’[A-Z])|\.(?:\s?[A-Z]\.)+)"
)
_ADDRESS = re.compile(r"((?:\b[a-zA-Z]{2,10}://|\bwww\.)\S+)")
_SPANS = frozenset(f'<span class="{name}">' for name in ("amp", "caps", "dquo", "quo"))
_HANGING = {"“": "dquo", "”": "dquo", "„": "dquo", "‘": "quo", "’": "quo", "‚": "quo"}
_INLINE = re.compile(r"<(?:a|em|span|strong|i|b)(?: [^>]*)?>")
_BOUND = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd"})
LONGEST = 24
"""Characters of a last word: a longer one may be alone in its line."""


def adorn(tokens: list[str], run: TextRun, language: Language, needs: Needs) -> None:
    """Give the texts of a run their elements and bind its last two words."""
    if run.tag in _BOUND and not language.unspaced:
        _bind(tokens, run.places, run.hidden)
    if needs.capitals or needs.ampersands:
        for place in run.places:
            if place >= 0 and place not in run.hidden and tokens[place - 1] not in _SPANS:
                text = tokens[place]
                if "&amp;" in text:
                    text = _AMP.sub('<span class="amp">&amp;</span>', text)
                if needs.capitals:
                    small = _outside_addresses if needs.addresses else _small_capitals
                    text = small(text)
                tokens[place] = text
    if run.tag in _BOUND:
        _hang(tokens, run, language)


def _small_capitals(text: str) -> str:
    return _CAPITALS.sub(_small, text)


def _outside_addresses(text: str) -> str:
    if "://" not in text and "www." not in text:
        return _small_capitals(text)
    parts = _ADDRESS.split(text)
    parts[::2] = map(_small_capitals, parts[::2])
    return "".join(parts)


def _small(match: re.Match[str]) -> str:
    return str(filters.caps(match[0]))


def _hang(tokens: list[str], run: TextRun, language: Language) -> None:
    first = run.places[0]
    if first < 0 or first in run.hidden:
        return
    text = tokens[first]
    mark = text.lstrip()[:1]
    if mark not in _HANGING or mark not in language.openers:
        return
    start = text.index(mark)
    between = tokens[run.start + 2 : first : 2]
    if all(tag not in _SPANS and _INLINE.fullmatch(tag) for tag in between):
        span = f'<span class="{_HANGING[mark]}">{mark}</span>'
        tokens[first] = f"{text[:start]}{span}{text[start + 1 :]}"


def _bind(tokens: list[str], places: list[int], hidden: frozenset[int]) -> None:
    """Put a no-break space before the last word, but not where a line begins."""
    length = 0
    for number in range(len(places) - 1, -1, -1):
        if places[number] < 0:
            return
        text = tokens[places[number]]
        if places[number] in hidden:
            length += len(text)
            continue
        core = text if length else text.rstrip()
        head, last = core.rstrip(), ""
        if head == core:
            words = core.rsplit(None, 1)
            if len(words) == 2:
                head, last = words
            elif core[:1].isspace():
                head, last = "", words[0]
            else:
                length += len(core)
                continue
        gap = core[len(head) : len(core) - len(last)]
        begins = not head and (number == 0 or places[number - 1] < 0)
        if 0 < length + len(last) <= LONGEST and not begins and gap.isascii():
            tokens[places[number]] = f"{head}\xa0{text[len(core) - len(last) :]}"
        return
