"""Embeds: a YouTube or Vimeo address alone in a paragraph becomes a block to click.

    https://youtu.be/dQw4w9WgXcQ?t=1m30s

    [The speech in full](https://vimeo.com/76979871)

The page holds a plain link and, in ``data-embed``, the address that a script may load into a
frame when the reader asks for it. Until then nobody is called, and without JavaScript the link
remains. The text is the link's, else the ``title`` of an attribute list, else ``Watch on YouTube``.
"""

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.treeprocessors import Treeprocessor

PLAYER = re.compile(
    r"https://(?:www\.youtube-nocookie\.com/embed/[\w-]{11}"
    r"|player\.vimeo\.com/video/\d+)(?:\?[\w=&-]*)?(?:#t=\d+s)?"
)
"""The only addresses that ``data-embed`` may hold."""

_PARAGRAPH = re.compile(
    r"(?:\[(?P<text>[^\]]+)\]\((?P<link>https?://[^\s()]+)\)|<?(?P<bare>https?://[^\s<>]+)>?)"
    r"\s*(?:\{:?(?P<list>[^}\n]*)\})?"
)
_YOUTUBE_HOSTS = {"youtube.com", "m.youtube.com", "music.youtube.com", "youtube-nocookie.com"}
_YOUTUBE_PATH = re.compile(r"/(?:shorts|live|embed|v)/([\w-]{11})/?")
_YOUTUBE_ID = re.compile(r"[\w-]{11}", re.ASCII)
_VIMEO_PATH = re.compile(r"/(?:[\w/-]*/)?(\d+)(?:/([0-9a-f]+))?/?")
_TIME = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?")


class Video(NamedTuple):
    """A film at a provider: the page that shows it and the player that a frame may load."""

    provider: str
    name: str
    page: str
    player: str


def find_video(address: str) -> Video | None:
    """Return the film at ``address``, or None when it is not a page of a known provider."""
    try:
        parts = urlsplit(address)
    except ValueError:  # A malformed IPv6 address.
        return None
    host = parts.netloc.lower().removeprefix("www.")
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    start = _seconds(query.get("t") or query.get("start") or parts.fragment.removeprefix("t="))
    if host == "youtu.be" or host in _YOUTUBE_HOSTS:
        return _youtube(host, parts.path, query, start)
    if host in ("vimeo.com", "player.vimeo.com"):
        return _vimeo(parts.path, query, start)
    return None


def _youtube(host: str, path: str, query: dict[str, str], start: int) -> Video | None:
    if host == "youtu.be":
        film = path.strip("/")
    elif path.rstrip("/") == "/watch":
        film = query.get("v", "")
    else:
        match = _YOUTUBE_PATH.fullmatch(path)
        film = match[1] if match else ""
    if not _YOUTUBE_ID.fullmatch(film):
        return None
    page = f"https://www.youtube.com/watch?v={film}" + (f"&t={start}s" if start else "")
    player = f"https://www.youtube-nocookie.com/embed/{film}" + (f"?start={start}" if start else "")
    return Video("youtube", "YouTube", page, player)


def _vimeo(path: str, query: dict[str, str], start: int) -> Video | None:
    match = _VIMEO_PATH.fullmatch(path)
    if not match:
        return None
    secret = match[2] or query.get("h", "")  # The key of an unlisted film.
    if secret and not secret.isalnum():
        return None
    moment = f"#t={start}s" if start else ""
    page = f"https://vimeo.com/{match[1]}" + (f"/{secret}" if secret else "") + moment
    key = f"&h={secret}" if secret else ""
    player = f"https://player.vimeo.com/video/{match[1]}?dnt=1{key}{moment}"
    return Video("vimeo", "Vimeo", page, player)


def _seconds(time: str) -> int:
    """Return the seconds of ``90``, ``90s`` or ``1h2m3s``; 0 for anything else."""
    match = _TIME.fullmatch(time[:12])
    hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


class Embeds(Extension):
    """Adds embeds. Before ``inline`` (20), which would read the underscores of an address.

    ``invitation`` is the text of a link without one, with ``{provider}`` in it.
    """

    def __init__(self, invitation: str) -> None:
        super().__init__()
        self._invitation = invitation

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(_Embeds(md, self._invitation.format), "embeds", 40)


class _Embeds(Treeprocessor):
    def __init__(self, md: Markdown, invite: Callable[..., str]) -> None:
        super().__init__(md)
        self._invite = invite

    def run(self, root: Element) -> None:
        for paragraph in root.iter("p"):
            match = None if len(paragraph) else _PARAGRAPH.fullmatch((paragraph.text or "").strip())
            video = find_video(match["link"] or match["bare"]) if match else None
            if match and video:
                listed, _ = get_attrs_and_remainder(match["list"] or "")
                title = next((value for name, value in listed if name == "title" and value), "")
                classes = ["embed", *(value for name, value in listed if name == "." and value)]
                text = match["text"] or title or self._invite(provider=video.name)
                _build(paragraph, video, " ".join(classes), text)


def _build(paragraph: Element, video: Video, classes: str, text: str) -> None:
    paragraph.tag = "figure"
    paragraph.text = None
    paragraph.set("class", classes)
    paragraph.set("data-provider", video.provider)
    paragraph.set("data-embed", video.player)
    SubElement(paragraph, "a", {"href": video.page}).text = text
