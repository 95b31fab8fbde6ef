"""Every correction of every listed story on one page, newest first, with its feeds.

Setting: ``LISTINGS``.
Template: ``corrections.html``, ``partials/corrections.html``.

An entry leads to the correction on its story's page. Its id is the id of the story with the day.
"""

from collections.abc import Sequence

from markupsafe import Markup

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.languages.words import Words
from newsroom.model import Article, Correction, CorrectionCard
from newsroom.model.jobs import PageJob
from newsroom.options import load_options
from newsroom.paging.feed_entries import FeedEntry, authors_of, terms_of
from newsroom.paging.feeds import add_feed
from newsroom.paging.listings import (
    ListingOptions,
    add_former_pages,
    feeds_of,
    head,
    paginate,
    title_of,
)

_LINK = Markup('<a href="{}">{}</a>')
_BODY = Markup("<p>{}</p>\n<p>{}</p>")


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
    return CorrectionCard(
        url=url,
        date=correction.date,
        text=correction.text,
        story=article.card,
        kind=correction.kind,
    )


def as_entry(correction: Correction, article: Article, words: Words) -> FeedEntry:
    story = _LINK.format(article.url, article.title)
    of = _heading(correction, story, words)
    return FeedEntry(
        url=f"{article.url}#{correction.anchor}",
        title=_title(correction, article.disclosed_title, words),
        summary=correction.text,
        html=_BODY.format(of, correction.text),
        published=correction.date,
        lang=article.lang,
        authors=authors_of(article),
        section=article.section.name,
        terms=terms_of(article, words),
        id=f"{article.id}#{correction.anchor}",
    )


def _title(correction: Correction, title: str, words: Words) -> str:
    _ = words.gettext
    if correction.kind == "clarification":
        return _("Clarification: {title}", title=title)
    if correction.kind == "note":
        return _("Editor’s note: {title}", title=title)
    return _("Correction: {title}", title=title)


def _heading(correction: Correction, story: Markup, words: Words) -> Markup:
    _ = words.gettext_html
    if correction.kind == "clarification":
        return _("A clarification to {story}:", story=story)
    if correction.kind == "note":
        return _("An editor’s note to {story}:", story=story)
    return _("A correction to {story}:", story=story)


@in_each_language
def add_corrections(edition: PagedEdition) -> None:
    site, words = edition.site, edition.words
    name = words.gettext("Corrections")
    about = words.gettext(
        "Errors of fact that we have corrected, newest first, each with its story."
    )
    url = site.href("/corrections/")
    found = in_order(edition.articles)
    feeds = feeds_of(edition, f"{name} — {site.name}", url)
    per_page = load_options(edition.settings, "LISTINGS", ListingOptions).per_page
    for listing in paginate([as_card(*pair) for pair in found], url, per_page):
        title = title_of(listing, name, words)
        page = head(edition, "corrections", title, listing.url, about, feeds=feeds)
        context = {"page": page, "listing": listing}
        edition.add(PageJob(site.file(listing.url), "corrections.html", context))
    add_former_pages(edition, url, len(found), per_page)
    entries = [as_entry(*pair, words) for pair in found]
    add_feed(edition, f"{name} — {site.name}", about, url, entries)


def register() -> None:
    signals.page.connect(add_corrections)
