"""Comments in an export of WordPress: which of them readers saw."""

from collections import Counter
from collections.abc import Iterable, Mapping

from newsroom.desk.importing.report import ImportReport
from newsroom.text.amounts import counted

SHOWN = "shown"
BRING = "bring them over with ./inv comments --import {file}, when the stories are here"
KEPT_OUT = "./inv comments --import leaves them out as well: keep the export if you want them"
_PEOPLE = ("", "comment", "review")
_SIGNALS = ("pingback", "trackback")
_STATES = {"0": "waiting for a moderator", "hold": "waiting for a moderator"}


def state_of(comment: Mapping[str, str]) -> str:
    """Return ``SHOWN``, or why readers did not see a comment, in words for a list of numbers.

    Shops keep the notes of their orders as comments too, so that only known types are shown.
    """
    kind, approved = comment.get("wp:comment_type", ""), comment.get("wp:comment_approved", "")
    if kind in _SIGNALS:
        return "pingbacks and trackbacks"
    if kind not in _PEOPLE:
        return f"of the type {kind!r}"
    if approved in ("1", "approve"):
        return SHOWN
    return _STATES.get(approved, "spam or in the trash")


def report_comments(file: str, comments: Iterable[Mapping[str, str]], report: ImportReport) -> None:
    states = Counter(map(state_of, comments))
    if shown := states.pop(SHOWN, 0):
        what = f"{counted(shown, 'comment')} that readers saw: not in the stories"
        report.changed(file, what, BRING.format(file=file))
    for state, count in sorted(states.items()):
        report.changed(file, f"{counted(count, 'comment')} left out: {state}", KEPT_OUT)
