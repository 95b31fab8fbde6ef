"""What a text needs said about it: where it leads, what it lost, what is unclear in it or wrong.

Each has the line of the file that it comes from.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from newsroom.reading.markup.embeds import Odd
from newsroom.reading.markup.findings import Findings
from newsroom.reading.markup.references import Kind
from newsroom.reading.markup.source import Lines
from newsroom.reading.text.astray import find_astray
from newsroom.reading.text.sanitise import Violation


@dataclass(frozen=True, slots=True)
class Reference:
    """An internal link or picture, and its line in the file."""

    kind: Kind
    target: str
    line: int


@dataclass(frozen=True, slots=True)
class Removed:
    """Something that was taken out of the body, and its line in the file."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """Something that may not be what the author meant, and the line of the file it is in."""

    line: int
    what: str
    remedy: str


def unclear_of(
    findings: Findings, changed: Sequence[tuple[str, str]], odd: Sequence[Odd], source: str,
    first_line: int,
) -> Iterator[Unclear]:  # fmt: skip
    """Yield what may be meant otherwise; ``changed`` are ids, ``odd`` what could be embeds."""
    for number, what, remedy in sorted(findings.unclear):
        yield Unclear(first_line + number, what, remedy)
    taken = [
        (name, f"the id {name!r} is used already, by the page or by this text: it is {own!r} here",
         "write another id, which stays")
        for name, own in changed
    ]  # fmt: skip
    embeds = [(one.written, one.what, one.remedy) for one in odd]
    yield from _located([*findings.odd, *taken, *embeds], source, first_line)


def mistakes_of(
    findings: Findings, violations: Iterable[Violation], source: str, first_line: int
) -> Iterator[Unclear]:
    """Yield what hides text from readers, or shows it to them, against the writer's will."""
    for number, what, remedy in sorted(findings.mistakes):
        yield Unclear(first_line + number, what, remedy)
    exposed = [
        (one.written, f"readers see what the {one.what} should hide from them",
         "delete it; <!-- … --> hides notes")
        for one in violations
        if one.exposes
    ]  # fmt: skip
    yield from _located([*findings.wrong, *exposed], source, first_line)
    yield from _astray(findings.raw, source, first_line)


def _located(
    remarks: Iterable[tuple[str, str, str]], source: str, first_line: int
) -> Iterator[Unclear]:
    """Yield remarks about parts of the text, each with the line of the part."""
    lines = None
    for written, what, remedy in remarks:
        lines = lines or Lines(source, first_line)
        yield Unclear(lines.find(written), what, remedy)


def _astray(raw: Iterable[str], source: str, first_line: int) -> Iterator[Unclear]:
    lines = None
    found: dict[str, list[int]] = {}
    for astray in find_astray(raw):
        lines = lines or Lines(source, first_line)
        of_this = found.setdefault(astray.written, [])
        while len(of_this) < astray.nth:
            of_this.append(lines.find(astray.written))
        yield Unclear(of_this[astray.nth - 1], astray.what, astray.remedy)
