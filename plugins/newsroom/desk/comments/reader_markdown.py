"""HTML of readers' comments in the Markdown that comments here have (``text/comment_text.py``)."""

import re
from typing import Any

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from newsroom.desk.importing.systems.wordpress_body import paragraphs
from newsroom.text.characters import taken_out
from newsroom.text.comment_text import LONGEST

_Base: Any = MarkdownConverter
_ADDRESS = re.compile(r"(https?://\S+)")
_MARK = re.compile(r"\\(?=[\\`*_{}\[\]()>#+.!-])|[*`]|(?<!\w)_|_(?!\w)|\[(?=[^\]]*\]\()")
_START = re.compile(r"^(?:([>+-])(?=\s|>|$)|(\d+)\.(?=\s))", re.MULTILINE)
_BLOCKS = ["p", "div", "li", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "tr"]
_GONE = ["script", "style", "template", "noscript"]


def reader_markdown(html: str) -> str:
    """Return a comment as readers here would type it; where that is very long, its bare text."""
    soup = BeautifulSoup(paragraphs(html).replace("<br>\n", "<br>"), "html.parser")
    for tag in soup.find_all(_GONE):
        tag.decompose()
    for tag in soup.find_all(["img", "iframe", "video", "audio"]):
        _link(tag, soup)
    try:
        text = str(_ReaderConverter().convert_soup(soup)).strip()
    except RecursionError:
        text = ""
    text = re.sub(r"[ \t]+$", "", re.sub(r"\n{3,}", "\n\n", text), flags=re.MULTILINE)
    return text if text and len(text) <= LONGEST else _bare(soup)


class _ReaderConverter(_Base):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__(bullets="-", autolinks=False)

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Return text in which nothing is a mark; addresses stay as they are."""
        words = _ADDRESS.split(re.sub(r"\s+", " ", taken_out(text)[0]) if text else "")
        return "".join(
            word if number % 2 else _MARK.sub(lambda found: "\\" + found[0], word)
            for number, word in enumerate(words)
        )

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        inner = _START.sub(_escaped, re.sub(r"\n ", "\n", text.strip()))
        return f"\n\n{inner}\n\n" if inner else ""

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return "\n"

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        rows = el.get_text().strip("\n").split("\n")
        return "\n\n" + "\n".join(f"    {row}" for row in rows) + "\n\n"

    def convert_hN(  # noqa: N802 - the package calls it so
        self, n: int, el: Tag, text: str, parent_tags: set[str]
    ) -> str:
        return f"\n\n**{text.strip()}**\n\n" if text.strip() else ""

    def convert_hr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return "\n\n"

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        href = str(el.get("href") or "")
        if re.search(r"[\s()<>]", href) or href == el.get_text().strip():
            return f"{text} {href}" if href not in text else text
        el.attrs.pop("title", None)
        return str(super().convert_a(el, text, parent_tags))


def _as_text(self: _ReaderConverter, el: Tag, text: str, parent_tags: set[str]) -> str:
    return text


for _name in ("del", "s", "sub", "sup", "kbd", "samp", "q"):
    setattr(_ReaderConverter, f"convert_{_name}", _as_text)


def _escaped(found: re.Match[str]) -> str:
    return f"{found[2]}\\." if found[2] else f"\\{found[1]}"


def _link(tag: Tag, soup: BeautifulSoup) -> None:
    """Put a link in the place of a picture or frame, which comments do not have."""
    address = str(tag.get("src") or "")
    link = soup.new_tag("a", href=address)
    link.string = str(tag.get("alt") or "") or address
    tag.replace_with(link) if address.startswith("http") else tag.decompose()


def _bare(soup: BeautifulSoup) -> str:
    for link in soup.find_all("a", href=True):
        if str(link["href"]) not in link.get_text():
            link.append(f" ({link['href']})")
    for line in soup.find_all("br"):
        line.replace_with("\n")
    for block in soup.find_all(_BLOCKS):
        block.append("\n\n")
    text = re.sub(r"[ \t]+", " ", taken_out(soup.get_text())[0])
    return re.sub(r"\s*\n\s*\n\s*", "\n\n", text).strip()
