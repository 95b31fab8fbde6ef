"""Tag pages and their index. A tag whose stories have all expired keeps its page, without stories.

Setting: ``LISTINGS``.
Template: ``tag.html``, ``index.html``, ``partials/top.html``, ``partials/tags.html``.
"""

from collections import defaultdict

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.model import Article, Entry
from newsroom.model.jobs import PageJob
from newsroom.paging.listings import add_listing, head
from newsroom.paging.section_fronts import top_of


@in_each_language
def add_tags(edition: PagedEdition) -> None:
    by_tag: dict[str, list[Article]] = defaultdict(list)
    for article in edition.articles:
        for tag in article.tags:
            by_tag[tag.slug].append(article)
    for tag in edition.tags.values():
        is_edited = tag.url in edition.top_plans
        news = [one for one in edition.by_news if tag in one.tags] if is_edited else ()
        top, shown = top_of(edition, tag, news)
        add_listing(
            edition, "tag", f"#{tag.name}", tag.description, tag.url, by_tag[tag.slug],
            {"tag": tag}, opening={"top": top}, shown=shown,
        )  # fmt: skip
    entries = [
        Entry(name=tag.name, url=tag.url, description=tag.description, count=len(by_tag[tag.slug]))
        for tag in sorted(edition.tags.values(), key=lambda tag: (tag.name.casefold(), tag.slug))
        if by_tag[tag.slug]
    ]
    page = head(edition, "index", edition.words.gettext("Tags"), edition.site.href("/tag/"))
    context = {"page": page, "entries": entries}
    edition.add(PageJob(edition.site.file(page.url), "index.html", context))


def register() -> None:
    signals.page.connect(add_tags)
