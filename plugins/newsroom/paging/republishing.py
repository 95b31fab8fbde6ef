"""The page from which others copy a story, where they may. Search engines leave it out.

Setting: ``REPUBLISH``.
Template: ``republish.html``.
"""

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.model.jobs import PageJob
from newsroom.options import load_options
from newsroom.paging.copies import Copy
from newsroom.paging.listings import head
from newsroom.settings.republishing import RepublishOptions


@in_each_language
def add_republishing_pages(edition: PagedEdition) -> None:
    options = load_options(edition.settings, "REPUBLISH", RepublishOptions)
    if options.stories == "none":
        return
    site, _ = edition.site, edition.words.gettext
    own = {document.url for document in edition.documents}
    terms = options.terms
    if terms.startswith("/"):
        terms = site.href(terms) if site.href(terms) in own else site.shared(terms)
    for article in edition.articles:
        if url := article.details.republish_url:
            title = f"{_('Republish this story')}: {article.title}"
            page = head(edition, "republish", title, url, article.summary, indexed=False)
            copy = Copy(article, site, edition.words, options.pictures)
            context = {"page": page, "story": article.card, "copy": copy, "terms": terms}
            edition.add(PageJob(site.file(url), "republish.html", context))


def register() -> None:
    signals.page.connect(add_republishing_pages)
