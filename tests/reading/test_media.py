"""Pictures: measured, made in sizes, and refused with a reason."""

import io
import os
import struct
import zlib

import pytest
from PIL import Image

from newsroom.problems import ContentError
from newsroom.reading.media_library import renditions
from tests.conftest import story

A = "content/articles/ai/2026/a.md"
PICTURE = "{src: 2026/p.png, alt: A square, caption: Squares, credit: Sam}"


def png(width: int = 1000, height: int = 500, **options) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(buffer, "PNG", **options)
    return buffer.getvalue()


def png_header(width: int, height: int) -> bytes:
    """Return a PNG that claims a size without holding the pixels."""
    size = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    end = b"\x00\x00\x00\x00IEND" + struct.pack(">I", zlib.crc32(b"IEND"))
    header = struct.pack(">I", len(size) - 4) + size + struct.pack(">I", zlib.crc32(size))
    return b"\x89PNG\r\n\x1a\n" + header + end


def test_a_picture_comes_in_the_sizes_that_screens_need(site):
    built = site({A: story(image=PICTURE), "content/media/2026/p.png": png()})
    image = built.page("/ai/2026/11/a/").select_one("figure img")
    assert image["alt"] == "A square"
    assert (image["width"], image["height"]) == ("1000", "500")
    assert [part.split()[1] for part in image["srcset"].split(", ")] == ["480w", "800w", "1000w"]
    with Image.open(built.output / "media/2026/p-480.webp") as small:
        assert small.size == (480, 240)


def test_a_picture_in_the_text_gets_its_size(site):
    built = site({A: story("A", "![Teal](p.png)"), "content/articles/ai/2026/p.png": png(300, 200)})
    image = built.page("/ai/2026/11/a/").select_one("img[alt=Teal]")
    assert (image["width"], image["height"]) == ("300", "200")
    assert built.exists(image["src"])


@pytest.mark.slow
def test_a_damaged_rendition_is_made_again(site, tmp_path):
    files = {A: story(image=PICTURE), "content/media/2026/p.png": png()}
    good = (site(files).output / "media/2026/p-480.webp").read_bytes()
    (cached,) = (tmp_path / ".cache/images").glob("*-480-*.webp")
    damaged = bytearray(good)
    damaged[40] ^= 255
    cached.write_bytes(damaged)
    assert (site(CLEAN=True).output / "media/2026/p-480.webp").read_bytes() == good
    (fixed,) = (tmp_path / ".cache/images").glob("*-480-*.webp")
    assert fixed.read_bytes() == good


@pytest.mark.slow
def test_renditions_that_nobody_uses_any_more_are_deleted(site, tmp_path, monkeypatch):
    monkeypatch.setattr(renditions, "_KEPT", 2)
    for width in range(10, 15):
        site({A: story(image=PICTURE), "content/media/2026/p.png": png(width, 10)})
    assert len(list((tmp_path / ".cache/images").glob("*.webp"))) == 2


@pytest.mark.slow
def test_an_abandoned_draft_is_removed(site, tmp_path):
    files = {A: story(image=PICTURE), "content/media/2026/p.png": png()}
    site(files)
    draft = tmp_path / ".cache/images/left.1.draft"
    draft.write_bytes(b"half")
    site()
    assert draft.exists()
    os.utime(draft, (0, 0))
    site()
    assert not draft.exists()


@pytest.mark.slow
def test_originals_are_not_published(site):
    """They may carry the place where they were taken."""
    built = site({A: story(image=PICTURE), "content/media/2026/p.png": png()})
    pictures = {path for path in built.files() if path.startswith("media/")}
    assert not [path for path in pictures if path.endswith(".png")]


def test_linked_files_are_published_and_others_are_not(site):
    built = site(
        {
            A: story("A", "[report]({static}r.pdf)"),
            "content/articles/ai/2026/r.pdf": b"%PDF-",
            "content/media/2026/unused.pdf": b"%PDF-",
        }
    )
    link = built.page("/ai/2026/11/a/").find("a", string="report")
    assert built.exists(link["href"])
    assert len([path for path in built.files() if path.endswith(".pdf")]) == 1


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"not an image", "a.md:5:14: p.png is not a picture that a page can show"),
        (png()[:200], "p.png is"),
        (png_header(20_000, 20_000), "p.png has too many pixels"),
    ],
)
def test_a_file_that_is_no_picture_is_refused(site, data, expected):
    with pytest.raises(ContentError, match=expected):
        site({A: story(image=PICTURE), "content/media/2026/p.png": data})


def test_nothing_outside_the_content_folder_is_published(site, tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    with pytest.raises(ContentError, match="is outside content/"):
        site({A: story("A", "[x]({static}../../../../secret.txt)")})
