"""Compiling an issue: which stories it holds, in which order, under which subject."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from newsroom.delivering.digest.options import DigestOptions
from newsroom.edition import EnrichedEdition
from newsroom.model import (
    Article,
    Issue,
    IssueCorrection,
    IssueMarket,
    IssueRanking,
    IssueSection,
    IssueStory,
    Market,
    Newsletter,
)
from newsroom.model.periods import Period

INSIGHTS = ("analysis", "opinion")


def by_weight(stories: Sequence[Article], readers: Mapping[str, int]) -> list[Article]:
    """Return stories in order of importance: pinned, then most readers, then newest."""
    return sorted(
        stories,
        key=lambda one: (
            not one.pinned, -readers.get(one.url, 0), -one.published.timestamp(), one.url
        ),
    )  # fmt: skip


def compile_issue(
    edition: EnrichedEdition, newsletter: Newsletter, period: Period,
    readers: Mapping[str, int], options: DigestOptions, sections: Collection[str] = (),
) -> Issue | None:  # fmt: skip
    """Return the issue of a period, or ``None`` when no story was published in it.

    ``readers`` are those of the period by the story's URL, empty when nobody counted. ``sections``
    are those whose stories count; without any, all do.
    """
    every = [one for one in edition.editorial if is_in(one, sections)]
    # Who paid for a story does not make headlines.
    of_period = [one for one in every if period.start <= one.published < period.end]
    stories = by_weight(of_period, readers)
    if not stories:
        return None
    insight = next((one for one in stories if one.label in INSIGHTS), None)
    headlines = [one for one in stories if one is not insight]
    by_section = _sections(headlines, list(edition.sections), options.headlines)
    leads = headlines or stories
    shown = {story.url for section in by_section for story in section.stories}
    if insight:
        shown.add(insight.url)
    named = dict.fromkeys(market for story in stories for market in story.markets)
    return Issue(
        newsletter=newsletter,
        name=period.name,
        url=f"{newsletter.url}{period.name.lower()}/",
        subject=leads[0].title,
        preheader=" · ".join(one.title for one in leads[1:3]) or leads[0].deck or leads[0].summary,
        date=period.end,
        first=period.start,
        sections=tuple(by_section),
        ranking=_ranking(edition, every, of_period, readers, shown, options.ranking),
        insight=_story(insight) if insight else None,
        markets=_markets(named or (() if sections else edition.markets), options.ranking),
        corrections=_corrections(every, period.start, period.end),
    )


def compile_alert(edition: EnrichedEdition, newsletter: Newsletter, article: Article) -> Issue:
    """Return the issue that tells of one story."""
    name = alert_name(edition, article)
    return Issue(
        newsletter=newsletter,
        name=name,
        url=f"{newsletter.url}{name}/",
        subject=article.title,
        preheader=article.deck or article.summary,
        date=article.published,
        first=article.published,
        sections=(IssueSection(name=article.section.name, stories=(_story(article),)),),
        ranking=None,
        insight=None,
        markets=_markets(article.markets, len(article.markets)),
        corrections=(),
    )


def alert_name(edition: EnrichedEdition, article: Article) -> str:
    """Return the name of the issue that tells of a story: its day and its slug."""
    return f"{article.published.astimezone(edition.zone).date()}-{article.slug}"


def is_in(article: Article, sections: Collection[str]) -> bool:
    """Return whether a story is in one of ``sections``; without any, all of them count."""
    if not sections or article.section.slug in sections:
        return True
    return any(one.slug in sections for one in article.details.also_in)


def _sections(headlines: Sequence[Article], order: Sequence[str], most: int) -> list[IssueSection]:
    """Return the headlines by section in the paper's order, that of the first headline in front."""
    by_section: dict[str, list[Article]] = {slug: [] for slug in order}
    for article in headlines:
        by_section[article.section.slug].append(article)
    first = headlines[0].section.slug if headlines else ""
    return [
        IssueSection(
            name=by_section[slug][0].section.name,
            stories=tuple(map(_story, by_section[slug][:most])),
        )
        for slug in sorted(order, key=lambda slug: slug != first)
        if by_section[slug]
    ]


def _ranking(
    edition: EnrichedEdition, every: Sequence[Article], of_period: Sequence[Article],
    readers: Mapping[str, int], shown: set[str], most: int,
) -> IssueRanking | None:  # fmt: skip
    """Return what was read most, old or new; without figures what is not shown above yet."""
    banned = {article.url for article in edition.hot_bans}
    read = [article for article in every if readers.get(article.url) and article.url not in banned]
    read.sort(key=lambda one: (-readers[one.url], -one.published.timestamp(), one.url))
    _ = edition.words.gettext
    title, stories = (_("Hottest"), read) if read else (
        _("Latest"), [one for one in of_period if one.url not in shown]
    )  # fmt: skip
    return (
        IssueRanking(title=title, stories=tuple(map(_story, stories[:most]))) if stories else None
    )


def _story(article: Article) -> IssueStory:
    return IssueStory(
        url=article.url,
        title=article.title,
        deck=article.deck or article.summary,
        section=article.section.name,
        authors=tuple(author.name for author in article.authors),
        label=article.label,
        lang=article.lang,
        minutes=article.reading_minutes,
    )


def _markets(markets: Iterable[Market], most: int) -> tuple[IssueMarket, ...]:
    """Return the first open markets with their figures."""
    return tuple(
        IssueMarket(
            url=one.url,
            question=one.question,
            chance=one.chance,
            source=one.provider,
            as_of=one.as_of,
        )
        for one in [one for one in markets if one.state == "open"][:most]
        if one.as_of and one.chance
    )


def _corrections(
    every: Iterable[Article], start: datetime, end: datetime
) -> tuple[IssueCorrection, ...]:
    found = [
        (correction.date, f"{article.url}#{correction.anchor}", article.title, correction.text)
        for article in every
        for correction in article.corrections
        if correction.kind != "update" and start <= correction.date < end
    ]
    return tuple(
        IssueCorrection(url=url, title=title, text=text) for _, url, title, text in sorted(found)
    )
