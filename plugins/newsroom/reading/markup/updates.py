"""The dated updates of a live story, each of which begins with a heading of level 2:

    ## 2026-11-23 14:05 The vote begins

The text before the first one is the lead. An update is a text of its own: it is rendered alone,
so that one can be held back, or appear above another, without a trace of its neighbours.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import pairwise

from newsroom.engine.clock import YEARS
from newsroom.problems import Problem
from newsroom.reading.markup.blocks import find_code

_HEADING = re.compile(r" {0,3}##?(?:(?:[ \t]+|(?=\d{4}-))(.*?))?(?:[ \t]+#+)?[ \t]*")
_DATED = re.compile(
    r"(\d{4}-\d\d-\d\d[T ]\d\d?:\d\d(?::\d\d)?)[ \t]*(Z\b|[+-]\d\d:?\d\d\b)?[ \t:–—|-]*(.*)"
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NOT_LINE_END = re.compile(r"[^\n]")
_EXAMPLE = "## 2026-11-23 14:05 The vote begins"


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateSection:
    """An update as it was written; ``line`` is the line of its heading in the file."""

    moment: datetime
    title: str
    text: str
    line: int

    @property
    def anchor(self) -> str:
        """The id of the update, which stays the same when others are added."""
        return f"update-{self.moment:%Y-%m-%d-%H%M}" + (
            f"{self.moment:%S}" if self.moment.second else ""
        )


def split_updates(
    body: str, first_line: int, zone: tzinfo
) -> tuple[str, list[UpdateSection], list[Problem]]:
    """Return the lead, the updates in the order in which they were written, and mistakes.

    Times without an offset are in ``zone``; all are returned in it.
    """
    lines = body.split("\n")
    headings = list(_headings(lines))
    bounds = [*(number for number, _ in headings), len(lines)]
    sections, problems = [], []
    for (number, heading), end in zip(headings, bounds[1:], strict=True):
        line = first_line + number
        try:
            moment, title = _dated(heading, zone)
        except ValueError as error:
            problems.append(Problem("", *error.args, line=line, column=1))
        else:
            text = "\n".join(lines[number + 1 : end])
            sections.append(UpdateSection(moment=moment, title=title, text=text, line=line))
    return "\n".join(lines[: bounds[0]]), sections, problems + list(_out_of_order(sections))


def _headings(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield line and text of headings of level 1 and 2, not of those in code or comments."""
    lines = list(lines)
    for start, end in find_code(lines):
        lines[start : end + 1] = [""] * (end + 1 - start)
    text = _COMMENT.sub(lambda match: _NOT_LINE_END.sub(" ", match[0]), "\n".join(lines))
    for number, line in enumerate(text.split("\n")):
        if "#" in line[:4] and (match := _HEADING.fullmatch(line)):
            yield number, match[1] or ""


def _dated(heading: str, zone: tzinfo) -> tuple[datetime, str]:
    """Take a heading apart.

    Raises:
        ValueError: what is wrong with it, and the remedy.
    """
    match = _DATED.fullmatch(heading)
    if not match:
        what = f"the update {heading!r} does not begin with its day and time"
        remedy = f"write `{_EXAMPLE}`; headings within an update begin with ###"
        raise ValueError(what, remedy)
    try:
        day, _, time = match[1].replace("T", " ").partition(" ")
        moment = datetime.fromisoformat(f"{day} {time.zfill(5)}{match[2] or ''}")
        if moment.year not in YEARS:
            raise ValueError("its year is beyond the calendar")
    except ValueError as error:
        what = f"{match[1]!r} is not a valid time ({error})"
        raise ValueError(what, f"write it as in `{_EXAMPLE}`") from None
    if not match[3]:
        raise ValueError("an update without a headline", f"add one: `{_EXAMPLE}`")
    return moment.replace(tzinfo=moment.tzinfo or zone).astimezone(zone), match[3]


def _out_of_order(sections: list[UpdateSection]) -> Iterator[Problem]:
    """Yield updates out of order: the first two say in which direction the file runs."""
    at: dict[str, UpdateSection] = {}
    for section in sections:
        if (other := at.setdefault(section.anchor, section)) is not section:
            what = f"line {other.line} has an update of the same time"
            yield Problem(
                "", what, "add seconds to one of the two, or join them", line=section.line, column=1
            )
    moments = [section.moment for section in sections]
    falls = len(moments) > 1 and moments[1] < moments[0]
    for above, section in pairwise(sections):
        if (section.moment > above.moment) if falls else (section.moment < above.moment):
            order = "newest first" if falls else "oldest first"
            what = f"this update is out of order: the file runs {order}"
            yield Problem("", what, "move it, or fix its time", line=section.line, column=1)
