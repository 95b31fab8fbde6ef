"""The privacy page: what happens to readers' data, as the settings make it true.

Setting: ``PRIVACY``, a dict with the fields of :class:`PrivacyOptions`.
Sets: ``document.statements`` of the privacy page.
Template: ``document.html``, ``partials/privacy.html``.

A feature that learns something about readers, or sends them to another site, appends its own
sentence to ``edition.privacy`` in its own handler. They follow what the newsroom wrote in
``content/pages/privacy.md``; without that file the page holds them alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote, urlsplit

from pydantic import AfterValidator, NonNegativeInt

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.languages.words import Words
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


def reading(site: Site, words: Words) -> Statement:
    text = words.gettext(
        "Reading a page sets no cookie. The page, its fonts, styles, scripts and our own pictures"
        " come from {host}. It carries no advertising, no analytics script and no tracking pixel.",
        host=urlsplit(site.url).netloc,
    )
    return Statement(title=words.gettext("Reading"), text=text)


def access_log(log_days: int, words: Words) -> Statement:
    text = words.gettext(
        "The web server that hands you a page sees its address, the time, your IP address and what"
        " your browser says about itself, and may write that to an access log."
    )
    if log_days:
        kept = words.ngettext(
            "It is kept for one day.", "It is kept for {number} days.", log_days
        )  # fmt: skip
        text = words.sentences(text, kept)
    return Statement(title=words.gettext("Access log"), text=text)


def embeds(frames: Mapping[str, str], words: Words) -> Statement:
    """Say what stories show of others; ``frames`` are hosts and providers of what a click loads."""
    _ = words.gettext
    said = []
    if frames:
        names = sorted({f"{name} ({host})" for host, name in frames.items()}, key=str.casefold)
        said.append(_(
            "Films, posts, charts and maps of others are links in a story. Only when you press one"
            " is its page loaded into ours, and its provider learns your IP address and the"
            " address of this site. At present these are: {names}.",
            names=", ".join(names),
        ))  # fmt: skip
    said.append(
        _(
            "A picture that a story takes from another site is loaded from there; that site learns"
            " your IP address."
        )
    )
    return Statement(title=_("Films and pictures of others"), text=words.sentences(*said))


@in_each_language
def add_privacy(edition: PagedEdition) -> None:
    options = load_options(edition.settings, "PRIVACY", PrivacyOptions)
    if not options.page:
        return
    site, words = edition.site, edition.words
    statements = (
        reading(site, words), access_log(options.log_days, words), embeds(edition.frames, words),
        *edition.privacy,
    )  # fmt: skip
    for document in edition.documents:
        if document.slug == options.page:
            document.statements = statements
            return
    document = Document(
        source="", slug=options.page, url=site.href(f"/{quote(options.page)}/"),
        title=words.gettext("Privacy"), deck="", updated=None, lang=site.lang, digest="",
        load_body=str, statements=statements,
    )  # fmt: skip
    page = head(edition, "document", document.title, document.url)
    context = {"page": page, "document": document}
    edition.add(PageJob(site.file(document.url), "document.html", context))


def register() -> None:
    signals.page.connect(add_privacy)
