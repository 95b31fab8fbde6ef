"""Sending an issue once: each step is recorded before the next one begins.

Next to the record of the issue, ``2026-w47.sent`` says whether it was sent. A file of recipients
has its own journal next to it, ``readers.txt.2026-w47.sent``, with a line for each address: it
stays as secret as the file itself.
"""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newsroom.delivering.credentials import credential
from newsroom.delivering.digest.drafts import DraftError, UnclearDraftError, create_draft
from newsroom.delivering.digest.journal import Journal
from newsroom.delivering.digest.letter import Letter
from newsroom.delivering.digest.mail import compose
from newsroom.delivering.digest.mailing import MailingTally, UnclearError, send_all
from newsroom.delivering.digest.options import DigestOptions
from newsroom.delivering.digest.recipients import parse_recipients
from newsroom.delivering.digest.smtp import Courier, SmtpError
from newsroom.edition import Edition
from newsroom.engine.progress import track
from newsroom.problems import ContentError


class SendingError(Exception):
    """The issue was not sent, or nobody knows whether it was; says what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}: {remedy}")


def send(
    letter: Letter, record: Path, edition: Edition, options: DigestOptions, *, again: bool
) -> str:
    """Send the letter the way that the options name, and say what came of it.

    Raises:
        SendingError: it was sent before; it was begun and nobody knows how it ended; it failed.
        ContentError: the file of recipients has mistakes.
    """
    journal = Journal(record.with_suffix(".sent"), edition.now)
    mailing = _mailing(letter.key, edition, options, again=again) if options.recipients else None
    if not again:
        refuse_twice(journal, letter.title, resumable=mailing is not None and mailing.begun)
    try:
        if options.via != "smtp":
            return _draft(letter, journal, options)
        if mailing:
            return _to_each(letter, journal, mailing, options, edition.now)
        tally = _post([options.to], letter, journal, options, edition.now)
    except (DraftError, SmtpError) as error:
        remedy = "nothing was sent: fix it and run the same again"
        raise SendingError(str(error), remedy) from None
    except (UnclearDraftError, UnclearError) as error:
        remedy = (
            "look whether it arrived; if not, --again sends it, and if it did, write `sent` for "
            f"`sending` in the last line of {journal.file}"
        )
        what = f"it may have been sent or not ({error})"
        raise SendingError(what, remedy) from None
    if not tally.sent:
        why = "; ".join((*tally.refused.values(), *tally.later.values()))
        what = f"{options.to} was not accepted ({why})"
        raise SendingError(what, "fix it and run the same again")
    return f"sent to {options.to}"


def refuse_twice(journal: Journal, issue: str, *, resumable: bool) -> None:
    """Stop when the issue was sent, or may have been.

    Raises:
        SendingError: says when, and what to do.
    """
    for whom in journal.of("sent"):
        what = f"{issue} was sent on {journal.since(whom)} ({whom})"
        raise SendingError(what, "--again sends it once more")
    for whom in journal.of("sending"):
        if not resumable:
            what = f"sending {issue} began on {journal.since(whom)} ({whom}) and did not end"
            remedy = (
                f"look whether it arrived; if not, --again sends it, and if it did, write `sent` "
                f"for `sending` in the last line of {journal.file}"
            )
            raise SendingError(what, remedy)


@dataclass(frozen=True)
class Mailing:
    """A file of recipients and its journal; ``begun`` says that an earlier run wrote some of it."""

    names: list[str]
    journal: Journal
    begun: bool


def _mailing(key: str, edition: Edition, options: DigestOptions, *, again: bool) -> Mailing:
    file = edition.content.parent / options.recipients
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", "") or "it is not UTF-8"
        what = f"{file} cannot be read ({reason.lower()})"
        raise SendingError(what, "name a text file") from None
    names, problems = parse_recipients(text, options.recipients)
    if problems:
        raise ContentError(problems)
    own = file.with_name(f"{file.name}.{key}.sent")
    if again:
        own.unlink(missing_ok=True)
    return Mailing(names, Journal(own, edition.now), own.exists())


def _to_each(
    letter: Letter, journal: Journal, mailing: Mailing, options: DigestOptions, now: datetime
) -> str:
    own = mailing.journal
    unclear = own.of("sending")  # of an earlier run
    left = [name for name in mailing.names if own.state(name) in (None, "failed")]
    journal.note("sending", "recipients")
    try:
        tally = _post(left, letter, own, options, now)
    except SmtpError as error:
        journal.note("failed", "recipients", str(error))
        what = f"{error}; {len(own.of('sent')):,} of {len(mailing.names):,} were sent"
        raise SendingError(what, "fix it and run the same again for the rest") from None
    except UnclearError as error:
        what = f"the connection ended while {own.of('sending')[-1]} got the mail ({error})"
        raise SendingError(what, "run the same again for the rest; it is not sent again") from None
    said = [f"{tally.sent:,} sent, {len(mailing.names) - len(left):,} before"]
    said += [f"refused: {name} ({why})" for name, why in tally.refused.items()]
    said += [f"unclear: {name} (delete its lines in {own.file} to send again)" for name in unclear]
    if tally.later:
        journal.note("failed", "recipients", f"{len(tally.later)} left")
        said += [f"not now: {name} ({why})" for name, why in tally.later.items()]
        raise SendingError("; ".join(said), "run the same again for those that are left")
    if not own.of("sent"):
        journal.note("failed", "recipients", "all were refused")
        raise SendingError("; ".join(said), "fix it and run the same with --again")
    journal.note("sent", "recipients", f"{len(own.of('sent'))} accepted")
    return "; ".join(said)


def _post(
    names: list[str], letter: Letter, journal: Journal, options: DigestOptions, now: datetime
) -> MailingTally:
    login = credential(os.environ, "SMTP_USER"), credential(os.environ, "SMTP_PASSWORD")
    secret = os.environ.get("DIGEST_SECRET", "")

    def mail(to: str) -> bytes:
        return compose(letter, options, to, now, secret).as_bytes()

    return send_all(track(names, len(names), "Sending"), mail, journal, Courier(options, login))


def _draft(letter: Letter, journal: Journal, options: DigestOptions) -> str:
    journal.note("sending", options.via)
    try:
        made = create_draft(letter, options, os.environ)
    except DraftError as error:
        journal.note("failed", options.via, str(error))
        raise
    journal.note("sent", options.via, f"draft {made}")
    return f"draft {made} waits at {options.via.capitalize()}"
