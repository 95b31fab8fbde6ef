"""Sponsored stories: the links that somebody paid for say so to search engines.

Sets: ``article.disclosures`` and ``article.load_body`` of sponsored stories.
Template: ``partials/sponsored.html``, ``macros/label.html``.

Cards, pages and feeds show the label and who paid. docs/writing.md names the lists in
which it may be. ``rel="sponsored"`` is Google's (Search Central, "Qualify outbound links").
"""

import re
from collections.abc import Callable
from functools import partial

from newsroom import signals
from newsroom.edition import EnrichedEdition, in_each_language

# In the canonical HTML of a finished text no attribute holds a bare quote or bracket.
_LINK = re.compile(r'<a ([^>]*?href="((?:https?:)?//[^"]*)"[^>]*)>')
_REL = re.compile(r' ?rel="([^"]*)"')


def paid_links(html: str, own: str) -> str:
    """Return finished HTML whose links to other sites say that they were paid for.

    ``own`` is the address of this site without a path; links below it stay as they are.
    """

    def paid(match: re.Match[str]) -> str:
        if f"{match[2]}/".startswith(f"{own}/"):
            return match[0]
        rel = _REL.search(match[1])
        words = dict.fromkeys(["sponsored", *(rel[1].split() if rel else ())])
        return f'<a {_REL.sub("", match[1])} rel="{" ".join(words)}">'

    return _LINK.sub(paid, html)


def _with_paid_links(load: Callable[[], str], own: str) -> str:
    return paid_links(load(), own)


@in_each_language
def mark_paid_links(edition: EnrichedEdition) -> None:
    own, _ = edition.site.absolute(""), edition.words.gettext
    for article in (*edition.with_page, *edition.expired):
        if article.sponsor:
            article.disclosures = (
                _("Sponsored by {sponsor}", sponsor=article.sponsor),
                _("Paid for by {sponsor}", sponsor=article.sponsor),
            )
        if article.label == "sponsored":
            article.load_body = partial(_with_paid_links, article.load_body, own)


def register() -> None:
    signals.enrich.connect(mark_paid_links)
