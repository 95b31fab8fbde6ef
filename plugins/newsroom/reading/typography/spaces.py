"""Spaces at which no line may end: within numbers, before units and between initials; in French
also those of its guillemets and double signs.

French after the *Lexique des règles typographiques en usage à l'Imprimerie nationale*: a narrow
no-break space before ``;``, ``!``, ``?`` and within «…», a no-break space before ``:``. Canada's
and Switzerland's French put none before ``;``, ``!`` and ``?``.
"""

import re
from collections.abc import Iterator

from newsroom.reading.typography.languages import FIXED, NARROW, language
from newsroom.reading.typography.signs import Edit

_UNITS = (
    "km/h|km²|m²|m³|km|cm|mm|nm|kg|mg|ha|°[CF]?|%|‰|€|£|¥|₽|₴|zł|kr|Kč|kB|MB|GB|TB|kWh|MWh|GWh|TWh"
    "|kW|MW|GW|TW|kHz|MHz|GHz|Hz|mph|lb|oz|dB|a\\.m\\.|p\\.m\\.|Uhr|Mio\\.|Mrd\\.|kl\\.|млн|млрд|тыс"
    "|км/ч|км|м|см|мм|кг|г|т|га|руб|грн|χλμ|εκατ|كم|ק״מ"
)
_NUMBER = r"(?<![\d,])(?<!(?<![. ])\.)"  # Where a number begins: behind no digit, comma or point.
_THOUSANDS = "|".join(rf"(?<={_NUMBER}\d{{{count}}} )" for count in (1, 2, 3))
# Each begins with a character that is written out, so that ``re`` jumps from one to the next.
_GLUE = (
    re.compile(
        rf"( )(?<=[0-9] )(?:(?=[0-9]{{3}}(?![0-9]))(?:{_THOUSANDS})|(?=(?:{_UNITS})(?!\w)))"
    ),
    re.compile(r"\.( )(?<=\b[^\W\d_]\. )(?=[^\W\d_]\.)"),
    re.compile(r"\.( )(?<=\b[^\W\d_]\. [^\W\d_]\. )(?=[^\W\d_]{2})"),
)
_NUMBERED = {sign: re.compile(rf"{sign}( )(?=[0-9])") for sign in ("§", "№", "n°")}
_FRENCH = re.compile(r"«([ \u00a0]?)(?=[^ \u00a0\u202f])|(?<=[^\s«])([ \u00a0]?)»")
_FRENCH_COLON = re.compile(r"(?<=[\w»”’\"')\]%….])([ \u202f]?):(?=\s|$)")
_FRENCH_SIGNS = re.compile(r"(?<=[\w»”’\"')\]%….])([ \u00a0]?)[;!?]+(?=[\s»”’\"')\]]|$)")
_FRENCH_NUMBER = re.compile(
    rf"{_NUMBER}\d{{1,3}}([ \u00a0])(?=\d{{3}}(?!\d))|(?<=\d)([ \u00a0]?)(?=%(?!\w))"
)
_FRENCH_TITLE = re.compile(r"\b(?:MM?\.|Mmes?|Mlles?|Mgr|Dr|Me)( )(?=[A-ZÀ-Ý])")
_CALM = {"fr-ca", "fr-ch"}


def has_glue(text: str) -> bool:
    """Tell whether ``text``, which may be HTML, has spaces that every language wants to fix."""
    return any(sign in text for sign in _NUMBERED) or any(pattern.search(text) for pattern in _GLUE)


def spaces(text: str, tag: str, glue: bool) -> Iterator[Edit]:
    """Yield the spaces of ``text`` to replace and, in French, those to insert.

    ``glue``: whether there may be any that every language wants.
    """
    if language(tag).french:
        yield from _all(_FRENCH, text, NARROW)
        yield from _all(_FRENCH_COLON, text, FIXED)
        yield from _all(_FRENCH_NUMBER, text, NARROW)
        yield from _all(_FRENCH_TITLE, text, FIXED)
        if tag.lower() not in _CALM:
            yield from _all(_FRENCH_SIGNS, text, NARROW)
    if glue:
        for pattern in (*_GLUE, *(_NUMBERED[sign] for sign in _NUMBERED if sign in text)):
            yield from _all(pattern, text, FIXED)


def _all(pattern: re.Pattern[str], text: str, space: str) -> Iterator[Edit]:
    for match in pattern.finditer(text):
        start, end = match.span(match.lastindex or 0)
        if match[match.lastindex or 0] != space:
            yield start, end, space
