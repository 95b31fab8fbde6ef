"""Which newsletters a paper has: how often each appears, and of what it is made.

Setting: ``NEWSLETTERS``.

A paper that names none has one, ``weekly``. The issues of ``weekly`` are at ``/newsletter/``, those
of all others at ``/newsletter/NAME/``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as option
from datetime import time
from typing import Annotated, Any

from pydantic import AfterValidator

from newsroom.languages.words import Words
from newsroom.model import Newsletter, Site
from newsroom.model.newsletter import Rhythm
from newsroom.options import Mistake, load_options, read_options
from newsroom.settings.signup import PRESETS, SignupOptions, join_address, join_mistake

WEEKLY = "weekly"
_NAME = re.compile(r"[a-z][a-z0-9-]*")


def _clock(text: str) -> str:
    if not re.fullmatch(r"[0-2]\d:[0-5]\d", text) or text > "23:59":
        raise ValueError("write hours and minutes, such as 06:00")
    return text


@dataclass(frozen=True)
class NewsletterOptions:
    """One newsletter of the setting ``NEWSLETTERS``.

    ``every`` is how often it appears; a daily one holds the 24 hours up to ``at``, on the clock of
    the paper. ``sections`` are those whose stories are in it, without any: all. ``field`` and
    ``value`` are the box of the form that readers tick, ``join`` is a link instead. ``digest`` are
    options that come before those of ``DIGEST``. One that has ``ended`` keeps its archive.
    """

    title: str = ""
    about: str = ""
    every: Rhythm = "week"
    at: Annotated[str, AfterValidator(_clock)] = "00:00"
    sections: tuple[str, ...] = ()
    field: str = ""
    value: str = ""
    join: str = ""
    digest: dict[str, Any] = option(default_factory=dict)
    ended: bool = False

    @property
    def time(self) -> time:
        return time.fromisoformat(self.at)


def mistakes_in(value: Any) -> list[Mistake]:
    """Return what is wrong with the setting."""
    if not isinstance(value, Mapping):
        remedy = 'write a dict such as {"weekly": {"title": "The week"}}'
        return [Mistake(f"{value!r} is not a dict", remedy)]
    found = []
    for name, given in value.items():
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            remedy = "write small letters, digits and hyphens, such as daily"
            found.append(Mistake(f"{name!r} cannot be part of an address", remedy, (name,)))
            continue
        options, mistakes = read_options(given, NewsletterOptions)
        mistakes = mistakes or _mistakes_of(name, options)
        found += [Mistake(f"{name}: {it.what}", it.remedy, (name, *it.keys)) for it in mistakes]
    return found


def _mistakes_of(name: str, options: NewsletterOptions) -> list[Mistake]:
    found = []
    if not options.title.strip():
        found.append(Mistake("option 'title' is missing", "write the name that readers see"))
    if name == WEEKLY and options.every != "week":
        remedy = "choose another name for it, such as daily"
        found.append(Mistake(f"'every' is {options.every!r}", remedy, ("every",)))
    if options.join and (wrong := join_mistake(options.join)):
        found.append(Mistake(*wrong, ("join",)))
    return found


def newsletter_options(settings: Mapping[str, Any]) -> dict[str, NewsletterOptions]:
    """Return the newsletters of the setting ``NEWSLETTERS`` by name; without it ``weekly`` alone.

    Raises:
        ContentError: an unknown option, or a wrong value.
    """
    given = settings.get("NEWSLETTERS") or {WEEKLY: {}}
    return {name: load_options(given, name, NewsletterOptions) for name in given}


def newsletters_of(
    settings: Mapping[str, Any], site: Site, words: Words, *, ended: bool = True
) -> tuple[Newsletter, ...]:
    """Return the newsletters in the order of the setting; with ``ended`` all that ever were."""
    return tuple(
        as_newsletter(name, one, settings, site, words)
        for name, one in newsletter_options(settings).items()
        if ended or not one.ended
    )


def as_newsletter(
    name: str, options: NewsletterOptions, settings: Mapping[str, Any], site: Site, words: Words
) -> Newsletter:
    sign_up = load_options(settings, "NEWSLETTER", SignupOptions)
    folder = "" if name == WEEKLY else f"{name}/"
    box = options.field or PRESETS[sign_up.provider].choice
    _ = words.gettext
    default = "" if options.title else _("Weekly highlights, major headlines and expert insights.")
    return Newsletter(
        name=name,
        title=options.title or _("Newsletter"),
        about=options.about or default,
        url=site.href(f"/newsletter/{folder}"),
        every=options.every,
        field="" if options.ended or not options.title else box,
        value=options.value or name,
        join_url=join_address(options.join),
        language="" if site.lang == settings["DEFAULT_LANG"] else site.lang,
    )
