"""The file of recipients: one address a line; empty lines and comments (#) are passed by."""

from newsroom.delivering.digest.options import address_of
from newsroom.problems import Problem


def parse_recipients(text: str, path: str) -> tuple[list[str], list[Problem]]:
    """Return the addresses in their order, each once, and a mistake for every other line."""
    found: dict[str, str] = {}
    problems = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        entry = line.strip()
        if not entry or entry.startswith("#"):
            continue
        if address_of(entry) == entry:
            found.setdefault(entry.lower(), entry)
        else:
            remedy = "write name@host in ASCII, alone on its line"
            problems.append(
                Problem(path, f"{entry!r} is not a mail address", remedy, line=number, column=1)
            )
    if not found and not problems:
        problems.append(Problem(path, "the file names nobody", "write one address a line"))
    return list(found.values()), problems
