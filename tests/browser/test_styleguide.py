"""The style guide in a preview: every component keeps its shape, in every direction and scheme.

Text is set in a font of equal boxes, so that no machine's fonts count. ``components-*.txt`` has the
boxes of each component; after a change that is meant, write them again and look at the difference:

    WRITE_COMPONENTS=1 ./inv test -k components
"""

import base64
import os
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from playwright.sync_api import Browser, Page

from newsroom.building.build import build
from tests.browser.conftest import serving
from tests.conftest import CONF, REGISTRIES, story, write_files

pytestmark = pytest.mark.browser

NOW = "2026-11-23T12:00:00+00:00"
MOST = 2
"""So many pixels a box may be off: browsers round differently."""
BOXES = """() => [...document.querySelectorAll(".specimen")].map((specimen) => {
  const origin = specimen.getBoundingClientRect();
  const seen = [...specimen.querySelectorAll("[class]:not(svg *, time, .lang)")]
    .filter((one) => !one.closest("pre") && one.checkVisibility())
    .filter((one) => !["inline", "none"].includes(getComputedStyle(one).display));
  const boxes = seen.map((one) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    return [one.classList[0], left - origin.left, top - origin.top, width, height];
  });
  return [specimen.dataset.specimen, origin.width, boxes];
})"""


def box_font() -> str:
    """Return a font in which every character is a box, half as wide as high."""
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for point in ((50, 600), (450, 600), (450, 0)):
        pen.lineTo(point)
    pen.closePath()
    glyph = pen.glyph()
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder([".notdef", "box"])
    font.setupCharacterMap(dict.fromkeys((*range(32, 0x700), *range(0x2000, 0x2300)), "box"))
    font.setupGlyf({".notdef": glyph, "box": glyph})
    font.setupHorizontalMetrics({".notdef": (500, 50), "box": (500, 50)})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    font.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    font.setupPost()
    file = BytesIO()
    font.save(file)
    return base64.b64encode(file.getvalue()).decode()


PLAIN = f"""
@font-face {{ font-family: Boxes; src: url("data:font/ttf;base64,{box_font()}"); }}
*, *::before, *::after {{
  font-family: Boxes !important;
  font-size-adjust: none !important;
  font-style: normal !important;
  font-synthesis: none !important;
  hyphens: manual !important;
  text-wrap: wrap !important;
}}
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("styleguide")
    write_files(root, {**REGISTRIES, "content/articles/ai/a.md": story()})
    folders = {
        "PATH": str(root / "content"),
        "OUTPUT_PATH": str(root / "output"),
        "CACHE_PATH": str(root / ".cache"),
    }
    build(CONF, {**folders, "NOW": NOW, "PREVIEW": True})
    with serving(root / "output") as address:
        yield address


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    context = chromium.new_context(base_url=address, bypass_csp=True, locale="en-GB")
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    yield page
    context.close()


def shown(page: Page, width: int, style: str = PLAIN) -> list[tuple[str, float, list[list]]]:
    """Open the style guide and return name, width and boxes of its components."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/styleguide/")
    page.add_style_tag(content=style)
    page.evaluate("document.fonts.load('1em Boxes').then(() => document.fonts.ready.then(() => 0))")
    page.wait_for_load_state("networkidle")
    return page.evaluate(BOXES)


def written(components: list[tuple[str, float, list[list]]]) -> list[str]:
    def line(boxes: list[list]) -> str:
        return "; ".join(" ".join([kind, *map(str, map(round, box))]) for kind, *box in boxes)

    return [f"{name}: {line(boxes)}" for name, _, boxes in components]


def differs(line: str, other: str) -> bool:
    """Return whether two lines name other boxes, or one of them is elsewhere."""
    number = re.compile(r"-?\d+")
    if number.sub("", line) != number.sub("", other):
        return True
    pairs = zip(number.findall(line), number.findall(other), strict=True)
    return any(abs(int(one) - int(two)) > MOST for one, two in pairs)


@pytest.mark.parametrize("width", [360, 1280])
def test_components_keep_their_shape(page, width):
    lines = written(shown(page, width))
    file = Path(__file__).with_name(f"components-{width}.txt")
    if os.environ.get("WRITE_COMPONENTS"):
        file.write_text("\n".join(lines) + "\n", "utf-8")
    before = file.read_text("utf-8").splitlines()
    assert [line.partition(":")[0] for line in lines] == [line.partition(":")[0] for line in before]
    assert [one for one, two in zip(lines, before, strict=True) if differs(one, two)] == []


@pytest.mark.parametrize("path", ["/styleguide/", "/styleguide/rtl/"])
@pytest.mark.parametrize("size", ["135%", "200%"])
def test_large_type_on_a_small_phone_makes_no_page_wider(page, path, size):
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(path)
    page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("width", [360, 1280])
def test_from_right_to_left_everything_is_mirrored(page, width):
    straight = shown(page, width)
    page.evaluate(
        """() => {
          for (const one of document.querySelectorAll("[dir]")) one.removeAttribute("dir");
          document.documentElement.dir = "rtl";
        }"""
    )
    turned = page.evaluate(BOXES)
    wrong = []
    for (name, whole, boxes), (_, _, others) in zip(straight, turned, strict=True):
        for (kind, left, top, width_, height), other in zip(boxes, others, strict=True):
            mirrored = [whole - left - width_, top, width_, height]
            if any(abs(one - two) > MOST for one, two in zip(mirrored, other[1:], strict=True)):
                wrong.append((name, kind, mirrored, other[1:]))
    assert wrong == []


@pytest.mark.parametrize(
    "media", [{"color_scheme": "dark"}, {"forced_colors": "active"}, {"reduced_motion": "reduce"}],
    ids=["dark", "forced colours", "still"],
)  # fmt: skip
def test_no_wish_of_the_reader_moves_anything(page, media):
    lines = written(shown(page, 1280))
    page.emulate_media(**media)
    assert written(page.evaluate(BOXES)) == lines


@pytest.mark.parametrize("width", [320, 640, 1280])
@pytest.mark.parametrize("path", ["/styleguide/", "/styleguide/rtl/"])
def test_nothing_is_wider_than_the_window_at_any_size(page, width, path):
    page.set_viewport_size({"width": width, "height": 450})
    page.goto(path)
    wide = page.evaluate(
        """() => [...document.querySelectorAll(".specimen *")].filter((one) => {
          const { left, right } = one.getBoundingClientRect();
          return (left < -1 || right > innerWidth + 1)
            && !one.closest("pre, table, .menu-list, .newsletter-trap");
        }).map((one) => one.className || one.tagName)"""
    )
    assert wide == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("path", ["/styleguide/", "/styleguide/rtl/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_can_be_read_and_hit(page, axe_script, path, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(path)
    page.add_script_tag(content=axe_script)
    found = page.evaluate(
        "axe.run({ runOnly: { type: 'rule',"
        " values: ['color-contrast', 'target-size', 'aria-hidden-focus', 'list', 'image-alt'] } })"
    )
    told = [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]]
    assert told == []


def test_readers_never_see_it(site):
    built = site({"content/articles/ai/a.md": story()})
    assert not any(path.startswith("styleguide") for path in built.files())
