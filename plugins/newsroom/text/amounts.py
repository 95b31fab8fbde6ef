"""Numbers with their nouns, in messages."""

import re


def counted(number: int, noun: str) -> str:
    """Return ``1 story``, ``2 days`` or ``1,200 stories``."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {re.sub('(?<=[^aeiou])y$', 'ie', noun)}s"
