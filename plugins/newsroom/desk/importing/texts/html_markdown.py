"""HTML of WordPress, Ghost and reStructuredText in Markdown, block by block.

The package markdownify does the work; here is what it leaves open: what is text and must not
become a mark, figures with their captions, and what stays HTML because Markdown has nothing for it.
"""

import html
import re
from collections.abc import Iterator
from typing import Any, Protocol

from bs4 import BeautifulSoup, Comment, Tag
from bs4.exceptions import ParserRejectedMarkup
from markdownify import MarkdownConverter

from newsroom.desk.importing.texts.html_figures import figure, is_figure
from newsroom.desk.importing.traced_text import StoryContext, TracedText, indent, join
from newsroom.text.characters import taken_out

HIDDEN = "readers did not see it either: write it as text if they should"
NOT_TEXT = "put a picture, link or text in its place by hand, or leave it out"

_KEPT = "abbr bdi bdo cite dfn ins kbd mark q ruby samp small sub sup time u var"
_GONE = ("script", "style", "noscript", "template", "link", "meta")
_UNKNOWN = frozenset({
    "applet", "button", "canvas", "embed", "form", "input", "math", "object", "select", "svg",
    "textarea",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "aside", "audio", "blockquote", "details", "div", "dl", "fieldset",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "iframe",
    "main", "nav", "note-box", "note-text", "object", "ol", "p", "pre", "script", "section",
    "style", "table", "ul", "video",
})  # fmt: skip
_Base: Any = MarkdownConverter
_MORE = "<!--more-->"
"""What is above it is the summary."""
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MARK = re.compile(r"[\\*`]|~~|\{(?=:)|(?<!\w)_|_(?!\w)|\[(?=\^|[^\]]{0,999}\][\[(:])|\](?=[\[(])")
_START = re.compile(
    r"^(?:([#>|+=-])(?=[\s#>|=-]|$)|(!!!|:(?=\s))|(\d{1,9})([.)])(?=\s))", re.MULTILINE
)


class NoteTaker(Protocol):
    """Reports something about a line of the source."""

    def __call__(self, line: int, what: str, remedy: str) -> None: ...


def convert(draft: TracedText, page: StoryContext) -> TracedText:
    """Write the HTML of a story in Markdown."""
    return to_markdown(draft, page.note)


def to_markdown(draft: TracedText, note: NoteTaker) -> TracedText:
    pieces: list[TracedText] = []
    begun = draft.text.find("<!--", draft.text.rfind("-->") + 1)
    if begun >= 0:  # Browsers show nothing behind it.
        note(draft.line(begun), "a comment without its end was taken out with its text", HIDDEN)
        draft = draft.part(0, begun)
    for line, nodes in _blocks(_parsed(draft.text), draft.lines):
        text = _MORE if isinstance(nodes[0], Comment) else _block(nodes, line, note)
        if text:
            pieces += [TracedText.at("\n\n", line)] if pieces else []
            pieces.append(TracedText.at(text, line))
    return join(pieces) if pieces else TracedText("", draft.lines[:1])


def _parsed(text: str) -> BeautifulSoup:
    closed, end, rest = text.rpartition(">")
    text = closed + end + rest.replace("<", "&lt;")  # Python would read each of them to the end.
    try:
        return BeautifulSoup(text, "html.parser")
    except ParserRejectedMarkup:  # CPython's parser does so for some broken declarations
        return BeautifulSoup(text, "lxml")


def _blocks(soup: BeautifulSoup, lines: list[int]) -> Iterator[tuple[int, list[Any]]]:
    """Yield each block with its line in the source; text between blocks is one.

    A comment ``<!--line 9-->`` says the line of what is behind it.
    """
    line, told = lines[0], 0
    loose: list[Any] = []
    for node in list(soup.children):
        if isinstance(node, Comment):
            told = int(node[5:]) if re.fullmatch(r"line \d+", node) else told
            if re.fullmatch(r"more\b.*", node.strip()):
                yield from [(line, loose)] if loose else []
                yield told or line, [node]
                loose = []
            continue
        if isinstance(node, Tag):
            is_block = node.name in _BLOCKS
            if is_block and loose:
                yield line, loose
                loose = []
            if is_block or not loose:
                row = min(node.sourceline or 1, len(lines)) - 1
                line = told or lines[row]
            if is_block:
                yield line, [node]
                continue
        if loose or str(node).strip():
            loose.append(node)
    if loose:
        yield line, loose


def _block(nodes: list[Any], line: int, note: NoteTaker) -> str:
    whole = BeautifulSoup("", "html.parser")
    holder = whole.new_tag("div")
    for node in nodes:
        holder.append(node.extract())
    converter = _Converter(line, note)
    try:
        text = str(converter.convert_soup(holder)).strip()
    except RecursionError:
        note(line, "the HTML is nested too deeply", "its text was kept without its form")
        text = converter.escape(" ".join(holder.get_text(" ").split()), set())
    text = re.sub(r"(?<=\\\n) +|[ \t]+$", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text)


