"""Related news: for every story the ones that a reader of it would want next.

Hand-picked stories come first, then those whose text, tags and section are most similar; never the
story itself, nor a copy or translation of it, nor two copies of one text, nor what somebody paid
for. A list that stays short is filled up with what the section had to say at that time.

Setting: ``RELATED``, a dict with the fields of :class:`RelatedOptions`.
Sets: ``article.load_related``, which gives the stories, best first.
Template: ``partials/related.html``.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from hashlib import blake2b
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, NonNegativeInt

from newsroom import signals
from newsroom.edition import EnrichedEdition
from newsroom.engine.workers import BackgroundTask, WorkerError
from newsroom.enriching.related_cache import Lists, RelatedCache
from newsroom.enriching.similarity import Signature, Subject, is_copy
from newsroom.languages.further import further_language
from newsroom.model import Article
from newsroom.options import load_options
from newsroom.problems import ContentError

if TYPE_CHECKING:  # numpy takes a tenth of a second to load
    from newsroom.enriching.shortlists import Shortlists

FEW = 200  # up to this many new stories, one process is fast enough
NEARBY = 20  # stories of the section looked at to fill a list up: enough, unless all are copies


@dataclass(frozen=True)
class RelatedOptions:
    """Setting ``RELATED``.

    ``count``: stories in a list. ``threshold``: least similarity (0 to 1) of a story that is shown.
    ``least``: a list shorter than this is filled up with the nearest in time of its section.
    """

    count: NonNegativeInt = 5
    threshold: Annotated[float, Field(ge=0, le=1)] = 0.06
    least: NonNegativeInt = 3


def related_lists(
    subjects: Iterable[Subject], options: RelatedOptions, path: Path | None = None, workers: int = 1
) -> dict[str, list[str]]:
    """Return for each story the ids of its related ones, best first.

    Ties go to the newer story, then to the lesser id; the order of ``subjects`` has no effect. Nor
    has ``path``, where the lists are remembered: with it, only those that may change are made.
    """
    stories = sorted(subjects, key=lambda story: (-story.published, story.id))
    digests = [story.digest for story in stories]
    edition = blake2b(b"".join(digests), digest_size=16).hexdigest()
    cache = RelatedCache(path, options)
    last = cache.read_lists()
    if last.edition == edition:
        return last.related
    if not stories:
        return {}

    # Only when there is something to compute.
    from newsroom.enriching.shortlists import Shortlists, update

    arrays = cache.read_arrays() if last.edition else {}
    old = Shortlists.from_arrays(arrays) if arrays else Shortlists.empty()
    shortlists, changed = update(old, stories, digests, options.threshold, workers)
    also = {story.id for story in stories if story.picked}.union(last.filled)
    rows = [row for row, story in enumerate(stories) if changed[row] or story.id in also]
    made, filled = _make_lists(stories, rows, shortlists, options)
    related = {
        story.id: made[story.id] if story.id in made else last.related[story.id]
        for story in stories
    }
    cache.write(Lists(edition, related, filled), shortlists.arrays())
    return related


def _make_lists(
    stories: Sequence[Subject],
    rows: Sequence[int],
    shortlists: "Shortlists",
    options: RelatedOptions,
) -> tuple[dict[str, list[str]], list[str]]:
    """Return the lists of ``rows`` by id, and the ids of those that were filled up."""
    places = {story.id: place for place, story in enumerate(stories) if story.candidate}
    sections = defaultdict[tuple[str, str], list[int]](list)
    for place in places.values():
        sections[stories[place].section, stories[place].language].append(place)

    @cache
    def signature(place: int) -> Signature:
        return Signature.read(shortlists.signatures[place].tobytes())

    def is_other(other: int, shown: Iterable[int]) -> bool:
        """Tell whether this is another story than those: no copy, no translation."""
        work = stories[other].work
        return not any(
            other == item or (work and work == stories[item].work)
            or is_copy(signature(other), signature(item)) for item in shown
        )  # fmt: skip

    def is_read(other: int, place: int) -> bool:
        return stories[other].language == stories[place].language

    def add_different(chosen: list[int], others: Iterable[int], limit: int, place: int) -> None:
        """Append ``others`` to ``chosen`` up to ``limit``, none a copy of the story or another."""
        for other in others:
            if len(chosen) >= limit:
                return
            if is_read(other, place) and is_other(other, [place, *chosen]):
                chosen.append(other)

    lists, filled = {}, []
    least = min(options.least, options.count)
    for place, similar in zip(rows, shortlists.of(rows), strict=True):
        story = stories[place]
        picked = [places[pick] for pick in dict.fromkeys(story.picked) if pick in places]
        own = story.work or story.id
        chosen = [pick for pick in picked if (stories[pick].work or stories[pick].id) != own]
        chosen = chosen[: options.count]
        add_different(chosen, similar, options.count, place)
        if len(chosen) < least:
            filled.append(story.id)
            section = sections[story.section, story.language]
            near = islice(_nearest(section, place), NEARBY)
            add_different(chosen, near, least, place)
        lists[story.id] = [stories[other].id for other in chosen]
    return lists, filled


def _nearest(section: Sequence[int], place: int) -> Iterator[int]:
    """Yield the others of a section (places, newest first): older ones first, as they stay put."""
    older, newer = bisect_right(section, place), bisect_left(section, place)
    for position in chain(range(older, len(section)), reversed(range(newer))):
        yield section[position]


def add_related(edition: EnrichedEdition) -> None:
    """Give every article that has a page its related ones, all of them listed and unpaid."""
    articles = {article.url: article for article in edition.with_page}
    listed = {article.url for article in edition.editorial}
    options = load_options(edition.settings, "RELATED", RelatedOptions)
    in_background = edition.parsed < FEW and edition.workers > 1 and not edition.preview
    workers = 1 if in_background else edition.workers
    path = edition.cache / "related.npz"

    further = tuple(filter(None, edition.own))

    def compare() -> dict[str, list[str]]:
        subjects = [
            _subject(
                article,
                article.url in listed,
                further_language(article.lang, edition.site.lang, further),
            )
            for article in articles.values()
        ]
        return related_lists(subjects, options, path, workers)

    lists = BackgroundTask(compare, in_background=in_background)
    edition.ending.callback(lists.end)
    if not (in_background or edition.preview):
        _result(lists)
    for url, article in articles.items():
        article.load_related = partial(_related, lists, articles, url)


def _related(
    lists: BackgroundTask[dict[str, list[str]]], articles: Mapping[str, Article], url: str
) -> tuple[Article, ...]:
    return tuple([articles[other] for other in _result(lists)[url]])


def _result(lists: BackgroundTask[dict[str, list[str]]]) -> dict[str, list[str]]:
    try:
        return lists.result()
    except WorkerError as death:
        raise ContentError([death.problem("related news")]) from None


def _subject(article: Article, candidate: bool, language: str) -> Subject:
    return Subject(
        id=article.url, text=article.digest, load=article.load_terms,
        tags=tuple(tag.slug for tag in article.tags), section=article.section.slug,
        published=article.published.timestamp(), candidate=candidate,
        picked=tuple(pick.url for pick in article.picked), work=article.original,
        language=language,
    )  # fmt: skip


def register() -> None:
    signals.enrich.connect(add_related)
