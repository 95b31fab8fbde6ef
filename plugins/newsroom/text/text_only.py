"""Finished HTML without anything but text: for the lite edition."""

from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DROPPED = ("script", "style", "svg", "iframe", "source", "track", "button", "input")
_KEPT = ("href", "id", "lang", "dir", "colspan", "rowspan", "scope", "datetime", "start")
_PLAYERS = ("video", "audio")


def text_only(body: str) -> Markup:
    """Return the text of a story: pictures become their descriptions, films and sounds links."""
    if not body.strip():
        return Markup()
    from lxml import html  # takes long to load, and few papers have a lite edition

    root = html.fragment_fromstring(body, create_parent="div")
    for element in list(root.iterdescendants()):
        if element.tag in _DROPPED:
            element.drop_tree()
        elif element.tag == "img":
            _describe(element)
        elif element.tag in _PLAYERS:
            _link(element)
        else:
            for name in set(element.attrib) - set(_KEPT):
                del element.attrib[name]
    for element in root.xpath(".//picture | .//span[not(@*)]"):
        element.drop_tag()
    inner = (root.text or "") + "".join(html.tostring(part, encoding="unicode") for part in root)
    return Markup(inner)  # noqa: S704 - it was sanitised when it was read


def _describe(image: "HtmlElement") -> None:
    description = image.get("alt", "")
    image.attrib.clear()
    image.tag = "em"
    image.text = f"[{description}]" if description else ""


def _link(player: "HtmlElement") -> None:
    source = player.get("src") or next(iter(player.xpath(".//source/@src")), "")
    for child in list(player):
        player.remove(child)
    player.attrib.clear()
    player.tag = "a"
    player.set("href", str(source))
    player.text = str(source).rpartition("/")[2]
