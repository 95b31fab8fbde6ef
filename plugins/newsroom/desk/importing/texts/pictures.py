"""Pictures, sounds and films of an imported text: copied, or replaced by their description."""

import base64
import binascii
import html
import posixpath
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from newsroom.desk.importing.addresses.old_site import OldSite, absolute_host
from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.texts.media import MediaFolder
from newsroom.desk.importing.traced_text import shorten
from newsroom.desk.importing.values.stories import Story

NO_IMAGE = (
    "the picture was not in the archive, its description replaces it: add the picture to media/"
)
NO_FILM = "the file was not in the archive: add it to media/ and write `![its name](its path)`"
BROKEN = "the file was not copied: save it again, add it to media/ and link it there"
ON_OLD_SITE = "it is still shown from the old site: add it to media/ before that site is gone"

_ATTRIBUTE = re.compile(
    r"""(?<![\w-])([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
_LATER = ("data-src", "data-lazy-src", "data-original", "data-orig-file")
"""Where scripts that load pictures late keep the address."""
_SHOWN = re.compile(r"<(?P<name>audio|video|source|track)\b(?P<rest>[^>]*)>", re.IGNORECASE)


@dataclass(slots=True)
class PictureDesk:
    """Leads what a text shows to where it is now."""

    media: MediaFolder
    site: OldSite
    report: ImportReport

    def find(self, src: str, line: int, story: Story) -> str | None:
        """Return the path of a picture below content/media, its address, or ``None``."""
        src = html.unescape(src).strip("<>")
        if src.startswith("data:"):
            return self._checked(src, line, story)
        if absolute_host(src) and not self.site.owns(src):
            return f"https:{src}" if src.startswith("//") else src
        if found := self._checked(src, line, story):
            return found
        if not absolute_host(src):
            return None
        self.report.counts["on the old site"] += 1
        self.report.changed(
            story.path, f"{shorten(src, 120)} is not in the archive", ON_OLD_SITE, line
        )
        return src

    def markdown(self, match: re.Match[str], line: int, story: Story) -> str:
        """Return a picture of Markdown (groups ``alt``, ``src``, ``title``) at its new place."""
        alt, title = match["alt"], match["title"] or ""
        text, start, end = match.string, match.start(), match.end()
        linked = text[end : end + 2] == "]("
        if found := self.find(match["src"], line, story):
            return f"![{alt}]({shown(found, story)}{title}){match['look'] or ''}"
        words = self.instead(match["src"], alt or title.strip()[1:-1], linked, line, story)
        begins = start == 0 or text[start - 1] == "\n"
        if words and begins and not linked and text[end : end + 1].strip():
            return f"{words}\n\n"  # The text behind it is not part of the description.
        return words

    def tag(self, tag: str, line: int, story: Story) -> str:
        """Return an ``<img>`` at its new place."""
        values = _values(tag)
        src = values.get("src", "")
        if not src or src.startswith("data:"):
            src = next((values[name] for name in _LATER if values.get(name)), src)
        if found := self.find(src, line, story):
            return _with(tag, {"src": shown(found, story)})
        self._missing(src, line, story)
        return f"<em>{values['alt']}</em>" if values.get("alt", "").strip() else ""

    def player(self, element: str, line: int, story: Story) -> str:
        """Return ``<audio>`` or ``<video>`` with what is within it; its files at their new places.

        One without any file that can be found becomes the name of the file, set off.
        """
        names: list[str] = []
        kept = 0

        def led(match: re.Match[str]) -> str:
            nonlocal kept
            values = _values(match["rest"])
            places = {name: values[name] for name in ("src", "poster") if values.get(name)}
            new = {name: self._file(address, line, story) for name, address in places.items()}
            names.extend(address for name, address in places.items() if not new[name])
            kept += "src" in new and bool(new["src"]) and match["name"].lower() != "track"
            if match["name"].lower() in ("source", "track") and not new.get("src"):
                return ""
            return _with(match[0], {name: address or "" for name, address in new.items()})

        written = _SHOWN.sub(led, element)
        if kept or not names:
            return written
        return f"<em>{html.escape(PurePosixPath(names[0]).name)}</em>"

    def instead(self, src: str, words: str, linked: bool, line: int, story: Story) -> str:
        """Write the description of a missing picture, as a link where the old site has it."""
        self._missing(src, line, story)
        words = " ".join(words.split()).strip("*_ ")
        if not words:
            return ""
        if self.site.base_url and src.startswith("/") and not src.startswith("//") and not linked:
            return f"[{words}]({self.site.address(src)})"
        return f"*{words}*"

    def _missing(self, src: str, line: int, story: Story) -> None:
        self.report.counts["missing images"] += 1
        self.report.changed(story.path, f"no picture {shorten(src, 80)!r}", NO_IMAGE, line)

    def _file(self, address: str, line: int, story: Story) -> str | None:
        """Return the new place of a sound, film or still; the old site's own if it is missing."""
        address = html.unescape(address)
        if absolute_host(address) and not self.site.owns(address):
            return address
        if found := self._checked(address, line, story, BROKEN):
            return shown(found, story)
        old = self.site.address(address) if address.startswith("/") else address
        is_there = self.site.base_url and absolute_host(old)
        what = f"no file {shorten(address, 80)!r}"
        self.report.changed(story.path, what, ON_OLD_SITE if is_there else NO_FILM, line)
        return old if is_there else None

    def _checked(self, src: str, line: int, story: Story, remedy: str = NO_IMAGE) -> str | None:
        try:
            if src.startswith("data:"):
                return self._embedded(src, story)
            return self.media.find(self.site.inner(src), story)
        except ValueError as error:
            self.report.changed(story.path, f"{shorten(src, 60)}: {error}", remedy, line)
            return None

    def _embedded(self, src: str, story: Story) -> str | None:
        """Take a picture out of a ``data:`` address into a file of its own."""
        match = re.fullmatch(r"data:image/([\w+.-]+);base64,(.*)", src, re.DOTALL)
        if not match:
            raise ValueError("an embedded file that is not a picture")
        try:
            data = base64.b64decode(unquote(match[2]))
        except binascii.Error as error:
            raise ValueError("broken base64") from error
        suffix = {"jpeg": "jpg", "svg+xml": "svg"}.get(match[1], match[1])
        return self.media.keep(f"{story.slug}.{suffix}", data, story)


def shown(found: str, story: Story) -> str:
    """Return what a text writes for a file below content/media, or for an address."""
    return found if absolute_host(found) else relative(f"media/{found}", story)


def relative(target: str, story: Story) -> str:
    """Return the path from a story's file to another file below content/, quoted for Markdown."""
    folder = PurePosixPath(story.file).parent
    return quote(posixpath.relpath(target, folder))


def _values(tag: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(tag):
        found.setdefault(name.lower(), double or single or bare)
    return found


def _with(tag: str, new: dict[str, str]) -> str:
    """Return a tag with other values; those of ``src`` that it does not have are added."""

    def replaced(item: re.Match[str]) -> str:
        value = new.get(item[1].lower())
        return item[0] if value is None else f'{item[1].lower()}="{html.escape(value)}"'

    if "src" in new and "src" not in _values(tag):
        tag = re.sub(r"\s*/?>$", f' src="{html.escape(new["src"])}">', tag)
    return _ATTRIBUTE.sub(replaced, tag)
