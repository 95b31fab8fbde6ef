"""Credit and caption as agencies and photo desks write them into a picture (IPTC, XMP).

What cameras and phones note by themselves (EXIF) is not read: it may name who must not be named.
"""

from collections.abc import Mapping
from typing import Any

from lxml import etree
from PIL import Image

_BYLINE, _CREDIT, _COPYRIGHT, _CAPTION = (2, 80), (2, 110), (2, 116), (2, 120)
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_LONGEST = 1000
"""A caption of more characters is a report of its own."""


def credits_of(image: Image.Image) -> tuple[str, str]:
    """Return credit (``Jane Roe / Reuters``) and caption, each empty where the file has none."""
    if not (
        {"photoshop", "xmp", "XML:com.adobe.xmp"} & image.info.keys() or image.format == "TIFF"
    ):
        return "", ""
    iptc, xmp = _iptc(image), _xmp(image)
    byline = iptc.get(_BYLINE) or xmp.get(_DC + "creator", "")
    agency = iptc.get(_CREDIT) or xmp.get(_PHOTOSHOP + "Credit", "")
    owner = iptc.get(_COPYRIGHT) or xmp.get(_DC + "rights", "")
    names = byline, agency if agency != byline else ""
    caption = iptc.get(_CAPTION) or xmp.get(_DC + "description", "")
    return " / ".join(filter(None, names)) or owner, caption


def _iptc(image: Image.Image) -> Mapping[tuple[int, int], str]:
    from PIL import IptcImagePlugin  # few papers have pictures of agencies

    try:
        found: Any = IptcImagePlugin.getiptcinfo(image) or {}  # type: ignore[arg-type]
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, IndexError):
        return {}
    return {
        key: text
        for key, value in found.items()
        if (text := _text(value[0] if isinstance(value, list) else value))
    }


def _xmp(image: Image.Image) -> Mapping[str, str]:
    data: Any = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(data if isinstance(data, bytes) else data.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return {}
    found: dict[str, str] = {}
    for element in root.iter(_RDF + "Description") if root is not None else ():
        found |= {str(name): _text(value) for name, value in element.attrib.items()}
        for child in element:
            items = [_text(item.text) for item in child.iter(_RDF + "li")]
            found[str(child.tag)] = next(filter(None, items), "") or _text(child.text)
    return found


def _text(value: object) -> str:
    if isinstance(value, bytes):
        try:
            text = value.decode()
        except UnicodeDecodeError:
            text = value.decode("latin-1")
    else:
        text = str(value or "")
    return " ".join(text.replace("\0", " ").split())[:_LONGEST]
