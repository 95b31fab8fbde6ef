"""The further languages of a paper: which there are, and to which one a text belongs.

Setting: ``LANGUAGES``.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from newsroom.options import load_options


@dataclass(frozen=True)
class LanguageOptions:
    """Setting ``LANGUAGES``, one language: what its pages say about the paper.

    ``name`` is what the language calls itself, for the links between languages; ``menu`` are the
    links at the foot. What is empty is as in the language of the paper, or as CLDR has it.

    ``newsletter`` is as the setting ``NEWSLETTER``: without it there is no form in this language.
    ``digest`` replaces options of ``DIGEST``: at least who gets the letter. Of ``NEWSLETTERS`` a
    further language has the weekly one alone. ``disclosure`` is that of ``MARKETS``, ``privacy``
    the slug of its privacy page, if it is another one.
    """

    name: str = ""
    title: str = ""
    tagline: str = ""
    description: str = ""
    menu: tuple[tuple[str, str], ...] = ()
    newsletter: dict[str, Any] = field(default_factory=dict)
    digest: dict[str, Any] = field(default_factory=dict)
    disclosure: str = ""
    privacy: str = ""


def further_languages(settings: Mapping[str, Any]) -> dict[str, LanguageOptions]:
    """Return the languages that have pages of their own besides the paper's, in their order.

    Raises:
        ContentError: an option is wrong.
    """
    given = settings.get("LANGUAGES") or {}
    return {lang: load_options(given, lang, LanguageOptions) for lang in given}


def settings_in(settings: Mapping[str, Any], options: LanguageOptions) -> dict[str, Any]:
    """Return the settings as a further language has them."""
    digest = {**settings.get("DIGEST", {}), **options.digest}
    own = {"DATES": {}, "NEWSLETTER": options.newsletter, "NEWSLETTERS": {}, "DIGEST": digest}
    if options.privacy:
        own["PRIVACY"] = {**settings.get("PRIVACY", {}), "page": options.privacy}
    return {**settings, **own}


def folder_of(lang: str) -> str:
    """Return the first part of all addresses of a further language, ``""`` for the paper's own."""
    return f"/{lang.lower()}" if lang else ""


@cache
def further_language(lang: str, paper: str, further: tuple[str, ...]) -> str:
    """Return the one of the ``further`` languages whose pages list a text in ``lang``, if any.

    All other texts are on the pages of the ``paper``: Austrian German is listed as German, but
    simplified Chinese is not read by those who read traditional Chinese.
    """
    if lang in further:
        return lang
    if lang == paper or not further:
        return ""
    names = _names_of(lang)
    return "" if paper in names else next((name for name in names if name in further), "")


def main_language(tag: str) -> str:
    """Return a tag without country and script: ``pt`` for ``pt-BR``."""
    return tag.partition("-")[0].lower()


def _names_of(lang: str) -> Collection[str]:
    from newsroom.languages.catalogues import names_of  # loads Babel

    try:
        return names_of(lang)
    except ValueError:  # a language without a locale
        return (lang, main_language(lang))
