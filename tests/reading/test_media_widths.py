"""How many renditions a picture makes, how well they fit, and how wide groups show them."""

from itertools import pairwise

import pytest

from newsroom.reading.media_library.media_options import MediaOptions
from tests.conftest import story
from tests.reading.test_media import photograph

A = "content/articles/ai/2026/a.md"
FILES = {f"content/media/2026/{name}.jpg": photograph(900, 600) for name in "abc"}


def sizes(built) -> list[str]:
    found = built.page("/ai/2026/11/a/").select('.prose source[type="image/avif"]')
    return [source["sizes"] for source in found]


def test_no_width_is_much_larger_than_the_one_before():
    assert all(more / less < 1.351 for less, more in pairwise(MediaOptions().widths))


@pytest.mark.slow
def test_the_picture_of_a_story_makes_few_files(site):
    picture = {"content/media/2026/p.jpg": photograph(2400, 1600)}
    built = site({A: story(image="{src: 2026/p.jpg, alt: A}"), **picture})
    front = 3  # the larger sizes at the top of the front page
    assert len([path for path in built.files() if path.startswith("media/")]) <= 25 + front


THREE = "![A](2026/a.jpg)\n![B](2026/b.jpg)\n![C](2026/c.jpg)"
GALLERY = f"{THREE}\n![D](2026/a.jpg)"
PAIR = "![A](2026/a.jpg)\n![B](2026/b.jpg)"
HALF = "(min-width: 43rem) calc((40rem - 1rem) / 2), "


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("![A](2026/a.jpg)", "(min-width: 43rem) min(900px, 40rem), min(900px, 100vw - 2.5rem)"),
        (PAIR, f"{HALF}(width > 40rem) calc((100vw - 2.5rem - 1rem) / 2), calc(100vw - 2.5rem)"),
        (PAIR + "\n{: .compare }", "(min-width: 43rem) calc(40rem), calc(100vw - 2.5rem)"),
        (
            THREE,
            "(min-width: 43rem) calc((40rem - 2rem) / 3), "
            "(width > 40rem) calc((100vw - 2.5rem - 2rem) / 3), calc(100vw - 2.5rem)",
        ),
        (GALLERY, f"{HALF}calc((100vw - 2.5rem - 1rem) / 2)"),
        (
            GALLERY + "\n{: .wide }",
            f"(min-width: 75rem) calc((59.25rem - 1rem) / 2), {HALF}"
            "calc((100vw - 2.5rem - 1rem) / 2)",
        ),
        ("![A](2026/a.jpg)\n{: .full }", "calc(100vw)"),
    ],
)
def test_pictures_say_how_wide_they_are_shown(site, body, expected):
    assert set(sizes(site({A: story(body=body), **FILES}))) == {expected}


@pytest.mark.slow
def test_the_first_of_an_odd_number_is_as_wide_as_the_text(site):
    first, *others = sizes(site({A: story(body=f"{THREE}\n{PAIR}"), **FILES}))
    assert first == "(min-width: 43rem) calc(40rem), calc(100vw - 2.5rem)"
    assert HALF in others[-1]


@pytest.mark.slow
def test_what_a_gallery_cuts_at_the_sides_counts_as_width(site):
    panorama = {**FILES, "content/media/2026/a.jpg": photograph(1800, 600)}
    first, second, *_ = sizes(site({A: story(body=GALLERY), **panorama}))
    assert second.startswith(HALF)
    assert first.startswith("(min-width: 43rem) calc(((40rem - 1rem) / 2) * 2), ")
