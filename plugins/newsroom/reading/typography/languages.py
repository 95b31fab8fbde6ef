"""What languages want of their typography: quotation marks, dashes, spaces, elisions.

Quotation marks are those of Unicode CLDR 48.2 (``common/main/*.xml``, ``delimiters``), with two
exceptions: CLDR gives Switzerland's German those of Germany, while its press and its Federal
Chancellery (*Schreibweisungen*) write «…». And it gives Dutch ‘…’ within ‘…’, while the press and
CLDR before that write “…” there.
"""

import re
from dataclasses import dataclass
from functools import cache

NARROW = "\u202f"
"""The narrow no-break space."""
FIXED = "\xa0"
"""The no-break space."""

# Start and end, then start and end of the alternate marks.
_QUOTES = {
    marks: tags.split()
    for marks, tags in {
        "“”‘’": "en es pt da tr az zh ko lv ga cy gl hi bn ta th vi id ms af sq sw fo mt km lo my",
        "„“‚‘": "de cs sk sl hr mk et is lb",
        "«»‹›": "de-CH de-LI fr-CH gsw fa rm am",
        "«»«»": "fr hy oc ht",
        "«»”“": "fr-CA",
        "«»“”": "pt-PT pt-AO pt-MZ it el eu ca kk es-US",
        "‘’“”": "nl",
        "””’’": "sv fi he yi",
        "«»‘’": "nb nn no",
        "„”«»": "pl ro",
        "„”»«": "hu",
        "„”’’": "sr",
        "„”‘’": "bs",
        "„“„“": "bg lt",
        "«»„“": "ru uk be",
        "”“’‘": "ar ur",
        "„“«»": "ka",
        "「」『』": "ja yue zh-Hant zh-TW zh-HK zh-MO",
    }.items()
}
_MARKS = {tag.lower(): marks for marks, tags in _QUOTES.items() for tag in tags}

# A dash between words is an en dash with spaces there, and an em dash otherwise.
_EN_DASH = {"de", "gsw", "nl", "sv", "da", "nb", "nn", "no", "fi", "cs", "sk", "sl", "hr", "hu",
            "pl", "it", "et", "is", "lb"}  # fmt: skip
_UNSPACED = {"zh", "ja", "yue"}
_HEBREW = {"he", "yi"}

# Words whose beginning is left out, behind the apostrophe that says so.
_ELISIONS = {
    "en": "tis twas twere twill til till em n cause cuz cos bout round neath gainst tween nuff",
    "de": "s ne nen nem ner n m ran raus rein rauf runter rüber naus",
    "nl": "s t n k m r ns ie er",
    "af": "n k t",
    "it": "ndrangheta sta sto sti l",
    "fr": "tit tite tain",
    "el": "ρθω ρθει ρθεις ρθουμε ρθετε ρθουν ρθε ρχεται ναι χω χεις χει χουμε χετε χουν χα χε ταν"
    " μαι σαι μαστε στε θελα θελε κανε πε πα λεγε δω δει κει ν",
}

# Words whose end is left out, before the apostrophe that says so.
_ELIDED = {
    "en": "ol o th an",
    "it": "po mo be ca di fa va sta da to",
    "el": "σ μ τ ν θ κι γι απ αλλ παρ κατ μετ επ υπ αφ μεθ καθ ανθ εφ υφ ούτ μήτ όλ",
    "nl": "zo",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The rules of one language; ``quotes`` and ``inner`` are pairs of an opening and a closing
    mark, ``unspaced`` scripts put no spaces between words.
    """

    name: str
    quotes: tuple[str, str]
    inner: tuple[str, str]
    dash: str
    french: bool
    unspaced: bool
    hebrew: bool
    elision: re.Pattern[str]
    elided: re.Pattern[str]

    @property
    def openers(self) -> str:
        return self.quotes[0][0] + self.inner[0][0]


@cache
def language(tag: str) -> Language:
    """Return the rules of a BCP 47 tag; those of the root locale, like English, if unknown."""
    parts = tag.lower().split("-")
    name = parts[0]
    forms = ("-".join(parts[:count]) for count in range(len(parts), 0, -1))
    region = f"{name}-{parts[-1]}"  # de-Latn-CH
    found = next((form for form in (*forms, region, name) if form in _MARKS), "en")
    if len(parts) > 1 and region in _MARKS:
        found = region
    marks = _MARKS[found]
    gap = NARROW if name == "fr" else ""
    pairs = [(marks[at] + gap, gap + marks[at + 1]) for at in (0, 2)]
    if gap and marks[2] not in "«‹":
        pairs[1] = (marks[2], marks[3])
    words = "|".join(_ELISIONS.get(name, "").split()) or r"\b\B"
    dash = "——" if name == "zh" else "–" if name in _EN_DASH else "—"
    return Language(
        name=name, quotes=pairs[0], inner=pairs[1], dash=dash,
        french=name == "fr", unspaced=name in _UNSPACED, hebrew=name in _HEBREW,
        elision=re.compile(rf"'(?:\d\d(?:s|ers?)?\b|(?:{words})\b)", re.IGNORECASE),
        elided=re.compile(
            rf"\b(?:{_ELIDED.get(name, '').replace(' ', '|') or '(?!)'})$", re.IGNORECASE
        ),
    )  # fmt: skip
