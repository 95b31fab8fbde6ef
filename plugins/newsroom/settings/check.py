"""The mistakes in the settings of a publication, each with file and line."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pelican.settings import DEFAULT_CONFIG

from newsroom.options import Mistake
from newsroom.problems import Problem
from newsroom.settings.places import Places
from newsroom.settings.schema import KNOWN
from newsroom.settings.unsupported import OF_THEMES, remedy_for

PRODUCTION = "publishconf.py"
"""Name of the settings file, as in every project of Pelican, with which a site is published."""
_PACKAGE = Path(__file__).parents[1]
_NOBODY = ("localhost", "127.0.0.1", "::1", "example.com", "www.example.com",
           "news.example", "forecast.example")  # fmt: skip
"""Hosts that no reader can reach: this machine, and what settings files begin with."""


def mistakes_in(
    given: Mapping[str, Any], overrides: Mapping[str, Any], places: Places, *, published: bool
) -> list[Problem]:
    """Return all that is wrong with ``given``, from the settings file, and ``overrides``.

    A site that is ``published`` needs a name and an address of its own.
    """
    settings = {**given, **overrides}
    if published:
        settings = {"SITENAME": "", "SITEURL": "", **settings}
    problems = []
    for name, value in settings.items():
        where = Places() if name in overrides else places
        if name in KNOWN:
            found = KNOWN[name].check(value)
        elif name.startswith("_") or name in places.read:
            continue  # a helper of the settings file
        elif name in DEFAULT_CONFIG or name in OF_THEMES:
            found = [Mistake("this setting has no effect", remedy_for(name))]
        else:
            found = _unknown(name, given, overrides)
        if name == "SITEURL" and published and name not in overrides:
            found = _address_of_nobody(value) or found
        problems += [where.problem(name, one) for one in found]
    return problems


def _unknown(name: str, *settings: Mapping[str, Any]) -> list[Mistake]:
    """Return the mistake in a name that neither this package nor a plugin of the paper reads."""
    for file in _plugin_files(settings):
        code = file.read_text("utf-8", "replace")
        if f'"{name}"' in code or f"'{name}'" in code:
            return []
    close = get_close_matches(name, KNOWN, n=1, cutoff=0.8)
    remedy = f"did you mean {close[0]}?" if close else "remove it: no plugin reads it"
    return [Mistake("unknown setting", remedy)]


def _plugin_files(settings: Iterable[Mapping[str, Any]]) -> Iterator[Path]:
    """Yield the modules of a paper's own plugins, installed ones included."""
    for given in settings:
        for folder in _strings(given.get("PLUGIN_PATHS")):
            for file in Path(folder).rglob("*.py"):
                if not file.resolve().is_relative_to(_PACKAGE):
                    yield file
        for top in {plugin.partition(".")[0] for plugin in _strings(given.get("PLUGINS"))}:
            spec = find_spec(top) if top != _PACKAGE.name else None
            if spec and spec.origin:
                origin = Path(spec.origin)
                yield from origin.parent.rglob("*.py") if spec.parent == top else [origin]


def _strings(value: Any) -> Sequence[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list | tuple) else ()


def _address_of_nobody(url: Any) -> list[Mistake]:
    """Return the mistake if readers cannot find a site there.

    Any address of the command line or the environment is accepted, so that one can look at a
    production build before there is a server.
    """
    if url and (url == os.environ.get("SITEURL") or urlsplit(str(url)).hostname not in _NOBODY):
        return []
    what = f"readers find nothing at {url!r}" if url else "the address of the site is missing"
    remedy = (
        f"write it into {PRODUCTION}, or set it in the environment: "
        "SITEURL=https://news.example ./inv build --production"
    )
    return [Mistake(what, remedy)]
