"""Addresses of tags and series without an entry, in the letters of their language.

Setting: ``SLUGS``.
"""

from collections.abc import Callable, Iterable

from newsroom.edition import ReadEdition
from newsroom.options import load_options
from newsroom.text.slugs import SlugOptions, slug_in
from newsroom.text.urls import slugify


def slug_maker(edition: ReadEdition, uses: Iterable[tuple[str, str]]) -> Callable[[str], str]:
    """Return what makes slugs of names; ``uses`` are names with the languages of their stories.

    A name that stories of several languages use is written as in the language of the paper.
    """
    options = load_options(edition.settings, "SLUGS", SlugOptions)
    if not options.tags:
        return slugify
    paper = edition.site.lang
    languages: dict[str, str] = {}
    for name, lang in uses if edition.own else ():
        if languages.setdefault(name, lang or paper) != (lang or paper):
            languages[name] = paper
    return lambda name: slug_in(name, languages.get(name, paper), options)
