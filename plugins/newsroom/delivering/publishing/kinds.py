"""The kinds of targets: those of this package, and those that plugins offer."""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from newsroom.delivering.publishing.options import Common
from newsroom.delivering.publishing.target import Target, TargetContext
from newsroom.offers import TARGETS, named
from newsroom.options import Mistake, read_options, suggestion
from newsroom.problems import ContentError, Problem

NAMES = ("folder", "server", "s3", "branch", "netlify", "cloudflare")


@dataclass(frozen=True)
class Kind:
    """A kind of target.

    ``options`` is a frozen dataclass below ``Common``; ``missing`` returns what is wrong with them
    as pairs of what and remedy; ``open_target`` makes a target and asks the host nothing yet.
    """

    options: type[Common]
    open_target: Callable[[Any, TargetContext], Target]
    missing: Callable[[Any], list[tuple[str, str]]] = lambda _options: []


def own_kind(name: str) -> Kind:
    """Return a kind of this package; its module is loaded when it is needed."""
    kind = importlib.import_module(f"newsroom.delivering.publishing.{name}").KIND
    assert isinstance(kind, Kind)  # noqa: S101 - each of these modules has one
    return kind


def kind_of(settings: Mapping[str, Any], name: str) -> Kind | None:
    """Return a kind by its name."""
    return own_kind(name) if name in NAMES else _offered(settings).get(name)


def unknown_kinds(settings: Mapping[str, Any]) -> list[Mistake]:
    """Return the mistakes in targets whose kinds a plugin should offer; plugins are loaded."""
    offered = _offered(settings)
    found = []
    for name, given in settings.get("PUBLISH", {}).items():
        kind = given["kind"]
        if kind in offered:
            found += [_within(name, one) for one in _mistakes(offered[kind], given)]
        elif kind not in NAMES:
            known = [*NAMES, *offered]
            remedy = f"use {', '.join(known)}{suggestion(str(kind), known)}"
            found.append(Mistake(f"unknown kind {kind!r}", remedy, (name, "kind")))
    return found


def mistakes_in(targets: Any) -> list[Mistake]:
    """Return what is wrong with the value of ``PUBLISH``, kinds of plugins left out."""
    example = '{"live": {"kind": "folder", "path": "/srv/news"}}'
    if not isinstance(targets, Mapping):
        return [Mistake(f"{targets!r} is not a dict", f"write {example}")]
    found = []
    for name, given in targets.items():
        if not isinstance(name, str) or not name.isidentifier():
            remedy = "use letters, digits and _ alone, such as live or preview"
            found.append(Mistake(f"{name!r} cannot be the name of a target", remedy, (name,)))
        elif not isinstance(given, Mapping) or not isinstance(given.get("kind"), str):
            remedy = f"write a dict with a kind: {example}"
            found.append(Mistake(f"target {name!r} has no kind", remedy, (name,)))
        elif given["kind"] in NAMES:
            found += [_within(name, one) for one in _mistakes(own_kind(given["kind"]), given)]
    return found


def load_target(
    settings: Mapping[str, Any], context: TargetContext
) -> tuple[Common, Target, TargetContext]:
    """Return the options of the target that ``context`` names, the target, and where it is opened.

    Raises:
        ContentError: there is no such target, or its options are wrong.
    """
    targets, name = settings.get("PUBLISH") or {}, context.name
    given = targets.get(name)
    if given is None:
        what = f"there is no target {name!r}" if targets else "no target is set"
        remedy = (
            f"use {', '.join(targets)}{suggestion(name, targets)}"
            if targets
            else 'set PUBLISH = {"live": {"kind": …}} in publishconf.py; see docs/publishing.md'
        )
        raise ContentError([Problem("PUBLISH", what, remedy)])
    kind = kind_of(settings, given["kind"])
    alone = {**settings, "PUBLISH": {name: given}}
    mistakes = _mistakes(kind, given) if kind else unknown_kinds(alone)
    if mistakes or kind is None:
        where = f"PUBLISH[{name!r}]"
        raise ContentError([Problem(where, one.what, one.remedy) for one in mistakes])
    options = read_options(given, kind.options)[0]
    context = replace(context, url=options.url or context.url)
    return options, kind.open_target(options, context), context


def _offered(settings: Mapping[str, Any]) -> dict[str, Kind]:
    found = named(settings, TARGETS, dict.fromkeys(NAMES))
    return {name: kind for name, kind in found.items() if kind}


def _mistakes(kind: Kind, given: Mapping[str, Any]) -> list[Mistake]:
    options, mistakes = read_options(given, kind.options)
    return mistakes or [Mistake(*one) for one in kind.missing(options)]


def _within(name: str, mistake: Mistake) -> Mistake:
    return Mistake(f"{name}: {mistake.what}", mistake.remedy, (name, *mistake.keys))
