"""Building the site: Pelican, run with the settings of the command line."""

import gc
import importlib
import logging
import sys
import time
from collections.abc import Collection, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pelican
from pelican.settings import DEFAULT_CONFIG, configure_settings

from newsroom import signals
from newsroom.building.lock import alone
from newsroom.checking.gate import refuse
from newsroom.defaults import with_defaults
from newsroom.edition import Edition
from newsroom.engine.code_digest import digest_of_plugins
from newsroom.files.resources import resource
from newsroom.options import Mistake
from newsroom.problems import ContentError, Problem
from newsroom.settings.check import PRODUCTION, mistakes_in
from newsroom.settings.files import run_file, with_whole_paths
from newsroom.settings.places import Places
from newsroom.text.amounts import counted


@dataclass(frozen=True)
class Result:
    """What a build did; ``seconds`` is wall time."""

    edition: Edition
    seconds: float

    @property
    def stories(self) -> str:
        return counted(len(self.edition.with_page), "story")

    @property
    def size(self) -> str:
        return f"{self.stories}, {counted(len(self.edition.jobs), 'file')} in {self.edition.output}"

    def __str__(self) -> str:
        if self.edition.make:
            return f"{self.stories} laid out in {self.seconds:.1f} s"
        return f"{self.size}: {self.edition.written:,} written in {self.seconds:.1f} s"

    @property
    def replaced(self) -> str:
        """Which files of ``content/files`` were taken instead of files that would be made."""
        names = ", ".join(sorted(self.edition.replaced))
        return f"content/files/ replaces what would be made: {names}" if names else ""

    def report(self, *, profile: bool) -> str:
        """Return what was asked to be explained, the profile if it is wanted, and the last line."""
        table = self.edition.profile.report() if profile else ""
        return "\n\n".join(
            filter(None, (table, self.edition.explanation, self.replaced, str(self)))
        )


def build(conf: Path, overrides: Mapping[str, Any]) -> Result:
    """Build the site that ``conf`` describes; ``overrides`` are settings of the command line.

    Raises:
        ContentError: content, settings or theme have mistakes; the last site is untouched.
    """
    start = time.perf_counter()
    settings = load_settings(conf, overrides, publishing=True)
    editions: list[Edition] = []

    def keep(edition: Edition) -> None:
        editions.append(edition)

    signals.disconnect_all()
    run = pelican.Pelican(settings)
    signals.page.connect(refuse)  # after all plugins: it judges what they laid out
    signals.write.connect(keep)
    collecting = gc.isenabled()
    gc.disable()  # a build makes many objects and hardly any garbage
    try:
        with alone(Path(settings["OUTPUT_PATH"])):
            run.run()
    finally:
        if collecting:
            gc.enable()
    return Result(editions[0], time.perf_counter() - start)


def load_settings(
    conf: Path,
    overrides: Mapping[str, Any],
    *,
    publishing: bool = False,
    without: Collection[str] = (),
) -> dict[str, Any]:
    """Read the settings, make sure that they are right and that every plugin can be loaded.

    With ``publishing`` what is made goes to readers, so that a production site needs an address of
    its own. Plugins named in ``without`` are left out.

    Raises:
        ContentError: no such file, an error in it, wrong settings, a plugin that does not load.
    """
    quiet_pelican()
    if "PATH" in overrides and not Path(overrides["PATH"]).is_dir():
        remedy = "name the content folder with --content, or create it"
        raise ContentError([Problem(str(overrides["PATH"]), "no such folder", remedy)])
    given, places = run_file(conf)
    given, overrides = (with_whole_paths(one, conf.parent.resolve()) for one in (given, overrides))
    published = publishing and conf.name == PRODUCTION
    problems = mistakes_in(given, overrides, places, published=published)
    if problems:
        raise ContentError(sorted(problems))
    settings: dict[str, Any] = configure_settings(complete(given, overrides, conf.parent))
    settings["PRODUCTION"] = published
    settings["PLUGINS"] = [one for one in settings["PLUGINS"] or () if one not in without]
    if problems := _broken_plugins(settings, places) or _unknown_names(settings, places):
        raise ContentError(problems)
    return settings


def complete(
    values: Mapping[str, Any], overrides: Mapping[str, Any], folder: Path
) -> dict[str, Any]:
    """Return all settings: Pelican's, this package's, the paper's, those of the command line.

    Paths of the paper are relative to ``folder``.
    """
    settings = {**deepcopy(DEFAULT_CONFIG), **with_defaults(values), **overrides}
    for name in ("PATH", "OUTPUT_PATH", "THEME", "CACHE_PATH"):
        settings[name] = str(folder.absolute() / settings[name])
    if "THEME" not in {**values, **overrides} and not Path(settings["THEME"]).is_dir():
        settings["THEME"] = str(resource("theme"))
    settings["THEME_TEMPLATES_OVERRIDES"] = [
        str(folder.absolute() / it) for it in settings["THEME_TEMPLATES_OVERRIDES"]
    ]
    # A menu belongs to the content of its paper: with other content all of its links are dead.
    own = folder.absolute() / with_defaults(values)["PATH"]
    settings["OTHER_CONTENT"] = "MENUITEMS" not in overrides and Path(settings["PATH"]) != own
    settings["PLUGIN_PATHS"] = [str(folder.absolute() / it) for it in settings["PLUGIN_PATHS"]]
    return settings


def quiet_pelican() -> None:
    """Let warnings through as plain lines, and nothing of Pelican's own summary."""
    pelican.console.quiet = True
    logging.basicConfig(level=logging.WARNING, format="%(message)s")


def _unknown_rules(settings: Mapping[str, Any], places: Places) -> list[Problem]:
    """Return the levels for rules that neither this package nor a plugin has."""
    if "CHECK" not in settings:
        return []
    from newsroom.checking.findings import check_options

    try:
        check_options(settings)
    except ContentError as error:
        return [places.problem("CHECK", Mistake(one.what, one.remedy)) for one in error.errors]
    return []


def _unknown_names(settings: Mapping[str, Any], places: Places) -> list[Problem]:
    """Return what neither this package nor a plugin knows: rules, kinds of targets."""
    return [*_unknown_rules(settings, places), *_unknown_kinds(settings, places)]


def _unknown_kinds(settings: Mapping[str, Any], places: Places) -> list[Problem]:
    """Return the mistakes in targets of publishing whose kinds are not this package's own."""
    if not settings.get("PUBLISH"):
        return []
    from newsroom.delivering.publishing.kinds import unknown_kinds

    return [places.problem("PUBLISH", one) for one in unknown_kinds(settings)]


def _broken_plugins(settings: Mapping[str, Any], places: Places) -> list[Problem]:
    """Import every plugin: Pelican itself would log the failure and build without it."""
    digest_of_plugins(tuple(settings["PLUGIN_PATHS"]), ())  # what is edited later does not run
    for folder in settings["PLUGIN_PATHS"]:
        if folder not in sys.path:
            sys.path.insert(0, folder)
    problems = []
    for name in filter(lambda plugin: isinstance(plugin, str), settings["PLUGINS"]):
        try:
            importlib.import_module(name)
        except ContentError as error:
            problems += error.errors
        except Exception as error:  # a plugin is code: anything may go wrong in it
            what = f"plugin {name!r} cannot be loaded ({type(error).__name__}: {error})"
            remedy = "fix the name in PLUGINS, or install what it needs"
            problems.append(places.problem("PLUGINS", Mistake(what, remedy)))
    return problems
