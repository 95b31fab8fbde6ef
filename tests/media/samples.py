"""Files of every format that name a person and a place, each made in a few lines."""

import base64
import io
import struct
import wave
import zipfile
from pathlib import Path

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from mutagen.flac import FLAC
from mutagen.id3 import ID3, TPE1
from mutagen.ogg import OggPage
from mutagen.oggvorbis import OggVorbis
from PIL import Image

NAME = "Jana Quelle"
PLACE = "+52.5200+013.4050/"
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><creator>{NAME}</creator></x:xmpmeta>'.encode()


def exif() -> Image.Exif:
    """Return what a phone notes: its owner and where it was."""
    data = Image.Exif()
    data[0x013B] = NAME
    place = data.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (52.0, 31.0, 12.0), "E", (13.0, 24.0, 18.0)
    return data


def picture(form: str, mode: str = "RGB", **options: object) -> bytes:
    """Return a picture with that in its metadata, in a format that Pillow writes."""
    written = io.BytesIO()
    image = Image.new(mode, (64, 48), "teal" if mode == "RGB" else 0)
    options = {"exif": exif(), **({"xmp": XMP} if form in ("WEBP", "JPEG") else {}), **options}
    image.save(written, form, **options)
    return written.getvalue()


def frames(form: str, **options: object) -> bytes:
    shades = [Image.new("RGB", (64, 48), (shade, 0, 0)) for shade in (0, 120, 240)]
    written = io.BytesIO()
    shades[0].save(written, form, save_all=True, append_images=shades[1:], **options)
    return written.getvalue()


def phone() -> bytes:
    """Return a JPEG with a second picture inside, as phones write it."""
    written = io.BytesIO()
    small = Image.new("RGB", (16, 12))
    big = Image.new("RGB", (64, 48), "teal")
    big.save(written, "MPO", save_all=True, append_images=[small], exif=exif())
    return written.getvalue()


def svg(inner: str = "", attributes: str = 'viewBox="0 0 40 30"') -> bytes:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>'
        f'<rect width="40" height="30" fill="teal"/>{inner}</svg>'
    ).encode()


def named_svg() -> bytes:
    """Return a drawing whose style and font have a name."""
    draft = FontBuilder(1000)
    draft.setupGlyphOrder([".notdef", "J"])
    draft.setupCharacterMap({0x4A: "J"})
    draft.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "J": TTGlyphPen(None).glyph()})
    draft.setupHorizontalMetrics({".notdef": (500, 0), "J": (500, 0)})
    draft.setupHorizontalHeader(ascent=800, descent=-200)
    draft.setupNameTable({"familyName": NAME, "styleName": "Regular", "designer": NAME})
    draft.setupOS2()
    draft.setupPost()
    font = io.BytesIO()
    draft.save(font)
    data = base64.b64encode(font.getvalue()).decode()
    style = (
        f'@font-face {{ font-family: "{NAME}"; src: url("data:font/ttf;base64,{data}") }}'
        f".a {{ --{NAME.replace(' ', '-')}: red; font: 9px {NAME}; animation: 2s JanaQuelle }}"
        "@keyframes JanaQuelle { to { opacity: 0 } }"
    )
    return svg(f"<style>{style}</style><text class='a' font-family='{NAME}'>J</text>")


def mp3() -> bytes:
    """Return frames of silence between an ID3v2 and an ID3v1 tag."""
    file = io.BytesIO((b"\xff\xfb\x90\x00" + bytes(413)) * 12)
    tags = ID3()
    tags.add(TPE1(encoding=3, text=NAME))
    tags.save(file, v1=2)
    return file.getvalue()


FLAC_FRAMES = bytes.fromhex(
    "fff8c9080095000000 21bd fff8c9080192000000 4dc5 fff8c908029b000000 f94d"
)
"""Three frames of 4,096 silent samples."""


def flac() -> bytes:
    info = struct.pack(">HH", 4096, 4096) + bytes(3) + (11).to_bytes(3)
    info += (44100 << 44 | 15 << 36 | 3 * 4096).to_bytes(8) + bytes(16)
    file = io.BytesIO(b"fLaC" + struct.pack(">I", 1 << 31 | len(info)) + info + FLAC_FRAMES)
    sound = FLAC(file)
    sound["artist"] = NAME
    file.seek(0)
    sound.save(file)
    return file.getvalue()


