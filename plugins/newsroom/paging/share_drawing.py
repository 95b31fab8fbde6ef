"""A share picture drawn: headline, section and byline in the paper's type, and a photograph."""

import io
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

from newsroom.media.pictures import open_picture
from newsroom.paging.share_fonts import Face, font, runs
from newsroom.paging.share_lines import fit, in_order, is_right_to_left

SIZE = 1200, 630
"""Pixels that Facebook, LinkedIn, Mastodon and others ask for."""
_EDGE, _PHOTO = 64, 500
_SIZES = (92, 84, 76, 70, 64, 58, 52, 46, 40, 36, 32, 28, 24)
_QUALITY = 85
_FINE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareColours:
    surface: str = "#fcfaf5"
    text: str = "#17150f"
    muted: str = "#5d574c"
    accent: str = "#ad2a12"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareCard:
    """What a share picture says. ``kicker`` and ``byline`` may be empty."""

    title: str
    kicker: str
    byline: str
    site: str

    def composed(self) -> "ShareCard":
        """Return it with é in the place of e and an accent, which fonts do not have (NFC)."""
        texts = {one.name: getattr(self, one.name) for one in fields(self)}
        return ShareCard(**{
            name: unicodedata.normalize("NFC", text) for name, text in texts.items()
        })  # fmt: skip


def draw(
    card: ShareCard, headline: Sequence[Face], text: Sequence[Face], colours: ShareColours,
    photograph: Path | None,
) -> bytes:  # fmt: skip
    """Return a share picture as JPEG."""
    image = Image.new("RGB", SIZE, colours.surface)
    canvas, from_right = ImageDraw.Draw(image), is_right_to_left(card.title)
    left, right = _EDGE, SIZE[0] - _EDGE
    if photograph:
        _paste(image, photograph, from_right=from_right)
        left, right = (left + _PHOTO, right) if from_right else (left, right - _PHOTO)
    top = _EDGE
    for offset, height in ((0, 4), (8, 1)):  # the double rule of the masthead
        box = left, top + offset, right, top + offset + height - 1
        canvas.rectangle(box, fill=colours.text)
    pen = _Pen(canvas, left, right, from_right=from_right)
    if card.kicker:
        pen.line(card.kicker, top + 34, 30, text, colours.accent)
    foot = SIZE[1] - _EDGE
    pen.line(card.site, foot - 34, 34, headline, colours.text)
    if card.byline:
        pen.line(card.byline, foot - 84, 26, text, colours.muted)
    start = top + (92 if card.kicker else 40)
    room = foot - (112 if card.byline else 62) - start
    pen.block(card.title, start, room, headline, colours.text)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()


def _paste(image: Image.Image, photograph: Path, *, from_right: bool) -> None:
    with open_picture(photograph, photograph.name) as found:
        cut = ImageOps.fit(found.convert("RGB"), (_PHOTO, SIZE[1]), Image.Resampling.BICUBIC)
    image.paste(cut, (0 if from_right else SIZE[0] - _PHOTO, 0))


@dataclass(frozen=True)
class _Pen:
    """Writes between ``left`` and ``right``, beginning at the side where a text begins."""

    canvas: ImageDraw.ImageDraw
    left: int
    right: int
    from_right: bool

    def line(self, text: str, top: int, size: int, faces: Sequence[Face], colour: str) -> None:
        """Write a line, smaller if it is too long."""
        sizes = range(size, 7, -1)
        size, lines = fit(text, self.right - self.left, size * 1.2, sizes, _measure(faces))
        for line in lines:
            self._write(in_order(line, from_right=self.from_right), top, size, faces, colour)

    def block(self, text: str, top: int, room: int, faces: Sequence[Face], colour: str) -> None:
        """Write a text as large as it fits."""
        size, lines = fit(text, self.right - self.left - 4, room, _SIZES, _measure(faces))
        for number, line in enumerate(lines):
            parts = in_order(line, from_right=self.from_right)
            self._write(parts, top + round(number * size * 1.12), size, faces, colour)

    def _write(
        self, parts: Sequence[str], top: int, size: int, faces: Sequence[Face], colour: str
    ) -> None:
        pieces = [(run, font(face, size)) for part in parts for run, face in runs(part, faces)]
        ascent = font(faces[0], size).getmetrics()[0]
        x: float = self.left
        if self.from_right:
            x = self.right - sum(face.getlength(run) for run, face in pieces)
        for run, face in pieces:
            self.canvas.text((x, top + ascent), run, colour, face, anchor="ls")
            x += face.getlength(run)


def _measure(faces: Sequence[Face]) -> Callable[[str], float]:
    def measure(word: str) -> float:
        return sum(font(face, _FINE).getlength(run) for run, face in runs(word, faces)) / _FINE

    return measure
