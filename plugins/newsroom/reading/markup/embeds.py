"""Embeds: the address of a provider alone in a paragraph becomes a block to click.

    https://youtu.be/dQw4w9WgXcQ?t=1m30s

    [The speech in full](https://vimeo.com/76979871)

The page holds a plain link and, in ``data-embed``, the address that a script may load into a
frame when the reader asks for it. Until then nobody is called, and without JavaScript the link
remains. The text is the link's, else the ``title`` of an attribute list, else ``Watch on YouTube``.
What people paste from the pages of providers becomes the same, see ``pasted.py``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.treeprocessors import Treeprocessor

from newsroom.embeds.find import Embed, find_embed, is_short
from newsroom.embeds.hosts import Host
from newsroom.embeds.providers import Kind

_PARAGRAPH = re.compile(
    r"(?:\[(?P<text>[^\]]+)\]\((?P<link>https?://[^\s()]+)\)|<?(?P<bare>https?://[^\s<>]+)>?)"
    r"\s*(?:\{:?(?P<list>[^}\n]*)\})?"
)
_BEGINNINGS = ("http", "[", "<http")
INVITATIONS: Mapping[Kind, str] = {
    "film": "Watch on {provider}",
    "sound": "Listen on {provider}",
    "post": "Read on {provider}",
    "chart": "See the chart on {provider}",
    "map": "See the map on {provider}",
    "document": "Read on {provider}",
}
NOTE = "A click loads it from {host}. {provider} then learns your IP address."


@dataclass(frozen=True)
class EmbedTexts:
    """What a page says: the text of a link without one, by kind, and what a click does."""

    invitations: Mapping[Kind, str] = field(default_factory=lambda: INVITATIONS)
    note: str = NOTE

    def invite(self, embed: Embed) -> str:
        return self.invitations[embed.kind].format(provider=embed.name)


@dataclass(frozen=True, kw_only=True)
class Odd:
    """Something that is not shown as it was meant: how it is written, what it is, the remedy."""

    written: str
    what: str
    remedy: str


class Embeds(Extension):
    """Adds embeds. Before ``inline`` (20), which would read the underscores of an address.

    ``found`` are the embeds of the text that was converted last, ``odd`` what could be none.
    ``hosts`` are those that the paper lists.
    """

    def __init__(self, texts: EmbedTexts, hosts: Mapping[str, Host]) -> None:
        super().__init__()
        self.texts, self.hosts = texts, hosts
        self.found: list[Embed] = []
        self.odd: list[Odd] = []

    def extendMarkdown(self, md: Markdown) -> None:
        md.registerExtension(self)
        md.treeprocessors.register(_EmbedProcessor(md, self), "embeds", 40)

    def reset(self) -> None:
        self.found, self.odd = [], []

    def build(self, figure: Element, embed: Embed, title: str, classes: str = "") -> None:
        """Make of an empty element what readers click."""
        self.found.append(embed)
        figure.tag = "figure"
        shape = embed.shape and f"embed-{embed.shape}"
        names = ("embed", f"embed-{embed.kind}", shape, *classes.split())
        figure.set("class", " ".join(filter(None, names)))
        figure.set("data-provider", embed.name)
        figure.set("data-embed", embed.frame)
        if embed.size:
            figure.set("data-size", embed.size)
        note = self.texts.note.format(host=embed.host, provider=embed.name)
        link = SubElement(figure, "a", {"href": embed.page, "data-note": note})
        link.text = title or self.texts.invite(embed)


class _EmbedProcessor(Treeprocessor):
    def __init__(self, md: Markdown, embeds: Embeds) -> None:
        super().__init__(md)
        self._embeds = embeds

    def run(self, root: Element) -> None:
        for paragraph in root.iter("p"):
            text = paragraph.text
            if text and not len(paragraph) and text.startswith(_BEGINNINGS):
                self._read(paragraph, text.strip())

    def _read(self, paragraph: Element, text: str) -> None:
        match = _PARAGRAPH.fullmatch(text)
        if match is None:
            return
        address = match["link"] or match["bare"]
        embed = find_embed(address, self._embeds.hosts)
        if embed is None:
            if is_short(address):
                what = f"the short address {address} does not say what it leads to"
                remedy = "open it in a browser, and write the long address that it leads to"
                self._embeds.odd.append(Odd(written=address, what=what, remedy=remedy))
            return
        listed, _ = get_attrs_and_remainder(match["list"] or "")
        title = next((value for name, value in listed if name == "title" and value), "")
        classes = " ".join(value for name, value in listed if name == "." and value)
        paragraph.text = None
        self._embeds.build(paragraph, embed, match["text"] or title, classes)
