"""What the dialects share: the names of front matter keys, and the shape of a dialect."""

import ast
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newsroom.desk.importing.archive import read_text
from newsroom.desk.importing.values.defaults import Defaults
from newsroom.desk.importing.values.headers import UnreadableError
from newsroom.reading.frontmatter.marked_yaml import FrontMatterError, Value, read_yaml
from newsroom.text.urls import slugify

if TYPE_CHECKING:
    from newsroom.desk.importing.archive import ArchiveFile
    from newsroom.desk.importing.report import ImportReport
    from newsroom.desk.importing.traced_text import StoryContext, TracedText

KEYS: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "card_title": ("linktitle", "short_title", "shorttitle"),
    "search_title": (
        "seo_title", "seotitle", "title_seo", "meta_title", "metatitle", "seo.title", "meta.title",
        "_yoast_wpseo_title", "yoast_wpseo_title", "rank_math_title",
    ),
    "social_title": (
        "og_title", "ogtitle", "social_title", "twitter_title", "og.title", "social.title",
        "_yoast_wpseo_opengraph-title", "yoast_wpseo_opengraph-title", "rank_math_facebook_title",
    ),
    "deck": ("deck", "subtitle", "subhead", "standfirst", "dek"),
    "summary": (
        "summary", "excerpt", "custom_excerpt", "description", "abstract", "meta_description",
        "seo.description", "_yoast_wpseo_metadesc", "yoast_wpseo_metadesc",
    ),
    "date": (
        "date", "publishdate", "publish_date", "pubdate", "pub_date", "published_at", "published",
        "published_on", "publication_date", "date_published", "datepublished", "posted",
        "posted_at", "posted_on", "created", "created_at",
    ),
    "updated": (
        "updated", "lastmod", "modified", "last_modified_at", "last_updated", "updated_at",
        "date_modified", "datemodified", "modified_date",
    ),
    "expires": ("expires", "expirydate", "unpublishdate"),
    "authors": ("authors", "author", "byline", "primary_author"),
    "tags": ("tags", "topics", "tag"),
    "categories": ("categories", "category"),
    "slug": ("slug",),
    "address": ("path", "url", "permalink"),
    "saved_as": ("url", "save_as"),
    "translation_key": (
        "translationkey", "translation_key", "translation_id", "lang-ref", "lang_ref", "ref",
        "page_id",
    ),
    "aliases": ("aliases", "alias", "redirect_from"),
    "lang": ("lang", "language", "locale"),
    "canonical": (
        "canonical", "canonical_url", "canonicalurl", "seo.canonical", "_yoast_wpseo_canonical",
        "yoast_wpseo_canonical",
    ),
    "image": (
        "image", "primary_image", "featured_image", "feature_image", "cover", "thumbnail",
    ),
    "image_alt": ("image_alt", "image_accessibility", "feature_image_alt", "alt"),
    "image_caption": ("image_caption", "image_figcaption", "feature_image_caption"),
    "source_url": ("source_url", "redirectto", "external_url"),
    "source": ("source",),
    "corrections": ("corrections", "correction", "correction_note"),
    "clarifications": ("clarifications", "clarification"),
    "notes": ("editors_note", "editor_note", "editorsnote", "editors-note"),
    "photographers": ("photographers", "photographer", "photos_by", "photography"),
    "illustrators": ("illustrators", "illustrator", "illustrations_by"),
    "contributors": ("contributors", "contributor", "additional_reporting"),
    "translators": ("translators", "translator"),
}  # fmt: skip
"""Our field → the keys that may hold it, the best first (lower case)."""


