"""The setting ``MEDIA``."""

from dataclasses import dataclass

from newsroom.media.encoding import Qualities


@dataclass(frozen=True)
class MediaOptions:
    """Setting ``MEDIA``: widths in pixels; qualities (1–100) of WebP, of AVIF, of AVIF for dense
    screens, and of JPEG.
    """

    widths: tuple[int, ...] = (194, 261, 352, 475, 640, 862, 1160, 1562, 2107, 2844)
    quality: int = 78
    avif: int = 60
    dense: int = 35
    jpeg: int = 80

    @property
    def qualities(self) -> Qualities:
        return Qualities(avif=self.avif, dense=self.dense, webp=self.quality, jpeg=self.jpeg)
