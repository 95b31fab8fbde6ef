"""Colours: patches of many kinds of picture, measured in what was published."""

import io

import numpy as np
import pytest
from PIL import Image, ImageCms

from newsroom.media.colours import to_srgb
from tests.conftest import story

A = "content/articles/ai/2026/a.md"


def s15(value: float) -> bytes:
    return round(value * 65536).to_bytes(4, signed=True)


def tag(kind: bytes, data: bytes) -> bytes:
    return kind + bytes(4) + data + bytes(-len(data) % 4)


def matrix_profile(columns, gamma: float, space: bytes = b"RGB ") -> bytes:
    """Return an ICC profile (ICC.1:2010, 7–10) of the XYZ of its colorants, adapted to D50."""
    white = tag(b"XYZ ", b"".join(map(s15, (0.9642, 1.0, 0.8249))))
    curve = tag(b"curv", b"\0\0\0\1" + round(gamma * 256).to_bytes(2) + b"\0\0")
    text = tag(b"desc", b"\0\0\0\2x\0" + bytes(78))
    parts = [(b"desc", text), (b"cprt", tag(b"text", b"x\0")), (b"wtpt", white)]
    if space == b"GRAY":
        parts += [(b"kTRC", curve)]
    else:
        parts += [
            (name, tag(b"XYZ ", b"".join(map(s15, xyz))))
            for name, xyz in zip((b"rXYZ", b"gXYZ", b"bXYZ"), columns, strict=True)
        ]
        parts += [(name, curve) for name in (b"rTRC", b"gTRC", b"bTRC")]
    table, body, at = len(parts).to_bytes(4), b"", 132 + 12 * len(parts)
    for name, data in parts:
        table += name + (at + len(body)).to_bytes(4) + len(data).to_bytes(4)
        body += data
    head = bytes(8) + bytes.fromhex("02100000") + b"mntr" + space + b"XYZ " + bytes(12) + b"acsp"
    head += bytes(28) + b"".join(map(s15, (0.9642, 1.0, 0.8249))) + bytes(48)
    data = head + table + body
    return (len(data)).to_bytes(4) + data[4:]


P3 = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
ADOBE = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
SRGB = ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410))


def expected(rgb, columns, gamma: float) -> np.ndarray:
    """Return the sRGB of a colour by the matrices alone (IEC 61966-2-1)."""
    linear = np.linalg.inv(np.array(SRGB).T) @ (
        np.array(columns).T @ (np.array(rgb) / 255) ** gamma
    )
    linear = linear.clip(0, 1)
    curved = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return curved * 255


def published(site, name: str, data: bytes) -> Image.Image:
    built = site({A: story("A", f"![x](2026/{name})"), f"content/media/2026/{name}": data})
    source = built.page("/ai/2026/11/a/").select_one("article img")["src"]
    with Image.open(built.output / source.lstrip("/")) as image:
        assert "icc_profile" not in image.info
        image.load()
        return image


def saved(image: Image.Image, form: str, **options) -> bytes:
    written = io.BytesIO()
    image.save(written, form, **options)
    return written.getvalue()


@pytest.mark.parametrize("columns", [P3, ADOBE], ids=["Display P3", "Adobe RGB"])
@pytest.mark.parametrize("patch", [(200, 90, 60), (60, 160, 90), (128, 128, 128), (40, 60, 180)])
def test_wide_colours_become_srgb(columns, patch):
    image = Image.new("RGB", (8, 8), patch)
    image.info["icc_profile"] = matrix_profile(columns, 2.19921875)
    shown = to_srgb(image).getpixel((0, 0))
    assert np.abs(np.array(shown) - expected(patch, columns, 2.19921875)).max() < 2.5


@pytest.mark.slow
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_what_is_published_has_the_colours_of_the_source(site, form):
    profile = matrix_profile(ADOBE, 2.19921875)
    quality = {} if form in ("PNG", "TIFF") else {"quality": 100}
    data = saved(Image.new("RGB", (64, 64), (200, 90, 60)), form, icc_profile=profile, **quality)
    shown = published(site, "p.jpg", data).convert("RGB").getpixel((30, 30))
    wanted = expected((200, 90, 60), ADOBE, 2.19921875)
    assert np.abs(np.array(shown) - wanted).max() < 6
    assert np.abs(wanted - np.array((200, 90, 60))).max() > 15


