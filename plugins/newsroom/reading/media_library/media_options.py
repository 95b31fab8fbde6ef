"""The setting ``MEDIA``."""

from dataclasses import dataclass

from newsroom.media.encoding import Qualities


@dataclass(frozen=True)
class MediaOptions:
    """Setting ``MEDIA``: widths in pixels; qualities (1–100) of WebP, of AVIF, of AVIF for dense
    screens, and of JPEG.
    """

    widths: tuple[int, ...] = (178, 242, 329, 448, 610, 830, 1129, 1536, 2090, 2844)
    quality: int = 78
    avif: int = 60
    dense: int = 40
    jpeg: int = 80

    @property
    def qualities(self) -> Qualities:
        return Qualities(avif=self.avif, dense=self.dense, webp=self.quality, jpeg=self.jpeg)
