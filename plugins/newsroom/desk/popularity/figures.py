"""The file with the figures: merged so that no request can ever count twice, and kept short."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

from newsroom.desk.popularity.hits import hour_of
from newsroom.desk.popularity.readers import Figures
from newsroom.files.atomic import write_file
from newsroom.model import Popularity
from newsroom.reading.readers.popularity import HOUR


def merge(one: Mapping[str, Mapping[int, int]], other: Mapping[str, Mapping[int, int]]) -> Figures:
    """Return the figures of both: of every hour of every story the greater number.

    The same log again changes nothing, a longer one adds what is new, and no hour gets more
    readers than it had: each number counts distinct readers of a part of that hour's requests.
    """
    merged: Figures = {story: dict(hours) for story, hours in one.items()}
    for story, hours in other.items():
        _raise(merged.setdefault(story, {}), hours)
    return merged


def since(figures: Mapping[str, Mapping[int, int]], first_hour: int) -> Figures:
    """Return the figures from ``first_hour`` on."""
    kept = {
        story: {hour: readers for hour, readers in hours.items() if hour >= first_hour}
        for story, hours in figures.items()
    }
    return {story: hours for story, hours in kept.items() if hours}


def by_current_path(known: Popularity, paths: Mapping[str, str]) -> Figures:
    """Return known figures under the present address of each story (old path → path)."""
    figures: Figures = {}
    for path, hours in known.readers.items():
        counted = {hour_of(hour): readers for hour, readers in hours.items()}
        _raise(figures.setdefault(paths.get(unquote(path), path), {}), counted)
    return figures


def write_figures(file: Path, source: str, figures: Figures) -> None:
    """Write the file in one step; equal figures give equal bytes."""
    readers = {
        story: {_written(hour): figures[story][hour] for hour in sorted(figures[story])}
        for story in sorted(figures)
    }
    text = json.dumps({"source": source, "readers": readers}, indent=1, ensure_ascii=False)
    write_file(file, text + "\n")


def _raise(own: dict[int, int], hours: Mapping[int, int]) -> None:
    for hour, readers in hours.items():
        own[hour] = max(own.get(hour, 0), readers)


def _written(hour: int) -> str:
    return datetime.fromtimestamp(hour * 3600, UTC).strftime(HOUR)
