"""Laying out an edition for a check: all of it, or no more than a few files need."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsroom import signals
from newsroom.building.build import load_settings
from newsroom.checking.findings import CheckOptions, Finding, own_rules
from newsroom.checking.index import open_index
from newsroom.checking.inspector import Inspector, subjects_of
from newsroom.checking.neighbours import is_certain, to_read
from newsroom.checking.theme import broken_templates
from newsroom.edition import Edition
from newsroom.pipeline import UNNEEDED, open_edition, open_with_plugins, run_until
from newsroom.problems import Problem, Problems
from newsroom.reading.frontmatter.rules import read_rules
from newsroom.reading.sources.parse_store import Store
from newsroom.reading.sources.source_reader import read_sources

NEEDLESS = {*UNNEEDED, "newsroom.writing.writer"}
"""Plugins that are not even loaded for a check, since that takes long."""


def quick_settings(conf: Path, overrides: Mapping[str, Any]) -> dict[str, Any]:
    """Read the settings with those plugins only that a check needs."""
    return load_settings(conf, overrides, without=NEEDLESS)


def check_all(
    settings: dict[str, Any], chosen: Collection[str] | None, options: CheckOptions, *,
    with_errors: bool = False,
) -> tuple[Edition, list[Finding]]:  # fmt: skip
    """Read everything; return the edition and what is found in ``chosen`` (``None``: in all).

    With errors come those of all other files too.
    """
    edition = lay_out(settings)
    if edition.is_laid_out and (chosen is None or with_errors):
        edition.problems.extend(broken_templates(edition))
    inspector = Inspector(options, edition.workers, own_rules(settings))
    return edition, inspector.findings(edition, chosen, with_errors=with_errors)


def check_few(
    settings: dict[str, Any], chosen: Collection[str], options: CheckOptions
) -> tuple[Edition, list[Finding]] | None:
    """Check the chosen files; ``None`` where that takes a look at all others."""
    if (few := lay_out_few(settings, chosen)) is None:
        return None
    findings = Inspector(options, 1, own_rules(settings)).findings(few.edition, chosen)
    problems = [problem for problem in few.edition.problems if problem.is_of(chosen)]
    if few.edition.problems.has_root:
        return None  # another file is wrong
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
    edition.problems = Problems(
        problem
        for problem in edition.problems
        if problem.is_root or problem.path in counted or problem.about in chosen
    )
    return Few(edition, set(own))


def lay_out(settings: dict[str, Any], only: frozenset[str] | None = None) -> Edition:
    """Return the edition with all its pages, none of them made; its problems are complete.

    With ``only`` no other sources are read than those at these paths.
    """
    edition = open_with_plugins(settings)
    edition.only = only
    run_until(edition, signals.finish)
    return edition
