"""Every correction of every listed story on one page, newest first, with its feeds.

Setting: ``LISTINGS``.
Template: ``corrections.html``, ``partials/corrections.html``.

An entry leads to the correction on its story's page. Its id is that of the story, and its day.
"""

from collections.abc import Sequence

from markupsafe import Markup

from newsroom import signals
from newsroom.edition import Edition
from newsroom.jobs import PageJob
from newsroom.model import Article, Correction, CorrectionCard
from newsroom.options import load_options
from newsroom.paging.feed_entries import FeedEntry, authors_of, terms_of
from newsroom.paging.feeds import add_feed
from newsroom.paging.listings import Options, feeds_of, head, paginate
from newsroom.urls import numbered_url

TITLE = "Corrections"
DESCRIPTION = "Errors of fact that we have corrected, newest first, each with its story."
_BODY = Markup('<p>{} to <a href="{}">{}</a>:</p>\n<p>{}</p>')


def in_order(articles: Sequence[Article]) -> list[tuple[Correction, Article]]:
    """Return every correction with its story, newest first; an update corrects nothing."""
    pairs = [
        (item, article)
        for article in articles for item in article.corrections if item.kind != "update"
    ]  # fmt: skip
    # Twice, as sorting keeps the order of equals: by address, then by time the other way round.
    pairs.sort(key=lambda pair: (pair[1].url, pair[0].anchor))
    return sorted(pairs, key=lambda pair: pair[0].date, reverse=True)


def as_card(correction: Correction, article: Article) -> CorrectionCard:
    url = f"{article.url}#{correction.anchor}"
    return CorrectionCard(url, correction.date, correction.text, article.card, correction.name)


def as_entry(correction: Correction, article: Article) -> FeedEntry:
    return FeedEntry(
        url=f"{article.url}#{correction.anchor}",
        title=f"{correction.name}: {article.disclosed_title}",
        summary=correction.text,
        html=_BODY.format(correction.name, article.url, article.title, correction.text),
        published=correction.date,
        lang=article.lang,
        authors=authors_of(article),
        section=article.section.name,
        terms=terms_of(article),
        id=f"{article.id}#{correction.anchor}",
    )


def add_corrections(edition: Edition) -> None:
    site = edition.site
    url = site.href("/corrections/")
    found = in_order(edition.articles)
    feeds = feeds_of(edition, f"{TITLE} — {site.name}", url)
    per_page = load_options(edition.settings, "LISTINGS", Options).per_page
    for listing in paginate([as_card(*pair) for pair in found], url, per_page):
        own_url = numbered_url(url, listing.number)
        title = TITLE if listing.number == 1 else f"{TITLE}, page {listing.number}"
        page = head(edition, "corrections", title, own_url, DESCRIPTION, feeds=feeds)
        context = {"page": page, "listing": listing}
        edition.add(PageJob(site.file(own_url), "corrections.html", context))
    entries = [as_entry(*pair) for pair in found]
    add_feed(edition, f"{TITLE} — {site.name}", DESCRIPTION, url, entries)


def register() -> None:
    signals.page.connect(add_corrections)
