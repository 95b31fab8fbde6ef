"""Mailing: one recipient after the other, each noted in the journal before and after."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from newsroom.delivering.digest.journal import Journal
from newsroom.delivering.digest.smtp import Courier, SmtpError


class UnclearError(Exception):
    """The connection ended after the text was handed over: it may have been delivered or not."""


@dataclass(kw_only=True)
class MailingTally:
    """What became of the recipients; ``refused`` and ``later`` say why."""

    sent: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    later: dict[str, str] = field(default_factory=dict)


def send_all(
    recipients: Iterable[str], compose: Callable[[str], bytes], journal: Journal, courier: Courier
) -> MailingTally:
    """Send a mail to each recipient, with a note in the journal before and after.

    Raises:
        SmtpError: the server cannot be reached or does not let us in.
        UnclearError: nobody knows whether the last mail arrived; the journal has it as ``sending``.
    """
    tally = MailingTally()
    try:
        for to in recipients:
            data = compose(to)
            journal.note("sending", to)
            try:
                outcome, why = courier.deliver(to, data)
            except SmtpError:
                journal.note("failed", to)
                raise
            if outcome == "unclear":
                raise UnclearError(why)
            if outcome == "sent":
                tally.sent += 1
                journal.note("sent", to)
            elif outcome == "refused":
                tally.refused[to] = why
                journal.note("refused", to, why)
            else:
                tally.later[to] = why
                journal.note("failed", to, why)
    finally:
        courier.leave()
    return tally
