"""Two files, two addresses; one file, shown and linked."""

import io
import unicodedata

import pytest
from PIL import Image

from newsroom.problems import ContentError
from tests.conftest import story

A = "content/articles/ai/2026/a.md"
B = "content/articles/ai/2026/b.md"
MEDIA = "content/media/2026/"


def plain(colour: str, form: str = "PNG", size: tuple[int, int] = (60, 40)) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, form)
    return written.getvalue()


def colour_of(built, address: str) -> tuple[int, ...]:
    with Image.open(built.output / address.lstrip("/")) as image:
        return image.convert("RGB").getpixel((5, 5))


def is_red(built, address: str) -> bool:
    red, green, _ = colour_of(built, address)
    return red > 200 and green < 60


def shown(built, path: str) -> str:
    return built.page(path).select_one("article img")["src"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("protest.jpg", "protest.png"),
        ("protest.jpg", "protest.jpeg"),
        ("Protest.jpg", "protest.jpg"),
        ("PROTEST.PNG", "protest.png"),
        ("protest.jpg", "Protest.webp"),
    ],
)
def test_two_pictures_have_two_addresses(site, first, second):
    built = site(
        {
            A: story("A", f"![x](2026/{first})"),
            B: story("B", f"![x](2026/{second})"),
            MEDIA + first: plain("red", "JPEG"),
            MEDIA + second: plain("blue"),
        }
    )
    one, other = shown(built, "/ai/2026/11/a/"), shown(built, "/ai/2026/11/b/")
    assert one.lower() != other.lower()
    assert is_red(built, one)
    assert not is_red(built, other)


@pytest.mark.slow
def test_names_that_differ_in_the_form_of_accents_have_two_addresses(site):
    composed, loose = (unicodedata.normalize(form, "café.jpg") for form in ("NFC", "NFD"))
    quoted = loose.replace("e\u0301", "e%CC%81")
    built = site(
        {
            A: story("A", f"![x](2026/{composed})"),
            B: story("B", f"![x](2026/{quoted})"),
            MEDIA + composed: plain("red"),
            MEDIA + loose: plain("blue"),
        }
    )
    assert is_red(built, "media/2026/café-60.png")
    assert not is_red(built, "media/2026/café-jpg-60.png")


@pytest.mark.slow
def test_a_picture_of_a_mac_is_found_by_its_name(site):
    loose = unicodedata.normalize("NFD", "café.jpg")
    built = site({A: story("A", "![x](2026/café.jpg)"), MEDIA + loose: plain("red")})
    assert is_red(built, "media/2026/café-60.png")


@pytest.mark.slow
def test_a_picture_keeps_its_address_when_another_of_its_name_comes(site):
    files = {A: story("A", "![x](2026/p.jpg)"), MEDIA + "p.jpg": plain("red")}
    before = shown(site(files), "/ai/2026/11/a/")
    built = site({B: story("B", "![x](2026/p.png)"), MEDIA + "p.png": plain("blue")})
    assert shown(built, "/ai/2026/11/a/") == before == "/media/2026/p-60.png"
    assert shown(built, "/ai/2026/11/b/") == "/media/2026/p-png-60.png"


@pytest.mark.slow
def test_the_name_that_a_rival_would_get_may_be_taken(site):
    built = site(
        {
            A: story("A", "![x](2026/p.jpg) ![y](2026/p.png) ![z](2026/p-png.jpg)"),
            **{MEDIA + name: plain("red") for name in ("p.jpg", "p.png", "p-png.jpg")},
        }
    )
    addresses = [image["src"] for image in built.page("/ai/2026/11/a/").select("article img")]
    assert len(set(addresses)) == 3


@pytest.mark.slow
def test_files_that_are_no_pictures_have_two_addresses(site):
    built = site(
        {
            A: story("A", "[one](2026/Data.csv) and [two](2026/data.csv)"),
            MEDIA + "Data.csv": b"a,1\n",
            MEDIA + "data.csv": b"b,2\n",
        }
    )
    one, two = (link["href"] for link in built.page("/ai/2026/11/a/").select(".prose a"))
    assert one.lower() != two.lower()
    assert (built.text(one), built.text(two)) == ("a,1\n", "b,2\n")


