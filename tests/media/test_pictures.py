"""Pictures that are none, or too much: one message each, and nothing half-published."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from newsroom.media.facts import MediaError
from newsroom.media.pictures import check_picture
from newsroom.problems import ContentError
from tests.conftest import story
from tests.media import samples

A = "content/articles/ai/2026/a.md"
ROOT = Path(__file__).parents[2]
POSTSCRIPT = (
    b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(made) (w) file closefile\nshowpage\n"
)


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """Return a small PNG that claims a size."""
    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(b"")) + (
        chunk(b"IEND", b"")
    )  # fmt: skip


BAD = {
    "PostScript": (POSTSCRIPT, "is a PostScript file, which is a program: save it as PDF or PNG"),
    "PostScript of Windows": (b"\xc5\xd0\xd3\xc6" + bytes(40) + POSTSCRIPT, "is a PostScript file"),
    "text": (b"not a picture", "is not a picture that a page can show (format: text): save it as"),
    "web page": (b"<!DOCTYPE html><p>x", "is a web page"),
    "font": (b"\0\1\0\0\0\x0c" + bytes(60), "is not a picture that a page can show (format: font)"),
    "PDF": (b"%PDF-1.7\n", "is not a picture that a page can show ("),
    "sound": (samples.mp3(), "is not a picture that a page can show (format: MP3)"),
    "empty": (b"", "is empty"),
    "truncated": (samples.picture("JPEG")[:-60], "is damaged"),
    "only a header": (samples.picture("PNG")[:60], "is damaged"),
    "bomb": (bomb(), "has too many pixels"),
    "large": (bomb(9_000, 10_000), "has too many pixels: scale it down"),
    "HEIC": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "is a HEIC picture"),
    "Photoshop": (b"8BPS\0\1" + bytes(40), "is a Photoshop file"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_picture_is_refused_where_it_is_named(site, tmp_path, case):
    data, expected = BAD[case]
    with pytest.raises(ContentError) as caught:
        site({A: story("A", "One.\n\n![x](2026/p.jpg)"), "content/media/2026/p.jpg": data})
    (error,) = caught.value.errors
    assert str(error).startswith(f"{A}:8:1: p.jpg {expected}")
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("case", BAD)
def test_an_import_does_not_take_it(case):
    data, _ = BAD[case]
    with pytest.raises(MediaError):
        check_picture(data, "p.jpg")


@pytest.mark.slow
def test_postscript_is_not_run(site, tmp_path):
    made = tmp_path / "made"
    program = POSTSCRIPT.replace(b"(made)", f"({made})".encode())
    for name in ("p.jpg", "p.eps", "p.png"):
        with pytest.raises(ContentError, match="PostScript"):
            site({
                A: story("A", f"![x](2026/{name})"), f"content/media/2026/{name}": program
            })  # fmt: skip
    assert not made.exists()


def test_pictures_are_opened_in_one_place():
    """Whatever opens pictures on its own may run PostScript."""
    files = [*(ROOT / "plugins").rglob("*.py"), *(ROOT / "tools").rglob("*.py")]
    opening = [file.name for file in files if "Image.open(" in file.read_text("utf-8")]
    assert opening == ["pictures.py"]


def test_a_broken_portrait_is_reported_at_its_entry(site):
    authors = "olivia-scott:\n  name: Olivia\n  image: p.jpg\n"
    with pytest.raises(ContentError, match=r"authors\.yml:3:10: p\.jpg is a PostScript file"):
        site({
            "content/data/authors.yml": authors, A: story(), "content/media/p.jpg": POSTSCRIPT
        })  # fmt: skip


@pytest.mark.slow
def test_a_picture_with_the_wrong_suffix_works(site):
    built = site({
        A: story("A", "![x](2026/p.jpg)"), "content/media/2026/p.jpg": samples.picture("PNG")
    })  # fmt: skip
    assert built.page("/ai/2026/11/a/").select_one("article img")["src"].endswith("p-64.png")


@pytest.mark.slow
def test_a_single_pixel_is_said(site):
    written = io.BytesIO()
    Image.new("RGB", (1, 1)).save(written, "PNG")
    built = site(
        {A: story("A", "![x](2026/p.png)"), "content/media/2026/p.png": written.getvalue()}
    )
    (warning,) = built.warnings
    assert "a.md:6:1: warning: p.png is a single pixel, which no reader sees" in warning


def test_a_long_animation_is_refused(site, monkeypatch):
    monkeypatch.setattr("newsroom.media.pictures.MOST_FRAME_PIXELS", 5_000)
    with pytest.raises(ContentError, match=r"p\.gif has 3 pictures of 64 × 48 pixels: publish it"):
        site({
            A: story("A", "![x](2026/p.gif)"), "content/media/2026/p.gif": samples.frames("GIF")
        })  # fmt: skip


@pytest.mark.slow
def test_a_link_leads_to_no_more_of_a_tall_picture_than_browsers_show(site):
    written = io.BytesIO()
    Image.new("RGB", (100, 20_000)).save(written, "PNG")
    built = site({
        A: story("A", "![x](2026/p.png) [all](2026/p.png)"),
        "content/media/2026/p.png": written.getvalue(),
    })  # fmt: skip
    link = built.page("/ai/2026/11/a/").select_one(".prose a")["href"]
    with Image.open(built.output / link.lstrip("/")) as image:
        assert image.size == (20, 4096)