def opus() -> bytes:
    """Return a sound with a name in the program that made it, and behind its tags."""
    head = b"OpusHead\x01\x01" + struct.pack("<HIhB", 312, 48000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", len(NAME)) + NAME.encode() + bytes(4)
    return _ogg_pages([head], [tags + b"\x01" + NAME.encode()], [b"\xf8\xff\xfe"])


def ogg() -> bytes:
    head = b"\x01vorbis" + struct.pack("<IBIIIIBB", 0, 1, 44100, 0, 80000, 0, 0xB8, 1)
    comment = (
        b"\x03vorbis"
        + struct.pack("<I", len(NAME))
        + NAME.encode()
        + struct.pack("<I", 0)
        + b"\x01"
    )
    file = io.BytesIO(_ogg_pages([head], [comment, b"\x05vorbis" + bytes(40)], [bytes(99)]))
    sound = OggVorbis(file)
    sound["artist"] = NAME
    file.seek(0)
    sound.save(file)
    return file.getvalue()


def _ogg_pages(*packets: list[bytes]) -> bytes:
    pages = []
    for number, held in enumerate(packets):
        page = OggPage()
        page.sequence, page.serial, page.packets = number, 7, held
        page.first, page.last = number == 0, number == len(packets) - 1
        page.position = 100 * page.last
        pages.append(page.write())
    return b"".join(pages)


def wav() -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(800))
    text = b"INFOIART" + struct.pack("<I", len(NAME) + 1) + NAME.encode() + b"\0"
    plain = file.getvalue()
    form = plain[20:36] + struct.pack("<H", len(NAME)) + NAME.encode()
    form += bytes(len(form) % 2)
    plain = plain[:16] + struct.pack("<I", len(form)) + form + plain[36:]
    data = plain + b"LIST" + struct.pack("<I", len(text)) + text
    return data[:4] + struct.pack("<I", len(data) - 8) + data[8:]


def box(kind: str, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, kind.encode("latin-1")) + content


def track(handler: str, offset: int, size: int) -> bytes:
    """Return a track of one sample of ``size`` bytes at ``offset``."""
    table = box("stsz", struct.pack(">IIII", 0, 0, 1, size))
    table += box("stsc", struct.pack(">IIIII", 0, 1, 1, 1, 1))
    table += box("stco", struct.pack(">III", 0, 1, offset))
    if handler == "vide":
        program = bytes(42) + bytes([len(NAME)]) + NAME.encode().ljust(31, b"\0") + bytes(4)
        table += box("stsd", struct.pack(">II", 0, 1) + box("avc1", program))
    head = box("hdlr", bytes(8) + handler.encode() + bytes(12) + NAME.encode())
    return box("trak", box("mdia", head + box("minf", box("stbl", table))))


def mp4(brand: bytes = b"isom", notes: str = "meta", place: str = PLACE) -> bytes:
    """Return a film of a phone: its place in ``udta``, XMP in ``uuid``, positions in a track, and
    both in what no track names.
    """
    start = box("ftyp", brand + bytes(4) + b"isommp42")
    sample, positions = b"film" * 10, f"{NAME} {place}".encode()
    located = struct.pack(">HH", len(place), 0x15C7) + place.encode()
    at = len(start) + 8
    moov = box("mvhd", bytes(100)) + track("vide", at, len(sample))
    moov += track(notes, at + len(sample), len(positions)) + box("udta", box("\xa9xyz", located))
    return b"".join([
        start, box("mdat", sample + positions * 2), box("moov", moov), box("uuid", bytes(16) + XMP)
    ])  # fmt: skip


def trimmed_mp4(length: int, played: int) -> bytes:
    """Return a film whose edit list has ``played`` of ``length`` hundredths of a second played."""
    start, sample = box("ftyp", b"isom" + bytes(4)), b"film" * 10
    clock = bytes(12) + struct.pack(">II", 100, length) + bytes(80)
    edits = box("edts", box("elst", struct.pack(">IIIiI", 0, 1, played, 100, 0x10000)))
    held = track("vide", len(start) + 8, len(sample))[16:]
    held = box("trak", edits + box("mdia", box("mdhd", clock) + held))
    return start + box("mdat", sample) + box("moov", box("mvhd", clock) + held)


