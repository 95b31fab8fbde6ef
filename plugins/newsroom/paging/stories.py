"""Story pages: one for every article that has a page of its own, and notices for expired ones.

Template: ``story.html``, ``expired.html``.
"""

from newsroom import signals
from newsroom.edition import PagedEdition
from newsroom.model import Article, Feed, Package
from newsroom.model.jobs import PageJob
from newsroom.paging.listings import feeds_of, head


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
        edition, "story", article.disclosed_title, article.url, article.disclosed_summary,
        image=article.image, feeds=feeds, indexed=listed, subject=article,
    )  # fmt: skip
    context = {"page": page, "article": article, "package": package}
    edition.add(PageJob(edition.site.file(article.url), "story.html", context))


def register() -> None:
    signals.page.connect(add_stories)
