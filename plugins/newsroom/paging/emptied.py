"""Tags, authors and series that lost their last story: their pages and feeds stay, without stories.

Template: ``tag.html``, ``author.html``, ``series.html``.

The ledger knows their addresses, ``data/tags.yml`` and ``data/series.yml`` may know their names.
A line of ``redirects.yml`` for the address comes first. A tag or series whose address is written
with other letters by now (setting ``SLUGS``) did not lose its stories: the old address leads to it.
"""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.model import Author, Redirect, Series, Tag
from newsroom.paging.feeds import add_feed
from newsroom.paging.listings import add_listing
from newsroom.text.slugs import SlugOptions, slug_in
from newsroom.text.urls import slugify

_LISTING = re.compile(r"/(tag|author|series)/([^/]+)/")


def emptied(
    ledger: Iterable[str], answered: Mapping[str, object], prefix: str = ""
) -> list[tuple[str, str]]:
    """Return kind and slug of every listing that was published and has no page of its own.

    ``prefix`` begins the addresses of a further language.
    """
    start = len(prefix)
    found = (
        _LISTING.fullmatch(address, start)
        for address in ledger
        if address.startswith(prefix) and address[start + 1 : start + 2] in "tas"
    )
    return [
        (match[1], match[2])
        for match in found
        if match and f"{match.string[1:]}index.html" not in answered
    ]


@in_each_language
def add_emptied(edition: PagedEdition) -> None:
    moved = {redirect.old[1:] + "index.html": redirect for redirect in edition.redirects}
    answered = {**edition.public_jobs, **moved}
    lost = emptied(edition.ledger, answered, edition.site.prefix)
    others = _other_letters(edition) if lost else {}
    for kind, slug in lost:
        if other := others.get((kind, slug)):
            old = f"{edition.site.prefix}/{kind}/{slug}/"
            target = other.url.removeprefix(edition.site.base)
            edition.redirects.append(
                Redirect(old=old, target=target, source="SLUGS", line=0, column=0)
            )
            continue
        url = edition.site.href(f"/{kind}/{quote(slug)}/")
        name, description = edition.named.get(url) or (_name(kind, slug), "")
        title = f"#{name}" if kind == "tag" else name
        if edition.site.file(url) not in edition.jobs:  # a preview shows those of drafts
            subject: dict[str, object] = {kind: _subject(kind, slug, name, description, url)}
            add_listing(edition, kind, title, description, url, (), subject, opening={"top": None})
            add_feed(edition, f"{title} — {edition.site.name}", description, url, ())


def _other_letters(edition: PagedEdition) -> dict[tuple[str, str], Tag | Series]:
    """Return tags and series by kind and by the slugs that they would have in other letters."""
    lists: tuple[tuple[str, Iterable[Tag | Series]], ...] = (
        ("tag", edition.tags.values()),
        ("series", edition.series.values()),
    )
    return {
        (kind, slug): one
        for kind, entries in lists
        for one in entries
        for slug in (slugify(one.name), slug_in(one.name, edition.site.lang, SlugOptions()))
        if slug != one.slug
    }


def _name(kind: str, slug: str) -> str:
    words = slug.replace("-", " ")
    return words.title() if kind == "author" else words


def _subject(kind: str, slug: str, name: str, description: str, url: str) -> Tag | Author | Series:
    if kind == "tag":
        return Tag(slug=slug, name=name, description=description, url=url)
    if kind == "series":
        return Series(slug=slug, name=name, description=description, url=url, planned=0)
    initials = "".join(word[0] for word in name.split())[:2].upper()
    return Author(
        slug=slug,
        name=name,
        initials=initials,
        url=url,
        role="",
        bio="",
        avatar=None,
        links=(),
        fediverse="",
    )


def register() -> None:
    signals.finish.connect(add_emptied)
