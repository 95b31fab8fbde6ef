"""Words: what pages of one language say, and how they write dates, numbers and lists.

Setting: ``DATES``. All forms are those of CLDR, by Babel; the locale of the process counts nowhere.
"""

import gettext as plurals
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_datetime, format_skeleton
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit
from markupsafe import Markup, escape

from newsroom.languages.catalogues import Catalogue, read_catalogue, script_of
from newsroom.languages.texts import filled, pieces
from newsroom.problems import ContentError, Problem
from newsroom.text.characters import space_of

DIGITS = {
    "latn": "0123456789", "arab": "٠١٢٣٤٥٦٧٨٩", "arabext": "۰۱۲۳۴۵۶۷۸۹", "beng": "০১২৩৪৫৬৭৮৯",
    "deva": "०१२३४५६७८९", "mymr": "၀၁၂၃၄၅၆၇၈၉",
}  # fmt: skip
_TURKISH = str.maketrans({"i": "İ", "ı": "I"})


@dataclass(frozen=True)
class DateOptions:
    """Setting ``DATES``: patterns of Unicode TR35, and digits of CLDR.

    What is empty is as the language has it.
    """

    date: str = ""
    datetime: str = ""
    digits: Literal["", "latn", "arab", "arabext", "beng", "deva", "mymr"] = ""


