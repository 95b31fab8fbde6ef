"""Series: which stories belong to which, by the names that writers use.

Sets: ``edition.series``, ``named``; ``article.series``, ``given_part``.

``content/data/series.yml`` may give a series a name, a description and the number of parts that are
planned. Without an entry its name is the spelling that stories use most.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from pydantic import Field

from newsroom.edition import ReadEdition
from newsroom.languages.further import further_language
from newsroom.model import Article, Series
from newsroom.options import suggestion
from newsroom.problems import Problem
from newsroom.reading.assembly.slugs import slug_maker
from newsroom.reading.frontmatter.fields import Closed, Language, Note, Text
from newsroom.reading.registries.names import Place, lookup
from newsroom.reading.registries.registry import ListName, Registry, read_registry
from newsroom.reading.sources.read_files import ReadFile, place_of
from newsroom.reading.typography import smart_text
from newsroom.text.urls import series_url, slugify

PATH = "content/data/series.yml"


class SeriesEntry(Closed):
    name: Text
    description: Note = ""
    parts: int = Field(0, ge=1, le=999, description="How many are planned.")
    languages: dict[Language, ListName] = Field({})


def add_series(
    stories: Sequence[ReadFile], articles: Mapping[str, Article], edition: ReadEdition
) -> Registry[SeriesEntry]:
    """Give every story its series; ``articles`` are found by the paths of their sources.

    Returns the registry of series.
    """
    registry, problems = read_registry(edition.content / "data/series.yml", PATH, SeriesEntry)
    edition.problems.extend(problems)
    for slug, entry in registry.entries.items():
        edition.named[edition.site.href(series_url(slug))] = entry.name, entry.description
    members = [
        (articles[file.source.path], file.story.matter.series, file)
        for file in stories
        if not file.plain and file.story.matter.series and file.source.path in articles
    ]
    uses = [(name, place_of(file, "series")) for _, name, file in members]
    slug_of = slug_maker(edition, ((name, file.story.matter.lang) for _, name, file in members))
    found, problems = resolve_series(uses, registry, edition.site.base, edition.site.lang, slug_of)
    edition.problems.extend(problems)
    numbered: dict[tuple[str, str, int], Article] = {}
    further = tuple(filter(None, edition.own))
    for article, name, file in members:
        article.series = found.get(name)
        article.given_part = file.story.matter.part
        if article.series and article.given_part:
            place = place_of(file, "part")
            language = further_language(article.lang, edition.site.lang, further)
            wrong = _number_problems(article, article.series, language, place, numbered)
            edition.problems.extend(wrong)
    # A series has a page from the first listed story on, also when all of them have expired.
    expired = [article for article in edition.expired if article.status == "published"]
    seen = [*edition.articles, *edition.drafts, *expired]
    used = {article.series for article in seen if article.series}
    order = sorted(used, key=lambda series: (series.name.casefold(), series.slug))
    edition.series = {series.slug: series for series in order}
    return registry


def resolve_series(
    uses: Sequence[tuple[str, Place]],
    registry: Registry[SeriesEntry],
    base: str,
    lang: str = "en",
    slug_of: Callable[[str], str] = slugify,
) -> tuple[dict[str, Series], list[Problem]]:
    """Return spelling → series. Spellings of one slug are one series; entries name it first."""
    spellings = {
        slugify(local.name): slug
        for slug, entry in registry.entries.items()
        for local in entry.languages.values()
    } | lookup({slug: entry.name for slug, entry in registry.entries.items()})
    series = {
        slug: Series(
            slug=slug,
            name=entry.name,
            description=smart_text(entry.description, lang),
            url=base + series_url(slug),
            planned=entry.parts,
        )
        for slug, entry in registry.entries.items()
    }
    by_slug: dict[str, list[tuple[str, Place]]] = defaultdict(list)
    problems = []
    for name, at in uses:
        slug = slug_of(name)
        if slug:
            by_slug[spellings.get(slugify(name), slug)].append((name, at))
        else:
            what, remedy = f"the series {name!r} gives no address", "write its name in letters"
            problems.append(Problem(at.path, what, remedy, line=at.line, column=at.column))
    for slug in by_slug.keys() - series.keys():
        counts = Counter(name for name, _ in by_slug[slug])
        name = min(counts, key=lambda one: (-counts[one], one))
        series[slug] = Series(
            slug=slug, name=name, description="", url=base + series_url(slug), planned=0
        )
    for slug, named in by_slug.items():
        if slug not in registry.entries:
            others = [one.name for one in series.values() if one.slug != slug]
            problems += _slips(named, series[slug].name, others)
    return {name: series[slug] for slug, named in by_slug.items() for name, _ in named}, problems


def _slips(
    named: Sequence[tuple[str, Place]], name: str, others: Sequence[str]
) -> Iterator[Problem]:
    """Yield warnings of a series without an entry: other spellings, and what may be a typo."""
    for other, at in named:
        if other != name:
            what = f"the series {other!r} is {name!r} in another spelling"
            yield Problem(
                at.path, what, f"write {name!r}", line=at.line, column=at.column, level="warning"
            )
    if len(named) == 1 and (hint := suggestion(name, others)):
        at, what = named[0][1], f"{name!r} is a series of one story"
        remedy = f"write the name of the other one{hint}, or add it to data/series.yml"
        yield Problem(at.path, what, remedy, line=at.line, column=at.column, level="warning")


def _number_problems(
    article: Article, series: Series, language: str, at: Place,
    numbered: dict[tuple[str, str, int], Article],
) -> Iterator[Problem]:  # fmt: skip
    """Yield what is wrong with a part's given number, and note it in ``numbered``.

    Each language of the paper counts its own parts.
    """
    number = article.given_part or 0
    other = numbered.setdefault((series.slug, language, number), article)
    if other is not article:
        what = f"part {number} of {series.name!r} is {other.source} already"
        yield Problem(at.path, what, "correct one of the two", line=at.line, column=at.column)
    if series.planned and number > series.planned:
        what = f"{series.name!r} is planned to have {series.planned} parts"
        yield Problem(
            at.path,
            what,
            f"correct one of the two: this, or {PATH}",
            line=at.line,
            column=at.column,
        )
