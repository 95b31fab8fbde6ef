"""Figures: a picture alone in a paragraph, with caption and credit.

    ![Ships at anchor](ships.jpg "Waiting for the lock | Jane Roe / Reuters")

The title is ``Caption | Credit``; without a bar it is a caption, ``| Credit`` alone is a credit.
Both may hold marks of footnotes (``[^1]``).
A class on the picture or on the paragraph (``{: .wide }``) goes to the figure. A picture within a
line of text stays there; one that is a link stays a link.

Several pictures and nothing else in a paragraph are a group, each with its own caption:

    ![Before](before.jpg "In March")
    ![After](after.jpg "In May")
    {: .compare }

Two are a pair, more are a gallery. ``compare`` lays one over the other where there is a script.
A gallery has two in a row, and the first of an odd number has a row of its own. Three are in one
row, and so are those of a ``wide`` gallery that this leaves without a hole.
"""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from newsroom.reading.markup.nodes import fill

_SHOWN = frozenset({"img", "audio", "video"})
_NOTE = re.compile(r"\[\^([^\]\s]{1,999})\]")
Mark = Callable[[str], Element | None]
"""Returns the mark of the note of a name, None when there is no such note."""


class Figures(Extension):
    """Adds figures. After ``attr_list`` (8), so that the attributes are known."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self._mark = mark

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(_FigureProcessor(md, self._mark), "figures", 5)


class _FigureProcessor(Treeprocessor):
    def __init__(self, md: Markdown, mark: Mark) -> None:
        super().__init__(md)
        self._mark = mark

    def run(self, root: Element) -> None:
        for paragraph in root.iter("p"):
            if (image := _lone_image(paragraph)) is not None:
                paragraph.tag = "figure"
                _join_classes(paragraph, image)
                _caption(paragraph, image.attrib.pop("title", ""), self._mark)
            elif len(paragraph) > 1 and _holds_pictures_alone(paragraph):
                _group(paragraph, self._mark)


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


def _holds_pictures_alone(paragraph: Element) -> bool:
    if (paragraph.text or "").strip() or any((one.tail or "").strip() for one in paragraph):
        return False
    shown = [one for one in paragraph if one.tag != "br"]
    return len(shown) > 1 and all(
        one.tag == "img"
        or (one.tag == "a" and len(one) == 1 and not _has_text(one) and one[0].tag == "img")
        for one in shown
    )


def _group(paragraph: Element, mark: Mark) -> None:
    """Make a group of figures of a paragraph; the classes of the paragraph stay its own."""
    pictures = [one for one in paragraph if one.tag != "br"]
    classes = paragraph.get("class", "").split()
    name = "pair" if len(pictures) == 2 else "gallery"
    paragraph.tag = "div"
    in_threes = len(pictures) == 3 or ("wide" in classes and len(pictures) % 3 == 0)
    three = ["three"] if in_threes else []
    paragraph.set("class", " ".join([name, *three, *classes]))
    paragraph.text = None
    paragraph[:] = []
    for picture in pictures:
        picture.tail = None
        image = picture if picture.tag == "img" else picture[0]
        figure = SubElement(paragraph, "figure")
        figure.append(picture)
        _join_classes(figure, image)
        _caption(figure, image.attrib.pop("title", ""), mark)
    if len(pictures) % 2 and not in_threes:  # in two columns it has a row, so that no hole is left
        paragraph[0].set("class", f"lead {paragraph[0].get('class', '')}".strip())


def _has_text(element: Element) -> bool:
    return bool((element.text or "").strip() or (element[0].tail or "").strip())


def _join_classes(figure: Element, image: Element) -> None:
    classes = f"{figure.get('class', '')} {image.attrib.pop('class', '')}".split()
    if classes:
        figure.set("class", " ".join(classes))


def _caption(figure: Element, title: str, mark: Mark) -> None:
    caption, bar, credit = title.rpartition("|")
    if not bar:
        caption, credit = credit, ""
    caption, credit = caption.strip(), credit.strip()
    if not caption and not credit:
        return
    element = SubElement(figure, "figcaption")
    fill(element, _with_marks(f"{caption} " if caption and credit else caption, mark))
    if credit:
        fill(SubElement(element, "span", {"class": "credit"}), _with_marks(credit, mark))


def _with_marks(text: str, mark: Mark) -> list[str | Element]:
    """Return a text with the marks of the notes that it names; a name without a note stays."""
    if "[^" not in text:
        return [text]
    items: list[str | Element] = []
    last = 0
    for found in _NOTE.finditer(text):
        if (element := mark(found[1])) is not None:
            items += [text[last : found.start()], element]
            last = found.end()
    return [*items, text[last:]]
