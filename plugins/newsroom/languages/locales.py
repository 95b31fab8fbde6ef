"""What is known of a language by its tag (BCP 47): where its lines begin, its territory."""

from functools import cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.core import get_global

_FROM_THE_RIGHT = {"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}


def direction(tag: str) -> Literal["ltr", "rtl"]:
    """Return in which direction the usual script of a language runs."""
    return "rtl" if tag.partition("-")[0] in _FROM_THE_RIGHT else "ltr"


@cache
def with_territory(tag: str) -> str:
    """Return a language as Open Graph writes it (``en`` → ``en_US``), ``""`` if it is unknown.

    A language without a territory gets the one that CLDR holds to be the likeliest.
    """
    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return ""
    if not locale.territory:
        name = "_".join(filter(None, (locale.language, locale.script)))
        likely = get_global("likely_subtags").get(name, "")
        territory = likely.rpartition("_")[2]
        return f"{locale.language}_{territory}" if territory else ""
    return f"{locale.language}_{locale.territory}"
