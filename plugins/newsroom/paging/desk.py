"""The desk: a list of all stories by state. It exists in a preview only.

Template: ``desk.html``.
"""

from collections.abc import Iterator

from newsroom import signals
from newsroom.edition import PagedEdition
from newsroom.model import Article, DeskList, DeskStory
from newsroom.model.jobs import PageJob
from newsroom.paging.listings import head

NEWEST = 200
"""Published stories that are listed: the archive has the others."""


def add_desk(edition: PagedEdition) -> None:
    if not edition.preview:
        return
    url = edition.site.href("/desk/")
    page = head(edition, "desk", edition.words.gettext("Desk"), url, indexed=False)
    context = {"page": page, "lists": tuple(desk_lists(edition))}
    edition.add(PageJob(edition.site.file(url), "desk.html", context))


def desk_lists(edition: PagedEdition) -> Iterator[DeskList]:
    """Yield every state that has stories: what needs work first, then newest first."""
    drafts = [story for story in edition.drafts if story.status == "draft"]
    scheduled = [story for story in edition.drafts if story.status != "draft"]
    _ = edition.words.gettext
    for name, stories in (
        (_("Drafts"), drafts),
        (_("Scheduled"), scheduled[::-1]),
        (_("Published"), edition.articles),
        (_("Hidden"), edition.hidden),
        (_("Expired"), edition.expired),
    ):
        if stories:
            yield DeskList(
                name=name, total=len(stories), stories=tuple(map(desk_story, stories[:NEWEST]))
            )


def desk_story(article: Article) -> DeskStory:
    return DeskStory(
        url=article.url,
        title=article.title,
        source=article.source,
        section=article.section,
        authors=article.authors,
        published=article.published,
        updated=article.updated,
        expires=article.expires,
        word_count=article.word_count,
        lang=article.lang,
    )


def register() -> None:
    signals.page.connect(add_desk)
