"""Comments of an export of Disqus (XML): threads with their pages, posts with their texts."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lxml import etree

from newsroom.desk.comments.old_comments import OldComment, OldComments, missing
from newsroom.desk.comments.reader_markdown import reader_markdown
from newsroom.problems import ContentError, Problem

_ID = "{http://disqus.com/disqus-internals}id"
BROKEN = "export again at disqus.com (Community, Export), unpack the file, try again"


def read_disqus(file: Path) -> OldComments:
    """Return the comments of an export.

    Raises:
        ContentError: the file cannot be read.
    """
    data = file.read_bytes()
    if re.search(rb"<!\s*(?:DOCTYPE|ENTITY)", data[:10_000], re.IGNORECASE):
        raise ContentError([Problem(str(file), "the export declares entities", BROKEN)])
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        what = f"broken XML: {error.msg}"
        raise ContentError([Problem(str(file), what, BROKEN, line=error.lineno or 0)]) from None
    pages: dict[str, tuple[str, str]] = {}
    comments = OldComments()
    for element in root:
        match _name(element):
            case "thread" if _ID in element.attrib:
                pages[element.attrib[_ID]] = _text(element, "link"), _text(element, "title")
            case "post":
                _read(element, pages, comments)
    return comments


def _read(post: Any, pages: dict[str, tuple[str, str]], comments: OldComments) -> None:
    key, parent = _key(post.get(_ID)), _key(_named(post, "parent"))
    comments.parents[key] = parent
    address, title = pages.get(_named(post, "thread"), ("", ""))
    words = reader_markdown(_text(post, "message"))
    try:
        moment = datetime.fromisoformat(_text(post, "createdAt"))
        written = int(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp())
    except ValueError:
        written = None
    if state := _state(post) or missing(key, words, written):
        comments.left_out[state] += 1
        return
    author = next((child for child in post if _name(child) == "author"), None)
    name = _text(author, "name") if author is not None else ""
    comments.found.append(
        OldComment(
            key=key,
            parent=parent,
            address=address,
            title=title,
            name=name,
            website="",
            written=written or 0,
            text=words,
        )
    )


def _state(post: Any) -> str:
    """Return why readers did not see a comment; not every export says that it was approved."""
    if _text(post, "isDeleted") == "true" or _text(post, "isSpam") == "true":
        return "spam or in the trash"
    return "waiting for a moderator" if _text(post, "isApproved") == "false" else ""


def _key(number: str | None) -> str:
    return f"disqus:{number}" if number else ""


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _named(post: Any, name: str) -> str:
    """Return the id that an element such as ``<thread dsq:id="1"/>`` names."""
    return next((child.get(_ID) or "" for child in post if _name(child) == name), "")


def _text(element: Any, name: str) -> str:
    return next(((child.text or "").strip() for child in element if _name(child) == name), "")
