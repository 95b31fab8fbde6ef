"""SVG: what draws stays, by an allow-list; what runs, loads or tells of the author goes.

A drawing may come from anywhere and opens in a tab of its own, with all that the site may do. So no
script, event handler, foreign element or address of another file leaves this module. Titles,
descriptions, metadata, comments, and what editors note for themselves (names, paths, settings) go
too: the story says in words what the drawing shows.
"""

import base64
import binascii
import re
from collections import Counter
from collections.abc import Callable

from lxml import etree

from newsroom.media import svg_ids
from newsroom.media.facts import Facts, MediaError, Note
from newsroom.media.fonts import bare_font
from newsroom.media.svg_names import ATTRIBUTES, ELEMENTS
from newsroom.media.svg_style_names import rename_in_styles

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_SILENT = frozenset({"metadata", "title", "desc"})
_NUMBER = re.compile(r"\s*([\d.]+(?:[eE][+-]?\d+)?)\s*(?:px|pt|mm|cm|in|pc)?\s*")
_CSS_SILENT = re.compile(r"/\*.*?(?:\*/|\Z)|(?<![\w-])-inkscape-[\w-]*+\s*+:[^;}]*;?", re.DOTALL)
"""Comments, and the notes of an editor."""
_CSS_IMPORT = re.compile(r"@(?:import|charset|namespace)\b[^;]*(?:;|\Z)", re.IGNORECASE)
_CSS_URL = re.compile(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)]*))\s*\)?", re.IGNORECASE)
_CSS_ACTIVE = re.compile(r"expression\s*\(|-moz-binding|behavior\s*:|javascript:|image-set\s*\(|"
                         r"\bsrc\s*\(", re.IGNORECASE)  # fmt: skip
_FONT = re.compile(
    r"(data:(?:font|application)/[\w.+-]*(?:font|woff|ttf|otf|opentype)[\w-]*)[^,]*,(.*)",
    re.IGNORECASE | re.DOTALL,
)
_PICTURE = re.compile(
    r"data:image/(?:jpe?g|png|gif|webp|avif)(?:;[\w=-]+)*?;base64,(.*)", re.DOTALL
)

Encoder = Callable[[bytes, str], bytes]
"""Turns the bytes of an embedded picture, and its name, into a bare WebP."""


def measure(data: bytes, name: str) -> Facts:
    """Return what there is to know of a drawing, with a warning for what it will not show.

    Raises:
        MediaError: it is damaged, or has no size.
    """
    root = _parse(data, name)
    removed = _clean(root, name, None)
    notes = _notes(name, removed)
    if svg_ids.asks_for_names(root):
        what = (
            f"{name} keeps the names of its classes and ids, since a style asks for parts of them"
        )
        notes += (Note(what, "look whether they name people, or write the style without [class…]"),)
    box = root.get("viewBox", "").replace(",", " ").split()
    width, height = (float(box[2]), float(box[3]))
    return Facts(
        kind="vector",
        form="SVG",
        width=max(1, round(width)),
        height=max(1, round(height)),
        notes=notes,
    )


def clean(data: bytes, name: str, encode: Encoder) -> bytes:
    """Return the drawing alone.

    Raises:
        MediaError: it is damaged, or has no size.
    """
    root = _parse(data, name)
    _clean(root, name, encode)
    etree.cleanup_namespaces(root, top_nsmap={None: _SVG})
    return etree.tostring(root, encoding="utf-8", xml_declaration=False)


def _parse(data: bytes, name: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, huge_tree=False, strip_cdata=True,
    )  # fmt: skip
    try:
        root: etree._Element = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        what = f"{name} is a damaged SVG ({str(error).partition(', line')[0]})"
        raise MediaError(what, "export it again as SVG, or save it as PNG") from None
    if root.tag != f"{{{_SVG}}}svg":
        what = f'{name} is not an SVG: its first element is not <svg xmlns="{_SVG}">'
        raise MediaError(what, "export it again as SVG, or save it as PNG")
    return root


def _clean(root: etree._Element, name: str, encode: Encoder | None) -> Counter[str]:
    """Take out of a tree what is not on the list; return what readers lose, counted."""
    removed: Counter[str] = Counter()
    left = [root]
    while left:
        element = left.pop()
        if _keep(element, name, encode, removed):
            left += reversed(element)
    _size(root, name)
    svg_ids.rename(root)
    rename_in_styles(root)
    return removed


