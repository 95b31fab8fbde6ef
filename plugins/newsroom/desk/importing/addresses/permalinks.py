"""Patterns of addresses: ``/:year/:month/:title/`` → ``/2014/03/old-story/``."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from newsroom.desk.importing.addresses.spellings import jekyll_slug
from newsroom.desk.importing.dialects import Config, Dialect
from newsroom.desk.importing.texts.wording import site_path
from newsroom.desk.importing.values.stories import Story

_PLACEHOLDER = re.compile(r":(\w+?)(?=[^a-z_]|$)(\[[^\]]*\])?")
_SLICE = re.compile(r"\[(?:(?P<one>\d+|last)|(?P<first>\d*):(?P<last>\d+|last)?)\]")


def address_of(pattern: str, story: Story, dialect: Dialect, config: Config) -> str:
    """Fill in a pattern for a story; ``""`` if a part of it is not known, or is empty."""
    parts = _parts(story, dialect, config)
    if any(name not in parts for name in placeholders(pattern)):
        return ""

    def filled(found: re.Match[str]) -> str:
        value = parts[found[1].lower()]
        return _sliced(value, found[2]) if found[2] else value

    path = _PLACEHOLDER.sub(filled, pattern)
    path = f"/{story.prefix}/{path}" if story.prefix else path
    return site_path(re.sub(r"/{2,}", "/", path))


def placeholders(pattern: str) -> list[str]:
    return [found[1].lower() for found in _PLACEHOLDER.finditer(pattern)]


def unknown_parts(pattern: str, story: Story, dialect: Dialect, config: Config) -> list[str]:
    known = _parts(story, dialect, config)
    return [name for name in placeholders(pattern) if name not in known]


def folders_of(story: Story) -> str:
    """Return the folders of a story; that of a bundle is the story's own."""
    folders, _, name = story.inner.rpartition("/")
    return folders.rpartition("/")[0] if name.startswith("index.") else folders


def _parts(story: Story, dialect: Dialect, config: Config) -> Mapping[str, str]:
    spell = config.spell
    slug = story.own_slug
    named, title = spell(story.name), spell(story.title)
    folders = "/".join(map(spell, folders_of(story).split("/")))
    sections = "/".join(map(spell, _sections(folders_of(story), config).split("/")))
    parts = _date_parts(story) | {
        "title": title, "slug": spell(slug) if slug else title, "name": named, "filename": named,
        "contentbasename": named, "slugorfilename": spell(slug) if slug else named,
        "slugorcontentbasename": spell(slug) if slug else named, "sections": sections,
        "section": folders.split("/")[0], "folders": folders, "output_ext": ".html",
        "lang": story.lang,
    }  # fmt: skip
    if dialect.name == "jekyll":
        folded = _once(name.lower() for name in story.address_categories)
        parts |= {
            "title": spell(slug or story.name), "slug": jekyll_slug(slug or story.name),
            "name": jekyll_slug(story.name), "categories": "/".join(folded),
            "slugified_categories": "/".join(map(jekyll_slug, folded)),
            "category": jekyll_slug(folded[0]) if folded else "", "collection": "posts",
        }  # fmt: skip
    elif dialect.classic:
        source = story.name if config.by_name else story.title
        category = story.categories[0] if story.categories else story.folder
        author = story.people[0] if story.people else config.author
        parts |= {
            "slug": slug or spell(source), "title": slug or spell(source),
            "category": spell(category or "misc"), "author": spell(author),
        }  # fmt: skip
    else:
        parts |= {
            "categories": "/".join(map(spell, story.categories)),
            "category": spell(story.categories[0]) if story.categories else "",
            "monthname": spell(parts["monthname"]), "weekdayname": spell(parts["weekdayname"]),
        }  # fmt: skip
    return parts


def _sections(folders: str, config: Config) -> str:
    """Return the folders that are sections to Hugo: the first, and those below with a page."""
    parts = folders.split("/")
    last = 1
    while last < len(parts) and "/".join(parts[: last + 1]) in config.sections:
        last += 1
    return "/".join(parts[:last])


def _date_parts(story: Story) -> dict[str, str]:
    day = date.fromisoformat(story.date.day)
    year, week, weekday = day.isocalendar()
    months = "January February March April May June July August September October November December"
    days = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
    month_name, day_name = months.split()[day.month - 1], days.split()[weekday - 1]
    time = f"{story.date.text[11:19]:0<8}".replace("0" * 8, "00:00:00")
    return {
        "year": f"{day:%Y}", "month": f"{day:%m}", "day": f"{day:%d}", "short_year": f"{day:%y}",
        "i_month": str(day.month), "i_day": str(day.day), "y_day": f"{day:%j}",
        "yearday": str(int(f"{day:%j}")), "monthname": month_name, "month_name": month_name,
        "long_month": month_name, "short_month": month_name[:3], "weekday": str(weekday % 7),
        "weekdayname": day_name, "long_day": day_name, "short_day": day_name[:3],
        "w_year": str(year), "week": f"{week:02}", "hour": time[:2], "minute": time[3:5],
        "second": time[6:8],
    }  # fmt: skip


def _sliced(path: str, span: str) -> str:
    """Return some of the folders of a path: ``[1:]``, ``[:last]``, ``[0]`` as Hugo has them."""
    folders = path.split("/")
    found = _SLICE.fullmatch(span)
    if not found:
        return ""
    if found["one"]:
        place = -1 if found["one"] == "last" else int(found["one"])
        return folders[place] if place < len(folders) else ""
    last = len(folders) - 1 if found["last"] == "last" else int(found["last"] or len(folders))
    return "/".join(folders[int(found["first"] or 0) : last])


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
