"""The text of a Substack post: what only Substack reads becomes plain HTML, or goes."""

from collections import Counter
from collections.abc import Callable
from html import escape
from pathlib import Path
from urllib.parse import unquote

from bs4 import Tag

from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.systems.substack import Row
from newsroom.desk.importing.systems.substack_embeds import CHANGES, LOOK_THERE
from newsroom.desk.importing.texts.platform_html import (
    NOT_HERE,
    lead_pictures,
    new,
    parsed,
    saved_files,
)

_FURNITURE = (
    ".subscription-widget-wrap, .subscription-widget-wrap-editor, .subscription-widget, "
    ".button-wrapper, .captioned-button-wrap, .share-dialog, .install-substack-app-embed, "
    ".community-chat, .directMessage, .embedded-publication-wrap, .comments-page"
)
_HOSTS = ("substackcdn.com", "substack-post-media.s3.amazonaws.com", "substack.com")


class SubstackBody:
    """Makes texts plain; ``saved`` are files that somebody put into the folder."""

    def __init__(self, folder: Path, report: ImportReport) -> None:
        self._saved, self._report = saved_files(folder), report
        self._dropped: Counter[str] = Counter()

    def text(self, html: str, row: Row, place: str) -> str:
        """Return the HTML of a post; ``<paywall-mark>`` is where only some could read on."""
        soup = parsed(html)

        def note(what: str, remedy: str) -> None:
            self._report.changed(place, what, remedy)

        for box in soup.select(_FURNITURE):
            if not box.decomposed:
                self._dropped["boxes and buttons to subscribe, share and comment"] += 1
                box.decompose()
        for mark in soup.select(".paywall-jump, .paywall"):
            mark.replace_with(new("<paywall-mark></paywall-mark>"))
        for block in soup.select(".dynamic-content-block"):
            note("text for some readers only was taken out", LOOK_THERE)
            block.decompose()
        _footnotes(soup)
        for chosen, change in CHANGES.items():
            for node in soup.select(chosen):
                if not node.decomposed and node.parent:
                    change(node, note)
        lead_pictures(soup, self._saved, _original, note)
        return self._recording(row, note) + str(soup).strip()

    def _recording(self, row: Row, note: Callable[[str, str], None]) -> str:
        address = row.get("podcast_url", "")
        if not address.startswith(("http://", "https://")):
            return ""
        file = self._saved.get(address.partition("?")[0].rpartition("/")[2])
        if not file:
            note(f"the recording {address} is not in the export", NOT_HERE)
        return f'<figure><audio src="{escape(file or address)}"></audio></figure>\n'

    def report_dropped(self) -> None:
        for what, count in self._dropped.items():
            remedy = "the paper has its own: see docs/newsletter.md"
            self._report.changed("posts", f"{count:,} {what} were taken out", remedy)


def _original(address: str) -> str:
    """Return a picture's own address: Substack writes it, quoted, behind the sizes it makes."""
    if "/image/fetch/" in address and "https%3A" in address:
        address = unquote(address[address.index("https%3A") :])
    host = address.partition("//")[2].partition("/")[0]
    is_platform = host.endswith(_HOSTS) or host.startswith("bucketeer-")
    return address if is_platform and not address.endswith("/") else ""


def _footnotes(soup: Tag) -> None:
    for mark in soup.select("a.footnote-anchor"):
        sign = mark.get_text().strip()
        if sign.isdigit() and soup.select_one(f'a.footnote-number[href="#{mark.get("id")}"]'):
            mark.replace_with(new(f"<note-mark>{sign}</note-mark>"))
    for note in soup.select("div.footnote"):
        number, content = note.select_one("a.footnote-number"), note.select_one(".footnote-content")
        if number and content and number.get_text().strip().isdigit():
            words = content.decode_contents()
            shown = f'<note-text id="{number.get_text().strip()}">{words}</note-text>'
            note.replace_with(new(shown))
