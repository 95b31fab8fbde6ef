"""The newsletter: how readers sign up, and its issues as they were sent.

Setting: ``NEWSLETTER``.
Sets: ``edition.issues``, ``privacy``, ``due``, ``edition.site.newsletter``.

``./inv digest`` writes a record for each week, ``content/data/newsletters/2026-w47.yml``. An issue
is printed from its record alone, so that it stays as it was sent when its stories are edited
later; of the stories only the addresses are compared with the site.
"""

from collections.abc import Container, Mapping
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from newsroom import signals
from newsroom.edition import ReadEdition, in_each_language
from newsroom.model import Due, Newsletter
from newsroom.options import load_options
from newsroom.problems import Problem
from newsroom.reading.registries.newsletter_issues import Place, read_issue
from newsroom.settings.signup import SignupOptions, privacy_statement, read_sign_up

FOLDER = "newsletters"


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
    sign_up = read_sign_up(load_options(edition.settings, "NEWSLETTER", SignupOptions))
    folder, shown = edition.data(FOLDER)
    files = sorted(folder.glob("*.yml"), reverse=True)
    living = living_paths(edition) if files else set()
    issues = []
    for file in files:
        path = f"{shown}/{file.name}"
        issue, addresses, problems = read_issue(file, path, edition)
        edition.problems.extend(problems)
        if issue is None:
            continue
        if issue.date > edition.now:
            edition.due.append(
                Due(moment=issue.date, what=f"the newsletter of {issue.week} appears", source=path)
            )
            continue
        here = {one: place for one, place in addresses.items() if not edition.may_come(one)}
        edition.problems.extend(dead_links(here, living, path))
        issues.append(issue)
    edition.issues = tuple(issues)
    if sign_up and not edition.language:  # it is said once
        edition.privacy.append(privacy_statement(sign_up, edition.site.name, edition.words))
    newsletter = None
    if sign_up or issues:
        url = edition.site.href("/newsletter/")
        newsletter = Newsletter(url=url, sign_up=sign_up, has_issues=bool(issues))
    edition.site = replace(edition.site, newsletter=newsletter)


def register() -> None:
    signals.read.connect(add_newsletter)
