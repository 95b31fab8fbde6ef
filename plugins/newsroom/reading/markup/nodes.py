"""The elements within lines, and how they are put into those of blocks."""

from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString


class Raw(str):
    """What takes the place of raw HTML in a text; it is not part of a description."""


def fill(element: Element, items: list[str | Element], at: int = 0) -> None:
    """Put text and elements into ``element``, in front of its children from ``at`` on."""
    last: Element | None = element[at - 1] if at else None
    text: list[str] = []
    for item in items:
        if isinstance(item, str):
            text.append(item)
            continue
        _set_text(element, last, "".join(text))
        text = []
        element.insert(at, item)
        at += 1
        last = item
    _set_text(element, last, "".join(text))


def _set_text(element: Element, last: Element | None, text: str) -> None:
    if last is None:
        element.text = text or None
    else:
        last.tail = text or None


def link(href: str, text: str) -> Element:
    element = Element("a", {"href": guarded(href)})
    element.text = literal(text)
    return element


def guarded(text: str) -> str:
    """Return the value of an attribute such that the serialiser escapes each of its signs."""
    return text.replace("&", "&amp;") if "&" in text else text


def alternative(items: list[str | Element]) -> str:
    """Return the plain text in the brackets of a picture."""
    found: list[str] = []
    for item in items:
        if isinstance(item, Element):
            if item.tag == "img":
                found.append(item.get("alt", ""))
            else:
                found += [str(text) for text in item.itertext()]
                found += [inner.get("alt", "") for inner in item.iter("img")]
        elif not isinstance(item, Raw):
            found.append(item)
    return "".join(found)


def without_links(items: list[str | Element]) -> list[str | Element]:
    """Return items without links: bare addresses in the text of a link are text."""
    found: list[str | Element] = []
    for item in items:
        if isinstance(item, Element) and item.tag == "a":
            found.append(item.text or "")
        else:
            found.append(item)
    return found


def literal(text: str) -> AtomicString:
    """Return text that no later rule looks at and that the serialiser does not escape again."""
    return AtomicString(text.replace("&", "&amp;"))


def add_raw(parent: Element, placeholder: str) -> None:
    """Add a block of HTML; the tree holds a placeholder for it."""
    element = SubElement(parent, "raw")
    element.tag = None  # type: ignore[assignment]  # The serialiser writes its text alone.
    element.text, element.tail = AtomicString(placeholder), "\n"
