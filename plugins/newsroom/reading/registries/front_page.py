"""The front page as editors want it: ``content/data/front.yml``, which may be absent.

Sets: ``edition.front_plan``.

A slug that no story has is an error. A story that is not published yet is left out until it is;
one that is hidden or has expired is left out with a warning. What has ended is not looked at.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from pydantic import Field

from newsroom import signals
from newsroom.edition import ReadEdition, in_each_language
from newsroom.model import Article, FrontPlan, PackagePlan
from newsroom.reading.frontmatter.fields import Closed, Moment, Text, Words
from newsroom.reading.frontmatter.header import SourceText
from newsroom.reading.frontmatter.validation import validate
from newsroom.reading.registries.placement import Placement
from newsroom.reading.registries.registry import read_mapping
from newsroom.reading.typography import smart_text

FILE = "front.yml"
FEWEST, MOST = 2, 6
"""Stories of a package: one alone belongs to nothing, and more are a section."""


class PinEntry(Closed):
    story: Text
    until: Moment


class PackageEntry(Closed):
    title: Text
    intro: Text | None = None
    stories: Words
    until: Moment | None = None


class TopEntry(Closed):
    """The top of a page as editors write it; stories are named by their slugs."""

    lead: Text | None = None
    second: Text | None = None
    third: Text | None = None
    pinned: list[PinEntry] = Field([], description="They take the places that are not named.")
    packages: list[PackageEntry] = Field([], description="Stories that belong together.")


class FrontEntry(TopEntry):
    """The file of the front page."""

    sections: dict[str, Literal["feature", "quartet", "briefs", "voices", "off"] | None] = Field(
        {}, description="In this order; a layout, `off`, or nothing for any layout."
    )


def pins(entries: Iterable[PinEntry], desk: Placement) -> Iterator[Article]:
    for number, entry in enumerate(entries):
        if desk.is_on(entry.until, f"“{entry.story}” is no longer pinned"):
            story = desk.story(f"pinned.{number}.story", entry.story, "top")
            if story:
                yield story


def packages(entries: Iterable[PackageEntry], desk: Placement, lang: str) -> Iterator[PackagePlan]:
    """Yield the packages that have not ended and have stories enough by now."""
    for number, entry in enumerate(entries):
        if not desk.is_on(entry.until, f"the package “{entry.title}” ends"):
            continue
        key, slugs = f"packages.{number}.stories", entry.stories
        if not FEWEST <= len(slugs) <= MOST:
            desk.error(key, f"{len(slugs)} in a package", f"name {FEWEST} to {MOST} stories")
        found = [desk.story(f"{key}.{place}", slug, "package") for place, slug in enumerate(slugs)]
        stories = tuple(filter(None, found))
        if len(stories) >= FEWEST:
            yield PackagePlan(
                title=smart_text(entry.title, lang),
                intro=smart_text(entry.intro or "", lang),
                stories=stories,
            )


def top_of(entry: TopEntry, desk: Placement, lang: str) -> dict[str, Any]:
    """Return the fields of a :class:`TopPlan`: what the file says that counts by now."""
    top: dict[str, Any] = {
        key: desk.story(key, slug, "top") if (slug := getattr(entry, key)) else None
        for key in ("lead", "second", "third")
    }
    top["pinned"] = tuple(pins(entry.pinned, desk))
    top["packages"] = tuple(packages(entry.packages, desk, lang))
    return top


@in_each_language
def add_front_plan(edition: ReadEdition) -> None:
    file, path = edition.data(FILE)
    values, marks, problems = read_mapping(file, path)
    entry, mistakes = validate(SourceText(values, marks, "", 0), path, edition.zone, FrontEntry)
    edition.problems.extend([*problems, *mistakes])
    if entry is None:
        return
    desk = Placement(edition, path, marks)
    for slug in entry.sections:
        desk.section(slug)
    edition.front_plan = FrontPlan(
        **top_of(entry, desk, edition.site.lang),
        bands={slug: layout for slug, layout in entry.sections.items() if layout != "off"},
        left_out=frozenset(slug for slug, layout in entry.sections.items() if layout == "off"),
    )


def register() -> None:
    signals.read.connect(add_front_plan)
