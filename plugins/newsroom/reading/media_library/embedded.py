"""Pictures within a text: an ``<img>`` becomes a ``<picture>`` of all sizes and formats."""

import re
from dataclasses import dataclass
from html import escape

from newsroom.model import Picture
from newsroom.reading.media_library.widths import sizes_alone, sizes_in_group

# In canonical HTML every attribute has a value in quotes. The end of its figure follows a picture
# that has no caption.
PICTURE = re.compile(
    r'<img(?P<before>(?: [\w-]+="[^"]*")*?) src="(?P<target>media:[^"]*)"'
    r'(?P<after>(?: [\w-]+="[^"]*")*)>(?P<end>(?:</a>)?</figure>)?'
)
_CLASSES = re.compile(r'\bclass="([^"]*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureTag:
    """A picture for a text: attributes of its ``<img>``, classes, and its better formats."""

    attributes: str
    classes: str
    sources: tuple[tuple[str, str], ...]
    width: int
    height: int
    alt: str
    caption: str


def picture_tag(picture: Picture) -> PictureTag:
    size = f'width="{picture.width}" height="{picture.height}"'
    credit = f'<span class="credit">{escape(picture.credit)}</span>' if picture.credit else ""
    caption = " ".join(filter(None, (escape(picture.caption), credit)))
    return PictureTag(
        attributes=f'src="{escape(picture.src)}" {size}', classes=picture.tint,
        sources=tuple((source.type, escape(source.srcset)) for source in picture.sources),
        width=picture.width, height=picture.height, alt=escape(picture.alt),
        caption=f"<figcaption>{caption}</figcaption>" if caption else "",
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
    classes = _classes_around(match)
    if classes & {"gallery", "pair", "full"}:
        sizes = sizes_in_group(picture.width / picture.height, classes)
    else:
        sizes = sizes_alone(picture.width, classes)
    sources = "".join(
        f'<source type="{kind}" srcset="{srcset}" sizes="{sizes}">'
        for kind, srcset in picture.sources
    )
    image = f"<picture>{sources}<img{rest}></picture>" if sources else f"<img{rest}>"
    end = match["end"] or ""
    return image + end.replace("</figure>", f"{picture.caption}</figure>")


def _classes_around(match: re.Match[str]) -> frozenset[str]:
    """Return the classes of the group that holds a picture, or of its figure where it is alone."""
    text, found = match.string, frozenset[str]()
    for tag in ("figure", "div"):
        start = text.rfind(f"<{tag}", 0, match.start())
        if start < 0 or f"</{tag}>" in text[start : match.start()]:
            continue
        classes = _CLASSES.search(text[start : text.index(">", start)])
        names = frozenset(classes[1].split() if classes else ())
        if tag == "figure" or names & {"gallery", "pair"}:
            found = names | (found & {"lead"})
    return found
