"""Which stories others may print, and with which pictures.

Setting: ``REPUBLISH``, ``PARTNER_FEEDS``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import PositiveInt

from newsroom.model import Article
from newsroom.options import Mistake, load_options, read_options
from newsroom.problems import ContentError, Problem
from newsroom.text.urls import is_link

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True)
class RepublishOptions:
    """Setting ``REPUBLISH``: which stories have a page from which others copy them.

    ``stories`` are all, those with ``republish: true``, or none. ``pictures`` are credits:
    pictures with one of them may be taken along. ``terms`` is the page with the conditions.
    """

    stories: Literal["all", "marked", "none"] = "none"
    pictures: tuple[str, ...] = ()
    terms: str = ""


@dataclass(frozen=True)
class PartnerOptions:
    """One feed of the setting ``PARTNER_FEEDS``: what a partner prints.

    ``sections`` and ``tags`` are slugs of which a story has one; without any, all count.
    ``pictures`` are the credits of those that go along. A feed that is not ``full`` has summaries.
    """

    title: str = ""
    sections: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    items: PositiveInt = 50
    full: bool = True


def check_republishing(options: RepublishOptions) -> None:
    """Check what types cannot.

    Raises:
        ContentError: the page with the conditions is not an address.
    """
    if options.terms and not is_link(options.terms):
        what = f"option 'terms' is {options.terms!r}"
        remedy = "write the address of a page, such as /republishing/"
        raise ContentError([Problem("REPUBLISH", what, remedy)])


def partner_mistakes(value: Any) -> list[Mistake]:
    """Return what is wrong with the setting ``PARTNER_FEEDS``."""
    if not isinstance(value, Mapping):
        remedy = 'write a dict such as {"gazette": {"title": "For the Gazette"}}'
        return [Mistake(f"{value!r} is not a dict", remedy)]
    found = []
    for name, given in value.items():
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            remedy = "write small letters, digits and hyphens, such as gazette"
            found.append(Mistake(f"{name!r} cannot be part of an address", remedy, (name,)))
            continue
        options, mistakes = read_options(given, PartnerOptions)
        if not mistakes and not options.title.strip():
            mistakes = [Mistake("option 'title' is missing", "write the title of the feed")]
        found += [Mistake(f"{name}: {it.what}", it.remedy, (name, *it.keys)) for it in mistakes]
    return found


def partner_feeds(settings: Mapping[str, Any]) -> dict[str, PartnerOptions]:
    """Return the feeds of partners by name.

    Raises:
        ContentError: an unknown option, or a wrong value.
    """
    given = settings.get("PARTNER_FEEDS") or {}
    return {name: load_options(given, name, PartnerOptions) for name in given}


def may_be_printed(article: Article, stories: str) -> bool:
    """Return whether others may print a story, where ``stories`` are given to them."""
    said = article.details.republish
    if said is False or (said is None and stories != "all"):
        return False
    return stories != "none" and not article.not_ours
