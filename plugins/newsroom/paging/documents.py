"""Pages that are not stories: about, corrections policy, privacy.

Template: ``document.html``.
"""

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.model.jobs import PageJob
from newsroom.paging.listings import head


@in_each_language
def add_documents(edition: PagedEdition) -> None:
    for document in edition.documents:
        page = head(edition, "document", document.title, document.url, document.deck)
        context = {"page": page, "document": document}
        edition.add(PageJob(edition.site.file(document.url), "document.html", context))


def register() -> None:
    signals.page.connect(add_documents)
