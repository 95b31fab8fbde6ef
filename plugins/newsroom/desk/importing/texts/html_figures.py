"""Figures of HTML in Markdown: pictures, galleries, players, embeds and pull quotes."""

import re
from collections.abc import Callable
from typing import Any

from bs4 import Tag

_FIGURES = (
    "wp-block-gallery", "kg-gallery", "kg-embed", "kg-audio", "kg-video",
    "kg-file", "kg-bookmark",
)  # fmt: skip
_CARD = re.compile("^(kg-bookmark-container|kg-file-card-container)$")
"""Links of bookmarks and files, which have their title within."""
_PICTURE = ("data-orig-file", "data-large-file", "data-src", "data-lazy-src")


def is_figure(node: Any) -> bool:
    """Tell whether this is a figure, or a picture that is alone in its block."""
    if node.name == "figure":
        return True
    classes = node.get("class") or []
    if any(name.startswith(_FIGURES) for name in classes):
        return True
    inner = _filled(node)
    return node.name in ("p", "div") and len(inner) == 1 and _is_picture(inner[0])


def figure(node: Tag, inline: Callable[[Tag], str], block: Callable[[Tag], str]) -> str:
    """Return a figure as blocks of Markdown.

    ``inline`` writes what is within a caption, ``block`` a table or code.
    """
    caption = node.find("figcaption")
    words = inline(caption) if isinstance(caption, Tag) else ""
    plain = " ".join(caption.get_text().split()) if caption else ""
    if caption:
        caption.extract()
    if card := node.find(class_=_CARD):
        name = card.find(class_=re.compile("-title$")) or card
        words = " ".join(name.get_text(" ").split())
        address = _address(str(card.get("href") or ""))
        return f"\n\n[{words or address}]({address})\n\n" if address else f"\n\n{words}\n\n"
    if quote := node.find("blockquote"):
        return _quote(node, quote, words, inline)
    if (player := node.find(["video", "audio"])) and player.get("src"):
        return f"\n\n{_shown(plain or 'Recording', str(player['src']), plain)}\n\n"
    if frame := node.find("iframe"):
        return f"\n\n{frame}\n\n"
    if pictures := node.find_all("img"):
        rows = [_picture(one, "" if len(pictures) > 1 else plain) for one in pictures]
        text = "\n".join(rows) + (f"\n\n{words}" if words and len(pictures) > 1 else "")
        return f"\n\n{text}\n\n"
    if node.find(["pre", "table"]):
        parts = [block(child).strip() for child in node.find_all(["pre", "table"], recursive=False)]
        return "\n\n" + "\n\n".join([*parts, words]).strip() + "\n\n"
    text = " ".join(node.get_text(" ").split())
    return "\n\n" + "\n\n".join(part for part in (text, words) if part) + "\n\n"


def _picture(image: Tag, caption: str) -> str:
    source = str(image.get("src") or "")
    if not source or source.startswith("data:"):
        source = next((str(image[name]) for name in _PICTURE if image.get(name)), source)
    alt = str(image.get("alt") or "")
    link = image.find_parent("a")
    if not caption and image.get("data-image-caption"):
        caption = re.sub(r"<[^>]*>", "", str(image["data-image-caption"])).strip()
    shown = _shown(alt, source, caption)
    return f"[{shown}]({_address(str(link['href']))})" if link and link.get("href") else shown


def _shown(alt: str, source: str, caption: str) -> str:
    alt = re.sub(r"([\[\]\\])", r"\\\1", " ".join(alt.split()))
    title = ' "' + caption.replace("\\", "").replace('"', "&quot;") + '"' if caption else ""
    return f"![{alt}]({_address(source)}{title})"


def _address(address: str) -> str:
    return re.sub(r"[\s()<>\"]", lambda found: f"%{ord(found[0]):02X}", address.strip())


def _quote(node: Tag, quote: Tag, words: str, inline: Callable[[Tag], str]) -> str:
    cite = quote.find("cite")
    by = inline(cite) if isinstance(cite, Tag) else words
    if cite:
        cite.extract()
    rows = [f"> {inline(part)}" for part in quote.find_all("p") or [quote]]
    rows += [f"> — {by}"] if by else []
    pulled = any("pullquote" in name for name in node.get("class") or [])
    return "\n\n" + "\n>\n".join(rows) + ("\n{: .pullquote }" if pulled else "") + "\n\n"


def _filled(node: Tag) -> list[Any]:
    """Return the children of an element that are not only space."""
    return [child for child in node.children if isinstance(child, Tag) or str(child).strip()]


def _is_picture(node: Any) -> bool:
    if not isinstance(node, Tag):
        return False
    if node.name == "a":
        inner = _filled(node)
        return len(inner) == 1 and _is_picture(inner[0])
    return node.name == "img"
