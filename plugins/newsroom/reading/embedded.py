"""Pictures within a text: an ``<img>`` becomes a ``<picture>`` of all sizes and formats."""

import re
from dataclasses import dataclass
from html import escape

from newsroom.model import Picture

# In canonical HTML every attribute has a value in quotes. The end of its figure follows a picture
# that has no caption.
PICTURE = re.compile(
    r'<img(?P<before>(?: [\w-]+="[^"]*")*?) src="(?P<target>media:[^"]*)"'
    r'(?P<after>(?: [\w-]+="[^"]*")*)>(?P<end>(?:</a>)?</figure>)?'
)
_COLUMNS = "(min-width: 43rem) {0}, {1}"
_WIDE = "(min-width: 75rem) {2}, " + _COLUMNS
_TEXT, _PHONE, _STORY = "40rem", "100vw - 2.5rem", "59.25rem"
"""Widths of the text, of the text on a phone, and of the whole story (compositions/story.css)."""


@dataclass(frozen=True, slots=True)
class PictureTag:
    """A picture for a text: attributes of its ``<img>``, classes, and its better formats."""

    attributes: str
    classes: str
    sources: tuple[tuple[str, str], ...]
    width: int
    alt: str
    caption: str


def picture_tag(picture: Picture) -> PictureTag:
    size = f'width="{picture.width}" height="{picture.height}"'
    credit = f'<span class="credit">{escape(picture.credit)}</span>' if picture.credit else ""
    caption = " ".join(filter(None, (escape(picture.caption), credit)))
    return PictureTag(
        f'src="{escape(picture.src)}" {size}', picture.tint,
        tuple((source.type, escape(source.srcset)) for source in picture.sources),
        picture.width, escape(picture.alt),
        f"<figcaption>{caption}</figcaption>" if caption else "",
    )  # fmt: skip


def in_text(picture: PictureTag, match: re.Match[str]) -> str:
    """Return the HTML of a picture in the place of the ``<img>`` that ``match`` found."""
    rest = match["before"] + " " + picture.attributes + match["after"]
    if picture.alt:
        rest = rest.replace(' alt=""', f' alt="{picture.alt}"')
    if ' class="' in rest:
        rest = rest.replace(' class="', f' class="{picture.classes} ', 1)
    elif picture.classes:
        rest += f' class="{picture.classes}"'
    sizes = column_sizes(picture.width, is_wide=_is_wide(match))
    sources = "".join(
        f'<source type="{kind}" srcset="{srcset}" sizes="{sizes}">'
        for kind, srcset in picture.sources
    )
    image = f"<picture>{sources}<img{rest}></picture>" if sources else f"<img{rest}>"
    end = match["end"] or ""
    return image + end.replace("</figure>", f"{picture.caption}</figure>")


def column_sizes(width: int, *, is_wide: bool) -> str:
    """Return the ``sizes`` of a picture in a text that is shown ``width`` pixels wide at most."""
    limited = [f"min({width}px, {column})" for column in (_TEXT, _PHONE, _STORY)]
    return (_WIDE if is_wide else _COLUMNS).format(*limited)


def _is_wide(match: re.Match[str]) -> bool:
    """Tell whether the picture is in a figure of class ``wide``, which uses the margin."""
    text = match.string
    start = text.rfind("<figure", 0, match.start())
    if start < 0 or "</figure>" in text[start : match.start()]:
        return False
    return re.search(r'\bclass="[^"]*\bwide\b', text[start : text.index(">", start)]) is not None
