"""The page of the stories that a reader saved: the list is in the browser, and nobody else has it.

Setting: ``SAVED``, a flag, on by default.
Sets: ``edition.site.saved``.
Template: ``saved.html``, ``partials/byline.html`` (the button).
"""

from dataclasses import replace

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.model import Link
from newsroom.model.jobs import PageJob
from newsroom.paging.listings import head


@in_each_language
def announce_saved(edition: PagedEdition) -> None:
    """Say that there is such a page, before any page is laid out."""
    if edition.settings.get("SAVED", True):
        url = edition.site.href("/saved/")
        saved = Link(title=edition.words.gettext("Saved stories"), url=url)
        edition.site = replace(edition.site, saved=saved)


@in_each_language
def add_saved(edition: PagedEdition) -> None:
    saved = edition.site.saved
    if saved:
        page = head(edition, "saved", saved.title, saved.url, indexed=False)
        edition.add(PageJob(edition.site.file(saved.url), "saved.html", {"page": page}))


def register() -> None:
    signals.enrich.connect(announce_saved)
    signals.page.connect(add_saved)
