"""Documents to download: PDF, cleaned; office files, with a warning that says whom they name.

A PDF is written again from the objects that its pages need. What an older version of the file held
goes with that, and so do document information, XMP, private data of programs, names of those who
commented or signed, attached files, programs, paths of the author's computer, and what photographs
tell.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pikepdf
from lxml import etree

from newsroom.media.attached import dictionaries, has_attached, take_out_attached
from newsroom.media.facts import Facts, MediaError, Note
from newsroom.media.pdf_traces import photograph_of, take_out_traces
from newsroom.media.positions import picture_has_position
from newsroom.media.redactions import hidden_layers, pages_with_covered_text

_AGAIN = "export it again as PDF"
_UNEXPECTED = (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, IndexError)
"""What pikepdf raises where an object is not what the standard says it is."""
_PROGRAM = "/JS"
_NAMED = re.compile(
    r"\{[^}]*\}(?:creator|lastModifiedBy|initial-creator|Manager|Company|printed-by)"
)
_OFFICE = ("docProps/core.xml", "docProps/app.xml", "meta.xml")
_EDITED = re.compile(rb"<w:(?:ins|del) |<text:tracked-changes")
_COMMENTS = re.compile(r"(?:word|xl|ppt)/(?:threaded)?comments|/comments/")
_PHOTOGRAPHS = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp")
_MOST = 20_000_000


def measure_pdf(data: bytes, name: str) -> Facts:
    """Return what there is to know of a PDF, with warnings for what stays in it.

    Raises:
        MediaError: it is locked or damaged.
    """
    if b"obj" not in data:
        note = Note(f"{name} is a PDF without pages", _AGAIN)
        return Facts(kind="file", form="empty PDF", notes=(note,))
    with _open(data, name) as pdf:
        return Facts(kind="file", form="PDF", notes=tuple(_pdf_notes(pdf, name)))


def clean_pdf(data: bytes, name: str) -> bytes:
    """Return the PDF without metadata.

    Raises:
        MediaError: it is locked or damaged.
    """
    with _open(data, name) as pdf:
        for key in ("/Info", "/ID"):
            if key in pdf.trailer:
                del pdf.trailer[key]
        take_out_attached(pdf)
        for key in ("/Perms", "/DSS", "/Legal"):
            if key in pdf.Root:
                del pdf.Root[key]
        for item in list(dictionaries(pdf)):
            take_out_traces(item, pdf)
        written = io.BytesIO()
        pdf.save(written, deterministic_id=True, fix_metadata_version=False)
    return written.getvalue()


@contextmanager
def _open(data: bytes, name: str) -> Iterator[pikepdf.Pdf]:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            yield pdf
    except pikepdf.PasswordError:
        what = f"{name} is locked by a password: nobody can look what it says of its author"
        raise MediaError(what, "save it without a password") from None
    except _UNEXPECTED as error:
        raise MediaError(f"{name} is a damaged PDF ({str(error)[:80]})", _AGAIN) from None


def _pdf_notes(pdf: pikepdf.Pdf, name: str) -> Iterator[Note]:
    if has_attached(pdf):
        what = f"{name} is published without the files that are attached to it"
        yield Note(what, "link those that readers may have, after a look for names and places")
    if any(_PROGRAM in one for one in dictionaries(pdf)):
        what = f"{name} is published without the programs (JavaScript) in it"
        yield Note(what, "look whether readers can still use it: forms may not add up")
    if pages := pages_with_covered_text(pdf):
        on = f"page{'s' if len(pages) > 1 else ''} {', '.join(map(str, pages[:10]))}"
        what = f"{name} may hold text under dark boxes, which anybody can copy ({on})"
        yield Note(what, "make a picture of each page and save these as PDF, or look at it: mark "
                         "the box, copy, and paste")  # fmt: skip
    if layers := hidden_layers(pdf):
        what = f"{name} holds hidden layers, which anybody can show ({', '.join(layers[:5])})"
        yield Note(what, "print it to a new PDF with the layers that readers may see")
    if "/XFA" in pdf.Root.get("/AcroForm", {}):
        what = f"{name} holds a form (XFA) that may name people, and is published with it"
        yield Note(what, "print it to a new PDF")
    if "/AcroForm" in pdf.Root and int(pdf.Root.AcroForm.get("/SigFlags", 0)) & 1:
        what = f"the signature of {name} is not valid on the site, where its metadata is left out"
        yield Note(what, "put the file into content/files/ to publish it unchanged, after a look "
                         "at whom it names")  # fmt: skip


def measure_zip(data: bytes, name: str) -> Facts:
    """Return what there is to know of a zip file; one of an office program names people."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            office = [one for one in _OFFICE if one in names]
            if not office and "mimetype" not in names:
                return unexamined(name, "zip")
            people = dict.fromkeys(_people(archive, office))
            is_placed = any(_is_placed(archive, one) for one in names)
            changed = any(map(_COMMENTS.search, names)) or any(
                _EDITED.search(_read(archive, one))
                for one in ("word/document.xml", "content.xml")
                if one in names
            )
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise MediaError(f"{name} is damaged ({error})", "save it again") from None
    parts = [f"names {', '.join(map(repr, people))}"] if people else []
    parts += ["holds comments or tracked changes"] if changed else []
    parts += ["holds photographs that say where they were made"] if is_placed else []
    if not parts:
        return Facts(kind="file", form="office document")
    what = f"{name} is published as it is and {' and '.join(parts)}"
    return Facts(kind="file", form="office document", notes=(Note(what, "link it as PDF instead"),))


def unexamined(name: str, form: str) -> Facts:
    """Return the warning about a file that cannot be examined."""
    what = f"{name} is published as it is: it cannot be searched for names and places"
    remedy = f"look through it, then move it to content/files/ and link /{name}"
    return Facts(kind="file", form=form, notes=(Note(what, remedy),))


def people_and_places(data: bytes) -> tuple[list[str], bool]:
    """Return whom an office document names as its authors, and whether its photographs say where
    they were made.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            people = list(_people(archive, [one for one in _OFFICE if one in names]))
            return people, any(_is_placed(archive, one) for one in names)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        return [], False


def placed_photographs(pdf: pikepdf.Pdf) -> bool:
    """Return whether photographs of a PDF say where they were made."""
    found = (photograph_of(item, pdf) for item in list(pdf.objects))
    return any(_has_place(one[1]) for one in found if one)


def _has_place(picture: bytes) -> bool:
    with suppress(MediaError, OSError):
        return picture_has_position(io.BytesIO(picture), "picture")
    return False


def _is_placed(archive: zipfile.ZipFile, name: str) -> bool:
    return name.lower().endswith(_PHOTOGRAPHS) and _has_place(_read(archive, name))


def _people(archive: zipfile.ZipFile, parts: list[str]) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for part in parts:
        try:
            root = etree.fromstring(_read(archive, part), parser)
        except etree.XMLSyntaxError:
            continue
        for element in root.iter():
            text = (element.text or "").strip()
            if isinstance(element.tag, str) and text and _NAMED.fullmatch(element.tag):
                yield text[:60]


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(_MOST)
