"""Colours: the pixels of every picture become sRGB, which every screen shows.

A picture without a profile is taken to be sRGB, as browsers do.
"""

import io

from PIL import Image, ImageCms

_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
_LAB = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
TINTS = "28e"
"""Digits of the colours that hold the place of pictures; ``blocks/tint.css`` has their classes."""
_SPACES = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK", "Lab ": "LAB"}


def to_srgb(image: Image.Image) -> Image.Image:
    """Return the picture in sRGB without a profile: ``RGB``, or ``RGBA`` where it has holes."""
    profile = _profile(image)
    image = _eight_bits(image)
    alpha = None
    if image.has_transparency_data:
        image = image.convert("RGBA")
        alpha = image.getchannel("A")
    elif image.mode == "LAB" and profile is None:
        profile = _LAB
    if profile is not None:
        image = _transform(image, profile)
    image = image.convert("RGB")
    if alpha is not None:
        image.putalpha(alpha)
    image.info = {}
    return image


def tint(pixel: object) -> str:
    """Return the nearest of 27 colours as CSS writes it in three digits (``28e``)."""
    channels = pixel if isinstance(pixel, tuple) else (0, 0, 0)
    return "".join(min(TINTS, key=lambda digit: abs(int(digit * 2, 16) - c)) for c in channels[:3])


def has_unfit_profile(image: Image.Image) -> bool:
    """Tell whether a picture names a profile that cannot be used for its pixels."""
    data = image.info.get("icc_profile")
    if not data:
        return False
    profile = _profile(image)
    space = _SPACES.get(profile.profile.xcolor_space) if profile else None
    is_cmyk = image.mode == "CMYK"
    return space is None or is_cmyk != (space == "CMYK")


def _profile(image: Image.Image) -> ImageCms.ImageCmsProfile | None:
    data = image.info.get("icc_profile")
    try:
        return ImageCms.ImageCmsProfile(io.BytesIO(data)) if data else None
    except (OSError, ImageCms.PyCMSError):
        return None


def _eight_bits(image: Image.Image) -> Image.Image:
    """Return a picture of 16 bits in 8: Pillow itself would cut off what is brighter."""
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
    if image.mode == "I":
        return image.point(lambda value: value * (1 / 257) + 0.5).convert("L")
    return image


def _transform(image: Image.Image, profile: ImageCms.ImageCmsProfile) -> Image.Image:
    """Return the pixels in sRGB; as they are where the profile is made for others."""
    mode = _SPACES.get(profile.profile.xcolor_space)
    is_cmyk = image.mode == "CMYK"
    if mode is None or is_cmyk != (mode == "CMYK"):
        return image
    try:
        transform = ImageCms.buildTransform(profile, _SRGB, mode, "RGB")
    except ImageCms.PyCMSError:
        return image
    pixels = image if image.mode == mode else image.convert(mode)
    return ImageCms.applyTransform(pixels, transform) or image
