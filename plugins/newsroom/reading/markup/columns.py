"""Columns of a line: how far it is indented, where tabs count as CommonMark has them count.

A tab that shapes blocks is as wide as the way to the next multiple of four. It becomes as many
marks, so that a part of it can be removed; what is left of it in code is made spaces, or a tab
where it is whole.
"""

import re

_TAB, _MORE = "\x0e", "\x0f"  # The first column of a tab, and its others: no text holds them.
BLANK = f" \t{_TAB}{_MORE}"
_SPACES = str.maketrans(_MORE, " ")
# Marks of quotes and lists, with the white space around them.
_PREFIX = re.compile(r"(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)]|:|\[\^[^\]]*\]:))*[ \t]*")


def widen(line: str) -> str:
    """Return a line with a mark for each column of the tabs before its text."""
    end = _PREFIX.match(line).end()  # type: ignore[union-attr]  # It matches nothing as well.
    done: list[str] = []
    column = 0
    for character in line[:end]:
        if character == "\t":
            width = 4 - column % 4
            done.append(_TAB + _MORE * (width - 1))
            column += width
        else:
            done.append(character)
            column += 1
    return "".join(done) + line[end:]


def as_written(text: str) -> str:
    """Return text with whole tabs as tabs, and with spaces for what is left of others."""
    if _TAB not in text and _MORE not in text:
        return text
    return re.sub(f"{_TAB}{_MORE}*", "\t", text).translate(_SPACES)


def indentation(line: str) -> int:
    return len(line) - len(line.lstrip(BLANK))
