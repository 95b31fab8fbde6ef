"""Draws the demo edition's pictures: ``python tools/draw_pictures.py content/media/2026``.

Each picture is printed the way a small press would: shapes and tones go on one plate per ink,
the plates are laid over warm paper a little out of register, and inks multiply where they meet.
Everything is seeded, so the same versions of Pillow and numpy draw the same bytes.

Lengths are in page units (1600 x 900), colors are sRGB 0..1, masks are float32 coverage 0..1.
"""

import math
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

Mask = NDArray[Any]  # float32
Point = tuple[float, float]

WIDTH, HEIGHT = 1600, 900
SCALE = 2  # supersampling
MAX_BYTES = 150_000

PAPER = (0.957, 0.929, 0.871)
INK, BLUE, RED = "ink", "blue", "red"
INKS = {INK: (0.125, 0.118, 0.118), BLUE: (0.110, 0.255, 0.545), RED: (0.898, 0.275, 0.165)}
REGISTER = {INK: (0, 0), BLUE: (3, -2), RED: (-3, 2)}  # shift of each plate, working pixels


# -- the press ---------------------------------------------------------------------------------


@cache
def grid() -> tuple[Mask, Mask]:
    """X and Y of every working pixel's center, in page units."""
    y, x = np.mgrid[0 : HEIGHT * SCALE, 0 : WIDTH * SCALE].astype(np.float32)
    return (x + 0.5) / SCALE, (y + 0.5) / SCALE


def noise(seed: int, size: float) -> Mask:
    """Smooth noise 0..1 with features about ``size`` page units wide."""
    shape = (max(2, round(HEIGHT / size)), max(2, round(WIDTH / size)))
    values = np.random.default_rng(seed).random(shape, dtype=np.float32)
    image = Image.fromarray(values).resize(
        (WIDTH * SCALE, HEIGHT * SCALE), Image.Resampling.BICUBIC
    )
    return np.clip(np.asarray(image, dtype=np.float32), 0, 1)


def dots(tone: Mask, pitch: float = 13, angle: float = 30) -> Mask:
    """A halftone: ``tone`` 0..1 as dots on a screen of ``pitch`` at ``angle`` degrees."""
    x, y = grid()
    turn = math.radians(angle)
    u = (x * math.cos(turn) + y * math.sin(turn)) * (2 * math.pi / pitch)
    v = (y * math.cos(turn) - x * math.sin(turn)) * (2 * math.pi / pitch)
    spot = 0.5 + 0.25 * (np.cos(u) + np.cos(v))
    return np.clip((spot - 1 + tone) * pitch * 0.7 + 0.5 * (tone > 0), 0, 1).astype(np.float32)


def engrave(phase: Mask, tone: Mask, pitch: float) -> Mask:
    """Engraver's lines where ``phase`` (in cycles) is whole, swelling with ``tone`` 0..1."""
    away: Mask = np.abs(phase - np.round(phase)) * 2  # 0 on the line, 1 half-way to the next
    lines: Mask = np.clip((tone - away) * pitch * SCALE / 2, 0, 1).astype(np.float32)
    return lines


def contours(field: Mask, interval: float, width: float) -> Mask:
    """Lines of equal height and of constant ``width``, as on a map."""
    steps = field / interval
    slope = np.hypot(*np.gradient(steps)) + 1e-6
    distance = np.abs(steps - np.round(steps)) / slope / SCALE
    lines: Mask = np.clip((width / 2 - distance) * SCALE + 0.5, 0, 1).astype(np.float32)
    return lines


class Pen:
    """Draws shapes in page units on one mask; ``fill=0`` rubs out."""

    def __init__(self) -> None:
        self.image = Image.new("L", (WIDTH * SCALE, HEIGHT * SCALE))
        self.draw = ImageDraw.Draw(self.image)

    @property
    def mask(self) -> Mask:
        return np.asarray(self.image, dtype=np.float32) / 255

    def shape(self, points: Iterable[Point], fill: float = 1) -> "Pen":
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=round(fill * 255))
        return self

    def box(self, x0: float, y0: float, x1: float, y1: float, fill: float = 1) -> "Pen":
        return self.shape([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], fill)

    def disc(self, x: float, y: float, r: float, fill: float = 1) -> "Pen":
        corners = ((x - r) * SCALE, (y - r) * SCALE, (x + r) * SCALE, (y + r) * SCALE)
        self.draw.ellipse(corners, fill=round(fill * 255))
        return self

    def ring(self, x: float, y: float, r: float, width: float) -> "Pen":
        return self.line(arc(x, y, r, 0, 360), width)

    def line(self, points: Sequence[Point], width: float, fill: float = 1) -> "Pen":
        """A stroke with round ends and joins."""
        path = [(x * SCALE, y * SCALE) for x, y in points]
        self.draw.line(
            path, fill=round(fill * 255), width=max(1, round(width * SCALE)), joint="curve"
        )
        if width > 2:
            for x, y in (points[0], points[-1]):
                self.disc(x, y, width / 2, fill)
        return self

    def dashes(self, points: Sequence[Point], width: float, dash: float, gap: float) -> "Pen":
        for start in np.arange(0, length(points), dash + gap):
            self.line(piece(points, start, start + dash), width)
        return self


def arc(x: float, y: float, r: float, start: float, end: float, squash: float = 1) -> list[Point]:
    """Points on a circle, degrees clockwise from three o'clock; ``squash`` flattens it."""
    count = max(8, int(abs(end - start) / 360 * r * 1.6))
    turns = (math.radians(start + (end - start) * i / count) for i in range(count + 1))
    return [(x + r * math.cos(t), y + r * squash * math.sin(t)) for t in turns]


def curve(*points: Point, count: int = 80) -> list[Point]:
    """A Bezier curve with the given control points."""
    n = len(points) - 1
    return [
        (
            sum(math.comb(n, k) * (1 - t) ** (n - k) * t**k * points[k][0] for k in range(n + 1)),
            sum(math.comb(n, k) * (1 - t) ** (n - k) * t**k * points[k][1] for k in range(n + 1)),
        )
        for t in (i / count for i in range(count + 1))
    ]


def length(points: Sequence[Point]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(points))


def along(points: Sequence[Point], distance: float) -> tuple[float, float, float]:
    """The point at ``distance`` along the path, and its direction in radians."""
    for (ax, ay), (bx, by) in pairwise(points):
        step = math.dist((ax, ay), (bx, by))
        if distance <= step and step:
            part = distance / step
            return ax + (bx - ax) * part, ay + (by - ay) * part, math.atan2(by - ay, bx - ax)
        distance -= step
    (ax, ay), (bx, by) = points[-2:]
    return bx, by, math.atan2(by - ay, bx - ax)


def piece(points: Sequence[Point], start: float, end: float) -> list[Point]:
    """The part of the path between two distances."""
    end = min(end, length(points))
    steps = max(2, int((end - start) / 4))
    return [along(points, start + (end - start) * i / steps)[:2] for i in range(steps + 1)]


def turned(points: Iterable[Point], degrees: float, x: float, y: float) -> list[Point]:
    """The points turned about the origin, then moved to (x, y)."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [(x + px * c - py * s, y + px * s + py * c) for px, py in points]


def oblong(w: float, h: float) -> list[Point]:
    """A rectangle centered on the origin."""
    return [(-w / 2, -h / 2), (w / 2, -h / 2), (w / 2, h / 2), (-w / 2, h / 2)]


def words(seed: int, x0: float, x1: float, height: float) -> list[tuple[float, float]]:
    """Starts and ends of the words in one line of set type, justified from x0 to x1."""
    rng = np.random.default_rng(seed)
    widths: list[float] = []
    while sum(widths) + height * 0.9 * len(widths) < x1 - x0:
        widths.append(height * float(rng.choice([1.6, 2.4, 3.2, 4.4, 5.6])))
    stretch = (x1 - x0 + height * 0.9) / (sum(widths) + height * 0.9 * len(widths))
    spans, x = [], x0
    for width in widths:
        spans.append((x, x + width * stretch))
        x += (width + height * 0.9) * stretch
    return [(a, b - height * 0.9 * (stretch - 1)) for a, b in spans]


def column(pen: Pen, seed: int, box: tuple[float, float, float, float], size: float) -> None:
    """Sets lines of "type" as bars: (x0, y0, x1, y1), bars ``size`` high, last line short."""
    x0, y0, x1, y1 = box
    rows = int((y1 - y0) / (size * 2.2))
    for row in range(rows):
        y = y0 + row * size * 2.2
        end = x0 + (x1 - x0) * 0.55 if row == rows - 1 else x1
        for a, b in words(seed + row, x0, end, size):
            pen.box(a, y, b, y + size)


def leaf(
    sheet: "Sheet", x: float, y: float, w: float, h: float, turn: float = 0, seed: int = 1
) -> None:
    """A loose printed page, centered on (x, y)."""
    sheet.clear(Pen().shape(turned(oblong(w, h), turn, x, y)).mask)
    pen = Pen()
    outline = turned(oblong(w, h), turn, x, y)
    pen.line([*outline, outline[0]], max(1.5, w / 60))
    bar = h / 22
    pen.shape(turned([(a + 0, b - h * 0.36) for a, b in oblong(w * 0.76, bar * 2.2)], turn, x, y))
    for row in range(6):
        width = w * (0.42 if row == 5 else 0.76)
        line = [
            (a - (w * 0.76 - width) / 2, b - h * 0.2 + row * h * 0.11)
            for a, b in oblong(width, bar)
        ]
        pen.shape(turned(line, turn, x, y))
    sheet.print(INK, pen.mask)


class Sheet:
    """A sheet of paper under three plates."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.register = REGISTER
        self.plates = {ink: np.zeros((HEIGHT * SCALE, WIDTH * SCALE), np.float32) for ink in INKS}

    def print(self, ink: str, mask: Mask) -> "Sheet":
        self.plates[ink] = np.maximum(self.plates[ink], mask)
        return self

    def flood(self, ink: str) -> "Sheet":
        self.plates[ink][:] = 1
        return self

    def clear(self, mask: Mask, *inks: str) -> "Sheet":
        """Takes ink away where the mask is, so that the paper shows."""
        for ink in inks or INKS:
            self.plates[ink] = self.plates[ink] * (1 - mask)
        return self

    def proof(self) -> Image.Image:
        """The printed sheet at page size."""
        tooth = noise(self.seed + 1, 1.9) * 0.6 + noise(self.seed + 2, 6) * 0.4
        color = np.ones((HEIGHT * SCALE, WIDTH * SCALE, 3), np.float32) * np.array(
            PAPER, np.float32
        )
        for number, (ink, rgb) in enumerate(INKS.items()):
            plate = Image.fromarray((self.plates[ink] * 255).astype(np.uint8))
            spread = np.asarray(plate.filter(ImageFilter.GaussianBlur(1.1)), np.float32) / 255
            right, down = self.register[ink]
            rows = np.clip(np.arange(HEIGHT * SCALE) - down, 0, HEIGHT * SCALE - 1)
            columns = np.clip(np.arange(WIDTH * SCALE) - right, 0, WIDTH * SCALE - 1)
            spread = spread[rows][:, columns]
            cloud = noise(self.seed + 10 + number, 90)
            bare = np.clip(
                (tooth - 0.775 - 0.04 * cloud) * 6, 0, 0.6
            )  # ink misses the paper's valleys
            cover = spread * (1 - bare) * (0.965 - 0.07 * cloud)
            color *= 1 - cover[..., None] * (1 - np.array(rgb, np.float32))
        fiber = (noise(self.seed + 30, 4) - 0.5) * 0.016 + (noise(self.seed + 31, 260) - 0.5) * 0.03
        color = np.clip(color + fiber[..., None], 0, 1)
        return Image.fromarray((color * 255).round().astype(np.uint8)).reduce(SCALE)

    def encode(self) -> bytes:
        """WebP at the best quality (80 and down) that stays within ``MAX_BYTES``."""
        page = self.proof()
        for quality in range(80, 30, -4):
            buffer = BytesIO()
            page.save(buffer, "WEBP", quality=quality, method=6)
            if buffer.tell() <= MAX_BYTES:
                break
        return buffer.getvalue()


