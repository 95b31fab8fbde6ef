"""Structured data of all pages but stories: lists, people, documents and the front page."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from newsroom.engine.clock import iso
from newsroom.model import Author, Page, Podcast, Site
from newsroom.schema_org.things import (
    Crumb,
    Thing,
    breadcrumbs,
    person,
    podcast_series,
    publisher,
    script_safe,
)

TYPES = {
    "author": "ProfilePage",
    "about": "AboutPage",
    "contact": "ContactPage",
    "document": "WebPage",
    "issue": "WebPage",
}
"""Kind of page, or slug of a document → type; all others are lists."""


def describe_page(
    page: Page, site: Site, title: str, crumbs: Sequence[Crumb], items: Sequence[str] = (),
    author: Author | None = None, changed: datetime | None = None, podcast: Podcast | None = None,
) -> Markup:  # fmt: skip
    """Return the structured data of a page; ``items`` are addresses of the first stories listed.

    The page of an ``author`` was ``changed`` by the newest story on it. A section may be a
    ``podcast``.
    """
    data = front(site) if page.kind == "front" else inner(page, site, title, crumbs)
    data["@context"] = "https://schema.org"
    if author is not None:
        facts = {"description": author.bio, "alternateName": author.fediverse}
        own = {name: value for name, value in facts.items() if value}
        data["mainEntity"] = {**person(author, site), **own, "worksFor": publisher(site)}
        if changed:
            data["dateModified"] = iso(changed)
    elif items:
        data["mainEntity"] = {
            "@type": "ItemList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "url": site.absolute(url)}
                for place, url in enumerate(items, 1)
            ],
        }
    if podcast:
        data["about"] = podcast_series(podcast, page.url, site)
    return script_safe(data)


def front(site: Site) -> Thing:
    """Return the site and who publishes it, with its profiles on other sites."""
    home = site.absolute(site.home_url)
    paper = publisher(site)
    if profiles := [link.url for link in site.social if link.url.startswith("http")]:
        paper["sameAs"] = profiles
    if site.tagline:
        paper["slogan"] = site.tagline
    about = {"description": site.description} if site.description else {}
    paper |= about
    return {
        "@type": "WebSite",
        "@id": f"{home}#website",
        "name": site.name,
        "url": home,
        "inLanguage": site.lang,
        **about,
        **({"potentialAction": search(site, site.search.url)} if site.search else {}),
        "publisher": paper,
    }


def search(site: Site, url: str) -> Thing:
    """Return how programs search the site; ``url`` is the page of the search."""
    return {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": f"{site.absolute(url)}?q={{search_term_string}}",
        },
        "query-input": "required name=search_term_string",
    }


def inner(page: Page, site: Site, title: str, crumbs: Sequence[Crumb]) -> Thing:
    slug = page.url.rstrip("/").rpartition("/")[2]
    kind = TYPES.get(slug if page.kind == "document" else page.kind, TYPES.get(page.kind))
    thing: Thing = {
        "@type": kind or "CollectionPage",
        "name": title,
        "url": page.canonical_url,
        "inLanguage": site.lang,
        "isPartOf": {"@id": f"{site.absolute(site.home_url)}#website"},
        "breadcrumb": breadcrumbs([*crumbs, (title, page.url)], site),
    }
    if page.description and page.description != site.description:
        thing["description"] = page.description
    return thing
