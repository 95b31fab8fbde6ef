"""The paper's marks: the logo of the masthead, and all icons that devices ask for, from one file.

Settings: ``LOGO``, ``ICON``.
Sets: ``edition.site.logo``, ``edition.site.icons``.
Template: ``partials/head.html``, ``macros/masthead.html``.

Each setting names a file below ``content/media/`` or the theme's ``static/``: an SVG, or a PNG of
at least 512 pixels. Files of ``content/files/`` win over icons that are made.
"""

import io
import json
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from PIL import Image
from resvg_py import svg_to_bytes

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.media.facts import MediaError
from newsroom.media.pictures import open_picture
from newsroom.model import Icons, Picture
from newsroom.model.jobs import CopyJob, FileJob
from newsroom.text.urls import hashed_path

DEFAULT = "icon.svg"
LEAST = 512
TOUCH, SMALL, LARGE, MASKABLE = (
    "apple-touch-icon.png", "theme/icon-192.png", "theme/icon-512.png", "theme/icon-maskable.png",
)  # fmt: skip
_REMEDY = "name an SVG with a viewBox, or a PNG of at least 512 × 512 pixels"


def drawn(data: bytes, size: int) -> Image.Image:
    """Return an icon with ``size`` pixels on each side; what is not square is centred.

    Raises:
        ValueError: this is neither an SVG nor a picture.
    """
    if data.lstrip()[:1] == b"<":
        # System fonts would give other bytes on another machine.
        text = data.decode("utf-8")
        data = svg_to_bytes(svg_string=text, width=size, skip_system_fonts=True)
    try:
        with open_picture(io.BytesIO(data), "the icon") as found:
            image = found.convert("RGBA")
    except (OSError, MediaError) as error:
        raise ValueError(str(error)) from None
    image.thumbnail((size, size), Image.Resampling.LANCZOS)
    square = Image.new("RGBA", (size, size))
    square.paste(image, ((size - image.width) // 2, (size - image.height) // 2))
    return square


def on_ground(data: bytes, size: int, share: float) -> Image.Image:
    """Return an opaque icon: the mark takes ``share`` of its width, on the colour of its corner."""
    mark = drawn(data, round(size * share))
    corner = mark.getpixel((0, 0))
    red, green, blue, alpha = corner if isinstance(corner, tuple) else (0, 0, 0, 0)
    ground = (red, green, blue, 255) if alpha == 255 else (255, 255, 255, 255)
    icon = Image.new("RGBA", (size, size), ground)
    edge = (size - mark.width) // 2
    icon.alpha_composite(mark, (edge, edge))
    return icon.convert("RGB")


@lru_cache(8)  # a preview lays the site out again and again
def png(data: bytes, size: int) -> bytes:
    return _saved(drawn(data, size), "PNG")


@lru_cache(8)
def opaque_png(data: bytes, size: int, share: float) -> bytes:
    return _saved(on_ground(data, size, share), "PNG")


@lru_cache(8)
def ico(data: bytes) -> bytes:
    """Return ``favicon.ico``, for programs that ask for nothing else."""
    return _saved(drawn(data, 48), "ICO", sizes=[(16, 16), (32, 32), (48, 48)])


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def manifest(name: str, lang: str, home: str, icons: Sequence[tuple[str, int, str]]) -> bytes:
    """Return the web app manifest (W3C): ``icons`` are address, pixels and purpose."""
    entries = [
        {"src": url, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for url, size, purpose in icons
    ]
    said = {"name": name, "lang": lang, "start_url": home, "scope": home, "display": "browser",
            "icons": entries}  # fmt: skip
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def find_mark(edition: PagedEdition, name: str) -> Path | None:
    """Return the file of a setting: of the content's media, else of the theme."""
    file = edition.content / "media" / name.removeprefix("media/").lstrip("/")
    return file if file.is_file() else edition.theme.find(name)


def measured(file: Path) -> tuple[int, int] | None:
    """Return width and height of a mark, ``None`` if it is not a picture."""
    data = file.read_bytes()
    try:
        if data.lstrip()[:1] == b"<":
            data = svg_to_bytes(svg_string=data.decode("utf-8"), skip_system_fonts=True)
        with open_picture(io.BytesIO(data), file.name) as image:
            return image.size
    except (OSError, ValueError, MediaError):
        return None


def add_logo(edition: PagedEdition) -> None:
    name = edition.settings.get("LOGO", "")
    if not name:
        return
    file = find_mark(edition, name)
    size = measured(file) if file else None
    if file is None or size is None:
        what = f"{name!r} is not a picture" if file else f"no file {name!r}"
        remedy = "put an SVG or PNG into content/media/, or correct the name"
        edition.problems.error("LOGO", what, remedy)
        return
    path = hashed_path(f"theme/logo{file.suffix.lower()}", file.read_bytes())
    edition.add(CopyJob(path, file))
    url = edition.site.href(f"/{path}")
    logo = Picture(
        src=url,
        width=size[0],
        height=size[1],
        alt=edition.site.name,
        caption="",
        credit="",
        share_url=edition.site.absolute(url),
    )
    edition.site = replace(edition.site, logo=logo)


def add_icons(edition: PagedEdition) -> None:
    name = edition.settings.get("ICON", "") or DEFAULT
    file = find_mark(edition, name)
    size = measured(file) if file else None
    is_svg = file is not None and file.suffix.lower() == ".svg"
    if file is None or size is None or not (is_svg or min(size) >= LEAST):
        what = f"no file {name!r}" if file is None else f"{name!r} cannot be made into icons"
        # An icon of the theme alone is not a reason to publish nothing.
        report = edition.problems.error if "ICON" in edition.settings else edition.problems.warning
        report("ICON", what, _REMEDY)
        return
    site, data = edition.site, file.read_bytes()
    # What they are made from gives them their names: drawing them costs more than a build.
    small, large, maskable = (hashed_path(path, data) for path in (SMALL, LARGE, MASKABLE))
    sizes = ((small, 192, "any"), (large, 512, "any"), (maskable, 512, "maskable"))
    icons = tuple((site.href(f"/{path}"), size, purpose) for path, size, purpose in sizes)
    jobs = [
        FileJob("favicon.ico", ico, (data,)),
        FileJob(TOUCH, opaque_png, (data, 180, 1.0)),
        FileJob(small, png, (data, 192)),
        FileJob(large, png, (data, 512)),
        # Devices cut a maskable icon to a circle of four fifths of its width.
        FileJob(maskable, opaque_png, (data, 512, 0.8)),
    ]
    for job in jobs:
        edition.add(job)
    own = ""
    if file != edition.theme.find(DEFAULT):
        own = hashed_path(f"theme/favicon{file.suffix.lower()}", data)
        edition.add(CopyJob(own, file))
    made = Icons(
        shortcut=site.href("/favicon.ico"),
        touch=site.href(f"/{TOUCH}"),
        sizes=icons,
        own=site.href(f"/{own}") if own else "",
    )
    edition.site = replace(site, icons=made)


@in_each_language
def add_manifest(edition: PagedEdition) -> None:
    """Order what a device shows of the paper when readers put it on their home screen."""
    site = edition.site
    if site.icons:
        inputs = (site.name, site.lang, site.home_url, site.icons.sizes)
        edition.add(FileJob(site.file(site.href("/manifest.webmanifest")), manifest, inputs))


def register() -> None:
    signals.enrich.connect(add_logo)
    signals.enrich.connect(add_icons)
    signals.page.connect(add_manifest)
