"""Tables as on GitHub: how rows are divided into cells, and which side the cells are set to.

    Party | Seats
    :-----|-----:
    Green |    12

An attribute list on the line below the last row is the table's. The alignment of a column is a
class: a style attribute is barred by the site's Content-Security-Policy, and the ``align``
attribute by HTML itself.
"""

import re
from xml.etree.ElementTree import Element, SubElement

_DELIMITERS = re.compile(r"\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+")
ATTRIBUTES = re.compile(r"\{:[^|}\n]*\}[ \t]*")
"""A line below a table that describes all of it."""
_PIPE = re.compile(r"\\\||(`++).*?(?<!`)\1(?!`)|(\|)")
_SIDES = {(True, True): "center", (True, False): "left", (False, True): "right"}


def delimiters(line: str) -> list[str] | None:
    """Return the side of each column, ``""`` for none; None when the line delimits no table."""
    if not _DELIMITERS.fullmatch(line):
        return None
    return [
        _SIDES.get((cell.startswith(":"), cell.endswith(":")), "") for cell in divide(line.strip())
    ]


def divide(row: str) -> list[str]:
    """Return the cells of a row. A bar in a code span, or behind a backslash, does not divide."""
    row = row.strip()
    cells, start = [], 0
    for match in _PIPE.finditer(row):
        if match[2]:
            cells.append(row[start : match.start()])
            start = match.end()
    if start < len(row) or not cells:
        cells.append(row[start:])
    if row.startswith("|") and (len(cells) > 1 or row == "|"):
        del cells[0]
    return [cell.strip().replace("\\|", "|") for cell in cells]


def add_row(parent: Element, tag: str, cells: list[str], sides: list[str]) -> list[str]:
    """Add a row with a cell for each side; return the cells for which there is no column."""
    row = SubElement(parent, "tr")
    for number, side in enumerate(sides):
        cell = SubElement(row, tag, {"class": f"align-{side}"} if side else {})
        cell.text = cells[number] if number < len(cells) else ""
    return [cell for cell in cells[len(sides) :] if cell]