class Words:
    """The words of one language. ``tag`` is the language for scripts, with calendar and digits.

    ``is_latin`` tells whether it is written in Latin letters. ``missing`` is how many texts of the
    software have no translation and stay English.
    """

    def __init__(self, lang: str, catalogue: Catalogue, options: DateOptions) -> None:
        locale = locale_of(lang)
        system = options.digits or locale.default_numbering_system
        system = system if system in DIGITS else "latn"
        self.lang = lang
        self.tag = f"{lang}-u-ca-gregory-nu-{system}"
        self.digest = f"{lang} {catalogue.digest} {options}"
        self.missing = catalogue.missing
        self.is_latin = script_of(locale) == "Latn"
        self._texts = catalogue.texts
        self._index = plurals.c2py(catalogue.plural)
        self._locale, self._system = locale, system
        self._digits = str.maketrans(DIGITS["latn"], DIGITS[system])
        day = options.date or locale.date_formats["long"].pattern
        clock = "HH:mm" if locale.language == "en" else locale.time_formats["short"].pattern
        glue = locale.datetime_formats["medium"]
        self._date = day
        self._datetime = options.datetime or glue.format(f"{clock} z", day)
        # Of the objects that are asked for again and again.
        self.date = lru_cache(50_000)(self._date_of)
        self.datetime = lru_cache(50_000)(self._datetime_of)
        self.number = lru_cache(10_000)(self._number_of)
        self.plural = lru_cache(10_000)(self._plural_of)

    def gettext(self, text: str, /, **values: object) -> str:
        """Return an English text in this language; ``{name}`` in it takes a value."""
        return filled(self._texts.get(text, (text,))[0], values)

    def gettext_html(self, text: str, /, **values: object) -> Markup:
        """Return a text as HTML: a value that is HTML already stays so, all else is escaped."""
        parts = (
            piece.text if piece.kind == "words" else values[piece.text]
            for piece in pieces(self.forms(text)[0])
        )
        return Markup("").join(map(escape, parts))

    def ngettext(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Return the form that is right for ``number``, which ``{number}`` prints."""
        return self.plural(self.forms(one, many), number, **values)

    def forms(self, one: str, many: str = "") -> tuple[str, ...]:
        """Return the text in this language; of a plural all its forms."""
        return self._texts.get(one) or ((one, many) if many else (one,))

    def form(self, forms: tuple[str, ...], number: int) -> str:
        return forms[min(self._index(number), len(forms) - 1)]

    def by_category(self, one: str, many: str) -> dict[str, str]:
        """Return the forms by the names under which ``Intl.PluralRules`` knows them."""
        forms = self.forms(one, many)
        found: dict[str, str] = {}
        for number in (*range(201), 1_000, 1_000_000):
            found.setdefault(self._locale.plural_form(number), self.form(forms, number))
        return {**found, "other": found.get("other", forms[-1])}

    def _plural_of(self, forms: tuple[str, ...], number: int, **values: object) -> str:
        return filled(self.form(forms, number), {"number": self.number(number), **values})

    def _date_of(self, moment: date) -> str:
        return self._digital(format_datetime(moment, self._date, locale=self._locale))

    def _datetime_of(self, moment: datetime) -> str:
        if not moment.hour and not moment.minute and not moment.second:
            return self.date(moment)  # a date without a time means the start of its day
        return self._digital(format_datetime(moment, self._datetime, locale=self._locale))

    def _number_of(self, number: float) -> str:
        return self._digital(
            format_decimal(number, locale=self._locale, numbering_system=self._system)
        )

    def percent(self, share: float) -> str:
        """Return a share of 1 in per cent, without decimals."""
        text = format_percent(share, locale=self._locale, numbering_system=self._system)
        sign = self._locale.number_symbols.get(self._system, {}).get("percentSign", "%")
        return self._digital(text.replace("%", sign))

    def duration(self, number: int, unit: str) -> str:
        """Return a span of time in words; ``unit`` is ``second``, ``minute``, ``hour`` …"""
        name, style = f"duration-{unit}", {"numbering_system": self._system}
        text = format_unit(number, name, "long", locale=self._locale, **style)
        if name in text:  # some languages have one form for both, which CLDR keeps as the short one
            text = format_unit(number, name, "short", locale=self._locale, **style)
        return self._digital(text)

    def month(self, month: int, year: int | None = None) -> str:
        """Return the name of a month as a title: alone, or with its year."""
        if year is None:
            return self.title(self._locale.months["stand-alone"]["wide"][month])
        return self.title(self._digital(
            format_skeleton("yMMMM", datetime(year, month, 1), locale=self._locale)  # noqa: DTZ001
        ))  # fmt: skip

    def year(self, year: int) -> str:
        return str(year).translate(self._digits)

    def listed(self, names: Sequence[str]) -> str:
        """Return names in a row: "A, B and C"."""
        return "".join(
            f"{name}{self.joint(place, len(names))}" for place, name in enumerate(names, 1)
        )

    def joint(self, place: int, total: int) -> str:
        """Return what comes after the name at ``place`` (from 1) of ``total``."""
        if place >= total:
            return ""
        patterns = self._locale.list_patterns["standard"]
        kind = "2" if total == 2 else "end" if place == total - 1 else "middle"
        return str(patterns[kind]).partition("{0}")[2].partition("{1}")[0]

    def label(self, label: str) -> str:
        """Return the name of a kind of story other than plain news."""
        _ = self.gettext
        names = {
            "analysis": _("Analysis"), "opinion": _("Opinion"), "explainer": _("Explainer"),
            "live": _("Live"), "sponsored": _("Sponsored"),
        }  # fmt: skip
        return names[label]

    def sentences(self, *sentences: str) -> str:
        """Return sentences one after the other."""
        return space_of(self.lang).join(sentences)

    def title(self, text: str) -> str:
        """Return a text that begins with a capital letter."""
        return self.upper(text[:1]) + text[1:]

    def upper(self, text: str) -> str:
        if self._locale.language in ("az", "tr"):
            text = text.translate(_TURKISH)
        return text.upper()

    def _digital(self, text: str) -> str:
        return text if self._system == "latn" else text.translate(self._digits)


def locale_of(lang: str) -> Locale:
    """Return the locale of CLDR. ``en`` without a country is that of the world: 23 November 2026.

    Raises:
        ContentError: the language is not known.
    """
    try:
        return Locale.parse("en_001" if lang == "en" else lang, sep="_" if lang == "en" else "-")
    except (UnknownLocaleError, ValueError):
        remedy = "write a BCP 47 tag such as en or pt-BR"
        raise ContentError(
            [Problem("DEFAULT_LANG", f"unknown language {lang!r}", remedy)]
        ) from None


def open_words(lang: str, paper: Path, options: DateOptions) -> Words:
    """Return the words of a language; ``paper`` is the folder of the paper's own catalogues.

    Raises:
        ContentError: the language is not known, or a catalogue of the paper has mistakes.
    """
    locale_of(lang)
    return Words(lang, read_catalogue(lang, paper), options)
