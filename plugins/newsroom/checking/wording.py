"""Words that are repeated by mistake."""

import re
from collections.abc import Iterator

from newsroom.checking.findings import Remark
from newsroom.checking.manuscript import Manuscript

RIGHTLY_DOUBLED = {
    "en": {"had", "that", "bye", "ha", "tut", "so", "very", "no", "blah", "knock"},
    "de": {"die", "das", "der", "den", "dem", "sie", "sehr", "nach", "ja", "nein"},
    "fr": {"nous", "vous", "très", "non", "en"},
    "es": {"muy", "no", "se"},
    "pt": {"muito", "não", "se"},
    "it": {"piano", "molto", "via", "man", "no"},
    "nl": {"dat", "die", "heel", "het", "ja", "nee"},
    "sv": {"det", "mycket", "nej"},
    "da": {"det", "der", "meget", "nej"},
    "nb": {"det", "som", "veldig", "nei"},
    "pl": {"się", "nie"},
}
"""Languages in which a doubled word is a slip, and the words in each that grammar may double.

Others are left alone: some write no spaces, others double words by rule (Vietnamese, Turkish).
"""

ONE_TOO_MANY = {"en": {"the", "an", "and"}, "es": {"el", "la", "los"}, "fr": {"le", "et"}}
"""Doubled words whose second one can be removed without asking."""

_TWICE = re.compile(r"(?<![\w'’.-])([^\W\d_]+)([ \t]*\n?[ \t]+|\n)(\1)(?![\w'’-])", re.IGNORECASE)


def doubled(text: str, lang: str) -> Iterator[re.Match[str]]:
    """Yield every slip in prose: group 1 is the word, group 3 the one too many.

    Two capitals are taken for a name (Duran Duran, Walla Walla).
    """
    language = lang.partition("-")[0].lower()
    rightly = RIGHTLY_DOUBLED.get(language)
    if rightly is None:
        return
    for match in _TWICE.finditer(text):
        is_name = match[1][0].isupper() and match[3][0].isupper()
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        ends_heading = "\n" in match[2] and line.startswith("#")
        if not (is_name or ends_heading or match[1].lower() in rightly):
            yield match


def doubled_words(manuscript: Manuscript) -> Iterator[Remark]:
    remedy = "delete one of the two"
    for match in doubled(manuscript.prose, manuscript.lang):
        yield Remark(*manuscript.place(match.start()), f"{match[1]!r} is repeated", remedy)
    for key in ("title", "deck", "summary"):
        if place := manuscript.key(key):
            line = manuscript.text.split("\n", place[0])[place[0] - 1]
            for match in doubled(line[place[1] - 1 :], manuscript.lang):
                column = place[1] + match.start()
                yield Remark(place[0], column, f"{match[1]!r} is repeated", remedy)