@pytest.mark.slow
def test_frames_have_the_colours_of_the_source(site):
    frames = [Image.new("RGB", (64, 64), (200, 90, shade)) for shade in (60, 70)]
    data = saved(
        frames[0], "WEBP", save_all=True, append_images=frames[1:], quality=100,
        icc_profile=matrix_profile(ADOBE, 2.19921875),
    )  # fmt: skip
    shown = published(site, "p.webp", data).convert("RGB").getpixel((30, 30))
    assert np.abs(np.array(shown) - expected((200, 90, 60), ADOBE, 2.19921875)).max() < 6


def test_a_grey_profile_is_used():
    image = Image.new("L", (8, 8), 100)
    image.info["icc_profile"] = matrix_profile((), 1.0, b"GRAY")
    linear = 1.055 * (100 / 255) ** (1 / 2.4) - 0.055
    shown = to_srgb(image).getpixel((0, 0))
    assert np.abs(np.array(shown) - linear * 255).max() < 3


@pytest.mark.slow
def test_print_colours_without_a_profile_are_a_guess_that_is_said(site):
    data = saved(Image.new("CMYK", (64, 64), (0, 255, 255, 0)), "JPEG", quality=95)
    built = site({A: story("A", "![x](2026/p.jpg)"), "content/media/2026/p.jpg": data})
    (warning,) = built.warnings
    assert "a.md:6:1: warning: p.jpg is made for print (CMYK) without a colour profile" in warning
    with Image.open(built.output / "media/2026/p-64.webp") as image:
        red, green, blue = image.convert("RGB").getpixel((30, 30))
    assert red > 200
    assert max(green, blue) < 60


@pytest.mark.slow
def test_a_profile_for_other_pixels_is_not_used_and_said(site):
    profile = matrix_profile((), 1.8, b"GRAY").replace(b"GRAY", b"CMYK", 1)
    data = saved(Image.new("RGB", (64, 64), (10, 90, 200)), "PNG", icc_profile=profile)
    built = site({A: story("A", "![x](2026/p.png)"), "content/media/2026/p.png": data})
    (warning,) = built.warnings
    assert "the colour profile of p.png does not fit its pixels and is not used" in warning


def test_sixteen_bits_keep_their_shades(tmp_path):
    Image.fromarray(np.full((8, 8), 257 * 100, np.uint16)).save(tmp_path / "g.png")
    with Image.open(tmp_path / "g.png") as image:
        assert to_srgb(image).getpixel((0, 0)) == (100, 100, 100)


def test_lab_becomes_srgb():
    wanted = (200, 90, 60)
    to_lab = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB"
    )
    image = ImageCms.applyTransform(Image.new("RGB", (8, 8), wanted), to_lab)
    image.info.clear()
    shown = to_srgb(image).getpixel((0, 0))
    assert np.abs(np.array(shown) - wanted).max() <= 3


def test_holes_stay_and_colours_are_converted():
    image = Image.new("RGBA", (2, 1), (200, 90, 60, 0))
    image.putpixel((1, 0), (200, 90, 60, 255))
    palette = image.convert("P", palette=Image.Palette.ADAPTIVE)
    for one in (image, palette):
        one.info["icc_profile"] = matrix_profile(ADOBE, 2.19921875)
    assert to_srgb(image).getpixel((0, 0))[3] == 0
    *colour, alpha = to_srgb(image).getpixel((1, 0))
    assert alpha == 255
    assert np.abs(np.array(colour) - expected((200, 90, 60), ADOBE, 2.19921875)).max() < 3


@pytest.mark.slow
def test_a_palette_with_a_hole_keeps_both(site):
    image = Image.new("P", (64, 64), 1)
    image.putpalette([0, 0, 0, 200, 90, 60])
    image.paste(0, (0, 0, 32, 64))
    profile = matrix_profile(ADOBE, 2.19921875)
    data = saved(image, "PNG", transparency=0, icc_profile=profile)
    shown = published(site, "p.png", data)
    assert shown.getpixel((10, 30))[3] == 0
    assert np.abs(
        np.array(shown.getpixel((48, 30))[:3]) - expected((200, 90, 60), ADOBE, 2.19921875)
    ).max() < 8  # fmt: skip


@pytest.mark.slow
def test_a_picture_is_turned_upright(site):
    image = Image.new("RGB", (60, 40), "blue")
    image.paste((255, 0, 0), (0, 0, 30, 40))
    exif = Image.Exif()
    exif[0x0112] = 6  # its left side is the top
    shown = published(site, "p.jpg", saved(image, "JPEG", exif=exif, quality=95)).convert("RGB")
    assert shown.size == (40, 60)
    assert shown.getpixel((20, 5))[0] > 200
    assert shown.getpixel((20, 55))[0] < 60
