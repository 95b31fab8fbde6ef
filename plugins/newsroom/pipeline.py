"""The pipeline: Pelican runs it, the five hooks of ``signals.py`` do the work.

Pelican's own generators are left without work: their listings take quadratic time, drop the second
author and publish future stories (see docs/decisions/001-pelican.md).
"""

import importlib
import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pelican.generators import Generator
from pelican.plugins import signals as pelican_signals

from newsroom import signals
from newsroom.edition import Edition, Own
from newsroom.engine.clock import edition_time, time_zone
from newsroom.files.cache_folder import cache_folder
from newsroom.languages.folders import paper_catalogues
from newsroom.languages.further import folder_of, further_languages, settings_in
from newsroom.languages.slips import slips
from newsroom.languages.words import DateOptions, open_words
from newsroom.model import Link, Site
from newsroom.options import load_options
from newsroom.problems import ContentError, Problem, Problems, report
from newsroom.settings.values import site_address
from newsroom.text.urls import under
from newsroom.themes.layers import open_theme

log = logging.getLogger(__name__)

IDLE: dict[str, object] = {
    "ARTICLE_PATHS": [], "PAGE_PATHS": [], "STATIC_PATHS": [], "THEME_STATIC_PATHS": [],
    "DIRECT_TEMPLATES": [], "FEED_ALL_ATOM": None, "CATEGORY_FEED_ATOM": None,
    "TRANSLATION_FEED_ATOM": None, "AUTHOR_FEED_ATOM": None, "AUTHOR_FEED_RSS": None,
    "CACHE_CONTENT": False, "DELETE_OUTPUT_DIRECTORY": False,
    "READERS": {"rst": None},  # it warns of every language that Docutils has no words for
}  # fmt: skip
"""Settings under which Pelican's own generators find nothing to do."""

UNNEEDED = ("newsroom.enriching.related", "newsroom.enriching.structured_data")
"""Plugins that neither make an address nor find a mistake of content: time to be saved."""


class NewsroomGenerator(Generator):  # type: ignore[misc]
    """Pelican's generator of this package: it hands one edition through the hooks."""

    edition: Edition

    def generate_context(self) -> None:
        self.edition = open_edition(self.settings)
        with self.edition.ending as ending:
            run_until(self.edition, signals.finish)
            self.edition.problems.raise_errors()
            self.edition.ending = ending.pop_all()  # only a failure ends here
        for line in report(self.edition.problems.warnings):
            log.warning("%s", line)
        for lang, missing in untranslated(self.edition):
            log.warning(
                "locale/%s.po: %d texts are not translated and stay English: newsroom messages"
                " --lang %s lists them there", lang, missing, lang,
            )  # fmt: skip

    def generate_output(self, _writer: object) -> None:
        with self.edition.ending:
            signals.write.run(self.edition)


def untranslated(edition: Edition) -> Iterator[tuple[str, int]]:
    """Yield each language of the paper that lacks texts, and how many."""
    further = (own.attributes["words"] for lang, own in edition.own.items() if lang)
    for words in (edition.words, *further):
        if words.missing:
            yield words.lang, words.missing


def open_with_plugins(settings: dict[str, Any]) -> Edition:
    """Return an edition whose plugins are connected, for a run without Pelican.

    Raises:
        ContentError: as ``open_edition``.
    """
    signals.disconnect_all()
    for plugin in settings["PLUGINS"]:
        module = importlib.import_module(plugin) if isinstance(plugin, str) else plugin
        module.register()
    return open_edition(settings)


def run_until(edition: Edition, last: signals.Hook) -> None:
    """Run the hooks from the first to ``last``; ``edition.problems`` are then complete.

    Builds, checks, previews and the tools around them all do it, so that they find the same
    mistakes. Each of them is a cause: what only follows from another one is not in the report.
    """
    problems, misread = edition.problems, False
    for hook in signals.HOOKS[: signals.HOOKS.index(last) + 1]:
        try:
            hook.run(edition, without=UNNEEDED if problems.errors else ())
        except ContentError as error:
            problems.extend(error.errors)
            break
        except Exception:
            if not problems.errors:
                raise
            break  # a plugin that expects what is not there
        if problems.has_root:
            break
        misread = misread or (hook is signals.read and bool(problems.errors))
    else:
        edition.is_laid_out = last is signals.finish
    # Two pages of one address may follow from what was misread.
    edition.problems = Problems(
        _placed(problem, edition.content.name)
        for problem in problems
        if not (misread and problem.path.startswith("/"))
    )


