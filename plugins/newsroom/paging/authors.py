"""Author pages and their index; an author without stories is listed too.

What somebody paid for is on no author's page; what somebody did with a role (photographs) is.

Setting: ``LISTINGS``.
Template: ``author.html``, ``index.html``, ``partials/byline.html``.
"""

from collections import defaultdict

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.model import Article, Entry
from newsroom.model.jobs import PageJob
from newsroom.paging.listings import add_listing, head


@in_each_language
def add_authors(edition: PagedEdition) -> None:
    by_author: dict[str, list[Article]] = defaultdict(list)
    for article in edition.editorial:
        for author in article.everybody:
            by_author[author.slug].append(article)
    for author in edition.authors.values():
        add_listing(
            edition, "author", author.name, author.bio, author.url, by_author[author.slug],
            {"author": author},
        )  # fmt: skip
    entries = [
        Entry(
            name=author.name,
            url=author.url,
            description=author.bio,
            count=len(by_author[author.slug]),
            children=(),
            author=author,
        )
        for author in edition.authors.values()
    ]
    page = head(edition, "index", edition.words.gettext("Authors"), edition.site.href("/author/"))
    context = {"page": page, "entries": entries}
    edition.add(PageJob(edition.site.file(page.url), "index.html", context))


def register() -> None:
    signals.page.connect(add_authors)