@pytest.mark.slow
def test_pictures_beside_the_story_and_in_media_have_two_addresses(site):
    twin = "content/media/articles/ai/2026/p.jpg"
    built = site(
        {
            A: story("A", "![x](p.jpg) ![y](/media/articles/ai/2026/p.jpg)"),
            "content/articles/ai/2026/p.jpg": plain("red"),
            twin: plain("blue"),
        }
    )
    one, two = (image["src"] for image in built.page("/ai/2026/11/a/").select("article img"))
    assert is_red(built, one)
    assert not is_red(built, two)


def test_folders_that_differ_in_case_are_refused_where_their_pictures_are_named(site):
    with pytest.raises(ContentError) as caught:
        site(
            {
                A: story("A", "![x](Trip/p.jpg)\n\n![y](trip/p.jpg)"),
                "content/media/Trip/p.jpg": plain("red"),
                "content/media/trip/p.jpg": plain("blue"),
            }
        )
    first, second = map(str, caught.value.errors)
    assert "a.md:6:1: media/Trip/p.jpg would get the address of media/trip/p.jpg" in first
    assert "a.md:8:1: media/trip/p.jpg would get the address of media/Trip/p.jpg" in second


@pytest.mark.slow
def test_a_new_neighbour_changes_as_much_as_in_a_clean_build(site):
    site({A: story("A", "![x](2026/p.png)"), MEDIA + "p.png": plain("red")})
    site({B: story("B", "![x](2026/p.jpg)"), MEDIA + "p.jpg": plain("blue")})
    built = site()
    files = {path: (built.output / path).read_bytes() for path in built.files()}
    clean = site(CLEAN=True)
    assert files == {path: (clean.output / path).read_bytes() for path in clean.files()}


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        "![x](2026/p.jpg) then [file](2026/p.jpg)",
        "[file](2026/p.jpg) then ![x](2026/p.jpg)",
        "[![x](2026/p.jpg)](2026/p.jpg)",
        '<a href="2026/p.jpg"><img src="2026/p.jpg" alt="x"></a>',
    ],
)
def test_a_picture_is_shown_and_linked(site, body):
    built = site({A: story("A", body), MEDIA + "p.jpg": plain("red", "JPEG", (2000, 1000))})
    page = built.page("/ai/2026/11/a/")
    image, link = page.select_one(".prose img"), page.select_one(".prose a")
    assert image["src"] == "/media/2026/p-1200.jpg"
    assert image["width"] == "2000"
    assert not image.get("href")
    assert link["href"] == "/media/2026/p-2000.webp"
    assert not link.get("src")
    with Image.open(built.output / "media/2026/p-2000.webp") as full:
        assert full.size == (2000, 1000)


@pytest.mark.slow
def test_every_use_of_a_picture_is_right(site):
    body = """
![x](2026/p.jpg)

<video src="2026/f.mp4" poster="2026/p.jpg"></video>

[file](2026/p.jpg) and [a film](2026/f.mp4)
"""
    from tests.media.samples import mp4

    image = "{src: 2026/p.jpg, alt: x}"
    built = site(
        {A: story("A", body, image=image), MEDIA + "p.jpg": plain("red"), MEDIA + "f.mp4": mp4()}
    )
    page = built.page("/ai/2026/11/a/")
    video = page.select_one("video")
    assert video["poster"] == page.select_one(".prose img")["src"] == "/media/2026/p-60.png"
    assert video["src"] == page.select(".prose p a")[-1]["href"] == "/media/2026/f.mp4"


@pytest.mark.slow
def test_signs_of_addresses_may_be_in_a_name(site):
    built = site({
        A: story("A", "![x](<2026/Photo #2.jpg>)"), MEDIA + "Photo #2.jpg": plain("red")
    })  # fmt: skip
    assert shown(built, "/ai/2026/11/a/") == "/media/2026/Photo%20%232-60.png"


@pytest.mark.slow
def test_a_picture_is_found_whatever_its_name_holds(site):
    names = [
        "a%20b.jpg",
        "c d.jpg",
        "e#f.jpg",
        "g?h.jpg",
        "UPPER.JPG",
        unicodedata.normalize("NFD", "é.jpg"),
    ]
    written = ["a%20b.jpg", "c%20d.jpg", "e#f.jpg", "g?h.jpg", "UPPER.jpg", "é.jpg"]
    body = "\n\n".join(f"![A picture]({name})" for name in written)
    files = {f"content/articles/ai/{name}": plain("red", "JPEG") for name in names}
    built = site({"content/articles/ai/a.md": story(body=body), **files})
    assert len(built.page("/ai/2026/11/a/").select(".story-body img[src]")) == len(names)
