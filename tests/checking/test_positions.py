"""A check names every picture and film under git that says where it was made."""

import io
import subprocess

import pikepdf
import pytest
from PIL import Image, PngImagePlugin, TiffImagePlugin

from newsroom.checking.check import check
from newsroom.media.positions import has_position
from tests.conftest import CONF, REGISTRIES, story, write_files
from tests.media import samples

MEDIA = "content/media/2026"
WARNING = "warning: it holds a position (GPS), which git {} forever: {} [position]"


@pytest.fixture
def paper(tmp_path):
    """A paper under git; one picture is committed, one new, one kept out of git."""
    files = {
        "content/articles/ai/2026/a.md": story("A", "Words."),
        f"{MEDIA}/old.jpg": samples.picture("JPEG"),
        f"{MEDIA}/clean.jpg": samples.picture("JPEG", exif=b""),
        ".gitignore": "raw/\n",
    }
    write_files(tmp_path, {**REGISTRIES, **files})
    for words in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", "-C", tmp_path, *words], check=True)
    new = {f"{MEDIA}/new.mp4": samples.mp4(), f"{MEDIA}/raw/x.jpg": samples.picture("JPEG")}
    write_files(tmp_path, new)
    return tmp_path


def checked(paper, *chosen, **options):
    settings = {
        "PATH": str(paper / "content"), "CACHE_PATH": str(paper / ".cache"), "JOBS": 1,
        "SITEURL": "https://news.example", "NOW": "2026-11-23T12:00:00+00:00",
    }  # fmt: skip
    report = check(CONF, settings, [str(paper / path) for path in chosen], **options)
    return report, [str(one) for one in report.findings if one.rule == "position"]


@pytest.mark.slow
def test_what_git_keeps_or_would_keep_is_named_and_nothing_else(paper):
    history = "run check --fix; docs/checking.md says how to take it out of older commits too"
    expected = [
        f"{MEDIA}/new.mp4: {WARNING.format('would keep', 'run check --fix')}",
        f"{MEDIA}/old.jpg: {WARNING.format('keeps', history)}",
    ]
    assert checked(paper)[1] == expected
    assert checked(paper)[1] == expected  # from the cache
    assert checked(paper, f"{MEDIA}/new.mp4")[1] == expected[:1]
    write_files(paper, {f"{MEDIA}/old.jpg": samples.picture("JPEG", exif=b"")})
    assert checked(paper)[1] == expected[:1]


XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="52,31.2N"/>
</rdf:RDF></x:xmpmeta>"""


def documents() -> dict[str, bytes]:
    """Return files whose notes are XMP as it was written."""
    gif, pdf = io.BytesIO(), io.BytesIO()
    Image.new("P", (2, 2)).save(gif, "GIF")
    extension = b"!\xff\x0bXMP DataXMP" + XMP + b"\x01" + bytes(range(255, -1, -1)) + b"\0"
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root.Metadata = document.make_stream(XMP, Type=pikepdf.Name.Metadata)
        document.save(pdf, compress_streams=False, fix_metadata_version=False)
    return {
        f"{MEDIA}/a.gif": gif.getvalue()[:-1] + extension + b";",
        f"{MEDIA}/b.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><metadata>' + XMP
        + b"</metadata></svg>",
        f"{MEDIA}/c.pdf": pdf.getvalue(),
    }  # fmt: skip


def test_notes_of_animations_drawings_and_documents_are_read(paper):
    write_files(paper, documents())
    remedy = "save it again without it"
    expected = [f"{path}: {WARNING.format('would keep', remedy)}" for path in documents()]
    assert checked(paper, MEDIA)[1][:3] == expected
    write_files(paper, {path: data.replace(b"GPS", b"___") for path, data in documents().items()})
    assert not [one for one in checked(paper, MEDIA)[1] if one.split(":")[0] in documents()]


@pytest.mark.slow
def test_fix_takes_positions_out(paper):
    chosen = f"{MEDIA}/old.jpg"
    report, found = checked(paper, chosen, fix=True)
    assert (report.fixed, found) == ((f"{chosen}: took out the position",), [])
    with Image.open(paper / chosen) as image:
        assert image.getexif().get(0x013B) == samples.NAME
    assert [one.partition(":")[0] for one in checked(paper)[1]] == [f"{MEDIA}/new.mp4"]


@pytest.mark.slow
def test_fix_takes_the_position_out_of_the_film_in_a_photograph(paper):
    chosen = f"{MEDIA}/moving.jpg"
    moving = samples.picture("JPEG") + samples.mp4()
    write_files(paper, {chosen: moving})
    report, found = checked(paper, chosen, fix=True)
    assert (report.fixed, found) == ((f"{chosen}: took out the position",), [])
    left = (paper / chosen).read_bytes()
    assert samples.PLACE.encode() in moving
    assert samples.PLACE.encode()[:-1] not in left
    assert len(left.partition(b"ftyp")[2]) == len(moving.partition(b"ftyp")[2])


@pytest.mark.slow
def test_fix_says_what_else_a_film_loses(paper):
    chosen = f"{MEDIA}/new.mp4"
    report, found = checked(paper, chosen, fix=True)
    fixed = f"{chosen}: took out the position, tags and subtitles"
    assert (report.fixed, found) == ((fixed,), [])


def version_alone():
    exif = Image.Exif()
    exif.get_ifd(0x8825)[0] = b"\2\3\0\0"
    return exif


def raw_profile():
    """A PNG as ImageMagick writes it, with Exif in hexadecimal digits."""
    text, digits = PngImagePlugin.PngInfo(), samples.exif().tobytes().hex()
    text.add_text("Raw profile type exif", f"\nexif\n{len(digits) // 2:8}\n{digits}\n", zip=True)
    written = io.BytesIO()
    Image.new("RGB", (9, 9)).save(written, "PNG", pnginfo=text)
    return written.getvalue()


def tiff():
    """A TIFF with a position, which Pillow does not write by itself."""
    notes, written = TiffImagePlugin.ImageFileDirectory_v2(), io.BytesIO()
    notes[0x8825] = dict(samples.exif().get_ifd(0x8825))
    Image.new("RGB", (9, 9)).save(written, "TIFF", tiffinfo=notes)
    return written.getvalue()


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a exif:GPSLatitude="52,31N"/></x:xmpmeta>'
HEIC = samples.box("ftyp", b"heic" + bytes(4) + b"mif1heic")


FORMS = {
    "JPEG": (samples.picture("JPEG"), True),
    "two pictures in one": (samples.phone(), True),
    "XMP": (samples.picture("JPEG", exif=b"", xmp=XMP), True),
    "WebP": (samples.picture("WEBP"), True),
    "AVIF": (samples.picture("AVIF"), True),
    "TIFF": (tiff(), True),
    "PNG": (samples.picture("PNG"), True),
    "PNG of ImageMagick": (raw_profile(), True),
    "PNG without notes": (samples.picture("PNG", exif=b""), False),
    "HEIC": (HEIC + samples.box("mdat", bytes(4) + samples.exif().tobytes()), True),
    "HEIC without notes": (HEIC + samples.box("mdat", bytes(40)), False),
    "version alone": (samples.picture("JPEG", exif=version_alone()), False),
    "WebM": (samples.webm(), True),
    "film of a drone": (samples.mp4(notes="sbtl", place="GPS (13.4050, 52.5200, 15)"), True),
    "photograph with a film": (samples.picture("JPEG", exif=b"") + samples.mp4(), True),
    "words": (b"GPSLatitude", False),
}


@pytest.mark.parametrize(("data", "expected"), FORMS.values(), ids=list(FORMS))
def test_positions_are_found_in_every_format(tmp_path, data, expected):
    file = tmp_path / "picture"
    file.write_bytes(data)
    assert has_position(file) == expected
