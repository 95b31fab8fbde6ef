"""Languages with a territory, as networks name them."""

from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global


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
