"""A notice on stories that are older than a paper wants readers to overlook.

Setting: ``AGED``.
Sets: ``article.months_old``; adds to ``edition.due``.
Template: ``partials/aged.html``.

What counts is the last update, else the day of publication. ``ageless`` in front matter says that
a story stays true.
"""

from dataclasses import dataclass
from datetime import datetime

from pydantic import NonNegativeInt

from newsroom import signals
from newsroom.edition import EnrichedEdition
from newsroom.model import Due
from newsroom.options import load_options

_YEAR = 12


@dataclass(frozen=True)
class AgedOptions:
    """Setting ``AGED``: ``months`` from which a story has the notice; 0 for never."""

    months: NonNegativeInt = 0


def full_months(since: datetime, now: datetime) -> int:
    """Return how many whole months there are between two moments of one zone."""
    months = (now.year - since.year) * _YEAR + now.month - since.month
    return months - ((now.day, now.time()) < (since.day, since.time()))


def said(months: int, least: int) -> int:
    """Return the months that the notice says: ``least``, then whole years; 0 for no notice."""
    if months < least:
        return 0
    return max(months // _YEAR * _YEAR, least)


def month_later(moment: datetime, months: int) -> datetime:
    """Return the first moment that is so many whole months after another one."""
    years, month = divmod(moment.month - 1 + months, _YEAR)
    year = moment.year + years
    for day in range(moment.day, 27, -1):
        try:
            return moment.replace(year=year, month=month + 1, day=day)
        except ValueError:  # the month is shorter
            continue
    return moment.replace(year=year, month=month + 1)


def mark_aged(edition: EnrichedEdition) -> None:
    least = load_options(edition.settings, "AGED", AgedOptions).months
    if not least:
        return
    now, following = edition.now.astimezone(edition.zone), []
    for article in edition.with_page:
        if article.details.ageless:
            continue
        since = article.updated or article.published
        age = full_months(since, now)
        article.months_old = said(age, least)
        after = least if age < least else (age // _YEAR + 1) * _YEAR
        following.append((month_later(since, after), article.source, article.title))
    if following:  # all others come later, and are asked for again by then
        moment, source, title = min(following)
        edition.due.append(
            Due(moment=moment, what=f"“{title}” gets a notice of its age", source=source)
        )


def register() -> None:
    signals.enrich.connect(mark_aged)
