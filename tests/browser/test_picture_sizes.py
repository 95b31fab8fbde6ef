"""Pictures have the pixels that a screen shows, and few more.

On phones the picture that opens a page has three quarters of them a side: so it is there sooner.
"""

import re
from io import BytesIO
from itertools import product

import pytest
from PIL import Image
from PIL.Image import Transpose
from playwright.sync_api import Browser, Route

from tests.conftest import story

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HOST = "https://news.example"
GROUP = "![1](2026/1.jpg)\n![2](2026/2.jpg)\n![3](2026/3.jpg)\n"
SHOWN = """async () => {
  const images = [...document.images].filter(one => one.closest("picture"));
  for (const one of images) one.loading = "eager";
  await Promise.all(images.map(one => one.decode()));
  return images.map(one => {
    const box = one.getBoundingClientRect(), ratio = one.naturalWidth / one.naturalHeight;
    const isCut = getComputedStyle(one).objectFit === "cover";
    const width = isCut ? Math.max(box.width, box.height * ratio) : box.width;
    const opens = one.fetchPriority === "high" && innerWidth < 640;
    return [one.currentSrc, width * devicePixelRatio, opens ? 0.74 : 0.99];
  });
}"""


@pytest.fixture(scope="module")
def large() -> bytes:
    """Return a large picture of many colours that is quick to encode."""
    shades = Image.linear_gradient("L")
    turned = [shades.transpose(turn) for turn in (Transpose.ROTATE_90, Transpose.ROTATE_180)]
    buffer = BytesIO()
    Image.merge("RGB", (shades, *turned)).resize((3000, 2000)).save(buffer, "JPEG")
    return buffer.getvalue()


@pytest.mark.parametrize("stories", [1, 4])
def test_every_picture_has_the_pixels_of_its_place_and_few_more(chromium: Browser, site, large,
                                                                stories):  # fmt: skip
    names = "abcd"[:stories]
    files = {
        f"content/articles/ai/{name}.md": story(
            name, GROUP if name == "a" else "", image=f"{{src: 2026/{name}.jpg, alt: A}}"
        )
        for name in names
    }
    # A browser takes a larger size that it has already: so each place has an address of its own.
    built = site({**files, **{f"content/media/2026/{name}.jpg": large for name in names + "123"}})

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HOST).partition("?")[0]
        file = built.output / (path + "index.html" if path.endswith("/") else path).lstrip("/")
        route.fulfill(path=file) if file.is_file() else route.abort()

    misfits, screens = [], ((360, 2), (390, 3), (1024, 1), (1440, 2))
    for address, (width, density) in product(("/", "/ai/", "/ai/2026/11/a/"), screens):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, device_scale_factor=density
        )
        context.route("**/*", answer)
        page = context.new_page()
        page.goto(HOST + address)
        for source, needed, least in page.evaluate(SHOWN):
            got = int(re.search(r"-(\d+)(x\d+)?\.avif$", source)[1])
            if not least <= got / needed <= 1.36:
                misfits.append((address, width, density, round(needed), got))
        context.close()
    assert misfits == []
