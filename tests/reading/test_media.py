"""Pictures: measured, made in sizes, and refused with a reason."""

import io
import os
import re
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


@pytest.mark.slow
def test_a_picture_comes_in_the_sizes_that_screens_need(site):
    built = site({A: story(image=PICTURE), "content/media/2026/p.png": png()})
    image = built.page("/ai/2026/11/a/").select_one("figure img")
    assert image["alt"] == "A square"
    assert (image["width"], image["height"]) == ("1000", "500")
    source = image.find_previous_sibling("source")
    widths = [part.split()[1] for part in source["srcset"].split(", ")]
    assert widths == ["261w", "352w", "475w", "640w", "862w", "1000w"]
    with Image.open(built.output / "media/2026/p-475.webp") as small:
        assert small.size == (475, 238)


def photograph(width: int = 1000, height: int = 500, form: str = "JPEG", **options) -> bytes:
    """Return a picture with so many colours that it is no drawing."""
    buffer = io.BytesIO()
    noise = Image.effect_noise((width // 8, height // 8), 90).resize((width, height))
    shades = Image.linear_gradient("L").resize((width, height))
    merged = Image.merge("RGB", (noise, shades, shades.transpose(Image.Transpose.ROTATE_180)))
    merged.save(buffer, form, **options)
    return buffer.getvalue()


def formats(built, path: str, selector: str) -> list[str]:
    return [one["type"] for one in built.page(path).select(f"{selector} source")]


@pytest.mark.slow
def test_a_photograph_comes_in_three_formats_and_in_none_of_more_pixels_than_it_has(site):
    built = site({A: story(image=PICTURE), "content/media/2026/p.png": photograph()})
    assert formats(built, "/ai/2026/11/a/", "figure") == ["image/avif", "image/webp"]
    assert built.page("/ai/2026/11/a/").select_one("figure img")["src"].endswith("p-1000.jpg")
    made = [path for path in built.files() if path.startswith("media/")]
    assert {path.rpartition(".")[2] for path in made} == {"avif", "webp", "jpg"}
    for path in made:
        with Image.open(built.output / path) as image:
            assert image.width <= 1000
            assert image.height <= 500


@pytest.mark.slow
def test_a_drawing_keeps_every_pixel(site):
    written = io.BytesIO()
    drawing = Image.new("RGB", (400, 300), "white")
    drawing.paste((200, 0, 0), (100, 0, 101, 300))
    drawing.save(written, "PNG")
    built = site({A: story("A", "![Line](2026/p.png)"),
                  "content/media/2026/p.png": written.getvalue()})  # fmt: skip
    assert formats(built, "/ai/2026/11/a/", "figure") == ["image/webp"]
    for name in ("p-400.png", "p-400.webp"):
        with Image.open(built.output / "media/2026" / name) as image:
            assert image.convert("RGB").tobytes() == drawing.tobytes()


@pytest.mark.slow
def test_the_colour_of_a_picture_holds_its_place_and_a_class_of_the_theme_has_it(site):
    built = site({A: story("A", "![x](2026/p.png)"), "content/media/2026/p.png": png()})
    image = built.page("/ai/2026/11/a/").select_one("figure img")
    assert image["class"] == ["tint-288"]  # teal is #008080
    (css,) = [path for path in built.files() if re.fullmatch(r"theme/site\..*\.css", path)]
    assert ".tint-288{background-color:#288}" in built.text(css)


@pytest.mark.slow
def test_what_can_be_seen_through_lies_on_a_light_ground(site):
    written = io.BytesIO()
    Image.new("RGBA", (400, 300), (0, 0, 0, 0)).save(written, "PNG")
    built = site({A: story("A", "![x](2026/p.png)"),
                  "content/media/2026/p.png": written.getvalue()})  # fmt: skip
    assert built.page("/ai/2026/11/a/").select_one("figure img")["class"] == ["drawing"]


@pytest.mark.slow
def test_mistakes_of_texts_are_reported_before_pictures_are_encoded(site, tmp_path):
    files = {A: story(image=PICTURE, section="nowhere"), "content/media/2026/p.png": photograph()}
    with pytest.raises(ContentError, match="nowhere"):
        site(files)
    assert not list((tmp_path / ".cache/images").glob("*.avif"))


@pytest.mark.slow
def test_feeds_get_the_one_format_that_every_reader_shows(site):
    built = site({A: story("A", "![Teal](2026/p.png)"), "content/media/2026/p.png": photograph()})
    feed = built.text("/feed.json")
    assert "p-1000.jpg" in feed
    assert "image/avif" not in feed
    assert "<picture" not in feed


@pytest.mark.slow
def test_a_portrait_is_shown_no_higher_than_a_screen(site):
    built = site({A: story("A", "![x](2026/p.jpg)"),
                  "content/media/2026/p.jpg": photograph(1200, 2400)})  # fmt: skip
    page = built.page("/ai/2026/11/a/")
    image, source = page.select_one("figure img"), page.select_one("figure source")
    assert (image["width"], image["height"]) == ("360", "720")
    assert source["sizes"] == "(min-width: 43rem) min(360px, 40rem), min(360px, 100vw - 2.5rem)"


@pytest.mark.slow
def test_a_picture_in_the_text_gets_its_size(site):
    built = site({A: story("A", "![Teal](p.png)"), "content/articles/ai/2026/p.png": png(300, 200)})
    image = built.page("/ai/2026/11/a/").select_one("img[alt=Teal]")
    assert (image["width"], image["height"]) == ("300", "200")
    assert built.exists(image["src"])


@pytest.mark.slow
def test_a_damaged_rendition_is_made_again(site, tmp_path):
    files = {A: story(image=PICTURE), "content/media/2026/p.png": png()}
    good = (site(files).output / "media/2026/p-475.webp").read_bytes()
    (cached,) = (tmp_path / ".cache/images").glob("*-475x238-*.webp")
    damaged = bytearray(good)
    damaged[40] ^= 255
    cached.write_bytes(damaged)
    assert (site(CLEAN=True).output / "media/2026/p-475.webp").read_bytes() == good
    (fixed,) = (tmp_path / ".cache/images").glob("*-475x238-*.webp")
    assert fixed.read_bytes() == good


@pytest.mark.slow
def test_renditions_that_nobody_uses_any_more_are_deleted(site, tmp_path, monkeypatch):
    monkeypatch.setattr(renditions, "_KEPT", 3)
    kept = []
    for width in range(60, 70):
        site({A: story(image=PICTURE), "content/media/2026/p.png": png(width, 60)})
        kept.append(len(list((tmp_path / ".cache/images").glob("*.png"))))
    assert max(kept) < 2 * kept[-1]
    assert kept[-1] == kept[-2]


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
    original = png(pnginfo=None)
    built = site({A: story(image=PICTURE), "content/media/2026/p.png": original})
    pictures = {path for path in built.files() if path.startswith("media/")}
    assert "media/2026/p.png" not in pictures
    assert not [path for path in pictures if (built.output / path).read_bytes() == original]


@pytest.mark.slow
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


CHART = "```chart line\ntitle: T\n\nyear,a,b\n2019,1\n2020,x,3\n```"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("matter", "body", "expected"),
    [
        ({}, CHART, ["a.md:13:1: the row has 2 cells", "a.md:14:1: 'x' is not a number"]),
        ({"foo": "bar"}, "", ["a.md:5:1: unknown key 'foo'"]),
        ({"author": "nobody"}, "", ["a.md:4:9: unknown author 'nobody'"]),
    ],
)
def test_other_mistakes_of_a_story_do_not_hide_those_of_its_pictures(site, matter, body, expected):
    picture = {"image": "{src: 2026/none.jpg, alt: A}"}
    with pytest.raises(ContentError) as refused:
        site({A: story(body=f"![B](2026/none.jpg)\n\n{body}", **matter, **picture)})
    said = str(refused.value)
    assert said.count("no file '2026/none.jpg'") == 2
    assert all(one in said for one in expected)


@pytest.mark.slow
def test_a_draft_with_mistakes_may_show_a_picture_whose_right_has_ended(site):
    right = {"content/data/media.yml": "2026/p.jpg:\n  alt: A\n  rights_until: 2026-01-31\n",
             "content/media/2026/p.jpg": photograph(64, 48)}  # fmt: skip
    matter = {"image": "{src: 2026/p.jpg}", "foo": "bar"}
    with pytest.raises(ContentError) as refused:
        site({A: story(status="draft", **matter), **right})
    assert "the right to publish" not in str(refused.value)
    with pytest.raises(ContentError, match="the right to publish"):
        site({A: story(**matter), **right})
