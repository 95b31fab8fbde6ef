"""The text of a WordPress post as HTML: reusable blocks, shortcodes, footnotes, paragraphs."""

import json
import re
from collections import Counter
from collections.abc import Callable

from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.systems.wordpress_export import Item, WordPressExport
from newsroom.desk.importing.systems.wordpress_shortcodes import ShortcodeDesk

_BLOCK = re.compile(r'<!-- wp:block \{[^}]*"ref":(\d+)[^}]*\} /-->')
_PHOTON = re.compile(r"https?://i[0-3]\.wp\.com/(?=[\w.-]+\.\w+/)")
_HOSTED = re.compile(r"https?://[\w-]+\.files\.wordpress\.com/(?=\d{4}/)")
_NOTE = re.compile(r'<sup[^>]*data-fn="([\w-]+)"[^>]*>.*?</sup>', re.DOTALL)
_FLOW = frozenset({"article", "blockquote", "div", "section"})
_TAG = re.compile(
    r"(</?(?:address|article|aside|blockquote|details|div|dl|fieldset|figure|footer|form|h[1-6]"
    r"|header|hr|iframe|main|nav|ol|p|pre|script|section|style|table|ul|video|audio)\b[^>]{0,2000}>)",
    re.IGNORECASE,
)
_NEXT_PAGE = re.compile(r"(?<!\s)\s*+<!--nextpage-->\s*")
_EMPTY_LINE = re.compile(r"((?<!\s)\s*\n[ \t]*\n\s*)")
_COMMENT = re.compile(r"<!--(?:.*?-->|.*\Z)", re.DOTALL)
MOST_REFERENCES = 50
LOST_BLOCK = "export all content, with the reusable blocks, and import again"


def post_html(item: Item, export: WordPressExport, report: ImportReport) -> str:
    """Return the text of a post as HTML without anything that only WordPress reads."""

    def note(what: str, remedy: str) -> None:
        report.changed(item.path, f"{item.title!r}: {what}", remedy, item.body_line)

    text = _with_blocks(item.texts.get("content:encoded", ""), export, note)
    text = _PHOTON.sub("https://", text)
    text = _HOSTED.sub(f"{export.site.base_url}/wp-content/uploads/", text)
    is_classic = "<!-- wp:" not in text
    text = ShortcodeDesk(item, export, report).replaced(text)
    text = paragraphs(_NEXT_PAGE.sub("\n\n", text)) if is_classic else text
    return _with_notes(text, item.meta.get("footnotes", ""))


def _with_blocks(text: str, export: WordPressExport, note: Callable[[str, str], None]) -> str:
    """Put reusable blocks in their places; blocks may hold blocks."""
    for _ in range(MOST_REFERENCES):
        found = _BLOCK.search(text)
        if found is None:
            break
        block = export.blocks.get(found[1])
        if block is None:
            note(f"the reusable block {found[1]} is not in the export", LOST_BLOCK)
        text = text[: found.start()] + (block or "") + text[found.end() :]
    return _BLOCK.sub("", text)


def paragraphs(text: str) -> str:
    """Write the paragraphs and line breaks that the classic editor leaves to empty lines."""
    open_tags: list[str] = []
    counts: Counter[str] = Counter()
    closed = 0  # How many of the open ones take no paragraphs.
    written = []
    for number, part in enumerate(_TAG.split(text)):
        if number % 2 == 0:
            written.append(part if closed else _paragraphs(part))
            continue
        written.append(part)
        name = re.sub(r"[</>].*|\s.*", "", part[1:].lstrip("/"), flags=re.DOTALL).lower()
        if part.startswith("</"):
            last = ""
            while counts[name] and last != name:
                last = open_tags.pop()
                counts[last] -= 1
                closed -= last not in _FLOW
        elif name != "hr" and not part.endswith("/>"):
            open_tags.append(name)
            counts[name] += 1
            closed += name not in _FLOW
    return "".join(written)


def _paragraphs(text: str) -> str:
    return "".join(
        part if number % 2 or not _COMMENT.sub("", part).strip()
        else _paragraph(part)
        for number, part in enumerate(_EMPTY_LINE.split(text))
    )  # fmt: skip


def _paragraph(text: str) -> str:
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    inner = re.sub(r"(?:<br ?/?>)?\n", "<br>\n", text[start:end])
    return f"{text[:start]}<p>{inner}</p>{text[end:]}"


def _with_notes(text: str, written: str) -> str:
    """Put the footnotes, which are in a field of their own, below the text."""
    try:
        notes = {str(note["id"]): str(note["content"]) for note in json.loads(written or "[]")}
    except (ValueError, TypeError, KeyError):
        return text
    order = {key: number + 1 for number, key in enumerate(notes)}

    def mark(found: re.Match[str]) -> str:
        number = order.get(found[1])
        return f"<note-mark>{number}</note-mark>" if number else ""

    text = _NOTE.sub(mark, text)
    below = "".join(
        f'<note-text id="{order[key]}">{content}</note-text>' for key, content in notes.items()
    )
    return text + below
