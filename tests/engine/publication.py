"""A small publication that can be edited: plain values that are written as files of a site."""

import io
import json
import shutil
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from newsroom.building.up_to_date import publish
from newsroom.defaults import PLUGINS
from newsroom.problems import ContentError
from tests.conftest import CONF, ROOT
from tests.media import samples

NOW = "2026-11-23T12:00:00+00:00"
SETTINGS = {
    "SITEURL": "https://news.example",
    "NOW": NOW,
    "JOBS": 1,
    "LISTINGS": {"per_page": 3},
    "FEEDS": {"items": 3},
    "MEDIA": {"widths": [8, 16]},
}


@dataclass
class Story:
    """``matter`` is its front matter without title and author when these are the usual ones."""

    matter: dict[str, Any]
    body: str

    def text(self) -> str:
        # JSON is YAML.
        lines = "".join(f"{key}: {json.dumps(value)}\n" for key, value in self.matter.items())
        return f"---\n{lines}---\n{self.body}\n"


@dataclass
class Publication:
    """All that an edit can change. Paths are relative to ``content``, those of themes to it.

    ``outside`` is what a plugin reads that is neither content nor theme.
    """

    stories: dict[str, Story]
    documents: dict[str, Story]
    sections: dict[str, dict[str, Any]]
    authors: dict[str, dict[str, Any]]
    tags: dict[str, dict[str, Any]]
    redirects: dict[str, str]
    pictures: dict[str, tuple[int, int, int]]
    files: dict[str, str]
    data: dict[str, str] = field(default_factory=dict)
    theme: dict[str, str] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    outside: dict[str, Any] | None = None
    sound: bytes = field(default_factory=samples.mp3)

    def copy(self) -> "Publication":
        return deepcopy(self)

    def rendered(self) -> dict[str, bytes]:
        """Return path relative to the project → bytes of every file."""
        found: dict[str, bytes] = {}
        for path, story in (self.stories | self.documents).items():
            found[f"content/{path}"] = story.text().encode()
        registries = {
            "sections": self.sections, "authors": self.authors, "tags": self.tags,
            "redirects": self.redirects,
        }  # fmt: skip
        for name, entries in registries.items():
            found[f"content/data/{name}.yml"] = json.dumps(entries).encode()
        for name, colour in self.pictures.items():
            found[f"content/media/{name}"] = picture(colour)
        found["content/media/talk.mp3"] = self.sound
        for name, text in self.data.items():
            found[f"content/{name}"] = text.encode()
        for name, text in self.files.items():
            found[f"content/files/{name}"] = text.encode()
        if self.outside is not None:
            found["outside.json"] = json.dumps(self.outside).encode()
        for name, more in self.theme.items():
            original = ROOT / "theme" / name
            start = original.read_bytes() if original.exists() else b""
            found[f"theme/{name}"] = start + more.encode()
        return found


