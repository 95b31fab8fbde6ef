"""Section pages and their index.

Setting: ``LISTINGS``.
Template: ``section.html``, ``index.html``, ``partials/top.html``.
"""

from collections import defaultdict

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.model import Article, Entry
from newsroom.model.jobs import PageJob
from newsroom.paging.listings import add_listing, head
from newsroom.paging.section_fronts import top_of


@in_each_language
def add_sections(edition: PagedEdition) -> None:
    by_section: dict[str, list[Article]] = defaultdict(list)
    for article in edition.articles:
        for section in (article.section, *article.details.also_in):
            by_section[section.slug].append(article)
    news: dict[str, list[Article]] = defaultdict(list)
    for article in edition.by_news:
        for section in (article.section, *article.details.also_in):
            news[section.slug].append(article)
    breaking = tuple(article.card for article in edition.breaking)
    for section in edition.sections.values():
        top, shown = top_of(edition, section, news[section.slug])
        add_listing(
            edition, "section", section.name, section.description, section.url,
            by_section[section.slug], {"section": section},
            opening={"breaking": breaking, "top": top}, shown=shown,
        )  # fmt: skip
    entries = [
        Entry(
            name=section.name,
            url=section.url,
            description=section.description,
            count=len(by_section[section.slug]),
        )
        for section in edition.sections.values()
    ]
    page = head(
        edition, "index", edition.words.gettext("Sections"), edition.site.href("/sections/")
    )
    context = {"page": page, "entries": entries}
    edition.add(PageJob(edition.site.file(page.url), "index.html", context))


def register() -> None:
    signals.page.connect(add_sections)
