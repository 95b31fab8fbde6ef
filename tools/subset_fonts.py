"""Cut the theme's fonts from their npm packages, and measure the fallbacks that stand in for them.

    npm pack @fontsource-variable/newsreader @fontsource-variable/inter
    python tools/subset_fonts.py FOLDER [theme/static/fonts]

FOLDER holds ``newsreader/`` and ``inter/``: the two packages, unpacked. Needs fonttools and brotli.
It prints the ``@font-face`` descriptors of the fallbacks, which belong into ``css/fonts.css``.
"""

import shutil
import sys
from collections.abc import Sequence
from io import BytesIO
from operator import mul
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

# Basic Latin, Latin-1, a few letters beyond it, punctuation, signs, arrows.
LATIN = [
    *range(0x20, 0x7F), *range(0xA0, 0x100), 0x131, 0x152, 0x153, 0x2C6, 0x2DA, 0x2DC,
    *range(0x2002, 0x200C), *range(0x2010, 0x2028), 0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A,
    0x2044, *range(0x2074, 0x207A), *range(0x2080, 0x208A), 0x20AC, 0x2122,
    *range(0x2190, 0x2194), 0x2197, 0x21A9, 0x2212, 0x2215, 0x2248, 0x2260, 0x2264, 0x2265,
]  # fmt: skip
LATIN_EXTENDED_A = [*range(0x100, 0x180), *range(0x218, 0x21C), 0x1E9E]

# File name: source file, axes to keep (a range) or to fix (a number), characters.
# Only files whose name contains "roman" are preloaded.
SERIF, SANS = "newsreader/files/newsreader-", "inter/files/inter-"
UPRIGHT = {"wght": (400, 700), "opsz": (18, 72)}
CUTS: dict[str, tuple[str, dict[str, object], list[int]]] = {
    "newsreader-roman": (SERIF + "latin-opsz-normal", UPRIGHT, LATIN),
    "newsreader-italic": (SERIF + "latin-opsz-italic", {"wght": 400, "opsz": 20}, LATIN),
    "inter-roman": (SANS + "latin-wght-normal", {"wght": (400, 700)}, LATIN),
    "newsreader-extended": (SERIF + "latin-ext-opsz-normal", UPRIGHT, LATIN_EXTENDED_A),
    "inter-extended": (SANS + "latin-ext-wght-normal", {"wght": (400, 700)}, LATIN_EXTENDED_A),
}

LETTERS = " etaoinshrdlcumwfgypbvkjxqz"
# Share of each of them in English text, in per mille.
FREQUENCY = [
    183, 102, 75, 65, 62, 57, 57, 53, 50, 50, 35, 33, 23, 23, 20, 19, 18, 17, 16, 15, 13, 8, 6, 1,
    1, 1, 1,
]  # fmt: skip
# Their advance widths in thousandths of an em, from Adobe's font metrics (Times-Roman equals
# Times New Roman, Helvetica equals Arial, and so do their bold cuts).
TIMES = [
    250, 444, 278, 444, 500, 278, 500, 389, 500, 333, 500, 278, 444, 500, 778, 722, 333, 500, 500,
    500, 500, 500, 500, 278, 500, 500, 444,
]  # fmt: skip
TIMES_BOLD = [
    250, 444, 333, 500, 500, 278, 556, 389, 556, 444, 556, 278, 444, 556, 833, 722, 333, 500, 500,
    556, 556, 500, 556, 333, 500, 556, 444,
]  # fmt: skip
ARIAL = [
    278, 556, 278, 556, 556, 222, 556, 500, 556, 333, 556, 222, 500, 556, 833, 722, 278, 556, 500,
    556, 556, 500, 500, 222, 500, 556, 500,
]  # fmt: skip
ARIAL_BOLD = [
    278, 556, 333, 556, 611, 278, 611, 556, 611, 389, 611, 278, 556, 611, 889, 778, 333, 611, 556,
    611, 611, 556, 556, 278, 556, 611, 500,
]  # fmt: skip
# What is measured: which cut, at which weight and size, against which stand-in.
FALLBACKS: dict[str, tuple[str, dict[str, object], list[int]]] = {
    "Newsreader-fallback, 400": ("newsreader-roman", {"wght": 400, "opsz": 20}, TIMES),
    "Newsreader-fallback, 500 700": ("newsreader-roman", {"wght": 600, "opsz": 22}, TIMES_BOLD),
    "Newsreader-display": ("newsreader-roman", {"wght": 600, "opsz": 56}, TIMES_BOLD),
    "Inter-fallback, 400 500": ("inter-roman", {"wght": 420}, ARIAL),
    "Inter-fallback, 600 700": ("inter-roman", {"wght": 600}, ARIAL_BOLD),
}


def cut(source: Path, axes: dict[str, object], characters: list[int]) -> TTFont:
    """Return the font at ``source`` with only these axes and characters."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.layout_features = ["*"]
    options.hinting = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    # Glyphs of the untouched tables are read lazily: only a reloaded font has forgotten the rest.
    buffer = BytesIO()
    font.flavor = None
    font.save(buffer)
    font = TTFont(buffer, recalcTimestamp=False)
    instantiateVariableFont(font, axes, inplace=True)
    font.flavor = "woff2"
    return font


def mean_width(widths: Sequence[float]) -> float:
    """Return the mean advance width over English text, in the unit of ``widths``."""
    return sum(map(mul, widths, FREQUENCY)) / sum(FREQUENCY)


def fallback(font: TTFont, standin: list[int]) -> str:
    """Return the descriptors that make a stand-in font set as wide and as high as ``font``."""
    units, hhea = font["head"].unitsPerEm, font["hhea"]
    names = font.getBestCmap()
    own = mean_width([font["hmtx"][names[ord(letter)]][0] / units for letter in LETTERS])
    adjust = own / (mean_width(standin) / 1000)
    ascent, descent = hhea.ascent / units / adjust, -hhea.descent / units / adjust
    return (
        f"size-adjust: {adjust:.2%}; ascent-override: {ascent:.2%}; "
        f"descent-override: {descent:.2%}; line-gap-override: {hhea.lineGap / units / adjust:.0%};"
    )


def main(packages: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    total = 0
    for name, (source, axes, characters) in CUTS.items():
        font = cut(packages / f"{source}.woff2", axes, characters)
        path = target / f"{name}.woff2"
        font.save(path)
        total += path.stat().st_size
        print(f"{path}: {path.stat().st_size:,} bytes, {len(font.getBestCmap())} characters")
    print(f"{total:,} bytes in all")
    for family in ("newsreader", "inter"):
        shutil.copyfile(packages / family / "LICENSE", target / f"OFL-{family}.txt")
    for name, (file, axes, standin) in FALLBACKS.items():
        font = instantiateVariableFont(TTFont(target / f"{file}.woff2"), axes)
        print(f"{name}: {fallback(font, standin)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "theme/static/fonts"))