def fade(start: float, end: float, axis: int = 1) -> Mask:
    """0 at ``start`` to 1 at ``end`` along x (0) or y (1)."""
    return np.clip((grid()[axis] - start) / (end - start), 0, 1).astype(np.float32)


# -- the pictures ------------------------------------------------------------------------------


def scales(sheet: Sheet) -> None:
    """A balance: a stack of books against a grid of cells."""
    _, y = grid()
    sun = Pen().disc(800, 430, 372).mask
    sheet.print(RED, sun * engrave(y / 15, 1.25 - fade(250, 830) * 1.05, 15))
    sheet.print(BLUE, engrave((y - 770) / 13, 0.2 + fade(770, 900) * 0.6, 13) * (y > 768))
    tilt = 0.085
    left, right = (800 - 450, 262 + 450 * tilt), (800 + 450, 262 - 450 * tilt)
    beam = Pen().shape([left, (790, 238), (810, 236), right, (810, 284), (790, 288)])
    beam.shape([(784, 280), (816, 280), (834, 742), (766, 742)]).disc(800, 262, 34)
    beam.box(650, 738, 950, 768).box(600, 764, 1000, 800).line([(800, 262), (800, 176)], 12).disc(
        800, 168, 18
    )
    strings = Pen()
    for px, py in (left, right):
        beam.disc(px, py, 13)
        for dx in (-168, 168):
            strings.line([(px, py), (px + dx, py + 300)], 3)
        beam.shape(arc(px, py + 300, 190, 0, 180, 0.36)).box(px - 198, py + 294, px + 198, py + 306)
    sheet.print(INK, strings.mask).clear(beam.mask).print(INK, beam.mask)
    sheet.clear(Pen().disc(800, 262, 14).mask)
    px, top = left[0], left[1] + 294
    rng = np.random.default_rng(4)
    for book in range(6):
        shift, wide, tall = (
            float(rng.uniform(-14, 14)),
            float(rng.uniform(112, 138)),
            (34, 42, 28, 46, 34, 30)[book],
        )
        top -= tall
        spine = Pen().box(px + shift - wide, top, px + shift + wide, top + tall).mask
        sheet.clear(spine)
        edge = Pen().line([(px + shift - wide, top), (px + shift + wide, top)], 3)
        edge.line([(px + shift - wide, top + tall), (px + shift + wide, top + tall)], 3)
        edge.box(px + shift - wide, top, px + shift - wide + 46, top + tall)
        inside = Pen().box(px + shift - wide + 46, top, px + shift + wide - 6, top + tall).mask
        sheet.print(INK, edge.mask).print(
            INK, inside * engrave(y / 6.2, np.full_like(y, 0.34), 6.2)
        )
        if book in (1, 4):
            sheet.print(
                RED, Pen().box(px + shift - wide, top, px + shift - wide + 46, top + tall).mask
            )
            sheet.clear(
                Pen().box(px + shift - wide, top, px + shift - wide + 46, top + tall).mask, INK
            )
    px, bottom = right[0], right[1] + 292
    cells = {ink: Pen() for ink in INKS}
    bare = Pen().box(px - 142, bottom - 246, px + 142, bottom)
    for row in range(7):
        for cell in range(8):
            ink = (BLUE, BLUE, INK, BLUE, RED)[int(rng.integers(5))]
            half = float(rng.choice([6, 10, 14.5]))
            cx, cy = px - 124 + cell * 35.4, bottom - 228 + row * 35
            cells[ink].box(cx - half, cy - half, cx + half, cy + half)
    sheet.clear(bare.mask)
    for ink, pen in cells.items():
        sheet.print(ink, pen.mask)
    frame = oblong(292, 252)
    sheet.print(INK, Pen().line(turned([*frame, frame[0]], 0, px, bottom - 124), 4).mask)


