"""Hottest: the list of stories that readers read most.

Setting: ``HOTTEST``.
Sets: ``edition.hot``, ``edition.site.hottest``; ``article.hot_rank`` where traffic is known.
Template: ``hottest.html``, ``partials/kicker.html``.

No traffic is known here yet, so the list is what it can honestly be: the latest stories, under
that name, and no story carries the kicker.
"""

from dataclasses import dataclass, replace

from newsroom import signals
from newsroom.edition import Edition
from newsroom.model import Link
from newsroom.options import load_options


@dataclass(frozen=True)
class Options:
    """Setting ``HOTTEST``: how many stories the list holds."""

    count: int = 10


def add_hottest(edition: Edition) -> None:
    options = load_options(edition.settings, "HOTTEST", Options)
    edition.hot = tuple(edition.articles[: options.count])
    edition.site = replace(edition.site, hottest=Link("Latest", edition.site.href("/hottest/")))


def register() -> None:
    signals.enrich.connect(add_hottest)
