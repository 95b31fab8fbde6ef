"""Pictures without a description, and those of other sites."""

import re
from collections.abc import Iterator

from newsroom.checking.findings import Remark
from newsroom.checking.manuscript import Manuscript

_MARKDOWN = re.compile(r"!\[([^\]]*)\](?=[(\[])")
_RAW = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|avif|svg)|(?:IMG|DSC)[_-]?\d+", re.IGNORECASE)
_REMOTE = re.compile(
    r"""!\[[^\]]*\]\(\s*<?(?:https?:)?//([^/\s)>"']+)|<img\b[^>]*?\ssrc\s*=\s*["']?(?:https?:)?//([^/\s"'>]+)""",
    re.IGNORECASE,
)
_REMEDY = "say what it shows, for readers who cannot see it"


def undescribed_images(manuscript: Manuscript) -> Iterator[Remark]:
    for match in _MARKDOWN.finditer(manuscript.prose):
        if what := fault(match[1]):
            yield Remark(*manuscript.place(match.start()), what, f"{_REMEDY}: ![here](…)")
    for match in _RAW.finditer(manuscript.prose):
        alt = _ALT.search(match[0])
        if what := fault((alt[1] or alt[2] or "") if alt else ""):
            yield Remark(*manuscript.place(match.start()), what, f'{_REMEDY}: alt="here"')


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
