"""The task ``./inv digest``: compile the issue of a week, lay it out as a mail, and send it.

Setting: ``DIGEST``.

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
from newsroom.delivering.digest.compile import compile_issue
from newsroom.delivering.digest.letter import Letter, lay_out
from newsroom.delivering.digest.mail import compose
from newsroom.delivering.digest.options import DigestOptions, mistakes
from newsroom.delivering.digest.record import record_text
from newsroom.desk.digest.send import send
from newsroom.edition import Edition, edition_in
from newsroom.enriching.hottest import by_story
from newsroom.files.atomic import write_file
from newsroom.files.blob_cache import BlobCache
from newsroom.model import Issue
from newsroom.model.weeks import Week, last_complete, parse_week
from newsroom.options import load_options
from newsroom.problems import ContentError, Problem
from newsroom.reading.registries.newsletter import FOLDER
from newsroom.reading.registries.newsletter_issues import read_issue
from newsroom.writing import templates
from newsroom.writing.fingerprints import code_digest


@dataclass(frozen=True, kw_only=True)
class DigestRequest:
    """What the command line asks for: which week, whether to send, whether once more.

    ``lang`` is a further language of the paper, empty for its own.
    """

    week: str = ""
    send: bool = False
    again: bool = False
    lang: str = ""


def digest(conf: Path, overrides: Mapping[str, Any], request: DigestRequest) -> str:
    """Make the newsletter of a week, send it if that was asked for, and say what was done.

    Raises:
        ContentError: content, settings, the week or the record are wrong.
        SendingError: the mail cannot be sent, or nobody knows whether it was.
    """
    if request.again and not request.send:
        raise ContentError([Problem("--again", "nothing is sent without --send", "add it")])
    whole = dry_run(conf, overrides, signals.enrich, publishing=request.send)
    edition = in_language(whole, request)
    options = load_options(edition.settings, "DIGEST", DigestOptions)
    if request.send and (found := mistakes(options, os.environ)):
        raise ContentError(found)
    week = wished_week(request.week, edition)
    file = edition.data(FOLDER)[0] / f"{week.slug}.yml"
    made = not file.exists()
    if made:
        issue = compile_issue(edition, week, readers_of(edition, week), options)
        if issue is None:
            return f"{week}: no story was published in this week, so there is no newsletter."
        file.parent.mkdir(parents=True, exist_ok=True)
        write_file(file, record_text(issue, edition.site, edition.words))
    issue = recorded(file, edition)
    letter = letter_of(issue, edition, options)
    folder = edition.cache / "digest" / edition.language / week.slug
    # As long as it is not sent, it has the date of the issue and is the same every time.
    write_letter(folder, letter, options, edition.now if request.send else letter.date)
    size = f"{len(letter.html.encode()) / 1000:.0f} kB"
    said = f"{week} “{letter.subject}”: {'made' if made else 'read'} {file}; {size} in {folder}"
    if request.send:
        with alone(folder):  # who comes second finds in the journal what the first one did
            said += f"; {send(letter, file, edition, options, again=request.again)}"
    return said


def in_language(edition: Edition, request: DigestRequest) -> Edition:
    """Return the edition of the language that was asked for.

    Raises:
        ContentError: the paper has no pages in it, or nobody is named who gets the letter.
    """
    if request.lang not in {"", *edition.own}:
        known = ", ".join(filter(None, edition.own)) or "no further language"
        what = f"{request.lang!r} is not one of LANGUAGES"
        raise ContentError([Problem("--lang", what, f"the paper has {known}")])
    options = edition.settings["LANGUAGES"][request.lang] if request.lang else {}
    if request.lang and request.send and not options.get("digest"):
        what = f"nobody is named who gets the letter in {request.lang!r}"
        remedy = "add 'digest': {'to': 'list@news.example'}: other readers get that of the paper"
        raise ContentError([Problem(f"LANGUAGES[{request.lang!r}]", what, remedy)])
    return edition_in(edition, request.lang) if edition.own else edition


def wished_week(text: str, edition: Edition) -> Week:
    """Return the week that was asked for, else the last one that is over.

    Raises:
        ContentError: this is not a week, or it is not over yet.
    """
    if not text:
        return last_complete(edition.now, edition.zone)
    try:
        week = parse_week(text)
    except ValueError as error:
        remedy = "write year and ISO week, such as 2026-W47"
        raise ContentError([Problem("--week", str(error), remedy)]) from None
    if (end := week.end(edition.zone)) > edition.now:
        what = f"{week} is not over before {end.isoformat()}"
        raise ContentError([Problem("--week", what, "name a week that is over")])
    return week


def readers_of(edition: Edition, week: Week) -> dict[str, int]:
    """Return the readers that each story had in the week, by its URL."""
    if edition.popularity is None:
        return {}
    start, end = week.start(edition.zone), week.end(edition.zone)
    stories = by_story(edition.popularity.readers, edition.by_path())
    counts = {
        url: sum(count for hour, count in hours.items() if start <= hour < end)
        for url, hours in stories.items()
    }
    return {url: count for url, count in counts.items() if count}


def recorded(file: Path, edition: Edition) -> Issue:
    """Return the issue as its record has it.

    Raises:
        ContentError: somebody edited the record and made a mistake.
    """
    issue, _, problems = read_issue(file, f"{edition.data(FOLDER)[1]}/{file.name}", edition)
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
        page = f"newsletter/{issue.week.lower()}/"
        problem = templates.template_problem(error, "mail/issue.html", page, environment)
        raise ContentError([problem]) from None


def write_letter(folder: Path, letter: Letter, options: DigestOptions, sent: datetime) -> None:
    """Write the mail for people to look at; it can be made again at any time."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mail.html").write_text(letter.html, "utf-8")
    (folder / "mail.txt").write_text(letter.text, "utf-8")
    mail = compose(letter, options, options.to or "reader@example.org", sent, "preview")
    (folder / "mail.eml").write_bytes(mail.as_bytes())
