"""Eleventy's data files: ``posts/posts.json`` gives its values to all stories of the folder."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.values.defaults import Defaults, scope_of
from newsroom.desk.importing.values.headers import without_types

_NOT_READ = (
    "write what it gives to stories into their front matter, such as `draft` or `permalink: false`"
)


def data_files(files: Iterable[Path], source: Path, report: ImportReport) -> Iterator[Defaults]:
    """Yield what the data files of folders give; one that is a program is named."""
    for file in files:
        folder, path = file.parent.name, file.relative_to(source).as_posix()
        if file.name in (f"{folder}.json", f"{folder}.11tydata.json"):
            try:
                values = json.loads(file.read_bytes())
            except (OSError, ValueError, RecursionError):
                values = None
            if isinstance(values, dict):
                if values.get("tags") in (folder, [folder]):
                    del values["tags"]  # It only makes them a collection.
                within = scope_of(path.rpartition("/")[0])
                yield Defaults(values=without_types(values), folder=within)
            else:
                report.changed(path, "the data file cannot be read", _NOT_READ)
        elif ".11tydata." in file.name:
            report.changed(path, "a program gives values to stories", _NOT_READ)
