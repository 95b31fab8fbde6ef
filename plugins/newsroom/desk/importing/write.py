"""Writing the stories and registries of an import; what an editor changed is never overwritten."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import yaml

from newsroom.desk.importing.report import ArchiveError
from newsroom.desk.importing.values.stories import Story
from newsroom.files.atomic import write_file
from newsroom.files.paths import is_within

Outcome = Literal["written", "unchanged", "kept"]


class _Dumper(yaml.SafeDumper):
    """YAML as people write it: lists indented, dates without quotes."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as the base class has it
        first: [pair for pair in pairs if not pair[0].endswith(":timestamp")]
        for first, pairs in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def to_yaml(values: Mapping[str, Any]) -> str:
    return yaml.dump(
        dict(values), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000
    )


def story_text(story: Story, image: Mapping[str, str] | None, body: str) -> str:
    """Return the file of a story: front matter in the order of the schema, then its text."""
    matter: dict[str, Any] = {
        "title": story.title,
        "headlines": story.headlines,
        "deck": story.deck,
        "date": story.date.text,
        "updated": story.updated.text if story.updated else "",
        "section": story.section,
        "also_in": story.also_in,
        "authors": [] if story.byline else story.authors,
        "byline": story.byline,
        "tags": story.tag_slugs,
        "summary": story.summary,
        "image": dict(image or {}),
        "status": "" if story.status == "published" else story.status,
        "expires": story.expires.text if story.expires else "",
        "slug": story.slug if story.slug != Path(story.file).stem or story.slug[:4].isdigit() or
        story.slug in ("index", "_index") else "",
        "aliases": story.aliases,
        "corrections": story.corrections,
        "canonical": story.canonical,
        "sources": story.sources,
        "lang": story.lang,
        "translation_of": story.original.slug if story.original else "",
    }  # fmt: skip
    return _with_header(matter, body)


def page_text(page: Story, body: str) -> str:
    """Return the file of a page: its front matter, then its text."""
    matter = {
        "title": page.title,
        "deck": page.deck,
        "date": page.date.text,
        "updated": page.updated.text if page.updated else "",
        "lang": page.lang,
    }
    return _with_header(matter, body)


def _with_header(matter: Mapping[str, Any], body: str) -> str:
    header = to_yaml({key: value for key, value in matter.items() if value})
    text = body.strip("\n").rstrip()
    return f"---\n{header}---\n\n{text}\n" if text else f"---\n{header}---\n"


def write_safely(file: Path, text: str, into: Path, *, force: bool) -> Outcome:
    """Write a file whole or not at all; one with another content stays, unless ``force``.

    Raises:
        ArchiveError: the file would be outside of ``into``.
    """
    if not is_within(into, file):
        raise ArchiveError(f"{file} leads out of {into}: replace the symbolic link by a folder")
    data = text.encode()
    if file.exists():
        if file.read_bytes() == data:
            return "unchanged"
        if not force:
            return "kept"
    write_file(file, data)
    return "written"


def add_entries(file: Path, into: Path, entries: Mapping[str, Any]) -> None:
    """Add entries at the end of a registry; what is in it stays as it is, comments too."""
    if not entries:
        return
    text = file.read_text(encoding="utf-8-sig") if file.exists() else ""
    if text and not text.endswith("\n"):
        text += "\n"
    write_safely(file, text + to_yaml(entries), into, force=True)