class _Converter(_Base):  # type: ignore[misc]
    """Markdown as a story has it. ``line`` is where the block begins."""

    def __init__(self, line: int, note: NoteTaker) -> None:
        super().__init__(
            heading_style="atx", bullets="-", newline_style="backslash", autolinks=False,
            code_language_callback=_language, keep_inline_images_in=["a", "td", "th"],
        )  # fmt: skip
        self.line, self.note = line, note

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Return text in which nothing is a mark of Markdown."""
        text = re.sub(r"\s+", " ", taken_out(text)[0]) if text else ""
        text = _MARK.sub(lambda found: "\\" + found[0], text)
        text = text.replace("|", "\\|") if parent_tags & {"td", "th"} else text
        return re.sub(r"<(?=[A-Za-z/!?])", "&lt;", re.sub(r"&(?=#?\w+;)", "&amp;", text))

    def process_tag(self, node: Any, parent_tags: set[str] | None = None) -> str:
        if node.name in _GONE:
            return ""
        if node.has_attr("hidden") or _HIDING.search(str(node.get("style") or "")):
            self.note(self.line, f"<{node.name}> was taken out with its text", HIDDEN)
            return ""
        if node.name in _UNKNOWN:
            self.note(self.line, f"<{node.name}> was taken out", NOT_TEXT)
            return ""
        if node.name in ("iframe", "video", "audio") or _is_post(node) or (
            node.name == "table" and _is_complex(node)
        ):  # fmt: skip
            return "\n\n" + re.sub(r"\n[ \t]*\n", "\n", _html(node)) + "\n\n"
        if is_figure(node):
            return figure(node, self._words, self.process_tag)
        return str(super().process_tag(node, parent_tags=parent_tags))

    def _words(self, node: Tag) -> str:
        parts = (self.process_element(child, parent_tags={"_inline"}) for child in node.children)
        return " ".join("".join(parts).split())

    def convert_note_mark(self, _el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"[^{text}]"

    def convert_note_text(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n[^{el['id']}]: {' '.join(text.split())}\n\n"

    def convert_note_box(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        title = str(el.get("title") or "").replace('"', "”")
        head = "!!! note" if title == "Note" else f'!!! note "{title}"'
        return f"\n\n{head}\n{indent(text.strip().splitlines(), '    ')}\n\n"

    def convert_details(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        begin = "<details open>" if el.has_attr("open") else "<details>"
        return f"\n\n{begin}\n{text.strip()}\n\n</details>\n\n"

    def convert_summary(self, el: Tag, _text: str, parent_tags: set[str]) -> str:
        words = " ".join(el.get_text().split())  # No Markdown is read in it.
        return f"<summary>{html.escape(words, quote=False)}</summary>\n\n"

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        written = str(super().convert_p(el, text, parent_tags))
        return _START.sub(_escaped, written)

    def convert_div(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = text if el.find(list(_BLOCKS)) else _START.sub(_escaped, text.strip())
        return str(super().convert_div(el, text, parent_tags))

    def convert_hN(  # noqa: N802 - the package calls it so
        self, n: int, el: Tag, text: str, parent_tags: set[str]
    ) -> str:
        own = f" {{: #{el['id']} }}" if el.get("id") else ""
        return str(super().convert_hN(max(n, 2), el, text + own, parent_tags))

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        href = str(el.get("href") or "").strip()
        if href and re.search(r"[\s()<>]", href):
            el["href"] = "<" + re.sub(r"[<>\n]", "", href).replace(" ", "%20") + ">"
        return str(super().convert_a(el, text, parent_tags))


def _html(node: Tag) -> str:
    for name in ("style", "onclick", "srcset", "sizes", "loading", "decoding"):
        for tag in (node, *node.find_all(True)):
            tag.attrs.pop(name, None)
    return str(node)


def _keep(self: _Converter, el: Tag, text: str, parent_tags: set[str]) -> str:
    """Write an element as HTML around its Markdown: Markdown has no mark for it."""
    if "_noformat" in parent_tags or not text.strip():
        return text
    attributes = "".join(
        f' {name}="{value}"' for name in ("title", "lang", "datetime") if (value := el.get(name))
    )
    return f"<{el.name}{attributes}>{text}</{el.name}>"


for _name in _KEPT.split():
    setattr(_Converter, f"convert_{_name}", _keep)


def _escaped(found: re.Match[str]) -> str:
    return f"{found[3]}\\{found[4]}" if found[3] else f"\\{found[1] or found[2]}"


def _language(el: Tag) -> str:
    classes = " ".join([*(el.get("class") or []), *(
        name for code in el.find_all("code") for name in code.get("class") or []
    )])  # fmt: skip
    found = re.search(r"(?:lang(?:uage)?-|brush:\s*)([\w+#.-]+)", classes)
    return found[1] if found else ""


def _is_post(node: Any) -> bool:
    """Tell whether this is what a network offers for pasting: the reader knows it."""
    return node.name == "blockquote" and any(
        re.search("twitter-|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed", name)
        for name in node.get("class") or []
    )


def _is_complex(table: Tag) -> bool:
    cells = table.find_all(["td", "th"])
    return bool(table.find(["table", "ul", "ol", "caption", "pre"])) or any(
        cell.get("colspan", "1") != "1" or cell.get("rowspan", "1") != "1" for cell in cells
    )
