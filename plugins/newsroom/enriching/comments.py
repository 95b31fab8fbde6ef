"""Comments of readers, below their story; replies are under what they answer.

Setting: ``COMMENTS``, ``GISCUS``.
Sets: ``article.thread``, ``comments``; ``edition.privacy``, ``edition.site.discussion``.
Template: ``partials/comments.html``, ``macros/comment.html``; counts in ``partials/byline.html``
and ``macros/card_parts.html``.

A deleted comment is shown as such where it has replies. One whose parent is not shown is shown
by itself, so that none is lost. A story that moved keeps the comments of its old addresses.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo
from urllib.parse import quote, unquote, urlencode

from newsroom import signals
from newsroom.edition import EnrichedEdition, in_each_language
from newsroom.model import Article, Author, Comment, Discussion, Posting, Site
from newsroom.settings.comments import Giscus, comment_options, giscus_options, privacy_statement
from newsroom.text.comment_text import as_line
from newsroom.text.urls import is_web_address, old_address

NAME = 60
"""Characters of a reader's name that are shown."""
WIDGET = "https://giscus.app/{}/widget"
GISCUS_LANGUAGES = {
    "ar", "be", "bg", "ca", "cs", "da", "de", "en", "eo", "es", "eu", "fa", "fr", "gr", "he", "hu",
    "id", "it", "ja", "kh", "ko", "nl", "pl", "pt", "ro", "ru", "th", "tr", "uk", "uz", "vi",
    "zh-CN", "zh-TW",
}  # fmt: skip
"""What giscus.app speaks, by its own names: ``zh-CN`` for Chinese without a country."""


def as_comment(
    posting: Posting, replies: Iterable[Comment], authors: Mapping[str, Author], zone: tzinfo,
    nameless: str,
) -> Comment:  # fmt: skip
    author = authors.get(posting.author)
    website = posting.website if is_web_address(posting.website) else ""
    return Comment(
        id=posting.id,
        anchor=f"isso-{posting.id}",  # the mail of the comment server leads here
        name=author.name if author else as_line(posting.name, NAME) or nameless,
        link=author.url if author else website,
        author=author,
        date=datetime.fromtimestamp(posting.written, zone),
        edited=posting.edited > posting.written,
        text=posting.text,
        likes=posting.likes,
        deleted=posting.deleted,
        replies=tuple(replies),
    )


def threaded(
    postings: Iterable[Posting], authors: Mapping[str, Author], zone: tzinfo, nameless: str
) -> tuple[Comment, ...]:
    """Return the comments of one story, oldest first; replies are one level deep, as in Isso.

    ``nameless`` stands for the name of who gave none.
    """
    every = sorted(postings, key=lambda one: (one.written, one.id))
    tops = {one.id for one in every if one.parent is None}
    replies = defaultdict(list)
    for one in every:
        if one.parent in tops and not one.deleted:
            replies[one.parent].append(as_comment(one, (), authors, zone, nameless))
    return tuple(
        as_comment(one, replies[one.id], authors, zone, nameless)
        for one in every
        if one.parent not in tops and (replies[one.id] or not one.deleted)
    )


def thread_of(article: Article, site: Site) -> str:
    """Return the address under which comments are kept: the id, else the oldest address.

    An id that is not a valid address of the story is used in feeds only.
    """
    if not article.aliases:
        return article.url
    old = [site.shared(quote(old_address(alias))) for alias in article.aliases]
    given = article.id.removeprefix(site.absolute(""))
    return given if given in (*old, article.url) else old[0]


def giscus_address(giscus: Giscus, lang: str) -> str:
    """Return the address of the widget; what is missing is the story."""
    fixed = {
        "repo": giscus.repo, "repoId": giscus.repo_id, "category": giscus.category,
        "categoryId": giscus.category_id, "theme": "preferred_color_scheme", "strict": "1",
        "reactionsEnabled": "1", "emitMetadata": "0", "inputPosition": "bottom",
    }  # fmt: skip
    usual = {"zh": "zh-CN"}.get(lang, lang)
    known = (one for one in (usual, usual.partition("-")[0]) if one in GISCUS_LANGUAGES)
    return f"{WIDGET.format(next(known, 'en'))}?{urlencode(fixed)}"


@in_each_language
def add_comments(edition: EnrichedEdition) -> None:
    options, site = comment_options(edition.settings), edition.site
    if statement := privacy_statement(options, edition.words):
        edition.privacy.append(statement)
    for one in edition.with_page:
        one.thread = thread_of(one, site)
    if options.provider == "giscus":
        giscus = giscus_options(edition.settings)
        discussion = Discussion(
            server="", giscus=giscus_address(giscus, site.lang), repository=giscus.repo
        )
        edition.site = replace(site, discussion=discussion)
        return
    if options.provider == "isso":
        edition.site = replace(
            site, discussion=Discussion(server=options.server, giscus="", repository="")
        )
    nameless = edition.words.gettext("Anonymous")
    paths = edition.by_path() if edition.postings else {}
    by_story: dict[str, dict[str, list[Posting]]] = defaultdict(lambda: defaultdict(list))
    for posting in edition.postings:
        if article := paths.get(unquote(posting.thread).removeprefix(site.base)):
            by_story[article.url][quote(unquote(posting.thread))].append(posting)
    for article in edition.with_page:
        if not (threads := by_story.get(article.url)):
            continue
        # A conversation goes on where it is.
        usual = (one for one in (article.url, article.thread) if one in threads)
        article.thread = next(usual, min(threads))
        if article.comments_mode != "off":
            every = (one for thread in threads.values() for one in thread)
            article.comments = threaded(every, edition.authors, edition.zone, nameless)


def register() -> None:
    signals.enrich.connect(add_comments)
