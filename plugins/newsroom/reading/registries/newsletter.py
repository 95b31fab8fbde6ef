"""The newsletters: how readers sign up, and their issues as they were sent.

Setting: ``NEWSLETTER``, ``NEWSLETTERS``.
Sets: ``edition.issues``, ``privacy``, ``due``, ``edition.site.newsletter``.

``./inv digest`` writes a record for each issue, ``content/data/newsletters/2026-w47.yml``, and
``daily/2026-11-23.yml`` next to it for the newsletter ``daily``. An issue is printed from its
record alone, so that it stays as it was sent when its stories are edited later; of the stories only
the addresses are compared with the site.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from newsroom import signals
from newsroom.edition import ReadEdition, in_each_language
from newsroom.model import Due, Issue, Newsletter, Newsletters
from newsroom.options import load_options, suggestion
from newsroom.problems import Problem
from newsroom.reading.registries.newsletter_issues import Place, read_issue
from newsroom.settings.newsletters import WEEKLY, newsletter_options, newsletters_of
from newsroom.settings.signup import SignupOptions, privacy_statement, read_sign_up

FOLDER = "newsletters"


def folder_of(name: str) -> str:
    """Return the folder of a newsletter's issues, below the one of all."""
    return "." if name == WEEKLY else name


def dead_links(addresses: Mapping[str, Place], living: Container[str], path: str) -> list[Problem]:
    """Return a mistake for every address of an issue that the site does not answer."""
    remedy = "add it to the story's `aliases:`, or to content/data/redirects.yml (`gone`)"
    return [
        Problem(path, f"no page {address}", remedy, line=line, column=column)
        for address, (line, column) in addresses.items()
        if unquote(urlsplit(address).path) not in living
    ]


def living_paths(edition: ReadEdition) -> set[str]:
    """Return every path that leads to a story or says what became of it."""
    expired = (unquote(one.url.removeprefix(edition.site.base)) for one in edition.expired)
    waiting = {unquote(one.url.removeprefix(edition.site.base)) for one in edition.waiting}
    moved = (redirect.old for redirect in edition.redirects)
    return {*(edition.by_path().keys() - waiting), *expired, *moved}


@in_each_language
def add_newsletter(edition: ReadEdition) -> None:
    every = newsletters_of(edition.settings, edition.site, edition.words)
    files = list(_records(edition, every))
    living = living_paths(edition) if files else set()
    edition.issues = tuple(
        sorted(
            (issue for one in files if (issue := _issue(edition, *one, living))),
            key=lambda issue: (-issue.date.timestamp(), issue.url),
        )
    )
    _check_sections(edition)
    _announce(edition, every)


def _records(
    edition: ReadEdition, every: Sequence[Newsletter]
) -> Iterator[tuple[Newsletter, Path, str]]:
    """Yield the file of each issue with its newsletter, and the name of the file for messages."""
    folder, shown = edition.data(FOLDER)
    if not folder.is_dir():
        return
    by_folder = {folder_of(one.name): one for one in every}
    for file in sorted(folder.rglob("*.yml")):
        place = file.relative_to(folder)
        path = f"{shown}/{place.as_posix()}"
        if newsletter := by_folder.get(place.parent.as_posix()):
            yield newsletter, file, path
        else:
            name = WEEKLY if len(place.parts) == 1 else place.parent.as_posix()
            what = f"the newsletter {name!r} of this issue is not in NEWSLETTERS"
            remedy = f"add it there; with 'ended': True, {name!r} keeps its archive and no more"
            edition.problems.error(path, what, remedy)


def _issue(
    edition: ReadEdition, newsletter: Newsletter, file: Path, path: str, living: set[str]
) -> Issue | None:
    issue, addresses, problems = read_issue(file, path, newsletter, edition)
    edition.problems.extend(problems)
    if issue is None:
        return None
    if issue.date > edition.now:
        what = f"the newsletter of {issue.full_name} appears"
        edition.due.append(Due(moment=issue.date, what=what, source=path))
        return None
    here = {one: place for one, place in addresses.items() if not edition.may_come(one)}
    edition.problems.extend(dead_links(here, living, path))
    return issue


def _check_sections(edition: ReadEdition) -> None:
    for name, options in newsletter_options(edition.settings).items():
        for slug in options.sections:
            if slug not in edition.sections:
                what = f"{name}: there is no section {slug!r}"
                known = f"use {', '.join(edition.sections)}{suggestion(slug, edition.sections)}"
                edition.problems.error("NEWSLETTERS", what, known)


def _announce(edition: ReadEdition, every: Sequence[Newsletter]) -> None:
    """Tell all pages of the newsletters, and how readers sign up for them."""
    options = load_options(edition.settings, "NEWSLETTER", SignupOptions)
    offered = newsletters_of(edition.settings, edition.site, edition.words, ended=False)
    joins = [one for one in offered if one.join_url]
    boxes = [one for one in offered if one.field] if options.action and len(offered) > 1 else []
    sign_up = read_sign_up(options, chosen=bool(boxes))
    if sign_up is None and joins:
        first = newsletter_options(edition.settings)[joins[0].name].join
        sign_up = read_sign_up(replace(options, join=first))
    if sign_up:
        edition.privacy.append(privacy_statement(sign_up, edition.site.name, edition.words))
    newsletters = None
    if sign_up or edition.issues:
        newsletters = Newsletters(
            url=edition.site.href("/newsletter/"),
            sign_up=sign_up,
            has_issues=bool(edition.issues),
            all=tuple(every),
            choices=tuple(boxes if options.action else joins if len(offered) > 1 else ()),
        )
    edition.site = replace(edition.site, newsletter=newsletters)


def register() -> None:
    signals.read.connect(add_newsletter)
