"""The task ``./inv digest``: compile an issue, lay it out as a mail, and send it.

Setting: ``DIGEST``, ``NEWSLETTERS``.

The record in ``content/data/newsletters/`` is made once and printed ever after, by this task and by
the build alike.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import TemplateError

from newsroom import signals
from newsroom.building.dry_run import dry_run
from newsroom.building.lock import alone
from newsroom.delivering.digest.compile import (
    compile_alert,
    compile_issue,
)
from newsroom.delivering.digest.letter import Letter, lay_out
from newsroom.delivering.digest.mail import compose
from newsroom.delivering.digest.options import DigestOptions, mistakes, options_of
from newsroom.delivering.digest.record import record_text
from newsroom.desk.digest.plans import IssuePlan, full_name, named, record_file, wished
from newsroom.desk.digest.send import send
from newsroom.edition import Edition, edition_in
from newsroom.enriching.hottest import by_story
from newsroom.files.atomic import write_file
from newsroom.files.blob_cache import BlobCache
from newsroom.languages.further import further_languages
from newsroom.model import Issue, Newsletter
from newsroom.model.periods import Period
from newsroom.problems import ContentError, Problem
from newsroom.reading.registries.newsletter import FOLDER
from newsroom.reading.registries.newsletter_issues import read_issue
from newsroom.settings.newsletters import newsletter_options
from newsroom.writing import templates
from newsroom.writing.fingerprints import code_digest


@dataclass(frozen=True, kw_only=True)
class DigestRequest:
    """What the command line asks for: which issue, whether to send, whether once more.

    ``issue`` is a week, a day, or a story; without it, the newest one is meant. ``lang`` is a
    further language of the paper, empty for its own; ``newsletter`` may name it: ``de/weekly``.
    """

    issue: str = ""
    send: bool = False
    again: bool = False
    newsletter: str = ""
    lang: str = ""


def digest(conf: Path, overrides: Mapping[str, Any], request: DigestRequest) -> str:
    """Make an issue of a newsletter, send it if that was asked for, and say what was done.

    Raises:
        ContentError: content, settings, the request or the record are wrong.
        SendingError: the mail cannot be sent, or nobody knows whether it was.
    """
    if request.again and not request.send:
        raise ContentError([Problem("--again", "nothing is sent without --send", "add it")])
    lang, _, name = request.newsletter.rpartition("/")
    whole = dry_run(conf, overrides, signals.enrich, publishing=request.send)
    edition = in_language(whole, request.lang or lang, send_it=request.send)
    newsletter = named(edition, name)
    if request.send:
        check_sending(edition, newsletter)
    plan = wished(newsletter, request.issue, edition)
    if plan is None:
        return f"{newsletter.name}: no story is breaking news now, so there is nothing to tell."
    return make(plan, edition, send_it=request.send, again=request.again)


def check_sending(edition: Edition, newsletter: Newsletter) -> None:
    """Look whether the settings suffice to send.

    Raises:
        ContentError: they do not.
    """
    if found := mistakes(options_of(edition.settings, newsletter.name), os.environ):
        raise ContentError(found)


def make(plan: IssuePlan, edition: Edition, *, send_it: bool, again: bool = False) -> str:
    """Make one issue, send it if that was asked for, and say what was done.

    Raises:
        ContentError: the record has mistakes, or the mail is too large.
        SendingError: the mail cannot be sent, or nobody knows whether it was.
    """
    newsletter = plan.newsletter
    options = options_of(edition.settings, newsletter.name)
    file = record_file(plan, edition)
    made = not file.exists()
    if made:
        issue = compiled(plan, edition, options)
        if issue is None:
            what = f"no story was published in this {newsletter.every}"
            return f"{full_name(plan)}: {what}, so there is no newsletter."
        file.parent.mkdir(parents=True, exist_ok=True)
        write_file(file, record_text(issue, edition.site, edition.words))
    issue = recorded(file, newsletter, edition)
    letter = letter_of(issue, edition, options)
    folder = edition.cache / "digest" / issue.key
    # As long as it is not sent, it has the date of the issue and is the same every time.
    write_letter(folder, letter, options, edition.now if send_it else letter.date)
    size = f"{len(letter.html.encode()) / 1000:.0f} kB"
    done = "made" if made else "read"
    said = f"{issue.full_name} “{letter.subject}”: {done} {file}; {size} in {folder}"
    if send_it:
        with alone(folder):  # who comes second finds in the journal what the first one did
            said += f"; {send(letter, file, edition, options, again=again)}"
    return said


def in_language(edition: Edition, lang: str, *, send_it: bool) -> Edition:
    """Return the edition of the language that was asked for.

    Raises:
        ContentError: the paper has no pages in it, or nobody is named who gets the letter.
    """
    if lang not in {"", *edition.own}:
        known = ", ".join(filter(None, edition.own)) or "no further language"
        what = f"{lang!r} is not one of LANGUAGES"
        raise ContentError([Problem("digest", what, f"the paper has {known}")])
    if send_it and not has_readers(edition, lang):
        what = f"nobody is named who gets the letter in {lang!r}"
        remedy = "add 'digest': {'to': 'list@news.example'}: other readers get that of the paper"
        raise ContentError([Problem(f"LANGUAGES[{lang!r}]", what, remedy)])
    return edition_in(edition, lang) if edition.own else edition


def has_readers(edition: Edition, lang: str) -> bool:
    """Return whether a language of the paper has a list of its own."""
    return not lang or bool(further_languages(edition.settings)[lang].digest)


def compiled(plan: IssuePlan, edition: Edition, options: DigestOptions) -> Issue | None:
    """Return the issue, or ``None`` when there is nothing to tell."""
    if plan.alert:
        return compile_alert(edition, plan.newsletter, plan.alert)
    sections = newsletter_options(edition.settings)[plan.newsletter.name].sections
    readers = readers_of(edition, plan.period)
    return compile_issue(edition, plan.newsletter, plan.period, readers, options, sections)


def readers_of(edition: Edition, period: Period) -> dict[str, int]:
    """Return the readers that each story had in the period, by its URL."""
    if edition.popularity is None:
        return {}
    start, end = period.start, period.end
    stories = by_story(edition.popularity.readers, edition.by_path())
    counts = {
        url: sum(count for hour, count in hours.items() if start <= hour < end)
        for url, hours in stories.items()
    }
    return {url: count for url, count in counts.items() if count}


def recorded(file: Path, newsletter: Newsletter, edition: Edition) -> Issue:
    """Return the issue as its record has it.

    Raises:
        ContentError: somebody edited the record and made a mistake.
    """
    folder, shown = edition.data(FOLDER)
    path = f"{shown}/{file.relative_to(folder).as_posix()}"
    issue, _, problems = read_issue(file, path, newsletter, edition)
    if issue is None:
        raise ContentError(problems)
    return issue


def letter_of(issue: Issue, edition: Edition, options: DigestOptions) -> Letter:
    """Lay the letter out with the theme's templates.

    Raises:
        ContentError: a template has a mistake, or the mail is too large.
    """
    words = edition.words
    blobs = BlobCache(
        edition.cache / f"templates-{edition.language}".rstrip("-"),
        f"{code_digest(edition.settings)} {words.digest}",
    )
    environment = templates.open_templates(edition.theme, words, blobs, edition.settings)
    way_out = options.via != "smtp" or bool(options.unsubscribe or options.unsubscribe_mail)
    try:
        return lay_out(issue, edition.site, environment, options.imprint, way_out=way_out)
    except TemplateError as error:
        page = issue.url.removeprefix(edition.site.href("/"))
        problem = templates.template_problem(error, "mail/issue.html", page, environment)
        raise ContentError([problem]) from None


def write_letter(folder: Path, letter: Letter, options: DigestOptions, sent: datetime) -> None:
    """Write the mail for people to look at; it can be made again at any time."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mail.html").write_text(letter.html, "utf-8")
    (folder / "mail.txt").write_text(letter.text, "utf-8")
    mail = compose(letter, options, options.to or "reader@example.org", sent, "preview")
    (folder / "mail.eml").write_bytes(mail.as_bytes())
