"""Finished HTML without anything but text: for the lite edition."""

from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DROPPED = ("script", "style", "svg", "iframe", "button", "input")
_UNWRAPPED = ("picture", "source", "track")  # of the last two lxml does not know that they are void
_KEPT = {"href", "id", "lang", "dir", "colspan", "rowspan", "scope", "datetime", "start"}
_PLAYERS = ("video", "audio")


def text_only(body: str) -> Markup:
    """Return the text of a story: pictures become their descriptions, films and sounds links."""
    if not body.strip():
        return Markup()
    from lxml import etree, html  # takes long to load, and few papers have a lite edition

    root = html.fragment_fromstring(body, create_parent="div")
    etree.strip_elements(root, *_DROPPED, with_tail=False)
    for player in list(root.iter(*_PLAYERS)):
        _link(player)
    for image in list(root.iter("img")):
        _describe(image)
    etree.strip_tags(root, *_UNWRAPPED)
    for element in root.iterdescendants():
        for name in set(element.attrib) - _KEPT:
            del element.attrib[name]
    for span in root.xpath(".//span[not(@*)]"):
        span.drop_tag()
    inner = (root.text or "") + "".join(html.tostring(part, encoding="unicode") for part in root)
    return Markup(inner)  # noqa: S704 - it was sanitised when it was read


def _describe(image: "HtmlElement") -> None:
    """Put the description of a picture in its place; one without is decoration."""
    if description := image.get("alt", ""):
        image.attrib.clear()
        image.tag = "em"
        image.text = f"[{description}]"
    else:
        image.drop_tree()


def _link(player: "HtmlElement") -> None:
    """Put a link to the file in the place of a film or sound."""
    address = player.get("src") or next(iter(player.xpath(".//source/@src")), "")
    for child in list(player):
        player.remove(child)
    player.attrib.clear()
    player.tag = "a"
    player.set("href", str(address))
    player.text = str(address).rpartition("/")[2]
