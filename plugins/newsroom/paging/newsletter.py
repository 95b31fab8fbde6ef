"""The newsletter's page with its archive, a page for each issue, and the feeds of issues.

Template: ``newsletter.html``, ``issue.html``.

The address of an issue is ``/newsletter/2026-w47/``, where "read in the browser" of the mail leads.
"""

from markupsafe import Markup

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.languages.words import Words
from newsroom.model import Issue, IssueStory
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
        section=words.gettext("Newsletter"),
    )


@in_each_language
def add_newsletter_pages(edition: PagedEdition) -> None:
    site = edition.site
    if site.newsletter is None:
        return
    words = edition.words
    name = words.gettext("Newsletter")
    about = words.gettext("Weekly highlights, major headlines and expert insights.")
    url, title = site.newsletter.url, f"{name} — {site.name}"
    feeds = feeds_of(edition, title, url)
    page = head(edition, "newsletter", name, url, about, feeds=feeds)
    context = {"page": page, "issues": edition.issues}
    edition.add(PageJob(site.file(url), "newsletter.html", context))
    for issue in edition.issues:
        page = head(edition, "issue", issue.subject, issue.url, issue.preheader, feeds=feeds)
        edition.add(PageJob(site.file(issue.url), "issue.html", {"page": page, "issue": issue}))
    entries = [as_entry(issue, words) for issue in edition.issues]
    add_feed(edition, title, about, url, entries)


def register() -> None:
    signals.page.connect(add_newsletter_pages)
