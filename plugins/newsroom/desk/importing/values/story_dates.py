"""The dates of a story: those of its front matter, of its name and of its address."""

import re
from datetime import UTC
from pathlib import PurePosixPath

from newsroom.desk.importing.dialects import Config
from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.values.dates import Stamp, calendar_of, date_in_name, read_date
from newsroom.desk.importing.values.headers import texts
from newsroom.desk.importing.values.matter import ArchiveMatter
from newsroom.engine.clock import edition_time

_PUBLISHED = re.compile("publi|post|date|issue|release")


def publication_date(
    matter: ArchiveMatter, path: str, address: str, config: Config, report: ImportReport
) -> Stamp | None:
    key, written, given = _given(matter, config)
    named = date_in_name(PurePosixPath(path).name) or date_in_name(address) or date_in_name(path)
    if waits := _embargo(matter, given, config):
        return waits
    if given and named and given.day != named.day:
        what = f"dated {given.day} in its front matter and {named.day} in its name"
        matter.note(key, what, "the date of the front matter was taken: check it")
    elif written and not given and named:
        what = f"{written!r} is not a clear date, {named.day} was taken from the name"
        matter.note(key, what, "check the date")
    elif not named and not given:
        report.left_out(path, *_no_date(matter, written, path, config), matter.line(key))
    return given or named


def _given(matter: ArchiveMatter, config: Config) -> tuple[str, str, Stamp | None]:
    """Return key, text and meaning of the date of the front matter.

    Where no known key holds one, the only other key that does is taken, and that is reported.
    """
    known = list(matter.texts("date"))
    for key, text in known:
        if stamp := read_date(text, config.zone):
            matter.use(key)
            return key, text, stamp
    others = _strange_dates(matter, config)
    if not known and len(others) == 1:
        [(key, text)] = others.items()
        matter.use(key)
        what = f"the date was taken from `{matter.spelling(key)}`"
        matter.note(key, what, "check that this is the day of publication")
        return key, text, read_date(text, config.zone)
    flags = ("true", "false", "yes", "no")
    key, text = next(((key, text) for key, text in known if text not in flags), ("date", ""))
    return key, text, None


def _embargo(matter: ArchiveMatter, given: Stamp | None, config: Config) -> Stamp | None:
    """Return the day on which a story becomes public, if that has not come yet."""
    for key in ("publishdate", "publish_date", "pubdate", "pub_date"):
        stamp = read_date(next(texts(matter.values.get(key)), ""), config.zone)
        if not stamp or stamp.moment <= edition_time(None, UTC):
            continue
        matter.use(key)
        if given and stamp.moment > given.moment:
            what = f"it becomes public on {stamp.day} and is dated {given.day}"
            matter.note(key, what, "the day on which it becomes public is its date now")
            return stamp
    return None


def _strange_dates(matter: ArchiveMatter, config: Config) -> dict[str, str]:
    found = {key: text for key, text in matter.strangers() if read_date(text, config.zone)}
    return {key: text for key, text in found.items() if _PUBLISHED.search(key)} or found


def _no_date(matter: ArchiveMatter, written: str, path: str, config: Config) -> tuple[str, str]:
    """Return why a story has no date, and what to write."""
    remedy = "write `date: 2026-11-23` into it and import again, or make it a page by hand"
    in_name = re.match(r"(\d{4}-\d{1,2}-\d{1,2})", PurePosixPath(path).name)
    if calendar := calendar_of(written) or (calendar_of(in_name[1]) if in_name else ""):
        remedy = "write `date:` as a day of the Gregorian calendar, such as 2026-11-23"
        return f"{written or (in_name[1] if in_name else '')!r} is a day of {calendar}", remedy
    keys = [matter.spelling(key) for key in _strange_dates(matter, config)]
    if written or not keys:
        return f"{written!r} is not a clear date" if written else "there is no date", remedy
    return f"`{'` and `'.join(keys)}` hold dates", "rename the one of publication to `date`"


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
