"""The pages of newsletters with their archives, a page for each issue, and the feeds of issues.

Template: ``newsletter.html``, ``issue.html``.

The address of an issue is ``/newsletter/2026-w47/``, or ``/newsletter/daily/2026-11-23/`` of the
newsletter ``daily``; "read in the browser" of the mail leads there.
"""

from markupsafe import Markup

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.languages.words import Words
from newsroom.model import Issue, IssueStory, Newsletter
from newsroom.model.jobs import PageJob
from newsroom.paging.feed_entries import FeedEntry
from newsroom.paging.feeds import add_feed
from newsroom.paging.listings import feeds_of, head

_LINE = Markup('<li><a href="{}">{}</a>{}</li>')
_LIST = Markup("<h2>{}</h2>\n<ul>\n{}\n</ul>")


def as_html(issue: Issue, words: Words) -> Markup:
    """Return an issue as the plain text with links that it is in a feed."""
    parts = [(section.name, section.stories) for section in issue.sections]
    if issue.insight:
        parts.append((words.gettext("Expert insight"), (issue.insight,)))
    if issue.ranking:
        parts.append((issue.ranking.title, issue.ranking.stories))
    lists = [_LIST.format(name, _lines(stories)) for name, stories in parts]
    if issue.markets:
        lines = [_LINE.format(one.url, one.question, f": {one.chance}") for one in issue.markets]
        lists.append(_LIST.format(words.gettext("Markets"), Markup("\n").join(lines)))
    if issue.corrections:
        lines = [_LINE.format(one.url, one.title, f": {one.text}") for one in issue.corrections]
        lists.append(_LIST.format(words.gettext("Corrections"), Markup("\n").join(lines)))
    return Markup("\n").join(lists)


def _lines(stories: tuple[IssueStory, ...]) -> Markup:
    lines = (_LINE.format(one.url, one.title, one.deck and f": {one.deck}") for one in stories)
    return Markup("\n").join(lines)


def as_entry(issue: Issue, words: Words) -> FeedEntry:
    return FeedEntry(
        url=issue.url,
        title=issue.subject,
        summary=issue.preheader or issue.subject,
        html=as_html(issue, words),
        published=issue.date,
        lang=words.lang,
        section=issue.newsletter.title,
    )


@in_each_language
def add_newsletter_pages(edition: PagedEdition) -> None:
    site = edition.site
    if site.newsletter is None:
        return
    for newsletter in site.newsletter.all:
        _add_newsletter(edition, newsletter, site.newsletter.url)
    if all(one.url != site.newsletter.url for one in site.newsletter.all):
        name = edition.words.gettext("Newsletter")
        page = head(edition, "newsletter", name, site.newsletter.url)
        context = {"page": page, "newsletter": None, "issues": (), "others": site.newsletter.all}
        edition.add(PageJob(site.file(site.newsletter.url), "newsletter.html", context))


def _add_newsletter(edition: PagedEdition, newsletter: Newsletter, first: str) -> None:
    """Order the page of a newsletter, its issues and its feeds; ``first`` lists all newsletters."""
    site, words, url = edition.site, edition.words, newsletter.url
    every = site.newsletter.all if site.newsletter else ()
    issues = [one for one in edition.issues if one.newsletter == newsletter]
    title = f"{newsletter.title} — {site.name}"
    feeds = feeds_of(edition, title, url)
    page = head(edition, "newsletter", newsletter.title, url, newsletter.about, feeds=feeds)
    others = [one for one in every if one != newsletter] if url == first else []
    context = {"page": page, "newsletter": newsletter, "issues": issues, "others": others}
    edition.add(PageJob(site.file(url), "newsletter.html", context))
    for issue in issues:
        page = head(edition, "issue", issue.subject, issue.url, issue.preheader, feeds=feeds)
        edition.add(PageJob(site.file(issue.url), "issue.html", {"page": page, "issue": issue}))
    entries = [as_entry(issue, words) for issue in issues]
    add_feed(edition, title, newsletter.about, url, entries)


def register() -> None:
    signals.page.connect(add_newsletter_pages)
