"""First pages of sections and tags as editors want them: ``content/data/sections/<slug>.yml`` and
``content/data/tags/<slug>.yml``, with the keys of ``front.yml`` but ``sections``.

Sets: ``edition.top_plans``.
"""

from collections.abc import Mapping
from pathlib import Path

from newsroom import signals
from newsroom.edition import ReadEdition, in_each_language
from newsroom.model import Section, Tag, TopPlan
from newsroom.options import suggestion
from newsroom.reading.frontmatter.header import SourceText
from newsroom.reading.frontmatter.validation import validate
from newsroom.reading.registries.front_page import TopEntry, top_of
from newsroom.reading.registries.placement import Placement
from newsroom.reading.registries.registry import read_mapping


@in_each_language
def add_top_plans(edition: ReadEdition) -> None:
    subjects: dict[str, Mapping[str, Section | Tag]] = {
        "sections": edition.sections,
        "tags": edition.tags,
    }
    for folder, known in subjects.items():
        place, shown = edition.data(folder)
        for file in sorted(place.glob("*.y*ml")):
            path = f"{shown}/{file.name}"
            subject = _subject(edition, path, file.stem, known)
            if subject and (plan := read_plan(edition, file, path)):
                edition.top_plans[subject.url] = plan


def _subject(
    edition: ReadEdition, path: str, slug: str, known: Mapping[str, Section | Tag]
) -> Section | Tag | None:
    """Return the section or tag that a file is about."""
    if not path.endswith(".yml"):
        edition.problems.error(path, "this file is not read", f"rename it to {slug}.yml")
    elif slug in known:
        return known[slug]
    elif not edition.unread:  # else a story with a mistake may have the tag
        kind = path.split("/")[-2].removesuffix("s")
        remedy = f"give the file the slug of a {kind}{suggestion(slug, known)}"
        edition.problems.error(path, f"no {kind} {slug!r}", remedy)
    return None


def read_plan(edition: ReadEdition, file: Path, path: str) -> TopPlan | None:
    """Return what a file says about the top of a page; mistakes become problems."""
    values, marks, problems = read_mapping(file, path)
    entry, mistakes = validate(SourceText(values, marks, "", 0), path, edition.zone, TopEntry)
    edition.problems.extend([*problems, *mistakes])
    if entry is None:
        return None
    return TopPlan(**top_of(entry, Placement(edition, path, marks), edition.site.lang))


def register() -> None:
    signals.read.connect(add_top_plans)
