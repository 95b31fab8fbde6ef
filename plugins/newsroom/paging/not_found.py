"""The page for addresses that lead nowhere.

Template: ``not_found.html``.
"""

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.model.jobs import PageJob
from newsroom.paging.listings import head

LATEST = 5


@in_each_language
def add_not_found(edition: PagedEdition) -> None:
    url = edition.site.href("/404.html")
    page = head(edition, "not_found", edition.words.gettext("Page not found"), url, indexed=False)
    latest = [article.card for article in edition.editorial[:LATEST]]
    edition.add(PageJob(edition.site.file(url), "not_found.html", {"page": page, "latest": latest}))


def register() -> None:
    signals.page.connect(add_not_found)
