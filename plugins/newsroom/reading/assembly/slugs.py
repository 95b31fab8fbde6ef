"""Addresses of tags and series without an entry, in the letters of their language.

Setting: ``SLUGS``.
Sets: ``edition.redirects``.

An address that was published in other letters leads to the new one.
"""

from collections.abc import Callable, Iterable, Iterator
from urllib.parse import unquote

from newsroom.edition import ReadEdition
from newsroom.model import Redirect, Series, Tag
from newsroom.options import load_options
from newsroom.reading.assembly.published import published
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


def keep_letters(edition: ReadEdition) -> None:
    """Let the addresses that tags and series had in other letters lead to them."""
    moves = dict(_moves(edition))
    known = {redirect.old for redirect in edition.redirects}
    for old in (moves.keys() & published(edition)) - known if moves else ():
        edition.redirects.append(
            Redirect(old=old, target=moves[old], source="SLUGS", line=0, column=0)
        )


def _moves(edition: ReadEdition) -> Iterator[tuple[str, str]]:
    """Yield old and new address of everything that can be written in other letters."""
    base, paper = edition.site.base, edition.site.lang
    lists: list[tuple[str, Iterable[Tag | Series]]]
    lists = [(paper, edition.tags.values()), (paper, edition.series.values())]
    for lang, own in edition.own.items():
        lists += [(lang or paper, own.attributes[name].values()) for name in ("tags", "series")]
    for lang, entries in lists:
        taken = {one.slug for one in entries}
        for one in entries:
            if one.slug == one.name.lower().replace(" ", "-"):  # most, and there may be thousands
                continue
            target = one.url.removeprefix(base)
            folder = unquote(target).removesuffix(f"{one.slug}/")
            for slug in {slugify(one.name), slug_in(one.name, lang, SlugOptions())} - taken:
                yield f"{folder}{slug}/", target