def fragmented_mp4() -> bytes:
    """Return a film in one fragment: a sample, notes that no track names, positions in a track."""
    sample, notes = b"film" * 10, f"{NAME} {PLACE}".encode()
    moov = extends = b""
    for number, handler in enumerate((b"vide", b"meta"), 1):
        tables = b"".join(box(kind, bytes(size)) for kind, size in (
            ("stsz", 12), ("stsc", 8), ("stco", 8)
        ))  # fmt: skip
        head = box("hdlr", bytes(8) + handler + bytes(13))
        name = box("tkhd", bytes(12) + struct.pack(">I", number) + bytes(68))
        moov += box("trak", name + box("mdia", head + box("minf", box("stbl", tables))))
        extends += box("trex", struct.pack(">6I", 0, number, 1, 0, 0, 0))
    start = box("ftyp", b"iso5" + bytes(4)) + box("moov", moov + box("mvex", extends))

    def fragment(offsets: tuple[int, int]) -> bytes:
        return box("moof", b"".join(
            box("traf", box("tfhd", struct.pack(">II", 0x20000, number))
                + box("trun", struct.pack(">IIiI", 0x201, 1, offset, size)))
            for number, (offset, size) in enumerate(
                zip(offsets, (len(sample), len(notes)), strict=True), 1
            )
        ))  # fmt: skip

    at = len(fragment((0, 0))) + 8
    moof = fragment((at, at + len(sample) + len(notes)))
    return start + moof + box("mdat", sample + notes + notes)