@dataclass(slots=True, kw_only=True)
class Config:
    """Facts from the configuration of the old site; all may be missing.

    ``permalinks``: section (or ``""`` for all) → pattern such as ``/:year/:month/:slug/``.
    ``base_path``: folder of the host below which the site was. ``spell`` writes a name as a part
    of an address, ``by_name`` says that addresses come from file names where titles are usual.
    ``folders``: content folder → its language; the addresses of ``default_lang`` have no prefix.
    ``defaults`` are values of keys that stories do not have; ``file_names`` a pattern whose
    groups are keys. ``sections``: folders that have a page of their own, known when all files are
    read. So are ``people`` and ``topics`` of an export: name → entry of the registry.
    """

    base_url: str = ""
    zone: tzinfo | None = None
    permalinks: dict[str, str] = field(default_factory=dict)
    author: str = ""
    base_path: str = ""
    spell: Callable[[str], str] = slugify
    by_name: bool = False
    languages: tuple[str, ...] = ()
    folders: dict[str, str] = field(default_factory=dict)
    default_lang: str = ""
    lang_in_address: bool = False
    defaults: list[Defaults] = field(default_factory=list)
    file_names: str = ""
    sections: set[str] = field(default_factory=set)
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    topics: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One generator's way of writing.

    ``permalink`` is its default; ``separator`` splits a list written as one text; ``by_folder``
    says that the first folder is the section, ``classic`` that headers without fences occur.
    ``names`` are the parts of patterns that may name a story, ``styles`` patterns with a name.
    ``stories`` yields those of an export, which is one file for all of them; ``private`` is the
    pattern of its other files that are about people, which nothing reads. ``folder_defaults``
    yields what files of the archive at a path give to the stories of their folders.
    """

    name: str
    permalink: str
    separator: str
    by_folder: bool
    classic: bool
    config_names: tuple[str, ...]
    read_config: Callable[[Path], Config]
    convert: Callable[["TracedText", "StoryContext"], "TracedText"]
    names: tuple[str, ...] = (":title",)
    styles: Mapping[str, str] = field(default_factory=dict)
    stories: "Callable[[Path, Config, ImportReport], Iterator[ArchiveFile]] | None" = None
    private: str = ""
    folder_defaults: "Callable[[list[Path], Path, ImportReport], Iterable[Defaults]] | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What the person importing has decided; see ``import_archive``."""

    dialect: Dialect
    source: Path
    into: Path
    section: str
    default_author: str
    permalink: str
    site_url: str
    force: bool


def read_settings(file: Path, site: Path) -> dict[str, Any]:
    """Read a YAML or TOML configuration, or the plain assignments of a Python one.

    Nothing is executed. What cannot be read counts as absent, see ``settings_mistake``.
    """
    try:
        return _parsed(file, site)
    except (UnreadableError, FrontMatterError, ValueError, SyntaxError, RecursionError):
        return {}


def settings_mistake(file: Path, site: Path) -> tuple[int, str] | None:
    """Return the line and the mistake for which a configuration cannot be read."""
    try:
        _parsed(file, site)
    except UnreadableError as error:
        return error.line, error.what
    except FrontMatterError as error:
        return error.problem.line, error.problem.what
    except SyntaxError as error:
        return error.lineno or 0, error.msg
    except (ValueError, RecursionError) as error:
        place = re.search(r"line (\d+)", str(error))
        return (int(place[1]) if place else 0), str(error).partition(" (at ")[0]
    return None


def _parsed(file: Path, site: Path) -> dict[str, Any]:
    text = read_text(file, site)[0]
    if file.suffix == ".toml":
        return tomllib.loads(text)
    if file.suffix == ".py":
        return dict(_assignments(ast.parse(text)))
    values: Value = read_yaml(text, file.name)[0]
    return values if isinstance(values, dict) else {}


def name_of(value: Any) -> str:
    """Return the name that a configuration gives: as a text, or in a table with more facts."""
    name = value.get("name") if isinstance(value, dict) else value
    return name.strip() if isinstance(name, str) else ""


def zone_of(name: Any) -> tzinfo | None:
    try:
        return ZoneInfo(name) if isinstance(name, str) and name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _assignments(tree: ast.Module) -> list[tuple[str, Any]]:
    found = []
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            try:
                found.append((node.targets[0].id, ast.literal_eval(node.value)))
            except ValueError:
                continue
    return found


def web_root(address: Any) -> str:
    """Return ``address`` without a slash at its end, or ``""`` when it is not a web address."""
    text = address.strip() if isinstance(address, str) else ""
    return text.rstrip("/") if re.match(r"https?://[^/\s]", text) else ""
