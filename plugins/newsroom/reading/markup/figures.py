"""Figures: a picture alone in a paragraph, with caption and credit.

    ![Ships at anchor](ships.jpg "Waiting for the lock | Jane Roe / Reuters")

The title is ``Caption | Credit``; without a bar it is a caption, ``| Credit`` alone is a credit.
A class on the picture or on the paragraph (``{: .wide }``) goes to the figure. A picture within a
line of text stays there; one that is a link stays a link.
"""

from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_SHOWN = frozenset({"img", "audio", "video"})


class Figures(Extension):
    """Adds figures. After ``attr_list`` (8), so that the attributes are known."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(_Figures(md), "figures", 5)


class _Figures(Treeprocessor):
    def run(self, root: Element) -> None:
        for paragraph in root.iter("p"):
            if (image := _lone_image(paragraph)) is not None:
                paragraph.tag = "figure"
                _join_classes(paragraph, image)
                _caption(paragraph, image.attrib.pop("title", ""))


def _lone_image(paragraph: Element) -> Element | None:
    """Return the picture that is all a paragraph holds, or that its only link holds."""
    inner = paragraph
    while len(inner) == 1 and not _has_text(inner):
        inner = inner[0]
        if inner.tag in _SHOWN:
            return inner
        if inner.tag != "a":
            break
    return None


def _has_text(element: Element) -> bool:
    return bool((element.text or "").strip() or (element[0].tail or "").strip())


def _join_classes(figure: Element, image: Element) -> None:
    classes = f"{figure.get('class', '')} {image.attrib.pop('class', '')}".split()
    if classes:
        figure.set("class", " ".join(classes))


def _caption(figure: Element, title: str) -> None:
    caption, bar, credit = title.rpartition("|")
    if not bar:
        caption, credit = credit, ""
    caption, credit = caption.strip(), credit.strip()
    if not caption and not credit:
        return
    element = SubElement(figure, "figcaption")
    element.text = caption
    if credit:
        element.text += " " if caption else ""
        SubElement(element, "span", {"class": "credit"}).text = credit
