"""Laying out an edition for a check: all of it, or no more than a few files need."""

import importlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pelican.settings import get_settings_from_file

from newsroom import signals
from newsroom.defaults import with_defaults
from newsroom.desk.build import load_settings
from newsroom.desk.checking.findings import Finding, Options, own_rules
from newsroom.desk.checking.index import open_index
from newsroom.desk.checking.inspector import Inspector, subjects_of
from newsroom.desk.checking.neighbours import is_certain, to_read
from newsroom.edition import Edition
from newsroom.pipeline import open_edition
from newsroom.problems import Problem, Problems
from newsroom.reading.rules import read_rules
from newsroom.reading.sources import read_sources
from newsroom.reading.store import Store

NEEDLESS = ("newsroom.enriching.related", "newsroom.enriching.structured_data",
            "newsroom.writing.press")  # fmt: skip
"""Plugins that neither make an address nor find a mistake of content: time to be saved."""


def quick_settings(conf: Path, overrides: Mapping[str, Any]) -> dict[str, Any]:
    """Read the settings with those plugins only that a check needs."""
    load_settings(conf, {**overrides, "PLUGINS": []})  # tells what is wrong with the file
    given = with_defaults(get_settings_from_file(str(conf)))["PLUGINS"]
    plugins = [plugin for plugin in given if plugin not in NEEDLESS]
    return load_settings(conf, {**overrides, "PLUGINS": plugins})


def check_all(
    settings: dict[str, Any], chosen: Collection[str] | None, options: Options
) -> tuple[Edition, list[Finding]]:
    """Read everything; return the edition and what is found in ``chosen`` (``None``: in all)."""
    edition = lay_out(settings)
    return edition, Inspector(options, edition.workers, own_rules(settings)).findings(
        edition, chosen
    )


def check_few(
    settings: dict[str, Any], chosen: Collection[str], options: Options
) -> tuple[Edition, list[Finding]] | None:
    """Check the chosen files; ``None`` where that takes a look at all others."""
    if (few := lay_out_few(settings, chosen)) is None:
        return None
    findings = Inspector(options, 1, own_rules(settings)).findings(few.edition, chosen)
    problems = [problem for problem in few.edition.problems if problem.path in chosen]
    return (few.edition, findings) if is_certain(findings, problems, few.own) else None


@dataclass(frozen=True)
class Few:
    """An edition of a few files and their neighbours; ``own`` are mistakes of no other file."""

    edition: Edition
    own: Collection[Problem]


def lay_out_few(settings: dict[str, Any], chosen: Collection[str]) -> Few | None:
    """Read the chosen files and their neighbours; ``None`` where that may not be enough."""
    edition = open_edition(settings)
    store = Store(edition.cache / "parsed.sqlite3", partial=True)
    index = open_index(edition, store)
    sources = [index.sources[path] for path in sorted(chosen) if path in index.sources]
    if len(sources) < len(chosen):
        return None  # a registry or a picture concerns every story
    own = Problems()
    read = list(read_sources(sources, store, read_rules(settings), edition.workers, own))
    only = to_read(chosen, read, index, store)
    if only is None:
        return None
    edition = lay_out(settings, only)
    # Neighbours and registries name what was not read: of others count only files with mistakes
    # of their own, which have no page.
    laid_out = {subject.source for subject in subjects_of(edition)}
    counted = {*chosen, *(only - laid_out)}
    edition.problems = Problems(problem for problem in edition.problems if problem.path in counted)
    return Few(edition, set(own))


def lay_out(settings: dict[str, Any], only: frozenset[str] | None = None) -> Edition:
    """Return the edition with all its pages, none of them made; its problems are complete.

    With ``only`` no other sources are read than those at these paths.
    """
    signals.disconnect_all()
    for plugin in settings["PLUGINS"]:
        module = importlib.import_module(plugin) if isinstance(plugin, str) else plugin
        module.register()
    edition = open_edition(settings)
    edition.only = only
    signals.read.run(edition)
    misread = bool(edition.problems.errors)
    for hook in (signals.enrich, *signals.LAYOUT):
        hook.run(edition)
    # Two pages of one address follow from what was misread; a build does not come so far.
    problems = (one for one in edition.problems if not (misread and one.path.startswith("/")))
    edition.problems = Problems(_placed(one, edition.content.name) for one in problems)
    return edition


def _placed(problem: Problem, content: str) -> Problem:
    """Return a problem under the path of its file: of ``data/`` all name the usual folder."""
    if not problem.path.startswith("content/data/"):
        return problem
    return replace(problem, path=f"{content}/{problem.path.removeprefix('content/')}")
