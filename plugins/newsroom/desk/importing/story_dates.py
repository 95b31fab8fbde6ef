"""The dates of a story: those of its front matter, of its name and of its address."""

from pathlib import PurePosixPath

from newsroom.desk.importing.dates import Stamp, date_in_name, read_date
from newsroom.desk.importing.dialects import Config
from newsroom.desk.importing.headers import texts
from newsroom.desk.importing.matter import ArchiveMatter
from newsroom.desk.importing.report import ImportReport


def publication_date(
    matter: ArchiveMatter, path: str, address: str, config: Config, report: ImportReport
) -> Stamp | None:
    key, value = matter.take("date")
    written = next(texts(value), "")
    given = read_date(written, config.zone) if written else None
    named = date_in_name(PurePosixPath(path).name) or date_in_name(address) or date_in_name(path)
    if given and named and given.day != named.day:
        what = f"dated {given.day} in its front matter and {named.day} in its name"
        matter.note(key, what, "the date of the front matter was taken: check it")
    elif written and not given and named:
        what = f"{written!r} is not a clear date, {named.day} was taken from the name"
        matter.note(key, what, "check the date")
    elif not named and not given:
        what = f"{written!r} is not a clear date" if written else "there is no date"
        remedy = "write `date: 2026-11-23` into it and import again, or make it a page by hand"
        report.left_out(path, what, remedy, matter.line(key))
    return given or named


def later_date(name: str, matter: ArchiveMatter, date: Stamp, config: Config) -> Stamp | None:
    key, value = matter.take(name)
    written = next(texts(value), "")
    if not written:
        return None
    stamp = read_date(written, config.zone)
    if stamp is None:
        matter.note(key, f"{key} {written!r} is not a clear date", f"it was left out: add `{name}`")
    elif not stamp.surely_after(date):
        if stamp.day < date.day:
            remedy = "it was left out: correct it if it matters"
            matter.note(key, f"{key} {stamp.day} is not after the date {date.day}", remedy)
        return None
    return stamp
