"""Pictures of a group open large, and two are compared with a slider."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import serving
from tests.conftest import BuiltSite, story
from tests.media import samples
from tests.reading.test_media import photograph

pytestmark = pytest.mark.browser

FILES = {f"content/media/2026/{name}.png": samples.picture("PNG") for name in ("a", "b", "c")}
GALLERY = '![A](2026/a.png "First")\n![B](2026/b.png "Second")\n![C](2026/c.png "Third")\n'
PAIR = "![Before](2026/a.png)\n![After](2026/b.png)\n{: .compare }\n"


@pytest.fixture
def page(chromium: Browser, site):
    built = site({"content/articles/ai/g.md": story("G", f"{GALLERY}\n{PAIR}"), **FILES})
    script = built.page("/").select_one("script[src]")["src"]
    page = chromium.new_page()
    page.set_content(built.text("/ai/2026/11/g/"))
    page.add_script_tag(content=built.text(script))
    yield page
    page.close()


def test_a_click_shows_a_picture_large_and_keys_lead_on_and_back(page):
    dialog = page.get_by_role("dialog")
    page.get_by_role("button", name="B").click()
    expect(dialog.get_by_text("Second")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(dialog.get_by_text("Third")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(dialog.get_by_text("First")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="A", exact=True)).to_be_focused()


def opened(chromium: Browser, built: BuiltSite, width: int) -> Page:
    head = built.page("/ai/2026/11/g/").head
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.set_content(built.text("/ai/2026/11/g/"))
    for link in head.select('link[rel="stylesheet"]'):
        page.add_style_tag(content=built.text(link["href"]))
    page.add_script_tag(content=built.text(head.select_one("script[src]")["src"]))
    return page


@pytest.fixture
def styled(chromium: Browser, site):
    pictures = {f"content/media/2026/{name}.png": photograph(1500, 1000) for name in "abc"}
    built = site({"content/articles/ai/g.md": story("G", f"{GALLERY}\n{PAIR}"), **pictures})
    page = opened(chromium, built, 1440)
    yield page
    page.close()


def test_a_large_picture_and_its_caption_fit_the_window(styled):
    styled.get_by_role("button", name="A", exact=True).click()
    image, caption = (
        styled.locator(f".lightbox {one}").bounding_box() for one in ("img", "figcaption")
    )
    assert image["y"] + image["height"] <= caption["y"]
    assert caption["y"] + caption["height"] <= 900


@pytest.mark.parametrize("width", [360, 1440])
def test_a_gallery_of_any_number_leaves_no_hole(chromium: Browser, site, width):
    groups = ["![A](2026/a.png)\n" * count for count in range(3, 8)]
    text = "\n".join([*groups, *(f"{group}{{: .wide }}\n" for group in groups)])
    page = opened(chromium, site({"content/articles/ai/g.md": story("G", text), **FILES}), width)
    galleries = page.locator(".gallery").all()
    for gallery in galleries:
        edge = gallery.evaluate("one => one.getBoundingClientRect().right")
        boxes = [one.bounding_box() for one in gallery.locator("img").all()]
        ends = {box["y"]: box["x"] + box["width"] for box in boxes}
        assert list(ends.values()) == [pytest.approx(edge)] * len(ends)
    assert len(galleries) == 10
    page.close()


def test_of_a_film_paper_shows_the_still_and_no_buttons(chromium: Browser, site):
    still = Image.new("RGB", (640, 360), "red")
    still.save(file := BytesIO(), "PNG")
    with serving(site({
        "content/articles/ai/g.md": story("G", "![Talk](2026/f.webm){poster=2026/p.png}"),
        "content/media/2026/f.webm": samples.webm(),
        "content/media/2026/p.png": file.getvalue(),
    }).output) as address:  # fmt: skip
        page = chromium.new_page(viewport={"width": 700, "height": 900})
        page.goto(address + "/ai/2026/11/g/", wait_until="networkidle")
        page.emulate_media(media="print")
        shown = Image.open(BytesIO(page.locator("video").screenshot())).convert("RGB")
        page.close()
    colours = shown.crop((8, 8, shown.width - 8, shown.height - 8)).getcolors()
    assert len(colours) == 1


def test_pictures_that_are_compared_are_both_whole_on_paper(styled):
    images = styled.locator(".compared img")
    on_screen = [one.bounding_box() for one in images.all()]
    assert on_screen[0] == on_screen[1]
    styled.emulate_media(media="print")
    first, second = (one.bounding_box() for one in images.all())
    assert first["y"] + first["height"] <= second["y"]
    assert images.first.evaluate("one => getComputedStyle(one).clipPath") == "none"
    expect(styled.get_by_role("slider", include_hidden=True)).to_be_hidden()


def test_the_slider_uncovers_one_of_two_pictures(page):
    slider = page.get_by_role("slider", name="Before; After")
    slider.fill("20")
    group = page.locator(".compared")
    assert group.evaluate("one => one.style.getPropertyValue('--at')") == "20%"
