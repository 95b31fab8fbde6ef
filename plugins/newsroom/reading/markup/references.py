"""What links and pictures in a body point at.

A target without a scheme is *internal*: another story, or a file of the publication. It may be
written as a path from the story, or in Pelican's forms ``{filename}path``, ``{static}path``,
``{attach}path`` and ``|filename|path``. In the HTML it becomes ``story:path`` or ``media:path``,
which stays good when the story it names moves.
"""

import re
from typing import Literal, NamedTuple

_PELICAN = re.compile(r"(?:\{(filename|static|attach)\}|\|(filename|static|attach)\|)\s*")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_BLANK = "".join(map(chr, range(0x21)))
_LINE_ENDS = dict.fromkeys(map(ord, "\t\n\r"))
_STORY = re.compile(r"\.(?:md|markdown)(?=[?#]|$)", re.IGNORECASE)
_END_OF_PATH = re.compile("[?#]")
_UNSAFE = re.compile(r'[\x00-\x20"<>\\^`{|}\x7f]|%(?![0-9a-fA-F]{2})')
_HOST = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//[^/?#]*")


Kind = Literal["story", "file", "image", "poster", "player", "track", "address", "chart"]
_LOADED: dict[str, Kind] = {
    "audio": "player", "source": "player", "track": "track", "video": "player",
}  # fmt: skip


class LinkTarget(NamedTuple):
    """``path`` as the author wrote it, without Pelican's prefix; ``address`` for the HTML.

    ``kind``: a story or page by its source file, a file to publish, a picture to show, the picture
    of a film before it plays, a sound or film, its captions, an address from the root of the
    site, which stays as it is, or the order of a chart of a file.
    """

    kind: Kind
    path: str
    address: str


def clean_address(value: str) -> str:
    """Return an address as browsers read it (WHATWG URL), with nothing in it that is not valid.

    They drop line ends, and take a backslash in a path for a slash. Square brackets are valid in
    the address of a host alone, and a percent sign only before two hexadecimal digits.
    """
    if "[" in value or "]" in value:
        host = found[0] if (found := _HOST.match(value)) else ""
        value = host + value[len(host) :].replace("[", "%5B").replace("]", "%5D")
    if value.count("#") > 1:
        path, _, part = value.partition("#")
        value = f"{path}#{part.replace('#', '%23')}"
    if not _UNSAFE.search(value):
        return value
    value = value.strip(_BLANK).translate(_LINE_ENDS)
    path = _END_OF_PATH.split(value, maxsplit=1)[0]
    if not value.lower().startswith(("mailto:", "tel:")):
        value = path.replace("\\", "/") + value[len(path) :]
    return _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", value)


def classify(attribute: str, value: str, tag: str = "img") -> LinkTarget | None:
    """Return the target of an ``href``, ``src`` or ``poster``; None if that is another site."""
    value = value.strip()
    prefix = _PELICAN.match(value)
    path = value[prefix.end() :] if prefix else value
    if not path or (not prefix and (path.startswith(("#", "//")) or _SCHEME.match(path))):
        return None
    if attribute == "poster":
        return LinkTarget("poster", path, f"media:{path}")
    if attribute == "src":
        return LinkTarget(_LOADED.get(tag, "image"), path, f"media:{path}")
    if path.startswith("/") and not prefix:
        return LinkTarget("address", path, path)
    is_file = prefix is not None and (prefix[1] or prefix[2]) != "filename"
    is_story = _STORY.search(path) is not None
    if is_story and not is_file:
        return LinkTarget("story", path, f"story:{path}")
    return LinkTarget("file", path, f"media:{path}")
