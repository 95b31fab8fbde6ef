"""The privacy page: what happens to readers' data, as the settings make it true.

Setting: ``PRIVACY``, a dict with the fields of :class:`PrivacyOptions`.
Template: ``document.html``, ``partials/privacy.html``.

A feature that learns something about readers, or sends them to another site, appends its own
sentence to ``edition.privacy`` in its own handler. They follow what the newsroom wrote in
``content/pages/privacy.md``; without that file the page holds them alone.
"""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote, urlsplit

from pydantic import AfterValidator, NonNegativeInt

from newsroom import signals
from newsroom.edition import Edition
from newsroom.model import Document, Site, Statement
from newsroom.model.jobs import PageJob
from newsroom.options import load_options
from newsroom.paging.listings import head
from newsroom.text.urls import slugify


def _slug(text: str) -> str:
    if slugify(text) != text:
        raise ValueError(f"write {slugify(text) or 'privacy'!r}")
    return text


@dataclass(frozen=True)
class PrivacyOptions:
    """Setting ``PRIVACY``.

    ``page``: slug of the page with the statements; empty means that none are printed.
    ``log_days``: how long the host keeps its access log; 0 means that this is not stated.
    """

    page: Annotated[str, AfterValidator(_slug)] = "privacy"
    log_days: NonNegativeInt = 0


def reading(site: Site) -> Statement:
    return Statement(
        "Reading",
        "Reading a page sets no cookie and stores nothing in your browser. The page, its fonts,"
        f" styles, scripts and our own pictures come from {urlsplit(site.url).netloc}. It carries"
        " no advertising, no analytics script and no tracking pixel.",
    )


def access_log(log_days: int) -> Statement:
    days = "one day" if log_days == 1 else f"{log_days} days"
    kept = f" It is kept for {days}." if log_days else ""
    return Statement(
        "Access log",
        "The web server that hands you a page sees its address, the time, your IP address and what"
        f" your browser says about itself, and may write that to an access log.{kept}",
    )


def embeds() -> Statement:
    return Statement(
        "Films and pictures of others",
        "A film of YouTube or Vimeo in a story is a link. Only when you press it is the player"
        " loaded, and its provider learns your IP address and the address of this site. A picture"
        " that a story takes from another site is loaded from there, which learns the same.",
    )


def add_privacy(edition: Edition) -> None:
    options = load_options(edition.settings, "PRIVACY", PrivacyOptions)
    if not options.page:
        return
    site = edition.site
    statements = (reading(site), access_log(options.log_days), embeds(), *edition.privacy)
    for document in edition.documents:
        if document.slug == options.page:
            document.statements = statements
            return
    document = Document(
        source="", slug=options.page, url=site.href(f"/{quote(options.page)}/"), title="Privacy",
        deck="", updated=None, lang=site.lang, digest="", load_body=str, statements=statements,
    )  # fmt: skip
    page = head(edition, "document", document.title, document.url)
    context = {"page": page, "document": document}
    edition.add(PageJob(site.file(document.url), "document.html", context))


def register() -> None:
    signals.page.connect(add_privacy)
