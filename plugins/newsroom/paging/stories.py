"""Story pages: one for every article that has a page of its own, and notices for expired ones.

Template: ``story.html``, ``expired.html``.
"""

from dataclasses import replace

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.model import Alternate, Article, Feed, Package, Site, Translation
from newsroom.model.jobs import PageJob
from newsroom.paging.listings import feeds_of, head


@in_each_language
def add_stories(edition: PagedEdition) -> None:
    packages = {
        story.url: plan.without({story.url})
        for plan in reversed(edition.packages)  # those of the front page count most
        for story in plan.stories
    }
    feeds = {
        section.slug: feeds_of(edition, f"{section.name} — {edition.site.name}", section.url)
        for section in edition.sections.values()
    }
    for article in edition.with_page:
        add_story(edition, article, packages.get(article.url), feeds[article.section.slug])
    for article in edition.expired:
        page = head(edition, "expired", article.disclosed_title, article.url, indexed=False)
        context = {"page": page, "article": article}
        edition.add(PageJob(edition.site.file(article.url), "expired.html", context))


def add_story(
    edition: PagedEdition, article: Article, package: Package | None, feeds: tuple[Feed, ...]
) -> None:
    """Order the page of a story; ``feeds`` are those of its section."""
    if article.live:
        feeds = feeds_of(edition, f"{article.title} — {edition.site.name}", article.url) + feeds
    listed = article.status == "published" and article.published <= edition.now
    page = head(
        edition, "live" if article.live else "story", article.search_title, article.url,
        article.disclosed_summary, image=article.image, feeds=feeds, indexed=listed,
        subject=article,
    )  # fmt: skip
    if article.translations:
        page = replace(page, alternates=alternates(article, edition.site))
    context = {"page": page, "article": article, "package": package}
    template = article.details.template or "story.html"
    edition.add(PageJob(edition.site.file(article.url), template, context))


def alternates(article: Article, site: Site) -> tuple[Alternate, ...]:
    """Return the addresses of a story in all its languages; the original is for all others.

    Search engines take them only when each page names the same ones, itself among them.
    """
    own = Translation(
        lang=article.lang,
        title=article.title,
        url=article.url,
        canonical_url=article.canonical_url,
    )
    every = sorted((own, *article.translations), key=lambda one: one.lang)
    here = [one for one in every if one.canonical_url.startswith(f"{site.url}/")]
    if article.status != "published" or own not in here or len(here) < 2:
        return ()
    default = next((one for one in here if one.url == article.original), here[0])
    return (
        *(Alternate(lang=one.lang, url=one.canonical_url) for one in here),
        Alternate(lang="x-default", url=default.canonical_url),
    )


def register() -> None:
    signals.page.connect(add_stories)