def _keep(
    element: etree._Element, name: str, encode: Encoder | None, removed: Counter[str]
) -> bool:
    """Clean an element, or drop it with all that it holds; tell whether it stays."""
    space, _, tag = element.tag.rpartition("}") if isinstance(element.tag, str) else ("", "", "")
    if space != f"{{{_SVG}" or tag not in ELEMENTS:
        if not tag:
            removed["an entity"] += 1
        elif space == f"{{{_SVG}" and tag not in _SILENT:
            removed[f"a <{tag}> element"] += 1
        return _drop(element)
    target = element.get("attributeName", "")
    if target and target not in ATTRIBUTES - {"href", "style"}:
        removed[f"an animation of {target!r}"] += 1
        return _drop(element)
    for attribute, value in list(element.attrib.items()):
        kept = _attribute(tag, str(attribute), str(value), name, encode, removed)
        if kept is None:
            del element.attrib[attribute]
        elif kept != value:
            element.set(attribute, kept)
    if tag == "style":
        text = "".join(element.itertext())
        element[:] = []
        element.text = _css(text, removed)
    if tag in ("image", "feImage") and not (element.get("href") or element.get(f"{_XLINK}href")):
        return _drop(element)
    return True


def _attribute(
    tag: str, attribute: str, value: str, name: str, encode: Encoder | None, removed: Counter[str]
) -> str | None:
    """Return the value that an attribute gets, None to drop it."""
    if attribute in (f"{_XML}space", f"{_XML}lang"):
        return value
    local = attribute.removeprefix(_XLINK)
    if local == "href":
        return _href(tag, value.strip(), name, encode, removed)
    if local not in ATTRIBUTES or attribute.startswith(_XLINK):
        if local.lower().startswith("on"):
            removed[f"an {local} attribute"] += 1
        return None
    return _css(value, removed) if local == "style" or "(" in value or "\\" in value else value


def _href(
    tag: str, value: str, name: str, encode: Encoder | None, removed: Counter[str]
) -> str | None:
    if value.startswith("#"):
        return value
    if tag in ("image", "feImage") and (match := _PICTURE.match(value)):
        if encode is None:
            return value
        try:
            data = base64.b64decode("".join(match[1].split()).replace("%2B", "+"), validate=False)
            return "data:image/webp;base64," + base64.b64encode(encode(data, name)).decode()
        except (binascii.Error, ValueError, MediaError, OSError):
            return None
    kind = "a link" if tag == "a" else "an address of another file"
    removed[f"{kind} ({value[:40]})"] += 1
    return None


def _css(text: str, removed: Counter[str]) -> str:
    """Return a style without comments, and without what loads other files."""
    text = _CSS_SILENT.sub("", text)
    if "\\" in text or _CSS_ACTIVE.search(text):
        removed["a style that loads or runs something"] += 1
        return ""

    def shown(match: re.Match[str]) -> str:
        address = (match[1] or match[2] or match[3] or "").strip()
        if address.startswith("#"):
            return f"url({address})" if re.fullmatch(r"#[\w.:-]+", address) else "none"
        if font := _FONT.match(address):
            return _embedded_font(font[1], font[2], removed)
        removed[f"an address of another file ({address[:40]})"] += 1
        return "none"

    if "@" in text:
        text, imports = _CSS_IMPORT.subn("", text)
        if imports:
            removed["a style of another file"] += imports
    return _CSS_URL.sub(shown, text)


def _embedded_font(kind: str, data: str, removed: Counter[str]) -> str:
    try:
        bare = bare_font(base64.b64decode("".join(data.split())))
    except ValueError:
        removed["a font that cannot be read"] += 1
        return "none"
    return f"url({kind};base64,{base64.b64encode(bare).decode()})"


def _drop(element: etree._Element) -> bool:
    """Take an element out of its tree; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return False
    if tail := element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
    parent.remove(element)
    return False


def _size(root: etree._Element, name: str) -> None:
    """Make sure that a drawing has a box to be shown in.

    Raises:
        MediaError: it has none.
    """
    box = root.get("viewBox", "").replace(",", " ").split()
    try:
        _, _, width, height = map(float, box)
        if width > 0 and height > 0 and width + height < float("inf"):
            return
    except ValueError:
        pass
    sizes = [_NUMBER.fullmatch(root.get(side, "")) for side in ("width", "height")]
    if all(size and float(size[1]) > 0 for size in sizes):
        root.set("viewBox", " ".join(["0", "0", *(size[1] for size in sizes if size)]))
        return
    raise MediaError(
        f"{name}: an SVG without viewBox", 'add viewBox="0 0 WIDTH HEIGHT" to its <svg>'
    )


def _notes(name: str, removed: Counter[str]) -> tuple[Note, ...]:
    if not removed:
        return ()
    parts = [what if count == 1 else f"{what} ({count} times)" for what, count in removed.items()]
    more = f" and {len(parts) - 5} more" if len(parts) > 5 else ""
    what = f"{name} is published without {', '.join(parts[:5])}{more}"
    return (
        Note(what, "take it out of the file, or save the drawing as PNG if it looks wrong now"),
    )
