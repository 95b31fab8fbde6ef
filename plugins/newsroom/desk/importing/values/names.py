"""Authors, tags and sections of an archive become entries of the registries."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newsroom.desk.importing.archive import clean, read_source, read_text
from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.texts.wording import humanise, plain
from newsroom.desk.importing.values.headers import UnreadableError, texts
from newsroom.reading.frontmatter.marked_yaml import FrontMatterError, Value, read_yaml
from newsroom.text.urls import is_web_address, slugify

Facts = dict[str, Any]
"""An entry of a registry, as it will be written."""

AUTHOR_FILES = ("_data/authors.yml", "_data/authors.yaml", "data/authors.yml", "data/authors.yaml")
AUTHOR_FOLDERS = ("authors", "content/authors", "_authors", "data/authors", "content/author")
TERM_FOLDERS = ("topics", "tags", "content/topics", "content/tags", "content/tag")
_PROFILES = {
    "GitHub": "https://github.com/{}",
    "LinkedIn": "https://www.linkedin.com/in/{}",
    "Twitter": "https://twitter.com/{}",
    "Website": "{}",
}
_CASED_SIGNS = {"+": " plus ", "#": " sharp "}


def name_slug(name: str) -> str:
    """Return the slug of a tag or person; C, C++ and C# get three, 🎉 is called by its name."""
    spelled = name.strip().removeprefix("#")
    for sign, word in _CASED_SIGNS.items():
        spelled = spelled.replace(sign, word)
    return slugify(spelled) or slugify(" ".join(unicodedata.name(char, "") for char in spelled))


@dataclass(slots=True)
class Book:
    """All names of one kind: who is meant by each spelling, and the entry of each slug.

    ``known``: entries that the archive itself has (author files, topic pages), by slug.
    ``existing``: entries of the registry that is added to; it decides before the archive.
    """

    kind: str
    known: dict[str, Facts] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    existing: Mapping[str, Any] = field(default_factory=dict)
    used: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def __post_init__(self) -> None:
        for slug, entry in self.existing.items():
            for spelling in (entry.name, *getattr(entry, "aliases", ())):
                self.ids.setdefault(fold(spelling), slug)
            self.ids[fold(slug)] = slug

    def add(self, identity: str, facts: Facts) -> None:
        """Take an entry of the archive."""
        slug = self.ids.get(fold(identity)) or name_slug(identity)
        if not slug:
            return
        self.known.setdefault(slug, facts)
        for spelling in (identity, facts["name"]):
            self.ids.setdefault(fold(spelling), slug)

    def slug(self, name: str) -> str:
        """Return the slug of a name that a story uses; ``""`` when none can be made."""
        slug = self.ids.get(fold(name)) or name_slug(name)
        if slug:
            self.used[slug][name] += 1
        return slug

    def slugs(self) -> set[str]:
        return {*self.known, *self.used, *self.existing}

    def name(self, spelling: str) -> str:
        slug = self.ids.get(fold(spelling)) or name_slug(spelling)
        return self._name(slug, Counter([spelling]))

    def entries(self, report: ImportReport, *, with_aliases: bool) -> dict[str, Facts]:
        """Return the entries to add, sorted; merged spellings and made-up names are reported."""
        added: dict[str, Facts] = {}
        path = f"data/{self.kind}s.yml"
        for slug in sorted(self.known.keys() | self.used.keys()):
            spellings = self.used.get(slug, Counter[str]())
            name = self._name(slug, spellings)
            folds = {fold(slug), fold(name)}
            others = sorted(text for text in spellings if fold(text) not in folds)
            written = [text for text in sorted(spellings) if text != slug]
            if len(written) > 1:
                what = f"{', '.join(map(repr, written))} became one {self.kind}: {name!r}"
                report.changed(path, what, "check that they mean the same")
            if slug in self.existing:
                continue
            entry = self.known.get(slug, {}) | {"name": name}
            added[slug] = {"name": entry.pop("name"), **entry}
            if others and with_aliases:
                added[slug]["aliases"] = others
            if self.kind == "author" and slug not in self.known and _is_slug(spellings):
                what = f"{slug} has no entry in the archive, the name {name!r} was made from it"
                report.changed(path, what, "write the real name and a biography")
        return added

    def _name(self, slug: str, spellings: Counter[str]) -> str:
        if slug in self.existing:
            return str(self.existing[slug].name)
        if slug in self.known:
            return str(self.known[slug]["name"])
        best = min(spellings, key=lambda text: (-spellings[text], text), default=slug)
        return _titled(best, self.kind) if _is_slug([best]) else best


