"""Story pages: one for every article that has a page of its own, and notices for expired ones.

Template: ``story.html``, ``expired.html``.
"""

from dataclasses import replace

from newsroom import signals
from newsroom.edition import Edition
from newsroom.jobs import PageJob
from newsroom.model import Article, Package
from newsroom.paging.listings import feeds_of, head


def add_stories(edition: Edition) -> None:
    packages = {
        story.url: plan.without({story.url})
        for plan in edition.front_plan.packages
        for story in plan.stories
    }
    for article in edition.with_page:
        add_story(edition, article, packages.get(article.url))
    for article in edition.expired:
        page = head(edition, "expired", article.title, article.url, indexed=False)
        context = {"page": page, "article": article}
        edition.add(PageJob(edition.site.file(article.url), "expired.html", context))


def add_story(edition: Edition, article: Article, package: Package | None) -> None:
    section, name = article.section, edition.site.name
    feeds = feeds_of(edition, f"{section.name} — {name}", section.url)
    if article.live:
        feeds = feeds_of(edition, f"{article.title} — {name}", article.url) + feeds
    listed = article.status == "published" and article.published <= edition.now
    page = replace(
        head(
            edition, "story", article.title, article.url, article.summary, image=article.image,
            feeds=feeds, indexed=listed,
        ),
        canonical_url=article.canonical_url,
        subject=article,
    )  # fmt: skip
    context = {"page": page, "article": article, "package": package}
    edition.add(PageJob(edition.site.file(article.url), "story.html", context))


def register() -> None:
    signals.page.connect(add_stories)
