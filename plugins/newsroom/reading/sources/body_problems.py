"""What is wrong with the texts of a file, as problems with their lines."""

from collections.abc import Iterable, Iterator

from newsroom.problems import Level, Problem
from newsroom.reading.text.body import Body, Unclear


def problems_of(texts: Iterable[Body]) -> Iterator[Problem]:
    """Yield what was removed from texts, what is unclear in them and what is wrong."""
    for one in texts:
        yield from (_removal(item.line, item.what) for item in one.removed)
        yield from (_problem(item, "warning") for item in one.unclear)
        yield from (_problem(item, "error") for item in one.mistakes)


def _problem(item: Unclear, level: Level) -> Problem:
    return Problem("", item.what, item.remedy, line=item.line, column=1, level=level)


def _removal(line: int, what: str) -> Problem:
    if what.startswith("address "):
        remedy = "fix the address; its text stays"
    elif "character" in what:
        remedy = "delete it"
    elif "iframe" in what:
        remedy = "write the https:// address of what it shows, alone in a paragraph"
    elif what.startswith("data:"):
        remedy = "save the picture as a file in media/ and name that"
    elif what.startswith("http:"):
        remedy = "put the file into media/ and name it, or write https:"
    else:
        remedy = "write it in Markdown, or put code between backticks"
    return Problem(
        "", f"{what} was taken out of the text", remedy, line=line, column=1, level="warning"
    )
