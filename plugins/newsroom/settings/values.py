"""What a value of a setting must look like: each function returns the mistakes of one value."""

import importlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from newsroom.files.paths import address_mistake
from newsroom.options import Mistake, read_options, suggestion
from newsroom.problems import ContentError
from newsroom.text.characters import forbidden
from newsroom.text.urls import is_link, is_web_address

Check = Callable[[Any], list[Mistake]]


def anything(_value: Any) -> list[Mistake]:
    return []


def text(value: Any) -> list[Mistake]:
    """A string, which may be empty."""
    if not isinstance(value, str):
        return [Mistake(f"{value!r} is not text", "put it in quotes")]
    return [Mistake(wrong, "delete it")] if (wrong := forbidden(value)) else []


def name(value: Any) -> list[Mistake]:
    """A string that says something."""
    if found := text(value):
        return found
    return [] if value.strip() else [Mistake("it is empty", "write at least one word")]


def flag(value: Any) -> list[Mistake]:
    if isinstance(value, bool):
        return []
    return [Mistake(f"{value!r} is neither True nor False", "write True or False")]


def count(value: Any) -> list[Mistake]:
    """A whole number from 0, or none."""
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
        return []
    return [Mistake(f"{value!r} is not a whole number", "write a number such as 2")]


def site_address(value: Any) -> list[Mistake]:
    """An address of the web with nothing behind its path."""
    if found := text(value):
        return found
    example = "write the address of the site, such as https://news.example"
    if not value:
        return [Mistake("it is empty", example)]
    if not is_web_address(value) or address_mistake(urlsplit(value).path or "/"):
        return [Mistake(f"{value!r} is not a web address", example)]
    parts = urlsplit(value)
    plain = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
    if parts.query or parts.fragment or value != plain:
        return [Mistake(f"{value!r} has something after its last word", f"write {plain}")]
    return []


def language(value: Any) -> list[Mistake]:
    """A tag of BCP 47 that Babel knows."""
    from babel import Locale, UnknownLocaleError  # takes long to load

    if found := text(value):
        return found
    try:
        Locale.parse(value, sep="-")
    except (UnknownLocaleError, ValueError):
        tag = value.partition(".")[0].replace("_", "-")
        remedy = "write a BCP 47 tag such as en or pt-BR"
        if tag != value and not language(tag):
            remedy = f"write {tag}"
        return [Mistake(f"unknown language {value!r}", remedy)]
    return []


def languages(value: Any) -> list[Mistake]:
    """A dict of the options of languages by their tags of BCP 47."""
    from newsroom.languages.further import LanguageOptions

    if not isinstance(value, Mapping):
        return [Mistake(f"{value!r} is not a dict", 'write {"de": {"name": "Deutsch"}}')]
    found = []
    for lang, options in value.items():
        if wrong := language(lang):
            found += [Mistake(one.what, one.remedy, (lang,)) for one in wrong]
            continue
        mistakes = read_options(options, LanguageOptions)[1]
        if isinstance(options, Mapping) and not mistakes:
            mistakes = [
                Mistake(one.what, one.remedy, ("menu", *one.keys))
                for one in links(options.get("menu", ()))
            ]
        found += [Mistake(one.what, one.remedy, (lang, *one.keys)) for one in mistakes]
    return found


def zone(value: Any) -> list[Mistake]:
    """A time zone of the IANA."""
    if found := text(value):
        return found
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        near = suggestion(value, available_timezones())
        remedy = f"write an IANA name such as Europe/Berlin or UTC{near}"
        return [Mistake(f"unknown time zone {value!r}", remedy)]
    return []


def path(value: Any) -> list[Mistake]:
    """The name of a file or folder that may be made."""
    if isinstance(value, str | Path) and str(value):
        return []
    return [Mistake(f"{value!r} is not a path", "write the name of a folder in quotes")]


def folder(value: Any) -> list[Mistake]:
    """The name of a folder that is there."""
    if found := path(value):
        return found
    if Path(value).is_dir():
        return []
    return [Mistake(f"no such folder {str(value)!r}", "fix the name, or create the folder")]


def folders(value: Any) -> list[Mistake]:
    """A list of names of folders; they need not be there yet."""
    return _list(value, path, '["plugins"]')


def plugins(value: Any) -> list[Mistake]:
    """A list of names of modules; Pelican also takes what has a ``register()`` itself."""

    def plugin(one: Any) -> list[Mistake]:
        return [] if hasattr(one, "register") else name(one)

    return _list(value, plugin, '["my_plugin"]')


def _list(value: Any, check: Check, example: str) -> list[Mistake]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return [Mistake(f"{value!r} is not a list", f"write a list such as {example}")]
    return [
        Mistake(found.what, found.remedy, (place, *found.keys))
        for place, one in enumerate(value)
        for found in check(one)
    ]


def links(value: Any) -> list[Mistake]:
    """Pairs of title and address."""
    example = '[("About", "/about/")]'
    if isinstance(value, list | tuple) and not (value and isinstance(value[0], str)):
        return _list(value, _link, example)
    what = "a dict" if isinstance(value, dict) else repr(value)
    return [Mistake(f"{what} is not a list of links", f"write pairs: {example}")]


def _link(pair: Any) -> list[Mistake]:
    if not isinstance(pair, list | tuple) or len(pair) != 2:
        return [Mistake(f"{pair!r} is not a pair", 'write title and address: ("About", "/about/")')]
    title, url = pair
    mistakes = [Mistake(found.what, found.remedy, (0,)) for found in name(title)]
    if not isinstance(url, str) or not is_link(url):
        remedy = "write /about/, https://example.org/page or mailto:desk@example.org"
        what = f"{title!r} leads to {url!r}, which is not an address"
        mistakes.append(Mistake(what, remedy, (1,)))
    return mistakes


@dataclass(frozen=True, kw_only=True)
class OptionsOf:
    """A dict with the fields of the dataclass ``kind``; ``rule`` of its module may look at it too.

    The module is loaded when there is something to check.
    """

    module: str
    kind: str
    rule: str = ""

    def load(self) -> type[Any]:
        return getattr(importlib.import_module(self.module), self.kind)  # type: ignore[no-any-return]

    def __call__(self, value: Any) -> list[Mistake]:
        loaded, mistakes = read_options(value, self.load())
        if self.rule and not mistakes:
            try:
                getattr(importlib.import_module(self.module), self.rule)(loaded)
            except ContentError as error:
                return [Mistake(problem.what, problem.remedy) for problem in error.errors]
        return mistakes


def targets(value: Any) -> list[Mistake]:
    """A dict of targets of publishing by name."""
    from newsroom.delivering.publishing.kinds import mistakes_in  # loads what it needs alone

    return mistakes_in(value)


def newsletters(value: Any) -> list[Mistake]:
    """A dict of newsletters by name."""
    from newsroom.delivering.digest.options import own_mistakes

    return own_mistakes(value)


def partner_feeds(value: Any) -> list[Mistake]:
    """A dict of feeds for partners by name."""
    from newsroom.settings.republishing import partner_mistakes

    return partner_mistakes(value)
