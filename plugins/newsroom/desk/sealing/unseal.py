"""Opens sealed stories: one by hand, or all whose hour has come."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from newsroom.building.build import load_settings
from newsroom.desk.sealing.keys import KEY, identities
from newsroom.desk.sealing.parcels import FOLDER, Parcel, open_parcel, parcels
from newsroom.engine.clock import edition_time, time_zone
from newsroom.files.atomic import write_file
from newsroom.model import Due
from newsroom.problems import ContentError, Problem


def list_sealed(conf: Path, overrides: Mapping[str, Any]) -> str:
    """Return a line for each sealed story; only their number where logs may be public."""
    found = _opened(Path(load_settings(conf, overrides)["PATH"]))
    if os.environ.get("CI"):
        return f"{_stories(len(found))} sealed. Their headlines are not printed here: CI is set."
    lines = [
        f"{file.stem}  {parcel.opens.isoformat() if parcel.opens else 'draft':25}  {parcel.title}"
        for file, parcel in found.items()
    ]
    return "\n".join([*lines, f"{_stories(len(found))} sealed."])


def unseal(conf: Path, overrides: Mapping[str, Any], names: Sequence[str]) -> str:
    """Open the stories of some names (of the files in content/sealed), for editing.

    Raises:
        ContentError: no such story, no key, or a file is in the way.
    """
    content = Path(load_settings(conf, overrides)["PATH"])
    by_name = {file.stem: file for file in parcels(content)}
    wanted = [Path(name).stem for name in names]
    if unknown := [name for name in wanted if name not in by_name]:
        remedy = "newsroom unseal lists what there is"
        raise ContentError([Problem(one, "no such sealed story", remedy) for one in unknown])
    opened = _opened(content, [by_name[name] for name in wanted])
    _write(content, opened)
    paths = [f"{content.name}/{path}" for parcel in opened.values() for path in parcel.files]
    return "\n".join(["Opened; seal them again before you commit:", *paths])


def unseal_due(conf: Path, overrides: Mapping[str, Any]) -> str:
    """Open all stories whose hour has come; what is said names none of them.

    Raises:
        ContentError: there are sealed stories and no key, or a file is in the way.
    """
    settings = load_settings(conf, overrides)
    content = Path(settings["PATH"])
    now = edition_time(settings.get("NOW"), time_zone(settings["TIMEZONE"]))
    found = _opened(content)
    due = {file: one for file, one in found.items() if one.opens and one.opens <= now}
    _write(content, due)
    if not found:
        return "Nothing is sealed."
    verb = "was" if len(due) == 1 else "were"
    return f"{len(due)} of {_stories(len(found)).rpartition(' ')[0]} {verb} opened."


def hours(content: Path) -> list[Due]:
    """Return when sealed stories open, as far as the keys here can tell; none is named."""
    if not parcels(content) or not identities():
        return []
    found = _opened(content).values()
    place = f"{content.name}/{FOLDER}"
    return [
        Due(moment=one.opens, what="a sealed story is published", source=place)
        for one in found
        if one.opens
    ]


def _opened(content: Path, files: Sequence[Path] | None = None) -> dict[Path, Parcel]:
    """Return what is in sealed files, of which nothing is written anywhere."""
    files = parcels(content) if files is None else files
    keys = identities() if files else []
    if files and not keys:
        what = f"{_stories(len(files))} sealed, and there is no secret key"
        remedy = f"set {KEY} in the environment, in CI from a secret of the repository"
        raise ContentError([Problem(f"{content.name}/{FOLDER}", what, remedy)])
    return {file: open_parcel(file, keys) for file in files}


def _write(content: Path, opened: Mapping[Path, Parcel]) -> None:
    """Put files into their places, all or none, and delete the parcels.

    Raises:
        ContentError: another file is in the way.
    """
    files = [(content / path, data) for one in opened.values() for path, data in one.files.items()]
    taken = [file for file, data in files if file.exists() and file.read_bytes() != data]
    if taken:
        # Not which one: its name is that of a story that nobody may know yet.
        what = f"{len(taken)} files of sealed stories would replace others in the content folder"
        remedy = "open them by hand, on a computer of the newsroom, into a clean checkout"
        raise ContentError([Problem(f"{content.name}/{FOLDER}", what, remedy)])
    for file, data in files:
        write_file(file, data)
    for parcel in opened:
        parcel.unlink()


def _stories(number: int) -> str:
    return f"{number} story is" if number == 1 else f"{number} stories are"