def picture(colour: tuple[int, int, int], size: tuple[int, int] = (20, 10)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return file.getvalue()


def story(title: str, body: str = "Some words of the story.", **matter: Any) -> Story:
    byline = {} if "authors" in matter else {"author": "olivia-scott"}
    usual = {"title": title, "date": "2026-11-20T09:00:00+00:00"}
    return Story({**usual, **byline, **matter}, body)


def small_publication() -> Publication:
    """Return eight stories in three sections by three authors, a page, pictures, redirects."""
    return Publication(
        stories={
            "articles/ai/2026/models.md": story(
                "Models learn to read", "They read *all* of it.\n\n![A chart](chart.png)",
                tags=["Models", "Law"], image={"src": "lead.png", "alt": "A red square"},
            ),
            "articles/ai/2026/chips.md": story(
                "Chips are short again", "See [the law](../../world/2026/law.md#terms) on it.",
                tags=["Chips", "Markets"], date="2026-11-21T10:00:00+00:00",
                related=["law", "models"],
            ),
            "articles/ai/2026/removed.md": story(
                "An audit of models", "Models were read by auditors.[^1]\n\n[^1]: In March.",
                tags=["Models", "Law"], authors=["sam-reed", "olivia-scott"], deck="They read.",
                aliases=["/old/audit/"],
            ),
            "articles/world/2026/law.md": story(
                "The law of the sea", '## Terms\n\nThe treaty says "no".', tags=["Law", "Sea"],
                author="sam-reed", date="2026-10-02T08:00:00+00:00",
                corrections=[{"date": "2026-10-03", "text": "The year was wrong."}],
            ),
            "articles/world/2026/loi.md": story(
                "La loi de la mer", "Le traité dit non.", author="ines-roux", lang="fr",
                date="2026-10-04", translation_of="law",
            ),
            "articles/world/2026/embargo.md": story(
                "Under embargo", "Not before noon.", date="2026-11-23T18:00:00+00:00",
                tags=["Sea"],
            ),
            "articles/money/2026/rates.md": story(
                "Rates stay", "Nothing moved, [a table](rates.csv) says.", tags=["Markets"],
                author="ines-roux", expires="2026-11-24T00:00:00+00:00",
            ),
            "articles/money/2026/bonds.md": story(
                "Bonds for readers", "Bonds rose by 3%, rates did not.", tags=["Markets", "Law"],
                date="2026-09-09", label="opinion",
            ),
        },
        documents={
            "pages/about.md": Story({"title": "About"}, "We print. Ask [us](contact.md)."),
            "pages/contact.md": Story({"title": "Contact"}, "Write to us."),
        },
        sections={"ai": {"name": "AI"}, "world": {"name": "World", "description": "Abroad."},
                  "money": {"name": "Money"}},
        authors={"olivia-scott": {"name": "Olivia Scott", "bio": "Covers law."},
                 "sam-reed": {"name": "Sam Reed", "image": "face.png"},
                 "ines-roux": {"name": "Inès Roux"}},
        tags={"law": {"name": "Law", "description": "Courts and codes."}},
        redirects={"/2019/old/": "/ai/", "/2018/withdrawn/": "gone"},
        pictures={"lead.png": (200, 0, 0), "chart.png": (0, 200, 0), "face.png": (0, 0, 200)},
        files={"CNAME": "news.example", "deep/er/data.txt": "1"},
        data={"data/charts/rates.csv": "town,rate\nLisbon,3\n"},
    )  # fmt: skip


class Workplace:
    """A folder in which a publication is edited and built again and again, with own ``plugins``."""

    def __init__(self, root: Path, plugins: Sequence[str] = ()) -> None:
        self.root = root
        self._plugins = plugins
        self._written: dict[str, bytes] = {}
        (root / "theme").mkdir(parents=True)
        (root / "content/media").mkdir(parents=True)
        (root / "content/media/rates.csv").write_text("rate\n3\n")

    def save(self, publication: Publication) -> None:
        """Write what differs from the last time, as an editor would."""
        wanted = publication.rendered()
        for name in self._written.keys() - wanted.keys():
            (self.root / name).unlink()
        for name, data in wanted.items():
            if self._written.get(name) != data:
                file = self.root / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
        self._written = wanted

    def build(
        self, settings: Mapping[str, Any], output: str = "output", cache: str = ".cache"
    ) -> str:
        """Build, and return the report of the mistakes."""
        overrides = {
            "PATH": str(self.root / "content"),
            "THEME": str(self.root / "theme"),
            "OUTPUT_PATH": str(self.root / output),
            "CACHE_PATH": str(self.root / cache),
            "PLUGINS": [*PLUGINS, *self._plugins],
            "PLUGIN_PATHS": [str(ROOT / "plugins"), str(ROOT / "tests/engine/plugins")],
            **SETTINGS,
            **settings,
        }
        try:
            publish(CONF, overrides)
        except ContentError as error:
            return str(error)
        return ""

    def build_clean(
        self, settings: Mapping[str, Any], compiled: Path | None = None
    ) -> tuple[str, dict[str, bytes]]:
        """Build from nothing, and return the report of the mistakes and the files.

        ``compiled`` holds templates, or will, that were compiled of this theme with these settings.
        """
        cache = self.root / "clean/cache"
        if compiled and compiled.exists():
            shutil.copytree(compiled, cache)
        mistakes = self.build(settings, "clean/output", "clean/cache")
        files = snapshot(self.root / "clean/output")
        if compiled:
            for folder in cache.glob("templates*"):
                shutil.copytree(folder, compiled / folder.name, dirs_exist_ok=True)
        shutil.rmtree(self.root / "clean")
        return mistakes, files


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return path → bytes of every file of a folder."""
    files = (file for file in folder.rglob("*") if file.is_file() or file.is_symlink())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def differences(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Return the paths that only one of two snapshots has, or that differ."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))
