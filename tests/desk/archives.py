"""Archives of old sites: a test contains one, and it is imported as by the task."""

from collections.abc import Mapping
from pathlib import Path

from newsroom.desk.importing import ImportReport, import_archive


def imported(
    tmp_path: Path, dialect: str, files: Mapping[str, str | bytes], **options: object
) -> tuple[Path, ImportReport]:
    """Write an archive and import it; return the content folder and the report."""
    source, into = tmp_path / "old", tmp_path / "content"
    for name, data in files.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return into, import_archive(dialect, source, into, **options)  # type: ignore[arg-type]


def text_of(into: Path) -> str:
    """Return the text of the story that was imported from ``2014-03-12-hello.md``."""
    written = (into / "articles/news/2014/hello.md").read_text(encoding="utf-8")
    return written.split("---\n", 2)[2].strip()


def notes(report: ImportReport) -> str:
    """Return all problems of a report, a line each."""
    return "\n".join(map(str, report.problems))
