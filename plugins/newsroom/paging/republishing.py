"""The page from which others copy a story, where they may. Search engines leave it out.

Setting: ``REPUBLISH``.
Template: ``republish.html``.
"""

from newsroom import signals
from newsroom.edition import PagedEdition
from newsroom.model.jobs import PageJob
from newsroom.options import load_options
from newsroom.paging.copies import Copy
from newsroom.paging.listings import head
from newsroom.settings.republishing import RepublishOptions


def add_republishing_pages(edition: PagedEdition) -> None:
    options = load_options(edition.settings, "REPUBLISH", RepublishOptions)
    if options.stories == "none":
        return
    site, _ = edition.site, edition.words.gettext
    terms = site.href(options.terms) if options.terms.startswith("/") else options.terms
    for article in edition.articles:
        if url := article.details.republish_url:
            title = f"{_('Republish this story')}: {article.title}"
            page = head(edition, "republish", title, url, article.summary, indexed=False)
            copy = Copy(article, site, edition.words, options.pictures)
            context = {"page": page, "story": article.card, "copy": copy, "terms": terms}
            edition.add(PageJob(site.file(url), "republish.html", context))


def register() -> None:
    signals.page.connect(add_republishing_pages)
