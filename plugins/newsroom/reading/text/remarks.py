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
    for written, what, remedy in findings.odd:
        yield Unclear(Lines(source, first_line).find(written), what, remedy)
    if not (changed or odd):
        return
    lines = Lines(source, first_line)
    for name, own in changed:
        what = f"the id {name!r} is used already, by the page or by this text: it is {own!r} here"
        yield Unclear(lines.find(name), what, "write another id, which stays")
    for one in odd:
        yield Unclear(lines.find(one.written), one.what, one.remedy)


def mistakes_of(
    findings: Findings, violations: Iterable[Violation], source: str, first_line: int
) -> Iterator[Unclear]:
    """Yield what hides text from readers, or shows it to them, against the writer's will."""
    for number, what, remedy in sorted(findings.mistakes):
        yield Unclear(first_line + number, what, remedy)
    for written, what, remedy in findings.wrong:
        yield Unclear(Lines(source, first_line).find(written), what, remedy)
    for astray in find_astray(findings.raw):
        lines = Lines(source, first_line)
        line = max(lines.find(astray.written) for _ in range(astray.nth))
        yield Unclear(line, astray.what, astray.remedy)
    for one in violations:
        if one.exposes:
            what = f"readers see what the {one.what} should hide from them"
            line = Lines(source, first_line).find(one.written)
            yield Unclear(line, what, "delete it; <!-- … --> hides notes")
