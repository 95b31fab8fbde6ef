"""What is sought in the texts of a source, by what occurs in the source."""

import re
from functools import cache

from newsroom.reading.markup.addresses import (
    EMAIL,
)

# What must occur in a source → what is then sought in its texts. Each begins with a character that
# is written out, so that ``re`` jumps from one of these to the next.
TRIGGERS = {
    "\\": r"\\",
    "`": "`",
    "*": r"\*\**",
    "_": "__*",
    "~~": "~~*",
    "[": r"\[|!\[|\]",
    "<": "<",
    "&": "&",
    "  \n": r"\n",
    "://": "://",
    "www.": r"www\.",
    "@": EMAIL,
}


@cache
def scanner(present: frozenset[str]) -> re.Pattern[str]:
    """Return what finds the marks of a source in which these triggers are present."""
    sought = [pattern for trigger, pattern in TRIGGERS.items() if trigger in present]
    return re.compile("|".join(sought) or r"(?!)", re.ASCII)
