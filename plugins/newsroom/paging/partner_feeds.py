"""Feeds for partners who print our stories: full text that they may print, and nothing else.

Setting: ``PARTNER_FEEDS``.

They are at ``/partner/NAME/feed.rss``, those of a further language at
``/de/partner/NAME/feed.rss``; no page leads there. Without stories of agencies, stories that
somebody paid for, and those that say ``republish: false``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.model import Article
from newsroom.model.jobs import FileJob
from newsroom.options import load_options, suggestion
from newsroom.paging.copies import Copy
from newsroom.paging.feed_channel import Channel, Item
from newsroom.paging.feed_entries import FeedEntry
from newsroom.paging.feeds import BUILDERS, FeedOptions, chosen, pictures_of
from newsroom.paging.listings import formats_of
from newsroom.settings.republishing import PartnerOptions, may_be_printed, partner_feeds


@dataclass(frozen=True, slots=True)
class PartnerChannel(Channel):
    """A feed whose entries are what a partner may print; ``credits`` are those of its pictures."""

    credits: tuple[str, ...] = ()

    def entries(self, items: Sequence[Item]) -> list[FeedEntry]:
        found = super(PartnerChannel, self).entries(items)
        return [
            self._own(entry, it) if isinstance(it, Article) else entry
            for entry, it in zip(found, items, strict=True)
        ]

    def _own(self, entry: FeedEntry, article: Article) -> FeedEntry:
        picture = entry.picture
        if picture and picture.credit not in self.credits:
            picture = None
        copy = Copy(article, self.site, self.words, self.credits)
        return replace(entry, html=copy.body if self.full else "", picture=picture)


def check_partner_feeds(edition: PagedEdition) -> None:
    """Report slugs that no language has."""
    for name, options in partner_feeds(edition.settings).items():
        _check(edition, name, options)


@in_each_language
def add_partner_feeds(edition: PagedEdition) -> None:
    for name, options in partner_feeds(edition.settings).items():
        add_partner_feed(edition, name, options)


def add_partner_feed(edition: PagedEdition, name: str, options: PartnerOptions) -> None:
    site, url = edition.site, edition.site.href(f"/partner/{name}/")
    items = chosen([one for one in edition.articles if wants(options, one)], options.items)
    hub = load_options(edition.settings, "FEEDS", FeedOptions).hub or ""
    pictures = pictures_of(edition, items)
    for feed in formats_of(edition, options.title, url):
        kind = feed.url.rpartition(".")[2]
        channel = PartnerChannel(
            title=options.title, description="", home=site.absolute(site.home_url),
            url=site.absolute(feed.url), id=site.absolute(url), site=site, words=edition.words,
            full=options.full, hub=hub, pictures=pictures, credits=options.pictures,
        )  # fmt: skip
        edition.add(FileJob(site.file(feed.url), BUILDERS[kind], (channel, items)))


def wants(options: PartnerOptions, article: Article) -> bool:
    """Return whether a partner gets a story."""
    if not may_be_printed(article, "all"):
        return False
    sections = {article.section.slug, *(one.slug for one in article.details.also_in)}
    return not (options.sections or options.tags) or (
        not sections.isdisjoint(options.sections)
        or any(tag.slug in options.tags for tag in article.tags)
    )


def _check(edition: PagedEdition, name: str, options: PartnerOptions) -> None:
    known: tuple[tuple[str, Iterable[str], Iterable[str]], ...] = (
        ("section", options.sections, edition.sections), ("tag", options.tags, edition.tags)
    )  # fmt: skip
    for kind, given, there in known:
        for slug in given:
            if slug not in there:
                what = f"{name}: there is no {kind} {slug!r}"
                remedy = f"write the slug of a {kind}{suggestion(slug, there)}"
                edition.problems.error("PARTNER_FEEDS", what, remedy)


def register() -> None:
    signals.page.connect(check_partner_feeds)
    signals.page.connect(add_partner_feeds)
