"""Hugo's ``cascade``: front matter that pages of sections and the configuration give to others."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from newsroom.desk.importing.archive import STORY_SUFFIXES, read_source
from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.values.defaults import Defaults, glob
from newsroom.desk.importing.values.headers import UnreadableError, without_types


def cascades(files: Iterable[Path], source: Path, _report: ImportReport) -> Iterator[Defaults]:
    """Yield what the ``_index.md`` among the files of an archive give to those below them.

    One that cannot be read is reported where all files are read.
    """
    for file in files:
        if file.name.startswith("_index.") and file.suffix.lower() in STORY_SUFFIXES:
            path = file.relative_to(source).as_posix()
            try:
                page, _ = read_source(file, path, source, classic=False)
            except UnreadableError:
                continue
            values = page.header.values if page else {}
            given = next((values[key] for key in values if key.lower() == "cascade"), None)
            lang = file.name.removeprefix("_index.").rpartition(".")[0]
            yield from read_cascade(given, path.rpartition("/")[0], lang)


def read_cascade(given: Any, folder: str = "", lang: str = "") -> Iterator[Defaults]:
    """Yield the parts of one ``cascade``, which is a table or a list of them.

    With ``lang`` it is for files that have the language in their names. A file of the
    configuration may hold the table itself, or its name once more.
    """
    if isinstance(given, dict) and given.keys() == {"cascade"}:
        given = given["cascade"]
    for table in given if isinstance(given, list) else [given]:
        if not isinstance(table, dict):
            continue
        values = _lower(without_types(table))
        target = _lower(values.pop("_target", None) or values.pop("target", None))
        params = values.pop("params", None)
        values |= _lower(params)
        if target.get("kind", "page") == "page" and target.get("environment") != "development":
            path = target.get("path")
            pattern = glob(f"**.{lang}") if lang else None
            pattern = glob(path.removesuffix(".md")) if isinstance(path, str) else pattern
            yield Defaults(values=values, folder=folder, pattern=pattern)


def _lower(table: Any) -> dict[str, Any]:
    return {key.lower(): value for key, value in table.items()} if isinstance(table, dict) else {}
