"""Links and pictures of an imported text: to stories here, to copied files, or to the old site."""

import html
import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from newsroom.desk.importing.addresses.archive_index import ArchiveIndex
from newsroom.desk.importing.addresses.old_site import OldSite, absolute_host
from newsroom.desk.importing.addresses.own_pages import OwnPages
from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.texts.pictures import BROKEN, PictureDesk, relative
from newsroom.desk.importing.texts.sloppy import without_labels
from newsroom.desk.importing.traced_text import (
    CODE,
    Replacement,
    TracedText,
    indented_code,
    rewrite,
    shorten,
)  # fmt: skip
from newsroom.desk.importing.values.stories import Story

DEAD = (
    "its text was kept, for the page is not in the archive: import again with --site-url and "
    "--force, so that such links lead to the old site"
)

_ADDRESS = r"(?:<[^<>\n]*>|[^\s()<>\"]*(?:\([^\s()]*\)[^\s()<>\"]*)*)"
_LINK = re.compile(
    CODE
    + rf"""
    | !\[(?P<alt>(?:\\.|[^\]\\]){{0,2000}})\]\(\s*(?P<src>{_ADDRESS})
      (?P<title>\s*(?:"[^"\n]*"|'[^'\n]*'))?\s*\)(?P<look>\{{:?[ ]*[.\#\w][^}}\n]*\}})?
    | (?P<open>(?<!\\)\]\(\s*)(?P<to>{_ADDRESS}|[^()<>"'\n]{{1,500}}?)(?=\s*\)|\s*"|\s+')
    | (?P<label>^\ {{0,3}}\[[^\]^\n][^\]\n]*\]:[ \t]*(?:\n[ \t]*)?)(?P<definition>(?=\S){_ADDRESS})
      (?=[ \t]*$|[ \t]+["'(])
    | (?P<img><img\b[^>]{{0,4000}}>)
    | (?P<player><(?P<kind>audio|video)\b(?s:.){{0,4000}}?</(?P=kind)\s*>)
    | (?P<href>(?<![\w-])href\s*=\s*)(?P<mark>["'])?
      (?P<page>(?(mark)[^"'<>]|[^\s"'<>]){{1,4000}})(?(mark)(?P=mark))
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_USED_PICTURE = re.compile(
    CODE + r"|!\[(?P<alt>[^\]]{0,2000})\]\[(?P<id>[^\]\n]*)\]", re.VERBOSE | re.MULTILINE
)
_EMPTY_LINK = re.compile(
    CODE
    + r"""|(?<!!)\[(?P<text>(?:[^\[\]]|!\[[^\[\]]*\](?:\([^()]*\))?){1,2000})\]
      \(\s*(?:"[^"\n]*"|'[^'\n]*')?\s*\)
    |<a\b[^>]{0,500}\bhref\s*=\s*(?:""|'')[^>]{0,500}>(?P<words>(?s:.{0,2000}?))</a>""",
    re.VERBOSE | re.MULTILINE,
)
_CLOSE_BEHIND = re.compile(
    CODE + r"|^(?P<link>\[\*[^*\]\n]{1,2000}\*\]\([^()\s]{1,2000}\))(?=\w)",
    re.VERBOSE | re.MULTILINE,
)
"""The linked description of a missing picture, with text right behind it."""
_PICTURE_NAME = re.compile(r"\.(png|jpe?g|gif|webp|avif|svg|bmp|tiff?)$", re.IGNORECASE)
_PELICAN = re.compile(r"[{|](filename|static|attach|index|tag|category|author)[}|](.*)")


@dataclass(slots=True)
class LinkDesk:
    """Leads what a text points at to where it is now."""

    index: ArchiveIndex
    pictures: PictureDesk
    site: OldSite
    own: OwnPages
    report: ImportReport

    def lead(self, draft: TracedText, story: Story) -> TracedText:
        """Rewrite every link and picture of a text outside code."""
        missing: dict[str, str] = {}
        dead: set[str] = set()

        def replace(match: re.Match[str]) -> Replacement:
            line = draft.line(match.start())
            if match["src"] is not None:
                return self.pictures.markdown(match, line, story), match.end()
            if match["img"]:
                return self.pictures.tag(match["img"], line, story), match.end()
            if match["player"]:
                return self.pictures.player(match["player"], line, story), match.end()
            if match["page"] is not None:
                to = self._target(html.unescape(match["page"]), line, story)
                return f'{match["href"]}"{html.escape(to)}"', match.end()
            if match["definition"] is not None:
                target = match["definition"].strip("<>")
                if _PICTURE_NAME.search(target) and not absolute_host(target):
                    found = self.pictures.media.find(self.site.inner(target), story)
                    if found is None:
                        label = match["label"].strip().strip(":[]").casefold()
                        missing[label] = target
                        return match["label"] + self._outside(target, line, story), match.end()
                if to := self._target(target, line, story):
                    return match["label"] + to, match.end()
                dead.add(match["label"].strip().strip(":[]").casefold())
                return f"{match['label']}<>", match.end()
            return match["open"] + self._target(match["to"].strip("<>"), line, story), match.end()

        led = rewrite(draft, _LINK, replace, left_alone=indented_code(draft.text))
        led = self._without_missing(led, missing, story) if missing else led
        led = without_labels(led, dead) if dead else led
        led = rewrite(led, _EMPTY_LINK, lambda match: (match["text"] or match["words"] or "",
                                                       match.end()))  # fmt: skip
        return rewrite(led, _CLOSE_BEHIND, lambda match: (match["link"] + "\n\n", match.end()))

    def _without_missing(
        self, draft: TracedText, missing: dict[str, str], story: Story
    ) -> TracedText:
        def replace(match: re.Match[str]) -> Replacement:
            src = missing.get((match["id"] or match["alt"]).casefold())
            if src is None:
                return None
            after = draft.text[match.end() : match.end() + 2]
            line = draft.line(match.start())
            words = self.pictures.instead(src, match["alt"], after == "](", line, story)
            return words, match.end()

        return rewrite(draft, _USED_PICTURE, replace)

    def _target(self, target: str, line: int, story: Story) -> str:
        """Return where a link leads now."""
        if pelican := _PELICAN.fullmatch(target):
            kind, target = pelican[1], pelican[2]
            if kind in ("tag", "category", "author"):
                own_page = self.own.of(kind, unquote(target))
                return own_page or self._nowhere(f"/{kind}/{target}/", line, story)
            target = "/" if kind == "index" else target
        path, mark, fragment = target.partition("#")
        try:
            is_external = urlsplit(path).scheme or path.startswith("//")
            own = self.site.owns(path)
        except ValueError:
            return target
        if not path or (is_external and not own):
            return target
        if linked := self._story(path, story):
            return relative(linked.file, story) + mark + fragment
        if found := self._file(path, line, story):
            return found + mark + fragment
        outside = target if own else self._outside(path, line, story)
        return outside if own or not outside else outside + mark + fragment

    def _file(self, path: str, line: int, story: Story) -> str:
        try:
            file = self.pictures.media.find(self.site.inner(path), story)
        except ValueError as error:  # no picture, though it is called one
            self.report.changed(story.path, f"{shorten(path, 80)}: {error}", BROKEN, line)
            file = None
        return relative(f"media/{file}", story) if file else ""

    def _story(self, path: str, story: Story) -> Story | None:
        if path.startswith("@/"):
            return self.index.by_path(unquote(path[2:]))
        if absolute_host(path):
            return self.index.by_address(self.site.inner(path))
        if path.startswith("/"):
            path = self.site.inner(path)
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
        if self.site.base_url:
            return self.site.address(path)
        return path if path in self.own else self._nowhere(path, line, story)

    def _nowhere(self, path: str, line: int, story: Story) -> str:
        self.report.counts["dead links"] += 1
        self.report.changed(story.path, f"{shorten(path, 120)} leads nowhere here", DEAD, line)
        return ""
