"""The order of news: what happened last comes first, and every text once.

Live coverage counts by its last update; every other story by the time at which it was published.
Translations of a story and copies of a text are its *versions*: one of them is news, that in the
language of the paper or else the newest.

Sets: ``edition.news``, ``edition.versions``.
"""

from base64 import b64decode
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from newsroom import signals
from newsroom.edition import EnrichedEdition, in_each_language
from newsroom.enriching.similarity import Signature, is_copy
from newsroom.languages.further import main_language
from newsroom.model import Article

REACH = 60  # stories at the top whose texts are compared with each other
BELOW = 6  # of each section after these: its band on the front page may show them
SHORTEST = 20  # different word groups of a text; below it, two short notes may be alike by chance


def moment(article: Article) -> datetime:
    """Return when a story last was news."""
    updates = article.live.updates if article.live else ()
    seen = [update.published for update in updates if not update.is_scheduled]
    return max([article.published, *seen])


def by_news(articles: Sequence[Article]) -> list[Article]:
    """Return stories, given newest first, in the order of news."""
    if not any(article.live for article in articles):
        return list(articles)
    return sorted(articles, key=moment, reverse=True)


def same_texts(ordered: Sequence[Article]) -> Iterator[tuple[Article, Article]]:
    """Yield pairs of stories with one text, or two versions of it.

    Texts are compared where the front page may show both stories, or one headline, summary or
    original address makes them suspicious.
    """
    near: dict[str, Article] = {}
    below: Counter[str] = Counter()
    signatures: dict[str, Signature] = {}
    alike: dict[str, list[Article]] = defaultdict(list)
    for place, article in enumerate(ordered):
        keys = {article.title, article.summary, article.canonical_url} - {""}
        others = {other.url: other for key in keys for other in alike[key]}
        below[article.section.slug] += place >= REACH
        if below[article.section.slug] <= BELOW:
            others |= near
            near[article.url] = article
        for other in others.values():
            one, two = (_signature(story, signatures) for story in (article, other))
            if min(one.size, two.size) >= SHORTEST and is_copy(one, two):
                yield other, article
        for key in keys:
            alike[key].append(article)


def _signature(article: Article, known: dict[str, Signature]) -> Signature:
    if article.url not in known:
        _, _, encoded = article.load_terms().partition(" ")
        known[article.url] = Signature.read(b64decode(encoded))
    return known[article.url]


def translated(articles: Iterable[Article]) -> Iterator[tuple[Article, Article]]:
    """Yield pairs of stories that are one story in two languages."""
    some = [article for article in articles if article.translations]
    by_url = {article.url: article for article in some}
    for article in some:
        for other in article.translations:
            if other.url in by_url:
                yield by_url[other.url], article


def grouped(pairs: Iterable[tuple[Article, Article]]) -> dict[str, frozenset[str]]:
    """Return URL → the URLs of all versions of a story, its own included."""
    groups: dict[str, frozenset[str]] = {}
    for one, other in pairs:
        urls = {one.url, other.url}
        group = frozenset(urls).union(*(groups.get(url, ()) for url in urls))
        groups.update(dict.fromkeys(group, group))
    return groups


def once(
    ordered: Iterable[Article], versions: dict[str, frozenset[str]], lang: str
) -> list[Article]:
    """Return stories without further versions, each in the place of the first."""
    ordered = list(ordered)
    own = {article.url for article in ordered if main_language(article.lang) == main_language(lang)}
    chosen: dict[str, str] = {}
    for article in ordered:  # the language of the paper counts more than the order
        for url in versions.get(article.url, ()):
            if url not in chosen or (article.url in own and chosen[url] not in own):
                chosen[url] = article.url
    return [article for article in ordered if chosen.get(article.url, article.url) == article.url]


@in_each_language
def add_news_order(edition: EnrichedEdition) -> None:
    ordered = by_news(edition.articles)
    unpaid = [article for article in ordered if not article.sponsor]
    versions = grouped([*translated(unpaid), *same_texts(unpaid)])
    edition.versions = versions
    edition.news = tuple(once(ordered, versions, edition.site.lang))


def register() -> None:
    signals.enrich.connect(add_news_order)