def element(kind: int, content: bytes) -> bytes:
    name = kind.to_bytes((kind.bit_length() + 7) // 8)
    return name + (1 << 56 | len(content)).to_bytes(8) + content


def webm() -> bytes:
    """Return a film with a title, a tag that says where it was made, and additions to a block."""
    info = element(0x1549A966, element(0x2AD7B1, b"\x0f\x42\x40") + element(0x7BA9, NAME.encode()))
    tracks = element(0x1654AE6B, element(0xAE, element(0xD7, b"\1") + element(0x536E, b"Jana Q")))
    tags = element(0x1254C367, element(0x7373, f"{NAME} {PLACE}".encode()))
    block = element(0xA1, b"\x81\0\0\0film")
    noted = element(0x75A1, element(0xA6, element(0xA5, NAME.encode())))
    cluster = element(0x1F43B675, element(0xE7, b"\0") + element(0xA3, b"\x81\0\0\x80film")
                      + element(0xA0, block + noted) + element(0xEC, NAME.encode()))  # fmt: skip
    head = element(0x1A45DFA3, element(0x4282, b"webm"))
    return head + element(0x18538067, info + tracks + cluster + tags)


def subtitled_webm() -> bytes:
    """Return a film whose second track says in subtitles where it was made."""
    entry = element(0xD7, b"\1") + element(0x83, b"\1")
    subtitles = element(0xD7, b"\2") + element(0x83, b"\x11") + element(0x86, NAME.encode())
    tracks = element(0x1654AE6B, element(0xAE, entry) + element(0xAE, subtitles))
    block = element(0xA1, b"\x82\0\0\0" + f"{NAME} {PLACE}".encode())
    blocks = element(0xA3, b"\x81\0\0\x80film") + element(0xA0, block)
    blocks += element(0xA3, b"\x82\0\0\x80" + NAME.encode())
    cluster = element(0x1F43B675, element(0xE7, b"\0") + blocks)
    head = element(0x1A45DFA3, element(0x4282, b"webm"))
    return head + element(0x18538067, tracks + cluster)


def pdf() -> bytes:
    """Return a page with a photograph and a comment; name and place are in all that a PDF has."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    photograph = document.make_stream(picture("JPEG") + NAME.encode())
    photograph.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=64, Height=48,
        ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8,
        Filter=pikepdf.Array([pikepdf.Name.DCTDecode]),
    )  # fmt: skip
    comment = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T=NAME, NM=NAME
    )
    page = document.pages[0]
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=photograph))
    page.Annots = document.make_indirect([document.make_indirect(comment)])
    page.PieceInfo = pikepdf.Dictionary(Private=NAME)
    _tell_more(document)
    document.docinfo["/Author"] = NAME
    document.Root.Metadata = document.make_stream(XMP)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _tell_more(document: pikepdf.Pdf) -> None:
    """Put the name where programs other than the first put it: parts, layers, signatures."""
    of = pikepdf.Dictionary
    page = document.pages[0]
    codes = b"\xff\x4f\xff\x64" + struct.pack(">HH", len(NAME) + 4, 1) + NAME.encode() + b"\xff\x90"
    picture_ = box("jP  ", b"\r\n\x87\n") + box("xml ", XMP) + box("jp2c", codes)
    page.Resources.XObject.Jpx = document.make_stream(
        picture_, Subtype=pikepdf.Name.Image, Filter=pikepdf.Name.JPXDecode
    )
    packed = picture("JPEG").hex().encode() + b">"
    page.Resources.XObject.Hex = document.make_stream(
        packed, Subtype=pikepdf.Name.Image,
        Filter=pikepdf.Array([pikepdf.Name.ASCIIHexDecode, pikepdf.Name.DCTDecode]),
    )  # fmt: skip
    element_ = of(
        Type=pikepdf.Name.StructElem, S=pikepdf.Name.Figure, T=NAME,
        Alt=f"A march C:\\Users\\{NAME}\\a.png",
    )  # fmt: skip
    document.Root.StructTreeRoot = of(Type=pikepdf.Name.StructTreeRoot, K=element_)
    usage = of(CreatorInfo=of(Creator=NAME), User=of(Name=NAME))
    layer = document.make_indirect(of(Type=pikepdf.Name.OCG, Name="Map", Usage=usage))
    document.Root.OCProperties = of(OCGs=pikepdf.Array([layer]))
    document.Root.Threads = pikepdf.Array([document.make_indirect(of(I=of(Author=NAME)))])
    document.Root.OpenAction = of(S=pikepdf.Name.GoToR, F=f"/home/{NAME}/b.pdf", D="x")
    document.Root.AcroForm = of(Fields=pikepdf.Array([document.make_indirect(of(
        FT=pikepdf.Name.Sig, T="Signature1",
        V=of(Type=pikepdf.Name.Sig, Name=NAME, Location=PLACE, Contents=NAME.encode()),
    ))]))  # fmt: skip


def attaching_pdf() -> bytes:
    """Return a page with a file in the document, one in a mark on the page, and a local link."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(200, 200))
    document.attachments[f"{NAME}.txt"] = pikepdf.AttachedFileSpec(document, NAME.encode())
    held = document.make_stream(PLACE.encode())
    file = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, UF=NAME, EF=pikepdf.Dictionary(F=held))
    mark = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9],
        Contents=NAME, FS=file,
    )  # fmt: skip
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=f"file:///Users/{NAME}/a.doc")
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], T=NAME, A=action
    )
    page.Annots = pikepdf.Array([mark, link])
    written = io.BytesIO()
    document.save(written, compress_streams=False)
    return written.getvalue()


def docx(creator: str = NAME, **parts: str | bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("docProps/core.xml", (
            '<p:coreProperties xmlns:p="x" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:creator>{creator}</dc:creator></p:coreProperties>"
        ))  # fmt: skip
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_jpg", ".jpg"), text)
    return written.getvalue()


def traces(folder: Path) -> list[str]:
    """Return the files below ``folder`` that hold the name or the place in their bytes."""
    needles = [
        NAME.encode(),
        NAME.encode("utf-16-le"),
        PLACE.encode(),
        b"Jana Q",
        b"JanaQ",
        b"Jana-Q",
        b"Exif\0\0",
    ]
    needles += [b"EXIF", b"GPS", b"xmpmeta", struct.pack("<II", 52, 1) + struct.pack("<II", 31, 1)]
    needles += [struct.pack(">II", 52, 1) + struct.pack(">II", 31, 1)]
    return [
        f"{file.name}: {needle!r}"
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        for needle in needles
        if needle in file.read_bytes()
    ]
