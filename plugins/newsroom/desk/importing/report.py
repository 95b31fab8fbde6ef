"""The report of an import: what came over, what did not, what was changed, and what to do."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from newsroom.problems import Problem, Problems
from newsroom.text.amounts import counted

REPORT_NAME = "import-report.md"


class ArchiveError(Exception):
    """The archive as a whole cannot be imported: no such folder, dialect or registry."""


@dataclass(slots=True)
class DroppedKey:
    """A front matter key without a place here: how many files have it, and the first of them."""

    files: int
    first: str


@dataclass(slots=True)
class ImportReport:
    """Everything that an import has to say.

    ``problems``: errors are articles left out, warnings are changes and things to look at.
    ``counts``: ``read``, ``imported``, ``written``, ``unchanged``, ``kept``, ``not imported`` …
    ``others``: files of the archive that hold no article, by path.
    """

    source: str
    problems: Problems = field(default_factory=Problems)
    counts: Counter[str] = field(default_factory=Counter)
    dropped_keys: dict[str, DroppedKey] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)

    def left_out(self, path: str, what: str, remedy: str, line: int = 0) -> None:
        self.counts["not imported"] += 1
        self.problems.error(path, what, remedy, line)

    def changed(self, path: str, what: str, remedy: str, line: int = 0) -> None:
        self.problems.warning(path, what, remedy, line)

    def dropped(self, key: str, place: str) -> None:
        self.dropped_keys.setdefault(key, DroppedKey(0, place)).files += 1

    def summary(self) -> str:
        """Return the few lines for the terminal."""
        counts = self.counts
        pages = " and pages" if counts["pages"] else ""
        lines = [
            f"{counts['imported']:,} of {counts['read']:,} articles{pages} imported "
            f"({counts['written']:,} written, {counts['unchanged']:,} already there, "
            f"{counts['kept']:,} kept as edited), {counts['not imported']:,} left out.",
            f"Sections: {counts['sections']:,}. Authors: {counts['authors']:,}. "
            f"Tags: {counts['tags']:,}. Media files: {counts['media']:,}.",
        ]
        if counts["pages"]:
            lines[1] += f" Pages: {counts['pages']:,}."
        facts = {
            "expiring": "have an expiry date and leave the site after it",
            "missing images": "images were not in the archive; their descriptions replace them",
            "dead links": "links lead to pages that are not in the archive",
            "unused media": "media files are used by no story and were not copied",
            "others": "files hold no article",
            "private": "files about readers, the account or other things were not read",
        }
        lines += [f"{counts[name]:,} {fact}." for name, fact in facts.items() if counts[name]]
        lines.append(f"Left out, changed and to look at: {REPORT_NAME}")
        return "\n".join(lines)

    def markdown(self) -> str:
        """Return the whole report. It holds no date and no path of this machine."""
        return "\n".join(["# Import report", "", f"Source: `{self.source}`", "", *self._parts()])

    def _parts(self) -> Iterator[str]:
        *facts, _ = self.summary().split("\n")
        yield from (f"- {fact}" for fact in facts)
        yield from _listing("Left out", self.problems.errors)
        yield from _listing("Changed, or to look at", self.problems.warnings)
        if self.dropped_keys:
            yield from ("", "## Front matter keys without a place here", "")
            for key, dropped in sorted(self.dropped_keys.items()):
                yield f"- `{key}`: {counted(dropped.files, 'file')}, first in `{dropped.first}`"
        if self.others:
            yield from ("", "## Files that hold no article", "")
            yield from (f"- `{path}`: {reason}" for path, reason in sorted(self.others.items()))
        yield ""


def _listing(title: str, problems: Iterable[Problem]) -> Iterator[str]:
    """Group problems with the same remedy: one decision settles them all."""
    by_remedy = sorted(problems, key=lambda problem: (problem.remedy, problem))
    yield from ("", f"## {title}: {len(by_remedy):,}")
    for remedy, group in groupby(by_remedy, key=lambda problem: problem.remedy):
        found = list(group)
        yield from ("", f"### {remedy[0].upper()}{remedy[1:]} ({len(found):,})", "")
        for problem in found:
            line = f":{problem.line}" if problem.line else ""
            yield f"- `{problem.path}{line}` {problem.what}"
