"""Compiling an issue: which stories of a week it holds, in which order, under which subject."""

from collections.abc import Mapping, Sequence
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
)
from newsroom.model.weeks import Week

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
    edition: EnrichedEdition, week: Week, readers: Mapping[str, int], options: DigestOptions
) -> Issue | None:
    """Return the issue of a week, or ``None`` when no story was published in it.

    ``readers`` are those of the week by the story's URL, empty when nobody counted.
    """
    start, end = week.start(edition.zone), week.end(edition.zone)
    # Who paid for a story does not make headlines.
    of_week = [article for article in edition.editorial if start <= article.published < end]
    stories = by_weight(of_week, readers)
    if not stories:
        return None
    insight = next((one for one in stories if one.label in INSIGHTS), None)
    headlines = [one for one in stories if one is not insight]
    sections = _sections(headlines, list(edition.sections), options.headlines)
    leads = headlines or stories
    shown = {story.url for section in sections for story in section.stories}
    if insight:
        shown.add(insight.url)
    return Issue(
        week=str(week),
        url=edition.site.href(f"/newsletter/{week.slug}/"),
        subject=leads[0].title,
        preheader=" · ".join(one.title for one in leads[1:3]) or leads[0].deck or leads[0].summary,
        date=end,
        first=start,
        sections=tuple(sections),
        ranking=_ranking(edition, of_week, readers, shown, options.ranking),
        insight=_story(insight) if insight else None,
        markets=_markets(edition, stories, options.ranking),
        corrections=_corrections(edition, start, end),
    )


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
    edition: EnrichedEdition, of_week: Sequence[Article], readers: Mapping[str, int],
    shown: set[str], most: int,
) -> IssueRanking | None:  # fmt: skip
    """Return what was read most, old or new; without figures what is not shown above yet."""
    banned = {article.url for article in edition.hot_bans}
    read = [
        article
        for article in edition.editorial
        if readers.get(article.url) and article.url not in banned
    ]
    read.sort(key=lambda one: (-readers[one.url], -one.published.timestamp(), one.url))
    _ = edition.words.gettext
    title, stories = (_("Hottest"), read) if read else (
        _("Latest"), [one for one in of_week if one.url not in shown]
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


def _markets(
    edition: EnrichedEdition, stories: Sequence[Article], most: int
) -> tuple[IssueMarket, ...]:
    """Return the open markets of the week's stories, else the first ones, with their figures."""
    named = dict.fromkeys(market for story in stories for market in story.markets)
    return tuple(
        IssueMarket(
            url=one.url,
            question=one.question,
            chance=one.chance,
            source=one.provider,
            as_of=one.as_of,
        )
        for one in [one for one in named or edition.markets if one.state == "open"][:most]
        if one.as_of and one.chance
    )


def _corrections(
    edition: EnrichedEdition, start: datetime, end: datetime
) -> tuple[IssueCorrection, ...]:
    found = [
        (correction.date, f"{article.url}#{correction.anchor}", article.title, correction.text)
        for article in edition.editorial
        for correction in article.corrections
        if correction.kind != "update" and start <= correction.date < end
    ]
    return tuple(
        IssueCorrection(url=url, title=title, text=text) for _, url, title, text in sorted(found)
    )
