"""Pictures without a description, those of other sites, and those too small for their place."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from newsroom.checking.findings import Remark
from newsroom.checking.manuscript import Manuscript
from newsroom.model import Article, Document

_MARKDOWN = re.compile(r"!\[([^\]]*)\](?=[(\[])")
_RAW = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|avif|svg)|(?:IMG|DSC)[_-]?\d+", re.IGNORECASE)
_REMOTE = re.compile(
    r"""!\[[^\]]*\]\(\s*<?(?:https?:)?//([^/\s)>"']+)|<img\b[^>]*?\ssrc\s*=\s*["']?(?:https?:)?//([^/\s"'>]+)""",
    re.IGNORECASE,
)
_PICTURE = re.compile(
    r'<picture><source [^>]*srcset="(?P<srcset>[^"]*)"[^>]*>(?:<source [^>]*>)*'
    r'<img [^>]*?src="[^"]*/(?P<stem>[^"/]*)-\d+\.\w+"'
)
_WIDTH = re.compile(r" (\d+)w")
LEAD, COLUMN = 1200, 640
"""Pixels across that the picture above a story and on other sites needs, and one in the text."""
_REMEDY = "say what it shows, for readers who cannot see it"


def undescribed_images(manuscript: Manuscript) -> Iterator[Remark]:
    for match in _MARKDOWN.finditer(manuscript.prose):
        if not match[1].strip() and ' alt=""' not in manuscript.html:
            continue  # the registry of media has the description
        if what := fault(match[1]):
            yield Remark(*manuscript.place(match.start()), what, f"{_REMEDY}: ![here](…)")
    for match in _RAW.finditer(manuscript.prose):
        alt = _ALT.search(match[0])
        if what := fault((alt[1] or alt[2] or alt[3] or "") if alt else ""):
            yield Remark(*manuscript.place(match.start()), what, f'{_REMEDY}: alt="here"')


def small_images(manuscript: Manuscript, story: Article | Document) -> Iterator[Remark]:
    """Name pictures that have fewer pixels than their place; a single pixel is named on reading."""
    image = story.image if isinstance(story, Article) else None
    if image and image.sources and 1 < (width := _widest(image.sources[0].srcset)) < LEAD:
        place = manuscript.key("image.src") or manuscript.key("image") or (1, 1)
        yield Remark(*place, _small(width), f"find one of at least {LEAD:,} pixels")
    if "<picture>" not in manuscript.html:
        return
    for match in _PICTURE.finditer(manuscript.html):
        name, width = unquote(match["stem"]), _widest(match["srcset"])
        if 1 < width < COLUMN and (at := manuscript.prose.find(name)) >= 0:
            remedy = f"find one of at least {COLUMN} pixels"
            yield Remark(*manuscript.place(at), f"{name}: {_small(width)}", remedy)


def bare_films(manuscript: Manuscript, story: Article) -> Iterator[Remark]:
    """Name films without a still: search engines list no film without one."""
    for player in story.players if not story.image else ():
        name = unquote(player.url.rpartition("/")[2])
        if player.is_film and not player.poster:
            at = max(manuscript.prose.find(name), 0)
            what = f"{name} has no still, so that search engines do not list it"
            remedy = "write {poster=2026/still.jpg} behind it, or give the story a picture"
            yield Remark(*manuscript.place(at), what, remedy)


def _widest(srcset: str) -> int:
    return max(map(int, _WIDTH.findall(srcset)), default=0)


def _small(width: int) -> str:
    return f"a picture of {width} pixels is shown small"


def remote_images(manuscript: Manuscript) -> Iterator[Remark]:
    if "//" not in manuscript.prose:
        return
    for match in _REMOTE.finditer(manuscript.prose):
        what = f"a picture is loaded from {match[1] or match[2]}, which sees every reader"
        remedy = "copy it to content/media/ and name it there, if its licence allows"
        yield Remark(*manuscript.place(match.start()), what, remedy)


def fault(alt: str) -> str:
    """Return what is wrong with a description, nothing where it may be one."""
    if not alt.strip():
        return "a picture without description"
    if _FILE_NAME.fullmatch(alt.strip()):
        return f"the description {alt.strip()!r} is the name of a file"
    return ""
