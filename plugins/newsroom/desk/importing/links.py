"""Links and pictures of an imported text: to stories here, to copied files, or to the old site."""

import base64
import binascii
import html
import posixpath
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urljoin, urlsplit

from newsroom.desk.importing.addresses import ArchiveIndex, absolute_host
from newsroom.desk.importing.media import MediaFolder
from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.stories import Story
from newsroom.desk.importing.traced_text import (
    CODE,
    Replacement,
    TracedText,
    indented_code,
    rewrite,
    shorten,
)  # fmt: skip

NO_IMAGE = (
    "the picture was not in the archive, its description replaces it: add the picture to media/"
)
DEAD = "the page is not in the archive: fix the link, or delete it"

_ADDRESS = r"(?:<[^<>\n]*>|[^\s()<>\"]*(?:\([^\s()]*\)[^\s()<>\"]*)*)"
_LINK = re.compile(
    CODE
    + rf"""
    | !\[(?P<alt>(?:\\.|[^\]\\]){{0,2000}})\]\(\s*(?P<src>{_ADDRESS})
      (?P<title>\s*(?:"[^"\n]*"|'[^'\n]*'))?\s*\)
    | (?P<open>\]\(\s*)(?P<to>{_ADDRESS}|[^()<>"'\n]{{1,500}}?)(?=\s*\)|\s*"|\s+')
    | (?P<label>^\ {{0,3}}\[[^\]^\n][^\]\n]*\]:[ \t]*)(?P<definition>{_ADDRESS})
      (?=[ \t]*$|[ \t]+["'(])
    | (?P<img><img\b[^>]{{0,4000}}>)
    | (?P<href>(?<![\w-])href\s*=\s*)(?P<mark>["'])?
      (?P<page>(?(mark)[^"'<>]|[^\s"'<>]){{1,4000}})(?(mark)(?P=mark))
    """,
    re.VERBOSE | re.MULTILINE,
)
_USED_PICTURE = re.compile(
    CODE + r"|!\[(?P<alt>[^\]]{0,2000})\]\[(?P<id>[^\]\n]*)\]", re.VERBOSE | re.MULTILINE
)
_EMPTY_LINK = re.compile(
    CODE
    + r"""|(?<!!)\[(?P<text>[^\[\]]{1,2000})\]\(\s*(?:"[^"\n]*")?\s*\)
    |<a\b[^>]{0,500}\bhref\s*=\s*(?:""|'')[^>]{0,500}>(?P<words>(?s:.{0,2000}?))</a>""",
    re.VERBOSE | re.MULTILINE,
)
_ATTRIBUTE = re.compile(r"""(?<![\w-])(src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_PICTURE_NAME = re.compile(r"\.(png|jpe?g|gif|webp|avif|svg|bmp|tiff?)$", re.IGNORECASE)
_PELICAN = re.compile(r"[{|](filename|static|attach|index|tag|category|author)[}|](.*)")


@dataclass(slots=True)
class LinkDesk:
    """Leads what a text points at to where it is now."""

    index: ArchiveIndex
    media: MediaFolder
    base_url: str
    report: ImportReport

    def lead(self, draft: TracedText, story: Story) -> TracedText:
        """Rewrite every link and picture of a text outside code."""
        missing: dict[str, str] = {}

        def replace(match: re.Match[str]) -> Replacement:
            line = draft.line(match.start())
            if match["src"] is not None:
                after = draft.text[match.end() : match.end() + 2]
                return self._picture(match, after == "](", line, story), match.end()
            if match["img"]:
                return self._tag(match["img"], line, story), match.end()
            if match["page"] is not None:
                to = self._target(html.unescape(match["page"]), line, story)
                return f'{match["href"]}"{html.escape(to)}"', match.end()
            if match["definition"] is not None:
                target = match["definition"].strip("<>")
                if _PICTURE_NAME.search(target) and not absolute_host(target):
                    found = self.media.find(target, story)
                    if found is None:
                        label = match["label"].strip().strip(":[]").casefold()
                        missing[label] = target
                        return match["label"] + self._outside(target, line, story), match.end()
                return match["label"] + self._target(target, line, story), match.end()
            return match["open"] + self._target(match["to"].strip("<>"), line, story), match.end()

        led = rewrite(draft, _LINK, replace, left_alone=indented_code(draft.text))
        led = self._without_missing(led, missing, story) if missing else led
        return rewrite(led, _EMPTY_LINK, lambda match: (match["text"] or match["words"] or "",
                                                        match.end()))  # fmt: skip

    def picture(self, src: str, line: int, story: Story) -> str | None:
        """Return the path of a picture below content/media, its address, or ``None``."""
        src = html.unescape(src).strip("<>")
        host = "" if src.startswith("data:") else absolute_host(src)
        if host and host != absolute_host(self.base_url):
            return f"https:{src}" if src.startswith("//") else src
        try:
            found = self._embedded(src, story) if src.startswith("data:") else (
                self.media.find(src, story))  # fmt: skip
        except ValueError as error:
            self.report.changed(story.path, f"{shorten(src, 60)}: {error}", NO_IMAGE, line)
            return None
        return src if found is None and host else found

    def _picture(self, match: re.Match[str], linked: bool, line: int, story: Story) -> str:
        alt, title = match["alt"], match["title"] or ""
        found = self.picture(match["src"], line, story)
        if found:
            return f"![{alt}]({self._shown(found, story)}{title})"
        words = self._instead(match["src"], alt, title.strip()[1:-1], linked, line, story)
        text, start, end = match.string, match.start(), match.end()
        begins = start == 0 or text[start - 1] == "\n"
        if words and begins and not linked and text[end : end + 1].strip():
            return f"{words}\n\n"  # The text behind it is not part of the description.
        return words

    def _instead(
        self, src: str, alt: str, caption: str, linked: bool, line: int, story: Story
    ) -> str:
        """Write the description of a missing picture, as a link where the old site has it."""
        self.report.counts["missing images"] += 1
        self.report.changed(story.path, f"no picture {shorten(src, 80)!r}", NO_IMAGE, line)
        words = " ".join((alt or caption).split()).strip("*_ ")
        if not words:
            return ""
        if self.base_url and src.startswith("/") and not src.startswith("//") and not linked:
            return f"[{words}]({self.base_url}{src})"
        return f"*{words}*"

    def _tag(self, tag: str, line: int, story: Story) -> str:
        values = {name: double or single or bare for name, double, single, bare in
                  _ATTRIBUTE.findall(tag)}  # fmt: skip
        src = values.get("src", "")
        found = self.picture(src, line, story)
        if found:
            shown = html.escape(self._shown(found, story))
            return _ATTRIBUTE.sub(
                lambda item: f'src="{shown}"' if item[1] == "src" else item[0], tag, count=2
            )
        self.report.counts["missing images"] += 1
        self.report.changed(story.path, f"no picture {shorten(src, 80)!r}", NO_IMAGE, line)
        return f"<em>{values['alt']}</em>" if values.get("alt", "").strip() else ""

    def _without_missing(
        self, draft: TracedText, missing: dict[str, str], story: Story
    ) -> TracedText:
        def replace(match: re.Match[str]) -> Replacement:
            src = missing.get((match["id"] or match["alt"]).casefold())
            if src is None:
                return None
            after = draft.text[match.end() : match.end() + 2]
            line = draft.line(match.start())
            return self._instead(src, match["alt"], "", after == "](", line, story), match.end()

        return rewrite(draft, _USED_PICTURE, replace)

    def _shown(self, found: str, story: Story) -> str:
        return found if absolute_host(found) else _relative(f"media/{found}", story)

    def _target(self, target: str, line: int, story: Story) -> str:
        """Return where a link leads now."""
        if pelican := _PELICAN.fullmatch(target):
            kind, target = pelican[1], pelican[2]
            if kind in ("tag", "category", "author"):
                return f"/{target}/" if kind == "category" else f"/{kind}/{target}/"
        path, mark, fragment = target.partition("#")
        try:
            is_external = urlsplit(path).scheme or path.startswith("//")
            own = absolute_host(path) == absolute_host(self.base_url) != ""
        except ValueError:
            return target
        if not path or (is_external and not own):
            return target
        if linked := self._story(path, story):
            return _relative(f"articles/{linked.file}", story) + mark + fragment
        if not own:
            target = (self._file(path, story) or self._outside(path, line, story)) + mark + fragment
        return target

    def _file(self, path: str, story: Story) -> str:
        try:
            file = self.media.find(path, story)
        except ValueError:  # no picture, though it is called one
            file = None
        return _relative(f"media/{file}", story) if file else ""

    def _story(self, path: str, story: Story) -> Story | None:
        if path.startswith("@/"):
            return self.index.by_path(unquote(path[2:]))
        if absolute_host(path):
            base = urlsplit(self.base_url).path if self.base_url else ""
            return self.index.by_address(urlsplit(path).path.removeprefix(base))
        if path.startswith("/"):
            return self.index.by_address(path) or (
                self.index.by_path(path) if path.endswith(".md") else None
            )
        nearby = posixpath.normpath(posixpath.join(posixpath.dirname(story.path), unquote(path)))
        if path.endswith((".md", ".markdown", ".rst", ".html")):
            return self.index.by_path(nearby) or self.index.by_address(
                urljoin(story.old_address, path)
            )
        return self.index.by_address(urljoin(story.old_address or "/", path))

    def _outside(self, path: str, line: int, story: Story) -> str:
        """Return the address of a page that did not come over: on the old site if that is known."""
        if path.startswith("@/"):
            path = re.sub(r"(/?_?index)?\.md$", "", "/" + path[2:]) + "/"
        # A relative path would mean a file here, and stop the build.
        path = path if path.startswith("/") else urljoin(story.old_address or "/", path)
        path = (path if path.startswith("/") else f"/{path}").replace(" ", "%20")
        if self.base_url:
            return self.base_url + path
        self.report.counts["dead links"] += 1
        self.report.changed(story.path, f"{shorten(path, 120)} leads nowhere here", DEAD, line)
        return path

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


def _relative(target: str, story: Story) -> str:
    """Return the path from a story's file to another file below content/, quoted for Markdown."""
    folder = PurePosixPath("articles", story.file).parent
    return quote(posixpath.relpath(target, folder))
