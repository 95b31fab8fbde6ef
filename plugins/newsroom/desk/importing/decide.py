"""What is decided when all stories are known: sections, authors, files and addresses."""

from collections.abc import Iterable, Mapping, Set
from pathlib import Path

from newsroom.desk.importing.addresses.other_story import is_other_story
from newsroom.desk.importing.archive import ArchiveFile, clean
from newsroom.desk.importing.dialects import ImportPlan
from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.texts.wording import humanise, plain
from newsroom.desk.importing.values.headers import texts
from newsroom.desk.importing.values.names import Book, Facts, fold, name_slug
from newsroom.desk.importing.values.stories import Story
from newsroom.reading.frontmatter.marked_yaml import Value
from newsroom.reading.registries.registry import RESERVED, Registry, SectionEntry
from newsroom.text.amounts import counted
from newsroom.text.urls import slugify

MOST_SECTIONS = 12


def decide_sections(
    stories: list[Story], plan: ImportPlan, indexes: dict[str, ArchiveFile],
    existing: Registry[SectionEntry], report: ImportReport,
) -> dict[str, Facts]:  # fmt: skip
    """Give each story its section: folder or first category, as long as these are few."""
    wanted: dict[str, str] = {}
    names: list[str] = []
    own: list[str] = []
    for story in stories:
        first = story.categories[0] if story.categories else ""
        name = (story.folder or first) if plan.dialect.by_folder else first
        if plan.dialect.classic and first:
            name = first
        names.append(name)
        slug = slugify(name)
        own.append(slug if slug and slug not in RESERVED else plan.section)
        wanted.setdefault(own[-1], name)
    few = len(set(own)) <= MOST_SECTIONS
    if not few:
        what = f"{len(set(own))} folders or categories are too many for sections"
        remedy = f"they became tags, and {plan.section!r} the section of all: sort them by hand"
        report.changed("archive", what, remedy)
    entries: dict[str, Facts] = {}
    sections = {*own, *existing.entries}
    for story, own_section, first in zip(stories, own, names, strict=True):
        story.section = own_section if few else plan.section
        others = dict.fromkeys([first, *story.categories])
        others.pop("", None)
        for name in others:
            slug = slugify(name)
            if few and slug in sections and slug != story.section:
                story.also_in.append(slug)
            elif slug != story.section and name not in story.tags:
                story.tags.append(name)
        story.also_in = unique(story.also_in)
        if story.section not in existing.entries:
            name = wanted.get(story.section) or plan.section
            entries.setdefault(story.section, _section(story, name, indexes))
    return dict(sorted(entries.items()))


def _section(story: Story, name: str, indexes: dict[str, ArchiveFile]) -> Facts:
    page = indexes.get(story.folder) or indexes.get(f"content/{story.folder}")
    own = page.header.values if page and slugify(story.folder) == story.section else {}

    def text(*keys: str) -> str:
        return plain(clean(next(texts([own.get(key) for key in keys]), "")))

    about: Value = text("description", "summary", "deck")
    title = text("title") or (humanise(name) if name == slugify(name) else clean(name))
    return {"name": title} | ({"description": about} if about else {})


def describe(sections: Mapping[str, Facts], topics: Mapping[str, Facts]) -> None:
    """Give sections without a description the one of the topic of their name."""
    by_fold = {fold(name): facts for name, facts in topics.items()}
    for entry in sections.values():
        about = by_fold.get(fold(entry["name"]), {}).get("description")
        if about and "description" not in entry:
            entry["description"] = about


def add_known(book: Book, known: Mapping[str, Facts], used: Iterable[str]) -> None:
    """Take what an export knows of the names that its stories use."""
    by_fold = {fold(name): (name, facts) for name, facts in known.items()}
    for name in dict.fromkeys(map(fold, used)):
        if name in by_fold:
            book.add(*by_fold[name])


def set_authors(stories: list[Story], people: Book, house: str, report: ImportReport) -> None:
    """Give each story its authors; one without any is by the ``house``."""
    nameless = []
    for story in stories:
        story.authors = unique(people.slug(name) for name in story.people)
        if not story.authors:
            nameless.append(story.path)
            if name_slug(house) not in people.existing:
                people.add(house, {"name": house})
            story.authors = [people.slug(house)]
        if story.helpers:
            known = people.known.keys() | people.existing.keys() | people.used.keys()
            story.byline = [*story.authors, *(_helper(one, people, known) for one in story.helpers)]
    if nameless:
        what = f"{counted(len(nameless), 'story')} without an author: {house!r} is named now"
        report.changed(nameless[0], f"{what} (this is the first)", "write their authors")


def _helper(one: dict[str, str], people: Book, known: Set[str]) -> dict[str, str]:
    """Return the line of somebody with a role; those of the registry have their page."""
    slug = people.ids.get(fold(one["name"])) or name_slug(one["name"])
    return {"author": slug, "role": one["role"]} if slug in known else one


def place(stories: list[Story], into: Path, report: ImportReport) -> None:
    """Give every story a file and an address of its own; the second of a name gets a number.

    The month of an address depends on the publication's zone: a slug is unique in the months
    around it too. A file that holds another story of the paper stays.
    """
    claimed: set[tuple[str, str, str]] = set()
    for story in stories:
        year, month = int(story.date.day[:4]), int(story.date.day[5:7])
        months = [year * 12 + month - 1 + offset for offset in (-1, 0, 1)]
        spans = [f"{year}"] + [f"{count // 12}/{count % 12}" for count in months]
        base, number = story.slug, 1
        folder = into / "articles" / story.section / str(year)
        while any((story.section, span, story.slug) in claimed for span in spans) or (
            is_other_story(folder / f"{story.slug}.md", story, into)
        ):
            number += 1
            story.slug = f"{base}-{number}"
        claimed.update((story.section, span, story.slug) for span in spans)
        if number > 1:
            what = f"the address {base!r} is taken in {year}, this story became {story.slug!r}"
            report.changed(story.path, what, "give it a slug of its own if you like")
        story.file = f"articles/{story.section}/{year}/{story.slug}.md"


def unique(slugs: Iterable[str]) -> list[str]:
    return [slug for slug in dict.fromkeys(slugs) if slug]
