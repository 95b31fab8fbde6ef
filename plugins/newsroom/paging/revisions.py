"""The page of what changed in a story since it was published. Search engines leave it out.

Template: ``revisions.html``.
"""

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.model.jobs import PageJob
from newsroom.paging.listings import head


@in_each_language
def add_revisions(edition: PagedEdition) -> None:
    for article in edition.articles if edition.revisions else ():
        if revisions := edition.revisions.get(article.url):
            url = article.details.revisions_url
            title = f"What changed: {article.disclosed_title}"
            page = head(edition, "revisions", title, url, article.disclosed_summary, indexed=False)
            context = {"page": page, "story": article.card, "revisions": revisions[::-1]}
            edition.add(PageJob(edition.site.file(url), "revisions.html", context))


def register() -> None:
    signals.page.connect(add_revisions)