def crawler(sheet: Sheet) -> None:
    """An orb web hung with pages; the crawler halts before the one marked off."""
    x, y = grid()
    sheet.flood(BLUE)
    sheet.print(INK, dots(np.clip(np.hypot(x - 930, y - 420) / 1500 - 0.14, 0, 0.5), 17, 45))
    hub = (930.0, 420.0)
    turns = [math.radians(20 * k + 7 * math.sin(k * 2.3)) for k in range(18)]
    silk = Pen()
    for t in turns:
        silk.line([hub, (hub[0] + 1300 * math.cos(t), hub[1] + 1300 * math.sin(t))], 2.4)
    for ring in range(1, 13):
        r = 34 + ring * ring * 3.3 + ring * 24
        for a, b in zip(turns, [*turns[1:], turns[0] + 2 * math.pi], strict=True):
            mid = (a + b) / 2
            p, q = ((hub[0] + r * math.cos(t), hub[1] + r * math.sin(t)) for t in (a, b))
            sag = (hub[0] + r * 0.84 * math.cos(mid), hub[1] + r * 0.84 * math.sin(mid))
            silk.line(curve(p, sag, q, count=14), 2.2)
    sheet.clear(silk.mask)
    pages = [
        (1290, 230, 12),
        (1400, 620, -9),
        (1020, 700, 7),
        (690, 180, -14),
        (1150, 470, 4),
        (180, 250, 10),
        (720, 800, -6),
    ]
    for number, (px, py, turn) in enumerate(pages):
        leaf(sheet, px, py, 118, 152, turn, number)
    bx, by = 330.0, 590.0
    leaf(sheet, bx, by, 190, 246, -7, 9)
    bar = Pen().shape(turned(oblong(250, 46), -24, bx, by)).mask
    sheet.clear(bar).print(RED, bar)
    body = Pen()
    sx, sy = 640.0, 478.0
    for side in (-1, 1):
        for k, (reach, lift) in enumerate(((150, -118), (176, -50), (168, 40), (138, 112))):
            root = (sx - 26 + k * 17, sy + side * 16)
            knee = (sx + (k - 1.5) * 62, sy + side * (96 - abs(k - 1.5) * 12))
            foot = (sx + (k - 1.5) * 108 + lift * 0.12, sy + side * (reach - 4))
            body.line([root, knee, foot], 9)
    body.disc(sx + 62, sy, 62).disc(sx - 38, sy, 34)
    halo = Image.fromarray((body.mask * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(8))
    sheet.clear((np.asarray(halo) > 20).astype(np.float32)).print(INK, body.mask)
    mark = Pen().shape([(sx + 62, sy - 30), (sx + 84, sy), (sx + 62, sy + 30), (sx + 40, sy)]).mask
    sheet.clear(mark).print(RED, mark)


def archive_map(sheet: Sheet) -> None:
    """A contour map whose summits are clusters of stories."""
    x, y = grid()
    hills = [
        (430, 330, 190, 1.0),
        (1120, 560, 230, 1.15),
        (1180, 200, 130, 0.62),
        (700, 720, 150, 0.55),
        (150, 740, 120, 0.4),
    ]
    height = (noise(8, 240) - 0.5) * 0.22 + (noise(9, 90) - 0.5) * 0.05
    for hx, hy, size, tall in hills:
        height += tall * np.exp(-((x - hx) ** 2 + ((y - hy) * 1.15) ** 2) / (2 * size**2))
    sheet.print(BLUE, contours(height, 0.062, 1.7)).print(BLUE, contours(height, 0.31, 4.4))
    sheet.print(RED, dots(np.clip((height - 0.62) * 1.5, 0, 0.8), 12, 20))
    sheet.print(BLUE, dots(np.clip(0.22 - height, 0, 0.35), 12, 65))
    rng = np.random.default_rng(12)
    stories = Pen()
    for hx, hy, size, tall in hills:
        for _ in range(int(62 * tall)):
            px, py = rng.normal(hx, size * 0.62), rng.normal(hy, size * 0.54)
            stories.shape(turned(oblong(9, 12), float(rng.uniform(-30, 30)), float(px), float(py)))
    sheet.print(INK, stories.mask)
    lines = Pen()
    for gx in range(100, 1600, 200):
        lines.line([(gx, 0), (gx, 900)], 1)
    for gy in range(50, 900, 200):
        lines.line([(0, gy), (1600, gy)], 1)
    sheet.print(INK, lines.mask * 0.6)
    path = curve((430, 330), (640, 300), (820, 640), (1120, 560))
    sheet.clear(Pen().line(path, 12).mask)
    sheet.print(INK, Pen().dashes(path, 5, 22, 14).mask)
    for px, py in ((430, 330), (1120, 560)):
        sheet.clear(Pen().disc(px, py, 30).mask).print(
            INK, Pen().ring(px, py, 25, 5).disc(px, py, 10).mask
        )


def tag(sheet: Sheet) -> None:
    """A luggage tag, stamped, on a vermilion ground."""
    sheet.flood(RED)
    x, _ = grid()
    shape = [(-470, -120), (-390, -205), (430, -205), (430, 205), (-390, 205), (-470, 120)]
    sheet.print(
        INK, Pen().shape(turned(shape, -11, 868, 520)).mask * dots(np.full_like(x, 0.62), 11, 40)
    )
    card = turned(shape, -11, 840, 480)
    sheet.clear(Pen().shape(card).mask)
    pen = Pen().line([*card, card[0]], 6)
    inner = turned([(px * 0.955, py * 0.9) for px, py in shape], -11, 840, 480)
    pen.line([*inner, inner[0]], 2)
    hole = turned([(-395, 0)], -11, 840, 480)[0]
    for row, (start, end, thick) in enumerate(
        ((-290, 150, 40), (-290, 60, 15), (-290, 20, 15), (-290, 84, 15), (-290, -90, 15))
    ):
        top = -138 + (0 if row == 0 else 58 + (row - 1) * 42)
        if row == 0:
            pen.shape(
                turned(
                    [(start, top), (end, top), (end, top + thick), (start, top + thick)],
                    -11,
                    840,
                    480,
                )
            )
            continue
        for a, b in words(30 + row, start, end, thick):
            pen.shape(
                turned([(a, top), (b, top), (b, top + thick), (a, top + thick)], -11, 840, 480)
            )
    for box in range(3):
        corner = turned(
            [
                (-290 + box * 74, 106),
                (-246 + box * 74, 106),
                (-246 + box * 74, 150),
                (-290 + box * 74, 150),
            ],
            -11,
            840,
            480,
        )
        pen.line([*corner, corner[0]], 4)
    tick = turned([(-214, 124), (-198, 142), (-160, 88)], -11, 840, 480)
    pen.ring(*hole, 44, 20)
    sheet.print(INK, pen.mask)
    sheet.print(BLUE, Pen().line(tick, 12).mask)
    sheet.print(RED, Pen().disc(*hole, 34).mask).clear(Pen().disc(*hole, 34).mask, INK, BLUE)
    cx, cy = turned([(255, 20)], -11, 840, 480)[0]
    stamp = Pen().ring(cx, cy, 138, 10).ring(cx, cy, 118, 3)
    for k in range(24):
        t = math.radians(k * 15 + 4)
        stamp.line(
            [
                (cx + 94 * math.cos(t), cy + 94 * math.sin(t)),
                (cx + 110 * math.cos(t), cy + 110 * math.sin(t)),
            ],
            5,
        )
    stamp.shape(turned(oblong(330, 62), -25, cx, cy), 0)
    stamp.line(turned([(-165, -31), (165, -31)], -25, cx, cy), 5).line(
        turned([(-165, 31), (165, 31)], -25, cx, cy), 5
    )
    for a, b in words(77, -140, 140, 22):
        stamp.shape(turned([(a, -11), (b, -11), (b, 11), (a, 11)], -25, cx, cy))
    sheet.print(BLUE, stamp.mask * np.clip(1.55 - noise(5, 14), 0, 1))
    string = curve(hole, (hole[0] - 230, hole[1] - 30), (120, 330), (330, 150), (420, -60))
    again = curve(hole, (hole[0] - 120, hole[1] - 150), (330, 300), (180, 120), (250, -40))
    sheet.print(INK, Pen().line(string, 7).line(again, 7).mask)


def error_bars(sheet: Sheet) -> None:
    """Bars of nearly one height whose whiskers all overlap."""
    x, y = grid()
    rules = Pen()
    for gy in range(110, 800, 69):
        rules.line([(90, gy), (1510, gy)], 1.2)
    sheet.print(INK, rules.mask)
    tops = (322, 300, 336, 284, 314, 270, 296)
    bars, shade, whiskers = Pen(), Pen(), Pen()
    for k, top in enumerate(tops):
        left = 150 + k * 190
        bars.box(left, top, left + 130, 800)
        shade.box(left + 92, top, left + 130, 800)
        spread = (92, 118, 84, 128, 96, 110, 124)[k]
        mid = left + 65
        whiskers.line([(mid, top - spread), (mid, top + spread)], 11)
        whiskers.line([(mid - 34, top - spread), (mid + 34, top - spread)], 11)
        whiskers.line([(mid - 34, top + spread), (mid + 34, top + spread)], 11)
        whiskers.disc(mid, top, 19)
    sheet.clear(bars.mask).print(
        BLUE, bars.mask * engrave((x + y) / 10, 0.86 - fade(260, 820) * 0.5, 10)
    )
    sheet.print(BLUE, shade.mask)
    halo = Image.fromarray((whiskers.mask * 255).astype(np.uint8)).filter(
        ImageFilter.GaussianBlur(8)
    )
    sheet.clear((np.asarray(halo) > 20).astype(np.float32)).print(RED, whiskers.mask)
    sheet.print(INK, Pen().dashes([(90, 306), (1510, 306)], 4.5, 18, 13).mask)
    sheet.print(INK, Pen().box(90, 796, 1510, 806).mask)
    ticks = Pen()
    for gy in range(110, 800, 23):
        ticks.line([(66 if (gy - 110) % 69 == 0 else 76, gy), (90, gy)], 3)
    sheet.print(INK, ticks.line([(90, 110), (90, 800)], 4).mask)


def calibration(sheet: Sheet) -> None:
    """Ridge lines that climb along a diagonal, with the observed points on it."""
    _, y = grid()
    sheet.print(
        RED, Pen().disc(400, 290, 176).mask * engrave(y / 13, 1.2 - fade(130, 480) * 0.95, 13)
    )
    rng = np.random.default_rng(21)
    xs = np.linspace(-20, 1620, 420)
    for row in range(46):
        part = row / 45
        base = 392 + part * 560
        center = 1360 - part * 1180
        rough = np.interp(xs, np.linspace(-20, 1620, 60), rng.normal(0, 1, 60))
        fine = np.interp(xs, np.linspace(-20, 1620, 190), rng.normal(0, 1, 190))
        swell = np.exp(-(((xs - center) / (150 + 60 * part)) ** 2))
        tall = (
            (330 - 170 * part) * swell * (1 + 0.08 * rough + 0.05 * fine)
            + 3.2 * fine * (0.3 + swell)
            + 7 * rough * 0.4
        )
        ridge = [(float(px), float(base - h)) for px, h in zip(xs, tall, strict=True)]
        sheet.clear(Pen().shape([*ridge, (1620, base + 80), (-20, base + 80)]).mask)
        sheet.print(BLUE if row % 2 else INK, Pen().line(ridge, 2.6 + part * 1.4).mask)
    points = Pen()
    path = []
    for k in range(9):
        part = (k + 0.5) / 9
        px, py = 1360 - part * 1180, 392 + part * 560 - (330 - 170 * part)
        drift = (-16, 12, 22, -8, 26, -18, 10, -14, 8)[k]
        path.append((px, py + drift))
        points.disc(px, py + drift, 17)
    sheet.clear(Pen().line(path, 12).mask).print(RED, Pen().line(path, 5).mask)
    halo = Pen()
    for px, py in path:
        halo.disc(px, py, 23)
    sheet.clear(halo.mask).print(RED, points.mask)


def stairs(sheet: Sheet) -> None:
    """Two flights of steps, bids and asks, that almost meet."""
    x, y = grid()
    depths = (0, 26, 64, 84, 150, 176, 250, 318, 344, 430)
    for ink, side in ((BLUE, -1), (RED, 1)):
        steps, risers = Pen(), Pen()
        for k, depth in enumerate(depths):
            near, far = 800 + side * (58 + k * 76), 800 + side * (58 + (k + 1) * 76)
            far = far if k < 9 else 800 + side * 900
            top = 660 - depth - (k * 9 if side > 0 else k * 4)
            steps.box(min(near, far), top, max(near, far), 700)
            risers.box(near if side > 0 else near - 16, top, near + 16 if side > 0 else near, 700)
            risers.box(min(near, far), top, max(near, far), top + 9)
        sheet.print(
            ink,
            steps.mask * engrave(y / 10 if side < 0 else x / 10, 0.22 + np.abs(x - 800) / 1150, 10),
        )
        sheet.print(ink, risers.mask)
        glass = np.flipud(steps.mask)
        glass = np.roll(glass, 1000, axis=0) * (y > 706)  # 2 * 700 - 900 = 500 units
        sheet.print(ink, glass * engrave(y / 8.5, 0.66 - fade(700, 905) * 0.62, 8.5))
    sheet.print(INK, Pen().box(0, 698, 1600, 707).mask)
    sheet.print(INK, Pen().dashes([(800, 70), (800, 690)], 4, 14, 12).mask)
    sheet.print(INK, Pen().disc(800, 560, 46).mask)
    sheet.clear(Pen().disc(786, 545, 12).mask)
    sheet.print(INK, Pen().shape([(786, 72), (814, 72), (800, 98)]).mask)


def tallies(sheet: Sheet) -> None:
    """Five-bar gates in chalk on a slate; one gate in red."""
    sheet.flood(INK)
    sheet.clear(np.clip((noise(3, 300) * 0.6 + noise(4, 26) * 0.4 - 0.55) * 0.5, 0, 0.14), INK)
    rng = np.random.default_rng(33)
    chalk, red = Pen(), Pen()
    for row, count in enumerate((8, 5, 9, 3)):
        for gate in range(count):
            left, top = 178 + gate * 146, 104 + row * 184
            pen = red if (row, gate) == (2, 6) else chalk
            bars = 5 if gate < count - 1 or row % 2 == 0 else 3
            for bar in range(min(bars, 4)):
                wobble = rng.normal(0, 4, 4)
                pen.line(
                    curve(
                        (left + bar * 24 + wobble[0], top + wobble[1]),
                        (left + bar * 24 + wobble[2], top + 60),
                        (left + bar * 24 + wobble[3], top + 118 + wobble[1]),
                    ),
                    9,
                )
            if bars == 5:
                wobble = rng.normal(0, 5, 4)
                pen.line(
                    curve(
                        (left - 26, top + 92 + wobble[0]),
                        (left + 36, top + 58 + wobble[1]),
                        (left + 100, top + 22 + wobble[2]),
                    ),
                    9,
                )
    for row in range(1, 4):
        chalk.line([(120, 72 + row * 184), (1480, 72 + row * 184 + 3)], 2.5)
    grain = np.clip((noise(6, 2.4) * 0.75 + noise(7, 9) * 0.5 - 0.34) * 4.2, 0, 1)
    for pen in (chalk, red):
        sheet.clear(pen.mask * grain)
    sheet.print(RED, red.mask * grain)
    frame = (
        Pen()
        .box(0, 0, 1600, 34)
        .box(0, 866, 1600, 900)
        .box(0, 0, 34, 900)
        .box(1566, 0, 1600, 900)
        .mask
    )
    sheet.clear(frame).print(BLUE, frame)


def signpost(sheet: Sheet) -> None:
    """A signpost over engraved hills; one board has fallen, the others hold."""
    x, y = grid()
    sheet.print(BLUE, dots(np.clip(0.6 - y / 640, 0, 1) * 0.9, 16, 30))
    for base, rise, ink, pitch, seed in (
        (470, 120, BLUE, 12, 1),
        (590, 130, INK, 13, 5),
        (740, 120, INK, 16, 9),
    ):
        shape = base - rise * (
            np.sin(x / 260 + seed) * 0.5 + np.sin(x / 97 + seed * 2.1) * 0.13 + 0.3
        )
        land = (y > shape).astype(np.float32)
        tone = 0.16 + 0.5 * np.clip(np.sin(x / 260 + seed + 1.1), 0, 1) + fade(base, 900) * 0.12
        sheet.clear(land).print(ink, land * engrave((y - shape) / pitch, tone, pitch))
        sheet.print(
            ink, contours((y - shape).astype(np.float32), 100000, 6) * (np.abs(y - shape) < 8)
        )
    road = [
        *curve((560, 910), (700, 770), (1170, 742), (1132, 612)),
        *reversed(curve((980, 910), (1010, 800), (1276, 722), (1140, 612))),
    ]
    sheet.clear(Pen().shape(road).mask).print(RED, Pen().shape(road).mask)
    middle = curve((770, 910), (855, 788), (1220, 734), (1136, 620))
    middle = piece(middle, 0, length(middle) * 0.86)
    sheet.clear(Pen().dashes(middle, 9, 34, 26).mask)
    post = Pen().box(466, 90, 500, 850).shape([(466, 92), (483, 62), (500, 92)])
    sheet.clear(Pen().box(458, 60, 508, 850).mask).print(INK, post.mask)
    boards = ((150, 440, 1, RED, -3), (285, 370, -1, BLUE, 3), (415, 400, 1, INK, 2))
    for top, wide, side, ink, turn in boards:
        tip = side * wide
        board = [
            (-side * 70, -46),
            (tip - side * 60, -46),
            (tip, 0),
            (tip - side * 60, 46),
            (-side * 70, 46),
        ]
        outline = turned(board, turn, 483, top)
        sheet.clear(
            Pen().shape(turned([(a * 1.03, b * 1.16) for a, b in board], turn, 483, top)).mask
        )
        sheet.print(ink, Pen().shape(outline).mask)
        letters = Pen()
        low, high = sorted((-side * 34, tip - side * 84))
        for a, b in words(top, low, high, 17):
            letters.shape(turned([(a, -9), (b, -9), (b, 9), (a, 9)], turn, 483, top))
        sheet.clear(letters.mask)
    fallen = turned([(-150, -40), (110, -40), (170, 0), (110, 40), (-150, 40)], 158, 250, 812)
    sheet.clear(Pen().shape(fallen).mask)
    pen = Pen().line([*fallen, fallen[0]], 5)
    for a, b in words(3, -120, 80, 15):
        pen.shape(turned([(a, -8), (b, -8), (b, 8), (a, 8)], 158, 250, 812))
    sheet.print(INK, pen.mask)


def layers(sheet: Sheet) -> None:
    """Four copies of a page, from browser to origin; a request turns back at the second."""
    x, y = grid()
    sheet.print(RED, dots(np.clip(1.0 - np.hypot(x - 800, y - 470) / 780, 0, 0.5), 14, 30) * 0.9)

    def plane(cx: float, cy: float, points: Iterable[Point]) -> list[Point]:
        return [(cx + (u - v) * 0.9, cy + (u + v) * 0.36) for u, v in points]

    square = [(-262, -262), (262, -262), (262, 262), (-262, 262)]
    for number, cy in reversed(list(enumerate((232, 378, 524, 670)))):
        flat = plane(800, cy, square)
        thick = [
            flat[3],
            flat[2],
            flat[1],
            (flat[1][0], flat[1][1] + 20),
            (flat[2][0], flat[2][1] + 20),
            (flat[3][0], flat[3][1] + 20),
        ]
        body = Pen().shape(flat).shape(thick).mask
        sheet.clear(body)
        if number:
            tone = np.full_like(x, (0, 0.3, 0.5, 0.72)[number])
            sheet.print(BLUE, Pen().shape(flat).mask * dots(tone, 11, 30 + number * 15))
        pen = Pen().line([*flat, flat[0]], 4).shape(thick)
        if number < 2:
            for row in range(9):
                v = -215 + row * 43
                spans = words(row + 5, -215, 215 if row else 60, 19)
                for a, b in spans:
                    pen.shape(
                        plane(
                            800,
                            cy,
                            [
                                (a, v),
                                (b, v),
                                (b, v + (34 if row == 0 else 15)),
                                (a, v + (34 if row == 0 else 15)),
                            ],
                        )
                    )
        sheet.print(INK, pen.mask)
    down = [(1150, 40), (1150, 330), (1150, 372)]
    route = [*down[:2], *curve((1150, 330), (1150, 400), (1270, 400), (1270, 330)), (1270, 90)]
    sheet.clear(Pen().line(route, 34).mask).print(RED, Pen().line(route, 18).mask)
    head = Pen().shape([(1226, 104), (1314, 104), (1270, 30)]).mask
    sheet.clear(Pen().shape([(1212, 112), (1328, 112), (1270, 14)]).mask).print(RED, head)
    rest = [(450, 40), (450, 660)]
    sheet.clear(Pen().dashes(rest, 14, 20, 18).mask).print(INK, Pen().dashes(rest, 7, 20, 18).mask)
    sheet.clear(Pen().disc(450, 672, 30).mask).print(INK, Pen().disc(450, 672, 21).mask)


def screw_press(sheet: Sheet) -> None:
    """A screw press squeezes a tall stack of sheets into a thin one."""
    x, y = grid()
    sheet.print(BLUE, (y > 770) * engrave(y / 11, 0.25 + fade(770, 900) * 0.5, 11))
    sheet.print(INK, Pen().box(0, 766, 1600, 776).mask)

    def pile(cx: float, top: float, wide: float, count: int, bulge: float) -> None:
        step = (764 - top) / count
        for k in range(count):
            yy = top + k * step
            half = (
                wide / 2
                + bulge * math.sin(math.pi * (k + 0.5) / count)
                + (k * 37 % 11 - 5) * (step / 18)
            )
            slab = Pen().box(cx - half, yy, cx + half, yy + step).mask
            sheet.clear(slab)
            if k % 5 == 2:
                sheet.print(RED, slab)
            sheet.print(INK, Pen().box(cx - half, yy + step * 0.72, cx + half, yy + step).mask)

    pile(268, 168, 300, 30, 0)
    pile(1338, 664, 300, 15, 0)
    pile(800, 566, 330, 30, 22)
    iron = (
        Pen()
        .box(470, 100, 548, 770)
        .box(1052, 100, 1130, 770)
        .box(430, 84, 1170, 188)
        .box(430, 744, 1170, 786)
    )
    iron.box(600, 506, 1000, 566).shape([(700, 506), (900, 506), (860, 452), (740, 452)])
    sheet.clear(iron.mask).print(INK, iron.mask)
    gleam = (
        Pen()
        .box(482, 196, 494, 736)
        .box(1064, 196, 1076, 736)
        .box(450, 100, 1150, 110)
        .box(620, 520, 980, 528)
    )
    sheet.clear(gleam.mask)
    screw = Pen().box(752, 20, 848, 456).mask
    sheet.clear(screw)
    turn = engrave((y - x * 0.3) / 25, np.full_like(x, 0.46), 25)
    sheet.print(INK, screw * turn).print(
        INK, Pen().line([(752, 20), (752, 456)], 5).line([(848, 20), (848, 456)], 5).mask
    )
    sheet.clear(Pen().box(700, 130, 900, 142).mask)
    bar = Pen().line([(560, 62), (1040, 34)], 22).disc(560, 62, 26).disc(1040, 34, 26).mask
    sheet.clear(bar).print(RED, bar)


def spoken_frame(sheet: Sheet) -> None:
    """A framed view whose description leaves it as waves of words."""
    x, y = grid()
    cx, cy = 560.0, 450.0
    waves = {ink: Pen() for ink in INKS}
    for ring in range(1, 13):
        r = 250 + ring * 78
        path = arc(cx, cy, r, -46 + ring * 0.4, 46 - ring * 0.4)
        rng = np.random.default_rng(ring)
        at, total = 0.0, length(path)
        while at < total:
            word = float(rng.choice([28, 44, 60, 84, 110]))
            part = piece(path, at, min(at + word, total))
            ink = RED if rng.random() < 0.16 else (INK if ring % 2 else BLUE)
            waves[ink].draw.line(
                [(a * SCALE, b * SCALE) for a, b in part],
                fill=255,
                width=round((25 - ring * 0.8) * SCALE),
                joint="curve",
            )
            at += word + 17
    for ink, pen in waves.items():
        sheet.print(ink, pen.mask)
    box = (110, 170, 690, 730)
    sheet.clear(Pen().box(box[0] - 18, box[1] - 18, box[2] + 18, box[3] + 18).mask)
    frame = Pen().box(*box).box(142, 202, 658, 698, 0)
    sheet.print(INK, frame.mask)
    sheet.print(INK, Pen().box(150, 210, 650, 690).box(153, 213, 647, 687, 0).mask)
    view = Pen().box(166, 226, 634, 674).mask
    sheet.print(RED, view * Pen().disc(520, 340, 62).mask)
    far = 520 - 120 * np.exp(-(((x - 300) / 90) ** 2)) - 70 * np.exp(-(((x - 480) / 120) ** 2))
    near = 610 - 70 * np.exp(-(((x - 560) / 130) ** 2)) + 14 * np.sin(x / 31)
    sky = view * (y < far)
    sheet.print(
        BLUE,
        sky
        * dots(
            np.clip(0.5 - (y - 226) / 700, 0, 1) * (Pen().disc(520, 340, 72).mask < 0.5), 10, 30
        ),
    )
    sheet.print(
        BLUE, view * (y >= far) * (y < near) * engrave((y - far) / 9, 0.78 - (y - far) / 330, 9)
    )
    sheet.print(
        INK, view * (y >= near) * engrave((y - near * 0.4 + x * 0.1) / 8, np.full_like(x, 0.75), 8)
    )


def resolving(sheet: Sheet) -> None:
    """One view in four frames, from coarse dots to fine lines."""
    x, y = grid()
    sheet.flood(INK)
    for k, pitch in enumerate((62, 34, 19, 9.5)):
        left = 56 + k * 376
        box = Pen().box(left, 120, left + 360, 780).mask
        sheet.clear(box)
        u = x - left
        far = 520 - 190 * np.exp(-(((u - 130) / 80) ** 2)) - 90 * np.exp(-(((u - 290) / 90) ** 2))
        near = 660 - 60 * np.exp(-(((u - 280) / 110) ** 2))
        sun = np.hypot(u - 252, y - 262) < 62
        tone = np.where(
            y < far, 0.34 - 0.22 * fade(120, 520), np.where(y < near, 0.78 - (y - far) / 620, 0.96)
        ).astype(np.float32)
        tone = np.where(sun & (y < far), 0, tone).astype(np.float32)
        if pitch < 12:
            sheet.print(
                BLUE, box * (y < near) * engrave((y + (u - 180) ** 2 / 2600) / pitch, tone, pitch)
            )
            sheet.print(
                BLUE, box * (y >= near) * engrave((y - near * 0.5) / pitch, tone * 0.86, pitch)
            )
        else:
            sheet.print(BLUE, box * dots(tone, pitch, 30))
        glow = (sun & (y < far)).astype(np.float32)
        sheet.print(
            RED,
            box
            * (
                dots(glow * 0.72, pitch, 62)
                if pitch > 30
                else dots(glow * 0.85, pitch, 62)
                if pitch > 12
                else glow
            ),
        )
    holes = Pen()
    for k in range(20):
        holes.box(30 + k * 80, 44, 72 + k * 80, 82).box(30 + k * 80, 818, 72 + k * 80, 856)
    sheet.clear(holes.mask)


def twins(sheet: Sheet) -> None:
    """Two prints of one pattern, and the two laid over each other."""
    rng = np.random.default_rng(1984)
    cells = rng.random((11, 11)) < 0.5
    sheet.register = dict.fromkeys(INKS, (0, 0))  # the point is that they match
    rules = Pen()
    for cx, inks in ((300.0, (BLUE,)), (800.0, (RED,)), (1300.0, (BLUE, RED))):
        pen, side = Pen(), 34.0
        for row in range(11):
            for cell in range(11):
                if cells[row, cell]:
                    px, py = cx - 187 + cell * side, 263 + row * side
                    pen.box(px + 1.2, py + 1.2, px + side - 1.2, py + side - 1.2)
        for ink in inks:
            sheet.print(ink, pen.mask)
        frame = [(cx - 214, 236), (cx + 214, 236), (cx + 214, 664), (cx - 214, 664)]
        rules.line([*frame, frame[0]], 4)
        for px, py in frame:  # register marks
            rules.line([(px - 26, py), (px + 26, py)], 2).line(
                [(px, py - 26), (px, py + 26)], 2
            ).ring(px, py, 13, 2)
        for row in range(2):
            for a, b in words(64, cx - 214, cx + 214 - row * 130, 11):
                rules.box(a, 716 + row * 26, b, 727 + row * 26)
    rules.line([(534, 450), (566, 450)], 8).line([(550, 434), (550, 466)], 8)
    rules.line([(1034, 440), (1066, 440)], 8).line([(1034, 460), (1066, 460)], 8)
    rules.box(86, 150, 1514, 154).box(86, 160, 1514, 161.5).box(86, 806, 1514, 807.5).box(
        86, 813, 1514, 817
    )
    sheet.print(INK, rules.mask)


def weights(sheet: Sheet) -> None:
    """One letter n drawn at seven weights between two rules."""
    _, y = grid()
    base, tall = 690.0, 470.0
    sheet.print(
        BLUE, dots(np.clip(fade(60, 1560, 0) * 0.36, 0, 1) * (np.abs(y - 455) < 236), 14, 30)
    )
    stems = [7 + k * k * 1.35 + k * 4.6 for k in range(7)]
    widths = [104 + k * 11 + stem * 0.95 for k, stem in enumerate(stems)]
    gap = (1420 - sum(widths)) / 6
    left = 90.0
    nodes, glyphs = Pen(), Pen()
    for stem, wide in zip(stems, widths, strict=True):
        r = wide / 2
        ring_y = base - tall + r
        glyphs.shape(arc(left + r, ring_y, r, 180, 360))
        glyphs.box(left, base - tall, left + stem, base).box(
            left + wide - stem, ring_y, left + wide, base
        )
        inner = r - stem
        glyphs.shape(arc(left + r, ring_y + stem * 0.25, max(inner, 2), 180, 360), 0)
        glyphs.box(left + stem, ring_y + stem * 0.25 - 1, left + wide - stem, base + 2, 0)
        for px, py in (
            (left, base),
            (left + wide, base),
            (left + wide, ring_y),
            (left + r, base - tall),
            (left, base - tall),
        ):
            nodes.box(px - 6.5, py - 6.5, px + 6.5, py + 6.5)
        left += wide + gap
    sheet.clear(glyphs.mask).print(INK, glyphs.mask)
    guides = (
        Pen()
        .line([(0, base), (1600, base)], 2.4)
        .line([(0, base - tall), (1600, base - tall)], 2.4)
    )
    guides.dashes([(0, base + 92), (1600, base + 92)], 2, 14, 10).dashes(
        [(0, base - tall - 92), (1600, base - tall - 92)], 2, 14, 10
    )
    sheet.clear(guides.mask, BLUE).print(RED, guides.mask)
    sheet.clear(nodes.mask).print(RED, nodes.mask)


def feeds(sheet: Sheet) -> None:
    """Quarter waves from one source, pages riding on them."""
    x, y = grid()
    sheet.flood(BLUE)
    ox, oy = 60.0, 850.0
    r = np.hypot(x - ox, y - oy)
    for k in range(9):
        inner = 190 + k * 172
        band = ((r > inner) & (r < inner + 96)).astype(np.float32)
        tone = np.clip(1.3 - k * 0.1 - (r - inner) / 130, 0, 1)
        sheet.clear(band * engrave(r / 9.6, tone, 9.6))
    core = Pen().disc(ox, oy, 128).mask
    sheet.clear(Pen().disc(ox, oy, 142).mask).print(RED, core)
    for number, (ring, turn) in enumerate(
        ((2, -62), (3, -24), (4, -47), (5, -13), (6, -34), (7, -22))
    ):
        t = math.radians(turn)
        rr = 190 + ring * 172 + 48
        px, py = ox + rr * math.cos(t), oy + rr * math.sin(t)
        shadow = Pen().shape(turned(oblong(120, 156), turn + 78, px + 12, py + 12)).mask
        sheet.clear(shadow).print(INK, shadow)
        leaf(sheet, px, py, 120, 156, turn + 78, number)
        if number == 2:
            patch = (
                Pen()
                .shape(turned([(a, b - 56) for a, b in oblong(91, 16)], turn + 78, px, py))
                .mask
            )
            sheet.clear(patch).print(RED, patch)


def temple(sheet: Sheet) -> None:
    """A temple front whose columns are columns of type."""
    x, y = grid()
    sheet.print(
        BLUE, (y < 800) * engrave((y + 24 * np.sin(x / 210)) / 14, 0.72 - fade(0, 640) * 0.62, 14)
    )
    sheet.print(RED, Pen().disc(1310, 214, 96).mask).clear(Pen().disc(1310, 214, 96).mask, BLUE)
    body = (
        Pen()
        .shape([(800, 96), (1330, 276), (270, 276)])
        .box(300, 276, 1300, 352)
        .box(250, 760, 1350, 806)
    )
    body.box(210, 802, 1390, 850).box(170, 846, 1430, 900)
    for k in range(6):
        body.box(330 + k * 164, 352, 450 + k * 164, 762)
    sheet.clear(body.mask)
    shade = Pen().box(300, 352, 1300, 760)
    for k in range(6):
        shade.box(330 + k * 164, 352, 450 + k * 164, 762, 0)
    sheet.clear(shade.mask).print(INK, shade.mask * engrave(x / 7, np.full_like(x, 0.82), 7))
    stone = (
        Pen()
        .line([(270, 276), (800, 96), (1330, 276), (270, 276)], 8)
        .line([(352, 262), (800, 112), (1248, 262), (352, 262)], 2.5)
    )
    for k in range(6):
        cx = 390 + k * 164
        stone.box(cx - 72, 352, cx + 72, 366).box(cx - 66, 372, cx + 66, 378).box(
            cx - 72, 744, cx + 72, 762
        )
        for row in range(22):
            yy = 392 + row * 15.6
            swell = 56 - row * 0.15 + 2.5 * math.sin(math.pi * row / 21)
            end = swell if (row + k * 3) % 9 != 8 else -swell * 0.1
            for a, b in words(k * 40 + row, cx - swell, cx + end, 7.6):
                stone.box(a, yy, b, yy + 7.8)
    stone.box(300, 276, 1300, 284).box(300, 342, 1300, 352)
    for a, b in words(700, 420, 1180, 26):
        stone.box(a, 300, b, 326)
    for top, left in ((760, 250), (802, 210), (846, 170)):
        stone.box(left, top, 1600 - left, top + 6)
    sheet.print(INK, stone.mask)
    steps = Pen().box(250, 770, 1350, 802).box(210, 812, 1390, 846).box(170, 856, 1430, 900).mask
    sheet.print(INK, steps * engrave(y / 7, np.full_like(y, 0.22), 7))
    seal = Pen().disc(800, 205, 42).mask
    sheet.print(RED, seal).clear(Pen().disc(800, 205, 22).mask)


def belt(wheels: Sequence[tuple[float, float, float, int]]) -> list[Point]:
    """The path of a belt over (side 1) and under (side -1) wheels: x, y, radius, side.

    A taut belt leaves one wheel and meets the next along their common tangent, whose normal n
    satisfies n . (c2 - c1) = s1 r1 - s2 r2.
    """
    ends: list[list[float]] = [[] for _ in wheels]
    for number, ((ax, ay, ar, aside), (bx, by, br, bside)) in enumerate(pairwise(wheels)):
        gap, along_centers = math.dist((ax, ay), (bx, by)), math.atan2(by - ay, bx - ax)
        normal = along_centers - math.acos((aside * ar - bside * br) / gap)
        ends[number].append(math.degrees(normal) + (0 if aside > 0 else 180))
        ends[number + 1].append(math.degrees(normal) + (0 if bside > 0 else 180))
    path: list[Point] = []
    for (x, y, r, side), angles in zip(wheels, ends, strict=True):
        start, end = angles[0], angles[-1]
        turn = (end - start) % 360 if side > 0 else -((start - end) % 360)
        path += arc(x, y, r, start, start + turn) if r else [(x, y)]
    return path


def rotary(sheet: Sheet) -> None:
    """A web of paper runs between press cylinders and comes out printed."""
    x, y = grid()
    sheet.print(BLUE, engrave(x / 16, 0.1 + fade(200, 900) * 0.5, 16))
    rolls = (
        (330.0, 320.0, 190.0),
        (700.0, 600.0, 210.0),
        (1090.0, 310.0, 190.0),
        (700.0, 272.0, 104.0),
        (1090.0, 640.0, 122.0),
    )
    web = belt(
        [
            (-60, 760, 0, 1),
            (330, 320, 211, 1),
            (700, 600, 231, -1),
            (1090, 310, 211, 1),
            (1680, 620, 0, 1),
        ]
    )
    for number, (cx, cy, r) in enumerate(rolls):
        sheet.clear(Pen().disc(cx, cy, r + 7).mask)
        disc = Pen().disc(cx, cy, r).mask
        dist, angle = np.hypot(x - cx, y - cy), np.arctan2(y - cy, x - cx)
        light = 0.5 + 0.42 * np.cos(2 * angle - 0.9)
        ink = RED if number == 3 else INK
        sheet.print(ink, disc * engrave(dist / 11.6, 0.14 + 0.72 * light, 11.6)).print(
            ink, Pen().ring(cx, cy, r - 4, 9).mask
        )
        sheet.clear(Pen().disc(cx, cy, r * 0.24).mask)
        sheet.print(ink, Pen().ring(cx, cy, r * 0.22, 7).disc(cx, cy, r * 0.1).mask)
    sheet.clear(Pen().line(web, 44).mask)
    total, pen = length(web), Pen()
    for side in (-19, 19):
        edge = []
        for at in np.arange(0, total, 6.0):
            px, py, turn = along(web, float(at))
            edge.append((px - side * math.sin(turn), py + side * math.cos(turn)))
        pen.line(edge, 4)
    rng, at = np.random.default_rng(6), total * 0.4
    while at < total:
        px, py, turn = along(web, at)
        half = 12.5 if rng.random() < 0.8 else 7
        dx, dy = half * math.sin(turn), -half * math.cos(turn)
        pen.line([(px + dx, py + dy), (px - dx, py - dy)], 5.5)
        at += 36 if rng.random() < 0.1 else 12.5
    sheet.print(INK, pen.mask)


# fmt: off
AFRICA = (
    (-6, 36), (-2, 35), (3, 37), (10, 37.3), (11, 34), (15, 32.3), (20, 31), (20, 33), (25, 31.7),
    (29, 31), (32.5, 31.2), (34, 28), (35.5, 24), (37.2, 21), (37.4, 18.5), (39.5, 15.5),
    (43, 12), (44, 10.6), (51, 11.8), (50.8, 9.5), (48, 4.5), (44, 1), (41.5, -2), (39.5, -5),
    (39.5, -8), (40.5, -11), (40.6, -15), (36, -18.5), (35, -21), (35.5, -24), (32.8, -26),
    (32.5, -28.5), (30, -31), (26, -34), (20, -34.8), (18.3, -33.5), (17, -29.5), (15, -26.5),
    (14.3, -22.5), (12, -17.5), (13.5, -12), (13, -8.5), (12, -5.5), (9.5, -2), (9.5, 1),
    (9.6, 4), (7, 4.4), (4.5, 6.3), (1, 5.8), (-2, 4.8), (-7.5, 4.4), (-11.5, 6.9), (-13.3, 9),
    (-15, 11), (-17, 14.7), (-16.5, 19), (-17, 21.5), (-14.5, 26), (-11, 28.5), (-9.8, 31),
    (-6.8, 34),
)  # longitude, latitude in degrees; a sketch of the coast, as are the two below
EURASIA = (
    (-9, 37), (-5.5, 36), (-2, 36.8), (0, 39), (3, 42), (7, 43.5), (10, 44), (14, 41), (16, 38),
    (18.5, 40), (13.5, 45), (19, 42), (21, 37), (24, 38), (26, 40.5), (28, 37), (36, 36.5),
    (34.5, 32), (34.9, 29.5), (39, 21.5), (43, 13), (45, 12.8), (52, 16), (55, 17.5),
    (59.8, 22.5), (56.5, 24.5), (51.5, 24.2), (51, 26), (48, 30), (52, 27.5), (57, 26.5),
    (62, 25), (67, 24.5), (72, 20), (75, 11), (77, 8), (80, 14), (88, 22), (95, 30), (95, 70),
    (25, 71), (5, 60), (8, 54), (-2, 48.5), (-5, 48.3), (-1.3, 44), (-9, 43.5),
)
# fmt: on
MADAGASCAR = ((49.3, -12), (50.4, -15.5), (47, -25), (44, -24.5), (44, -20), (44.5, -16))


def globe(sheet: Sheet) -> None:
    """The globe in engraved lines, Windhoek marked."""
    x, y = grid()
    lon0, lat0, r, cx, cy = 15.0, -8.0, 384.0, 800.0, 450.0
    phi0 = math.radians(lat0)

    def project(lon: float, lat: float) -> Point:
        lam, phi = math.radians(lon - lon0), math.radians(lat)
        depth = math.sin(phi0) * math.sin(phi) + math.cos(phi0) * math.cos(phi) * math.cos(lam)
        u = math.cos(phi) * math.sin(lam)
        v = math.cos(phi0) * math.sin(phi) - math.sin(phi0) * math.cos(phi) * math.cos(lam)
        if depth < 0:  # behind: push to the rim
            size = math.hypot(u, v)
            u, v = u / size, v / size
        return cx + r * u, cy - r * v

    def coast(points: Sequence[Point]) -> list[Point]:
        rng, path = np.random.default_rng(len(points)), []
        for (a, b), (c, d) in zip(points, [*points[1:], points[0]], strict=True):
            steps = max(2, int(math.dist((a, b), (c, d)) / 1.2))
            for i in range(steps):
                jag = rng.normal(0, 0.28, 2)
                path.append(
                    project(a + (c - a) * i / steps + jag[0], b + (d - b) * i / steps + jag[1])
                )
        return path

    ball = Pen().disc(cx, cy, r).mask
    for k in range(7):
        sheet.print(
            RED,
            Pen().dashes(arc(cx, cy, r + 46 + k * 62, 0, 359), 3.4, 26 + k * 5, 18 + k * 4).mask,
        )
    sheet.clear(Pen().disc(cx, cy, r + 22).mask)
    u, v = (x - cx) / r, (y - cy) / r
    z = np.sqrt(np.clip(1 - u * u - v * v, 0, 1))
    light = np.clip(0.62 * z - 0.48 * u - 0.42 * v, 0, 1)
    latitude = np.arcsin(np.clip(v, -1, 1))
    land = Pen().shape(coast(AFRICA)).shape(coast(EURASIA)).shape(coast(MADAGASCAR)).mask * ball
    sheet.print(BLUE, ball * (1 - land) * engrave(latitude * r / 12.5, 0.88 - light * 0.72, 12.5))
    sheet.print(INK, land * engrave((latitude + u * 0.34) * r / 8, 0.98 - light * 0.62, 8))
    sheet.print(INK, Pen().ring(cx, cy, r, 6).mask)
    wx, wy = project(17.08, -22.56)
    sheet.clear(Pen().disc(wx, wy, 40).mask).print(
        RED, Pen().disc(wx, wy, 15).ring(wx, wy, 32, 6).mask
    )


def saccades(sheet: Sheet) -> None:
    """Lines of type with the eye's jumps above them and its returns below."""
    _, y = grid()
    sheet.print(BLUE, dots(np.clip(0.34 - np.abs(y - 450) / 1500, 0, 1) * 0.5, 15, 30))
    rng = np.random.default_rng(17)
    type_, hops, back, spots = Pen(), Pen(), Pen(), Pen()
    bare = Pen()
    for row in range(4):
        top = 196 + row * 190
        spans = words(50 + row, 110, 1490 if row < 3 else 980, 30)
        for a, b in spans:
            type_.box(a, top, b, top + 32)
        stops = [a + (b - a) * float(rng.uniform(0.3, 0.55)) for a, b in spans if b - a > 62]
        path = list(pairwise(stops))
        for a, b in path:
            tall = 30 + (b - a) * 0.42
            hops.line(curve((a, top - 12), ((a + b) / 2, top - 12 - tall), (b, top - 12)), 5.5)
        for stop in stops:
            size = float(rng.uniform(13, 25))
            spots.disc(stop, top + 16, size)
            bare.disc(stop, top + 16, size + 6)
        for a, b in path[2::5]:
            back.line(curve((b, top + 46), ((a + b) / 2, top + 96), (a, top + 46)), 5.5)
            back.shape([(a - 11, top + 58), (a + 13, top + 60), (a - 2, top + 38)])
    sheet.clear(type_.mask).print(INK, type_.mask)
    sheet.print(BLUE, back.mask).print(RED, hops.mask)
    sheet.clear(bare.mask).print(RED, spots.mask)


def hundred_drops(sheet: Sheet) -> None:
    """A hundred drops: seventy filled, thirty empty."""
    rng = np.random.default_rng(70)
    wet = np.zeros(100, bool)
    wet[rng.permutation(100)[:70]] = True
    full, empty, hollow = Pen(), Pen(), Pen()
    for k in range(100):
        row, cell = divmod(k, 20)
        cx, cy = 116 + cell * 72, 152 + row * 156

        def drop(r: float, cx: float = cx, cy: float = cy) -> list[Point]:
            round_part = arc(cx, cy + 14, r, -28, 208)
            return turned(
                [(a - cx, b - cy) for a, b in [*round_part, (cx, cy + 14 - r * 2.5)]], 14, cx, cy
            )

        if wet[k]:
            full.shape(drop(30))
        else:
            empty.shape(drop(30))
            hollow.shape(drop(24.5))
    sheet.print(BLUE, full.mask)
    sheet.print(RED, np.maximum(empty.mask - hollow.mask, 0))
    shine = Pen()
    for number in np.flatnonzero(wet):
        row, cell = divmod(int(number), 20)
        shine.line(arc(116 + cell * 72 - 2, 152 + row * 156 + 14, 19, 120, 190), 4.5)
    sheet.clear(shine.mask)
    sheet.print(
        INK,
        Pen()
        .box(60, 48, 1540, 53)
        .box(60, 60, 1540, 61.5)
        .box(60, 838, 1540, 839.5)
        .box(60, 847, 1540, 852)
        .mask,
    )


def gauges(sheet: Sheet) -> None:
    """Rain gauges: what was forecast is ringed, what fell is filled."""
    x, y = grid()
    rain = engrave(
        (x + y * 0.32) / 44,
        np.clip(0.1 + 0.06 * np.sin(y / 23 + np.round((x + y * 0.32) / 44) * 2.1), 0, 1),
        44,
    )
    sheet.print(BLUE, rain * (y < 780))
    levels = ((0.82, 0.74), (0.30, 0.12), (0.55, 0.60), (0.70, 0.92), (0.20, 0.22))
    for k, (said, fell) in enumerate(levels):
        cx = 240 + k * 280
        top, bottom, half = 190, 770, 76
        glass = (
            Pen()
            .box(cx - half, top, cx + half, bottom)
            .shape(arc(cx, bottom, half, 0, 180, 0.35))
            .mask
        )
        mouth = (
            Pen()
            .shape(
                [
                    (cx - half - 34, top - 40),
                    (cx + half + 34, top - 40),
                    (cx + half, top + 6),
                    (cx - half, top + 6),
                ]
            )
            .mask
        )
        sheet.clear(glass).clear(mouth)
        level = bottom - (bottom - top) * fell
        wave = level + 3 * np.sin(x / 17 + k)
        sheet.print(
            BLUE, glass * (y > wave) * engrave((y - wave) / 9, 0.62 + (x - cx) / (half * 3.2), 9)
        )
        pen = (
            Pen()
            .line([(cx - half, top), (cx - half, bottom)], 6)
            .line([(cx + half, top), (cx + half, bottom)], 6)
        )
        pen.line(arc(cx, bottom, half, 0, 180, 0.35), 6)
        pen.line(
            [
                (cx - half, top + 6),
                (cx - half - 34, top - 40),
                (cx + half + 34, top - 40),
                (cx + half, top + 6),
            ],
            6,
        )
        for tick in range(1, 20):
            ty = bottom - (bottom - top) * tick / 20
            pen.line([(cx + half, ty), (cx + half - (34 if tick % 5 == 0 else 18), ty)], 3)
        sheet.print(INK, pen.mask)
        mark = bottom - (bottom - top) * said
        ring = (
            Pen()
            .shape(arc(cx, mark, half + 20, 0, 360, 0.24))
            .shape(arc(cx, mark, half + 6, 0, 360, 0.13), 0)
            .mask
        )
        sheet.clear(ring).print(RED, ring)
    sheet.print(INK, Pen().box(0, 812, 1600, 822).mask)
    sheet.print(INK, (y > 822) * engrave(y / 9, 0.5 - fade(822, 900) * 0.4, 9))


def loom(sheet: Sheet) -> None:
    """Warp and weft: threads from one story pass over and under the others."""
    x, y = grid()
    pitch = 40
    warp = (np.abs(x / pitch - np.round(x / pitch)) * pitch < 13.5).astype(np.float32)
    column_no, row_no = np.round(x / pitch).astype(int), np.round(y / pitch).astype(int)
    weft = (np.abs(y / pitch - np.round(y / pitch)) * pitch < 13.5) & (y < 580)
    rng = np.random.default_rng(3)
    draft = rng.random((30, 48)) < 0.5
    twill = ((column_no + row_no) % 4 < 2) ^ draft[
        np.clip(row_no, 0, 29), np.clip(column_no, 0, 47)
    ] * ((row_no + 2 * column_no) % 7 == 0)
    edge = np.abs(x / pitch - np.round(x / pitch)) * pitch
    sheet.print(INK, warp * engrave(edge / 4.6, 0.5 + edge / 34, 4.6))
    over = weft & twill
    gap = (np.abs(y / pitch - np.round(y / pitch)) * pitch < 17.5) & (y < 580) & twill
    sheet.clear(gap.astype(np.float32))
    red_rows = np.isin(row_no, (3, 8, 9))
    rows = np.abs(y / pitch - np.round(y / pitch)) * pitch
    thread = engrave(rows / 4.6, 0.72 - rows / 40, 4.6)
    sheet.print(RED, (over & red_rows).astype(np.float32))
    sheet.print(BLUE, (over & ~red_rows).astype(np.float32) * np.maximum(thread, (rows > 11)))
    beater = Pen().box(-10, 592, 1610, 640).mask
    sheet.clear(beater).print(INK, beater)
    sheet.clear(Pen().box(0, 602, 1600, 606).mask)
    shuttle = [
        *curve((520, 742), (700, 668), (1000, 668), (1180, 742)),
        *curve((1180, 742), (1000, 816), (700, 816), (520, 742)),
    ]
    sheet.clear(
        Pen()
        .shape(turned([((a - 850) * 1.05, (b - 742) * 1.14) for a, b in shuttle], 0, 850, 742))
        .mask
    )
    sheet.print(INK, Pen().line(shuttle, 7).mask).print(RED, Pen().shape(shuttle).mask)
    hole = Pen().shape([*arc(760, 742, 30, 90, 270), *arc(940, 742, 30, -90, 90)]).mask
    sheet.clear(hole)
    bobbin = Pen().shape(oblong_at(850, 742, 190, 34)).mask
    sheet.print(BLUE, bobbin * engrave(x / 7, np.full_like(x, 0.7), 7))
    trail = curve((520, 742), (300, 742), (180, 700), (60, 560), (-40, 560))
    sheet.clear(Pen().line(trail, 17).mask).print(RED, Pen().line(trail, 10).mask)


def oblong_at(x: float, y: float, w: float, h: float) -> list[Point]:
    return [(x + a, y + b) for a, b in oblong(w, h)]


def bells(sheet: Sheet) -> None:
    """Two overlapping distributions, one ink each."""
    x, y = grid()
    base = 730.0
    for ink, mean, size, slope in ((BLUE, 640, 205, 1), (RED, 950, 205, -1)):
        bell = base - 560 * np.exp(-(((x - mean) / size) ** 2) / 2)
        under = ((y > bell) & (y < base)).astype(np.float32)
        sheet.print(
            ink, under * engrave((y * 0.9 + slope * x * 0.9) / 13, 0.36 + fade(170, 760) * 0.34, 13)
        )
        line = [
            (float(px), float(base - 560 * math.exp(-(((px - mean) / size) ** 2) / 2)))
            for px in range(20, 1590, 6)
        ]
        sheet.print(ink, Pen().line(line, 9).mask)
    pen = Pen().box(40, base - 3, 1560, base + 7)
    for k in range(39):
        pen.line([(60 + k * 39, base), (60 + k * 39, base + (34 if k % 5 == 0 else 18))], 3)
    pen.dashes([(640, 120), (640, base)], 3.6, 14, 11).dashes(
        [(950, 120), (950, base)], 3.6, 14, 11
    )
    pen.line([(652, 108), (938, 108)], 4).shape([(644, 108), (672, 96), (672, 120)]).shape(
        [(946, 108), (918, 96), (918, 120)]
    )
    rng = np.random.default_rng(40)
    for mean in (640, 950):
        for _ in range(26):
            px = float(rng.normal(mean, 205))
            pen.line([(px, 800), (px, 846)], 2.6)
    sheet.print(INK, pen.mask)


def proof(sheet: Sheet) -> None:
    """A galley proof with the reader's marks in vermilion."""
    sheet.flood(BLUE)
    sheet.print(INK, dots(np.clip(0.05 + fade(0, 900) * 0.4, 0, 1), 12, 45))
    page = turned(oblong(1080, 1240), -3, 800, 590)
    shadow = turned(oblong(1080, 1240), -3, 824, 612)
    sheet.print(INK, Pen().shape(shadow).mask)
    sheet.clear(Pen().shape(page).mask)
    pen, red = Pen(), Pen()

    def put(points: Sequence[Point]) -> list[Point]:
        return turned(points, -3, 800, 450)

    pen.shape(put([(-330, -360), (250, -360), (250, -300), (-330, -300)]))
    pen.shape(put([(-330, -270), (60, -270), (60, -222), (-330, -222)]))
    for row in range(11):
        top = -150 + row * 58
        for a, b in words(11 + row, -330, 330, 24):
            pen.shape(put([(a, top), (b, top), (b, top + 24), (a, top + 24)]))

    def mark(points: Sequence[Point], width: float = 8) -> None:
        red.line(put(points), width * 1.7)

    mark([(-120, -138), (92, -136)], 9)
    mark(
        curve(
            (92, -136), (140, -140), (150, -190), (118, -182), (96, -170), (130, -120), (176, -150)
        ),
        7,
    )
    mark([(-205, -34), (-188, -66), (-171, -34)])
    mark(curve((-188, -66), (-190, -92), (-150, -100), (-120, -96)), 6)
    mark(arc(40, 94, 96, 10, 375, 0.34), 7)
    mark(curve((-60, 206), (-60, 176), (30, 176), (30, 206), (30, 240), (130, 240), (130, 206)), 7)
    mark(curve((136, 96), (260, 90), (330, 60), (392, 58)), 5)
    mark(curve((395, -150), (430, -176), (446, -126), (408, -120), (400, -100), (470, -120)), 7)
    mark([(400, -28), (418, -62), (436, -28)], 7)
    mark([(404, 52), (424, 74), (470, 22)], 9)
    mark([(-470, 20), (-400, 20)], 6)
    mark([(-470, 44), (-420, 44)], 6)
    mark([(-386, -30), (-386, 84)], 6)
    mark(curve((396, 196), (430, 170), (430, 236), (464, 208)), 7)
    sheet.print(INK, pen.mask).print(RED, red.mask)


def floppy(sheet: Sheet) -> None:
    """A floppy disk with a page of type for a label."""
    x, y = grid()
    sheet.flood(RED)
    sheet.print(
        INK,
        Pen().shape(turned(oblong(700, 700), 8, 832, 486)).mask
        * dots(np.full_like(x, 0.6), 11, 40),
    )

    def put(points: Iterable[Point]) -> list[Point]:
        return turned(points, 8, 800, 450)

    shell = put([(-345, -345), (290, -345), (345, -290), (345, 345), (-345, 345)])
    sheet.clear(Pen().shape(shell).mask).print(BLUE, Pen().shape(shell).mask)
    shutter = Pen().shape(put([(-150, -345), (170, -345), (170, -110), (-150, -110)])).mask
    sheet.clear(shutter)
    u = (x - 800) * math.cos(math.radians(8)) + (y - 450) * math.sin(math.radians(8))
    sheet.print(INK, shutter * engrave(u / 9, 0.3 + 0.25 * np.sin(u / 60), 9))
    slot = Pen().shape(put([(60, -310), (130, -310), (130, -140), (60, -140)])).mask
    sheet.clear(slot).print(INK, slot)
    label = Pen().shape(put([(-270, -40), (270, -40), (270, 345), (-270, 345)])).mask
    sheet.clear(label)
    pen = Pen().line(put([(-270, 345), (-270, -40), (270, -40), (270, 345)]), 4)
    pen.shape(put([(-240, -12), (120, -12), (120, 34), (-240, 34)]))
    for row in range(10):
        top = 62 + row * 28
        for span in ((-240, -12), (12, 240)):
            for a, b in words(row + abs(span[0]), *span, 11):
                pen.shape(put([(a, top), (b, top), (b, top + 12), (a, top + 12)]))
    sheet.print(INK, pen.mask)
    corner = (
        Pen()
        .shape(put([(-320, 290), (-292, 290), (-292, 318), (-320, 318)]))
        .shape(put([(292, 290), (320, 290), (320, 318), (292, 318)]))
    )
    sheet.clear(corner.mask)
    sheet.print(
        INK,
        Pen()
        .line(
            put([(-345, -345), (290, -345), (345, -290), (345, 345), (-345, 345), (-345, -345)]), 6
        )
        .mask,
    )


def measure(sheet: Sheet) -> None:
    """A column of type under a rule marked in sixty-six characters."""
    x, y = grid()
    text, chosen = Pen(), Pen()
    for row in range(14):
        top = 296 + row * 46
        for a, b in words(90 + row, 372, 372 + 856 * (0.42 if row == 8 else 1), 20):
            (chosen if row == 4 else text).box(a, top, b, top + 21)
    sheet.print(INK, text.mask).print(RED, chosen.mask)
    rule = Pen().box(300, 96, 1300, 206).mask
    sheet.clear(Pen().box(288, 84, 1312, 218).mask).print(BLUE, rule)
    ticks = Pen()
    for k in range(67):
        tx = 372 + k * 856 / 66
        ticks.line([(tx, 206), (tx, 206 - (64 if k % 11 == 0 else 40 if k % 11 == 5 else 26))], 3.4)
    ticks.disc(330, 132, 11).disc(1270, 132, 11)
    sheet.clear(ticks.mask)
    guides = (
        Pen()
        .dashes([(372, 214), (372, 900)], 3, 12, 9)
        .dashes([(1228, 214), (1228, 900)], 3, 12, 9)
    )
    sheet.print(BLUE, guides.mask)
    wide = Pen()
    for row in range(14):
        top = 296 + row * 46
        for left, right in ((-40, 290), (1310, 1640)):
            for a, b in words(400 + row + abs(left), left, right, 20):
                wide.box(a, top, b, top + 21)
    sheet.print(INK, wide.mask * engrave((x + y) / 6, np.full_like(x, 0.32), 6))


def mast(sheet: Sheet) -> None:
    """A broadcasting mast over roofs, the signal in rings of dots."""
    x, y = grid()
    mx, my = 980.0, 190.0
    r = np.hypot(x - mx, y - my)
    sheet.print(
        BLUE,
        dots(np.clip((0.5 + 0.5 * np.cos(r / 19)) * (1.0 - r / 1250), 0, 0.86), 13, 30) * (y < 800),
    )
    sheet.print(RED, Pen().disc(mx, my, 74).mask).clear(Pen().disc(mx, my, 74).mask, BLUE)
    tower, bare = Pen(), Pen().shape([(mx - 8, my), (mx + 8, my), (mx + 96, 830), (mx - 96, 830)])
    sheet.clear(bare.mask)
    levels = [(my + (830 - my) * k / 9, 6 + 88 * k / 9) for k in range(10)]
    for (ya, wa), (yb, wb) in pairwise(levels):
        tower.line([(mx - wa, ya), (mx + wb, yb)], 4.5).line(
            [(mx + wa, ya), (mx - wb, yb)], 4.5
        ).line([(mx - wb, yb), (mx + wb, yb)], 4.5)
    tower.line([(mx - 6, my), (mx - 94, 830)], 9).line([(mx + 6, my), (mx + 94, 830)], 9).line(
        [(mx, my - 130), (mx, my + 10)], 9
    )
    sheet.print(INK, tower.mask)
    rng = np.random.default_rng(14)
    left = -30.0
    while left < 1620:
        wide, wall, peak = (
            float(rng.uniform(110, 190)),
            float(rng.uniform(690, 770)),
            float(rng.uniform(50, 86)),
        )
        pen = Pen().shape([(left, wall), (left + wide / 2, wall - peak), (left + wide, wall)])
        pen.box(left, wall, left + wide + 1, 900)
        if rng.random() < 0.6:
            stack = left + wide * float(rng.uniform(0.55, 0.8))
            pen.box(stack, wall - peak * 1.05, stack + 18, wall)
        sheet.clear(pen.mask)
        far = rng.random() < 0.4
        sheet.print(
            INK, pen.mask * engrave(x / 7.5, np.full_like(x, 0.66), 7.5) if far else pen.mask
        )
        lit, warm = Pen(), Pen()
        for wx in np.arange(left + 24, left + wide - 34, 38):
            for wy in (wall + 30, wall + 84, wall + 138):
                if rng.random() < 0.34:
                    (warm if rng.random() < 0.22 else lit).box(
                        float(wx), wy, float(wx) + 17, wy + 27
                    )
        sheet.clear(lit.mask).clear(warm.mask).print(RED, warm.mask)
        left += wide


def dominoes(sheet: Sheet) -> None:
    """A row of falling dominoes, stopped by a red one that stands."""
    _, y = grid()
    floor, wide, high = 700, 54, 330
    sheet.print(BLUE, engrave(y / 13, 0.12 + fade(floor, 900) * 0.8, 13) * (y > floor))
    sheet.print(BLUE, engrave(y / 17, 0.42 - fade(0, 620) * 0.4, 17) * (y < 620))
    tilts = (63, 60, 57, 53, 48, 41, 32, 18)
    falling = [(-40 + 112 * number, tilt) for number, tilt in enumerate(tilts)]
    standing = [(1050 + 150 * number, 0.0) for number in range(4)]
    for x, degrees in (*falling, (900, 0.0), *standing):
        stone = turned([(0, 0), (0, -high), (-wide, -high), (-wide, 0)], degrees, x, floor)
        sheet.clear(Pen().shape(stone).line([*stone, stone[0]], 14).mask)
        ink = RED if x == 900 else INK
        sheet.print(ink, Pen().shape(stone).mask)
        middle = turned([(-12, -high / 2), (12 - wide, -high / 2)], degrees, x, floor)
        spots = turned([(-wide / 2, -high * 0.27), (-wide / 2, -high * 0.73)], degrees, x, floor)
        marks = Pen().line(middle, 5)
        for spot in spots:
            marks.disc(*spot, 10)
        sheet.clear(marks.mask)
    sheet.print(INK, Pen().box(0, floor, WIDTH, floor + 7).mask)


# fmt: off
PICTURES: tuple[Callable[[Sheet], None], ...] = (
    archive_map, bells, calibration, crawler, error_bars, feeds, floppy, gauges, globe,
    hundred_drops, layers, loom, mast, measure, proof, resolving, rotary, saccades, scales,
    screw_press, signpost, spoken_frame, stairs, tag, tallies, temple, twins, weights, dominoes,
)
# fmt: on


PLATES_OF = "rotary"
"""The picture of which the edition shows the single plates, too."""


def plates(sheet: Sheet) -> dict[str, Sheet]:
    """Return the sheet with one plate each, and with all three exactly in register, by name."""
    kept, shown = dict(sheet.plates), {}
    for ink in INKS:
        shown[ink] = single = Sheet(sheet.seed)
        single.plates[ink] = kept[ink]
    shown["register"] = exact = Sheet(sheet.seed)
    exact.plates, exact.register = kept, dict.fromkeys(INKS, (0, 0))
    return shown


def sheets(name: str, sheet: Sheet) -> dict[str, Sheet]:
    """Return name of a file → what it shows."""
    further = plates(sheet) if name == PLATES_OF else {}
    return {name: sheet} | {f"{name}-{part}": single for part, single in further.items()}


def main(folder: Path, names: Sequence[str]) -> None:
    """Draws every picture into the folder, or only those named."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, draw in enumerate(PICTURES):
        name = draw.__name__.replace("_", "-")
        if names and name not in names:
            continue
        drawn = Sheet(seed=1000 + number * 50)
        draw(drawn)
        for file, sheet in sheets(name, drawn).items():
            data = sheet.encode()
            (folder / f"{file}.webp").write_bytes(data)
            print(f"{file}.webp {len(data) / 1000:.0f} kB")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: draw_pictures.py FOLDER [NAME…]")
    main(Path(sys.argv[1]), sys.argv[2:])
