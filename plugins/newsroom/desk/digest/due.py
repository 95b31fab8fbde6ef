"""Newsletters whose time has come: what a timer or a pipeline makes and sends, each once."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from newsroom import signals
from newsroom.building.dry_run import dry_run
from newsroom.delivering.digest.journal import Journal
from newsroom.delivering.digest.options import options_of
from newsroom.desk.digest.make import check_sending, compiled, has_readers, make
from newsroom.desk.digest.plans import IssuePlan, alerts, full_name, record_file, wished
from newsroom.desk.digest.send import SendingError
from newsroom.edition import Edition, edition_in
from newsroom.problems import ContentError
from newsroom.settings.newsletters import newsletters_of

LATE = timedelta(days=2)
"""From then on an issue is too old to be sent by itself."""


def digest_due(conf: Path, overrides: Mapping[str, Any], *, send: bool) -> str:
    """Make every issue that is due, send it if that was asked for, and say what was done.

    What fails does not keep the others from being sent.

    Raises:
        ContentError: content, settings or a record are wrong.
        SendingError: some could not be sent, or nobody knows whether they were.
    """
    edition = dry_run(conf, overrides, signals.enrich, publishing=send)
    said, failed = [], []
    for plan, view in due_plans(edition):
        try:
            if send:
                check_sending(view, plan.newsletter)
            said.append(make(plan, view, send_it=send))
        except (SendingError, ContentError) as error:
            failed.append(f"{full_name(plan)}: {error}")
    if failed:
        raise SendingError("\n".join([*said, *failed]), "the others were sent")
    return "\n".join(said) or "No newsletter is due."


def list_due(conf: Path, overrides: Mapping[str, Any]) -> str:
    """Return newsletter and issue of what is due, a line each; nothing is made.

    Raises:
        ContentError: content or settings are wrong.
    """
    edition = dry_run(conf, overrides, signals.enrich)
    return "\n".join(
        f"{plan.newsletter.full_name} {plan.name.lower()}" for plan, _ in due_plans(edition)
    )


def due_plans(edition: Edition) -> Iterator[tuple[IssuePlan, Edition]]:
    """Yield what is due in each language that has readers, with the edition as it has it."""
    for language in edition.own or ("",):
        if has_readers(edition, language):
            view = edition_in(edition, language) if edition.own else edition
            yield from ((plan, view) for plan in _due_in(view))


def _due_in(edition: Edition) -> Iterator[IssuePlan]:
    """Yield what was not sent yet and has something to tell."""
    for plan in _candidates(edition):
        file = record_file(plan, edition)
        if Journal(file.with_suffix(".sent"), edition.now).of("sent"):
            continue
        options = options_of(edition.settings, plan.newsletter.name)
        if file.exists() or compiled(plan, edition, options):
            yield plan


def _candidates(edition: Edition) -> Iterator[IssuePlan]:
    for one in newsletters_of(edition.settings, edition.site, edition.words, ended=False):
        if one.every == "story":
            found = alerts(one, edition)
        else:
            found = [plan] if (plan := wished(one, "", edition)) else []
        yield from (it for it in found if it.period.end > edition.now - LATE)