def fold(text: str) -> str:
    """Return what two spellings of one name have in common, as the tag registry sees it."""
    text = unicodedata.normalize("NFC", text).casefold()
    return " ".join(text.replace("-", " ").replace("_", " ").split())


def _is_slug(spellings: Iterable[str]) -> bool:
    return all(re.fullmatch(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*", text) for text in spellings)


def _titled(slug: str, kind: str) -> str:
    words = humanise(slug)
    if kind == "author":
        return " ".join(word[:1].upper() + word[1:] for word in words.split())
    return words if "-" in slug or "_" in slug else slug


def read_authors(site: Path, used: set[Path], report: ImportReport) -> Iterator[tuple[str, Facts]]:
    """Yield identity and facts of everyone in the author files of the archive.

    The files that were read are added to ``used``.
    """
    for name in AUTHOR_FILES:
        used.add(site / name)
        yield from _listed(site / name, name, site, report)
    for folder in AUTHOR_FOLDERS:
        for identity, values in _terms(site / folder, used, site, report):
            facts = person(identity, values)
            yield identity, facts
            if own := next(texts(values.get("slug")), ""):
                yield own, facts


def read_terms(site: Path, used: set[Path], report: ImportReport) -> Iterator[tuple[str, Facts]]:
    """Yield identity and facts of every tag that has a page of its own in the archive."""
    for folder in TERM_FOLDERS:
        for identity, values in _terms(site / folder, used, site, report):
            name = plain(next(texts(values.get("title")), "")) or humanise(identity)
            about = next(texts([values.get(key) for key in ("summary", "description", "deck")]), "")
            facts = {"name": name} | ({"description": plain(about)} if about else {})
            yield identity, facts
            if own := next(texts(values.get("slug")), ""):
                yield own, facts


def _listed(file: Path, path: str, site: Path, report: ImportReport) -> Iterator[tuple[str, Facts]]:
    if not file.is_file():
        return
    try:
        values = read_yaml(read_text(file, site)[0], path)[0]
    except UnreadableError as error:
        report.changed(path, error.what, error.remedy, error.line)
        return
    except FrontMatterError as error:
        report.changed(path, error.problem.what, error.problem.remedy, error.problem.line)
        return
    if isinstance(values, dict):
        for identity, facts in values.items():
            yield identity, person(identity, facts if isinstance(facts, dict) else {"name": facts})


def _terms(
    folder: Path, used: set[Path], site: Path, report: ImportReport
) -> Iterator[tuple[str, dict[str, Value]]]:
    """Yield the pages ``folder/<name>/_index.md`` and ``folder/<name>.md``."""
    if not folder.is_dir():
        return
    for file in sorted([*folder.glob("*/_index.md"), *folder.glob("[!_]*.md")]):
        identity = file.parent.name if file.name == "_index.md" else file.stem
        path = file.relative_to(folder.parent).as_posix()
        try:
            source, _ = read_source(file, path, site, classic=False)
        except UnreadableError as error:
            report.changed(path, error.what, error.remedy, error.line)
            continue
        if source and "date" not in source.header.values:
            used.add(file)
            yield identity, source.header.values


def person(identity: str, values: Mapping[str, Value]) -> Facts:
    """Return the entry of somebody from what an old site says, under any usual name."""

    def text(*keys: str) -> str:
        return clean(next(texts([values.get(key) for key in keys]), ""))

    full = text("display_name", "full_name", "name", "title")
    full = full or clean(f"{text('first_name')} {text('last_name')}") or _titled(identity, "author")
    facts: Facts = {"name": plain(full)}
    if role := text("role", "position", "job_title", "agency_full_name", "affiliation"):
        facts["role"] = plain(role)
    if bio := text("bio", "description", "about"):
        facts["bio"] = plain(bio)
    links = []
    for site, pattern in _PROFILES.items():
        handle = text(site.lower()).removeprefix("@")
        if handle and handle != "null":
            url = handle if handle.startswith("http") else pattern.format(handle)
            if re.fullmatch(r"https?://[\w.-]+\.\w+\S*", url) and is_web_address(url):
                links.append({"title": site, "url": url})
    return facts | ({"links": links} if links else {})