def _placed(problem: Problem, content: str) -> Problem:
    """Return a problem under the path of its file: of ``data/`` all name the usual folder."""
    if content == "content" or not problem.path.startswith("content/data/"):
        return problem
    return replace(problem, path=f"{content}/{problem.path.removeprefix('content/')}")


def open_edition(settings: dict[str, Any]) -> Edition:
    """Return the empty edition of this run.

    Raises:
        ContentError: a setting is wrong, or the content folder is missing.
    """
    zone = time_zone(settings["TIMEZONE"])
    content = Path(settings["PATH"])
    if not content.is_dir():
        remedy = "name the folder with --content, or create it"
        raise ContentError([Problem(str(content), "no such content folder", remedy)])
    dates = load_options(settings, "DATES", DateOptions)
    words = open_words(settings["DEFAULT_LANG"], paper_catalogues(settings), dates)
    problems = Problems(slips(paper_catalogues(settings)))
    return Edition(
        settings=settings,
        site=publication(settings, words.tag),
        words=words,
        now=edition_time(settings.get("NOW"), zone),
        zone=zone,
        content=content,
        theme=open_theme(settings),
        output=Path(settings["OUTPUT_PATH"]),
        cache=cache_folder(Path(settings.get("CACHE_PATH", ".cache"))),
        workers=settings.get("JOBS") or os.cpu_count() or 1,
        preview=bool(settings.get("PREVIEW")),
        own=own_of_languages(settings),
        problems=problems,
    )


def own_of_languages(settings: Mapping[str, Any]) -> dict[str, Own]:
    """Return what is known of each language before anything is read; nothing if there is one.

    Raises:
        ContentError: an option of a language is wrong.
    """
    further, own = further_languages(settings), {"": Own()}
    base = urlsplit(settings["SITEURL"]).path
    for lang, options in further.items():
        if lang.lower() == settings["DEFAULT_LANG"].lower():
            remedy = "name further languages alone; that of DEFAULT_LANG is at / already"
            raise ContentError([Problem("LANGUAGES", f"{lang!r} is the paper's language", remedy)])
        words = open_words(lang, paper_catalogues(settings), DateOptions())
        facts = {
            "name": options.title,
            "tagline": options.tagline,
            "description": options.description or options.tagline,
            "menu": tuple(Link(title=one, url=under(base, url)) for one, url in options.menu),
        }
        own[lang] = Own(
            attributes={
                "words": words,
                "settings": settings_in(settings, options),
                "privacy": [],
            },
            facts={
                **{name: value for name, value in facts.items() if value},
                "lang": lang,
                "locale": words.tag,
                "prefix": folder_of(lang),
                "home_url": f"{base}{folder_of(lang)}/",
            },
        )
    return own if further else {}


def publication(settings: Mapping[str, Any], locale: str = "") -> Site:
    """Return the facts about the publication, from Pelican's own settings where it has them.

    Raises:
        ContentError: ``SITEURL`` is not an address of the web.
    """
    url = settings["SITEURL"]
    if found := site_address(url):
        raise ContentError([Problem("SITEURL", one.what, one.remedy) for one in found])
    base = urlsplit(url).path
    return Site(
        name=settings["SITENAME"],
        tagline=settings.get("SITESUBTITLE", ""),
        description=settings.get("SITEDESCRIPTION", settings.get("SITESUBTITLE", "")),
        url=url,
        base=base,
        lang=settings["DEFAULT_LANG"],
        locale=locale,
        home_url=base + "/",
        sections=(),
        menu=_links(settings, "MENUITEMS", base),
        feeds=(),
        newsletter=None,
        social=_links(settings, "SOCIAL", base),
        hottest=None,
    )


def _links(settings: Mapping[str, Any], name: str, base: str) -> tuple[Link, ...]:
    """Return the links of a setting; those within the site begin with its folder."""
    return tuple(Link(title=title, url=under(base, url)) for title, url in settings.get(name, ()))


def take_over(pelican: Any) -> None:
    """Leave Pelican's own generators without work."""
    pelican.settings.update(IDLE)


def silence(generators: Iterable[Any]) -> None:
    """Keep Pelican's own generators from compiling templates for pages that they do not have."""
    for generator in generators:
        if not isinstance(generator, NewsroomGenerator):
            generator.generate_output = _write_nothing


def _write_nothing(_writer: object) -> None:
    """Takes the place of a generator's ``generate_output``."""


def offer_generator(_pelican: object) -> type[Generator]:
    return NewsroomGenerator


def register() -> None:
    pelican_signals.initialized.connect(take_over)
    pelican_signals.all_generators_finalized.connect(silence)
    pelican_signals.get_generators.connect(offer_generator)
