"""What the front matter says about the story: its date, its sources."""

import re
from collections.abc import Iterator
from datetime import datetime

from newsroom.checking.findings import Remark
from newsroom.checking.manuscript import Manuscript

SOURCED = ("news", "analysis", "explainer")
"""Labels of stories whose claims a reader wants to follow up."""
_OUTWARD = re.compile(r'href="https?://')


def distant_date(
    manuscript: Manuscript, date: datetime, now: datetime, earliest: int, days: int
) -> Iterator[Remark]:
    place = manuscript.key("date") or (1, 1)
    ahead = (date - now).days
    if date.year < earliest:
        yield Remark(*place, f"the story is dated {date.year}", "fix the year of `date`")
    elif ahead > days:
        yield Remark(*place, f"the story is dated {ahead} days ahead", "fix the year of `date`")


def no_sources(manuscript: Manuscript, label: str, listed: int) -> Iterator[Remark]:
    if label in SOURCED and not listed and not _OUTWARD.search(manuscript.html):
        place = manuscript.key("title") or (1, 1)
        remedy = "list them under `sources:`, or link them in the text"
        yield Remark(*place, "the story names no source", remedy)
