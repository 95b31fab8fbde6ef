"""What the dictionaries of a PDF tell of people and their computers (ISO 32000-2)."""

import re
from collections.abc import Iterable

import pikepdf

from newsroom.media.jpeg import bare_jpeg
from newsroom.media.jpeg2000 import bare_jpeg2000

_PRIVATE = (
    "/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/JS", "/CreatorInfo", "/SpiderInfo",
    "/OPI", "/Author", "/Creator", "/Producer", "/Company", "/CreationDate", "/ModDate",
    "/SourceModified",
)  # fmt: skip
"""In any dictionary: notes of programs, and who made a part of the document and when."""
_OF_COMMENTS = ("/T", "/NM", "/M")
_OF_FILES = ("/F", "/UF", "/DOS", "/Mac", "/Unix", "/Win", "/Desc", "/P")
_ELSEWHERE = ("/Launch", "/GoToR", "/GoToE", "/ImportData")
"""Actions that open a file of the reader's computer."""
_TEXTS = ("/Alt", "/ActualText", "/TU", "/Contents")
"""For those who cannot see a picture. Word puts the path of its file there."""
_PATH = re.compile(r"(?:\b[A-Za-z]:[\\/]|\\\\\w|/(?:Users|home)/|file:)[^\n]*", re.IGNORECASE)
_PHOTOGRAPHS = {"/DCTDecode": bare_jpeg, "/DCT": bare_jpeg, "/JPXDecode": bare_jpeg2000}


def take_out_traces(item: pikepdf.Object, pdf: pikepdf.Pdf) -> None:
    """Take out of a dictionary or stream what tells of people; what pages show stays."""
    _remove(item, _PRIVATE)
    kind, subtype = item.get("/Type"), item.get("/Subtype")
    if isinstance(item, pikepdf.Stream):
        _remove(item, ("/F", "/FFilter", "/FDecodeParms"))  # data in another file
        _bare_photograph(item, pdf)
    elif kind == "/StructElem" or {"/S", "/P", "/K"} <= set(item.keys()):
        _remove(item, ("/T",))
    elif subtype is not None and "/Rect" in item and subtype != "/Widget":
        _remove(item, _OF_COMMENTS)
    elif (kind in ("/Filespec", "/F") and item.get("/FS") != "/URL") or (
        item.get("/S") in _ELSEWHERE
    ):
        _remove(item, _OF_FILES)
    elif kind == "/OCG" and "/User" in (usage := item.get("/Usage", pikepdf.Dictionary())):
        del usage["/User"]
    if item.get("/FT") == "/Sig":
        _remove(item, ("/V",))  # who signed, and the certificate
    if _PATH.match(str(item.get("/URI", ""))):
        _remove(item, ("/URI",))
    for key in _TEXTS:
        if isinstance(text := item.get(key), pikepdf.String) and _PATH.search(str(text)):
            item[key] = _PATH.sub("", str(text)).strip()


def photograph_of(item: pikepdf.Object, pdf: pikepdf.Pdf) -> tuple[str, bytes] | None:
    """Return format and bytes of a photograph as a camera writes it; None for other objects."""
    if not isinstance(item, pikepdf.Stream):
        return None
    filters = item.get("/Filter")
    names = list(filters) if isinstance(filters, pikepdf.Array) else [filters]
    form = str(names[-1]) if names else ""
    if form not in _PHOTOGRAPHS:
        return None
    data = item.read_raw_bytes()
    if len(names) > 1:  # packed once more, such as in letters (ASCII85)
        packed = pdf.make_stream(data)
        packed.Filter = pikepdf.Array(names[:-1])
        try:
            data = packed.read_bytes()
        except (pikepdf.PdfError, ValueError):
            return None  # damaged: no page shows it
    return form, data


def _bare_photograph(stream: pikepdf.Object, pdf: pikepdf.Pdf) -> None:
    """Take place and camera out of a photograph; its pixels stay as they are."""
    if found := photograph_of(stream, pdf):
        name, data = found
        bare = _PHOTOGRAPHS[name](data)
        if len(bare) < len(data):
            given = stream.get("/DecodeParms")
            stream.write(bare, filter=pikepdf.Name(name))
            last = given[-1] if isinstance(given, pikepdf.Array) and len(given) else given
            if isinstance(last, pikepdf.Dictionary):
                stream.DecodeParms = last


def _remove(item: pikepdf.Object, keys: Iterable[str]) -> None:
    for key in keys:
        if key in item:
            del item[key]
