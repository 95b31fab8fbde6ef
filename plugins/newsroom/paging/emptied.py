"""Tags, authors and series that lost their last story: their pages and feeds stay, without stories.

Template: ``tag.html``, ``author.html``, ``series.html``.

The ledger knows their addresses, ``data/tags.yml`` and ``data/series.yml`` may know their names.
A line of ``redirects.yml`` for the address comes first.
"""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.model import Author, Series, Tag
from newsroom.paging.feeds import add_feed
from newsroom.paging.listings import add_listing

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
    for kind, slug in emptied(edition.ledger, answered, edition.site.prefix):
        url = edition.site.href(f"/{kind}/{quote(slug)}/")
        name, description = edition.named.get(url) or (_name(kind, slug), "")
        title = f"#{name}" if kind == "tag" else name
        if edition.site.file(url) not in edition.jobs:  # a preview shows those of drafts
            subject: dict[str, object] = {kind: _subject(kind, slug, name, description, url)}
            add_listing(edition, kind, title, description, url, (), subject, opening={"top": None})
            add_feed(edition, f"{title} — {edition.site.name}", description, url, ())


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
