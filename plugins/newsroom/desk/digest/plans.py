"""Which issue is meant: a week, the hours up to a time of the day, or a story."""

from dataclasses import dataclass
from pathlib import Path

from newsroom.delivering.digest.compile import alert_name, is_in
from newsroom.edition import Edition
from newsroom.model import Article, Newsletter
from newsroom.model.periods import Period, last_period, parse_period
from newsroom.options import suggestion
from newsroom.problems import ContentError, Problem
from newsroom.reading.registries.newsletter import FOLDER, folder_of
from newsroom.settings.newsletters import WEEKLY, newsletter_options, newsletters_of


@dataclass(frozen=True)
class IssuePlan:
    """What an issue tells of: a period, or an ``alert`` of one story; ``name`` is the issue's."""

    newsletter: Newsletter
    period: Period
    alert: Article | None = None

    @property
    def name(self) -> str:
        return self.period.name


def record_file(plan: IssuePlan, edition: Edition) -> Path:
    folder, _ = edition.data(FOLDER)
    return folder / folder_of(plan.newsletter.name) / f"{plan.name.lower()}.yml"


def full_name(plan: IssuePlan) -> str:
    own = plan.newsletter.full_name
    return plan.name if own == WEEKLY else f"{own} {plan.name}"


def named(edition: Edition, name: str) -> Newsletter:
    """Return the newsletter of that name; without a name the first one.

    Raises:
        ContentError: there is none, or it has ended.
    """
    going = newsletters_of(edition.settings, edition.site, edition.words, ended=False)
    found = [one for one in going if name in (one.name, "")]
    if not found:
        names = [one.name for one in going]
        ended = name in newsletter_options(edition.settings)
        what = f"the newsletter {name!r} has ended" if ended else f"there is no newsletter {name!r}"
        known = f"use {', '.join(names)}{suggestion(name, names)}" if names else "delete 'ended'"
        raise ContentError([Problem("digest", what, known)])
    return found[0]


def wished(newsletter: Newsletter, text: str, edition: Edition) -> IssuePlan | None:
    """Return the issue that was asked for, else the newest one.

    Raises:
        ContentError: there is no such time or story, or it is not over yet.
    """
    if newsletter.every == "story":
        return _wished_story(newsletter, text, edition)
    at = newsletter_options(edition.settings)[newsletter.name].time
    if not text:
        period = last_period(newsletter.every, at, edition.now, edition.zone)
        return IssuePlan(newsletter, period)
    try:
        period = parse_period(newsletter.every, at, text, edition.zone)
    except ValueError as error:
        week = newsletter.every == "week"
        remedy = f"write {'year and ISO week, such as 2026-W47' if week else 'it as 2026-11-23'}"
        raise ContentError([Problem("--issue", str(error), remedy)]) from None
    if period.end > edition.now:
        what = f"{period} is not over before {period.end.isoformat()}"
        remedy = f"name a {newsletter.every} that is over"
        raise ContentError([Problem("--issue", what, remedy)])
    return IssuePlan(newsletter, period)


def alerts(newsletter: Newsletter, edition: Edition) -> list[IssuePlan]:
    """Return the stories that are breaking news now, newest first."""
    sections = newsletter_options(edition.settings)[newsletter.name].sections
    found = [one for one in edition.breaking if not one.sponsor and is_in(one, sections)]
    return [alert_of(newsletter, one, edition) for one in found]


def alert_of(newsletter: Newsletter, article: Article, edition: Edition) -> IssuePlan:
    moment = article.published
    return IssuePlan(newsletter, Period(alert_name(edition, article), moment, moment), article)


def _wished_story(newsletter: Newsletter, text: str, edition: Edition) -> IssuePlan | None:
    if not text:
        return next(iter(alerts(newsletter, edition)), None)
    for article in edition.editorial:
        plan = alert_of(newsletter, article, edition)
        if text in (article.slug, article.source, article.url, plan.name):
            return plan
    remedy = f"name one that is out by its slug{suggestion(text, _slugs(edition))}"
    raise ContentError([Problem("--issue", f"there is no story {text!r}", remedy)])


def _slugs(edition: Edition) -> list[str]:
    return [article.slug for article in edition.editorial]
