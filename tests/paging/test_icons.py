"""All icons and the manifest come from one file, the logo stands for the name."""

import io
import json
import re

import pytest
from PIL import Image

from newsroom.paging.icons import drawn, on_ground
from newsroom.problems import ContentError
from tests.conftest import story

A = "content/articles/ai/a.md"
RED = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
    '<rect width="10" height="10" fill="#ff0000"/></svg>'
)
WIDE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10">'
    '<rect width="40" height="10" fill="#0000ff"/></svg>'
)


def square(size: int, colour: tuple[int, ...] = (0, 128, 0)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (size, size), colour).save(file, "PNG")
    return file.getvalue()


def image(built, path: str) -> Image.Image:
    """Return an icon; ``*`` in its path is the hash."""
    [file] = built.output.glob(path)
    return Image.open(io.BytesIO(file.read_bytes()))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "data", "colour"),
    [("i.svg", RED, (255, 0, 0)), ("i.png", square(600), (0, 128, 0))],
)
def test_every_icon_is_made_from_one_file(site, name, data, colour):
    built = site({A: story(), f"content/media/{name}": data}, ICON=name)
    for path, size in (("apple-touch-icon.png", 180), ("theme/icon-192.*.png", 192),
                       ("theme/icon-512.*.png", 512),
                       ("theme/icon-maskable.*.png", 512)):  # fmt: skip
        found = image(built, path)
        assert found.size == (size, size)
        assert found.convert("RGB").getpixel((size // 2, size // 2)) == colour
    assert image(built, "favicon.ico").info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    page = built.page("/")
    for relation in ("icon", "apple-touch-icon", "manifest"):
        for link in page.select(f"link[rel='{relation}']"):
            assert built.exists(link["href"])
    said = json.loads(built.text("/manifest.webmanifest"))
    assert said["name"] == "The Galley"
    assert {icon["purpose"] for icon in said["icons"]} == {"any", "maskable"}
    assert all(built.exists(icon["src"]) for icon in said["icons"])


@pytest.mark.slow
def test_addresses_have_the_path_of_the_site(site):
    built = site({A: story()}, SITEURL="https://news.example/paper")
    said = json.loads(built.text("/manifest.webmanifest"))
    assert said["start_url"] == said["scope"] == "/paper/"
    assert all(icon["src"].startswith("/paper/theme/") for icon in said["icons"])


def test_the_theme_has_an_icon_of_its_own(site):
    built = site({A: story()})
    icon = built.page("/").select_one("link[rel=icon][type='image/svg+xml']")["href"]
    assert re.fullmatch(r"/theme/icon\.[0-9a-f]{12}\.svg", icon)
    assert built.exists(icon)
    assert built.exists("/favicon.ico")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("i.svg", "<svg"),
        ("i.svg", "<svg/>" * 2),
        ("i.png", b"text"),
        ("i.png", square(100)),
        ("no.svg", ""),
    ],
)
def test_an_icon_that_is_none_is_refused(site, name, data):
    files = {A: story(), "content/media/i.svg": data, "content/media/i.png": data}
    with pytest.raises(
        ContentError, match=r"ICON: .*name an SVG with a viewBox, or a PNG of at least"
    ):
        site(files, ICON=name)


def test_files_of_the_paper_win_over_icons_that_are_made(site):
    built = site({A: story(), "content/files/favicon.ico": b"mine"})
    assert (built.output / "favicon.ico").read_bytes() == b"mine"


@pytest.mark.slow
def test_a_logo_stands_for_the_name(site):
    built = site({A: story(), "content/media/logo.svg": WIDE}, LOGO="logo.svg")
    logo = built.page("/ai/2026/11/a/").select_one(".masthead-name img")
    assert (logo["alt"], logo["width"], logo["height"]) == ("The Galley", "40", "10")
    assert built.text(logo["src"]) == WIDE
    assert built.page("/").h1.img


def test_without_a_logo_the_name_is_printed(site):
    assert site({A: story()}).page("/").h1.get_text() == "\nThe Galley\n"


@pytest.mark.parametrize("name", ["none.svg", "bad.svg"])
def test_a_logo_that_is_none_is_refused(site, name):
    with pytest.raises(
        ContentError, match=rf"LOGO: .*{name}.*: put an SVG or PNG into content/media/"
    ):
        site({A: story(), "content/media/bad.svg": "no"}, LOGO=name)


def test_what_is_not_square_is_centred_and_a_clear_icon_gets_a_white_ground():
    icon = drawn(WIDE.encode(), 40)
    assert icon.size == (40, 40)
    assert icon.getpixel((20, 20)) == (0, 0, 255, 255)
    assert icon.getpixel((20, 2))[3] == 0
    assert on_ground(WIDE.encode(), 100, 0.8).getpixel((0, 0)) == (255, 255, 255)
    assert on_ground(RED.encode(), 100, 0.8).getpixel((0, 0)) == (255, 0, 0)
