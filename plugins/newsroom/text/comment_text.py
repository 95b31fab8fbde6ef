"""What readers type, as safe HTML: a little Markdown, and everything else stays text.

Emphasis, code, links, lists and quotes are read; raw HTML, headings and pictures are not: their
signs are shown. Everything that Markdown makes of it goes through nh3.
"""

import re
from functools import cache

import nh3
from markdown import Markdown
from markdown.inlinepatterns import AutolinkInlineProcessor
from markupsafe import Markup, escape

from newsroom.text.urls import host_mistake

LONGEST = 3_000
"""Characters beyond which a text gets paragraphs only: Markdown takes quadratic time on some.
The form takes no more (``comments.js``)."""
TAGS = {"a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "strong", "ul"}
SCHEMES = {"http", "https", "mailto"}
_WITHOUT = {
    "inline": ("html", "entity", "image_link", "image_reference", "short_image_ref", "reference",
               "short_reference"),
    "block": ("hashheader", "setextheader", "hr", "reference"),
}  # fmt: skip
_BARE = r"(https?://[^\s<>()\[\]\"*]*[^\s<>()\[\]\"*.,;:!?'_])"
# Markdown recurses into lists and quotes; how deep it can go depends on who calls it.
_DEEP = re.compile(r"^(?: {32}|(?: *(?:[-+*>]|\d+\.)){9})", re.MULTILINE)
_REL = "nofollow ugc noopener"
_NO_LINK = re.compile(rf'<a rel="{_REL}">(.*?)</a>', re.DOTALL)
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


@cache
def _markdown() -> Markdown:
    markdown = Markdown(extensions=["nl2br", "sane_lists"], output_format="html")
    markdown.preprocessors.deregister("html_block")
    for name in _WITHOUT["inline"]:
        markdown.inlinePatterns.deregister(name)
    for name in _WITHOUT["block"]:
        markdown.parser.blockprocessors.deregister(name)
    # After links in brackets, before emphasis, so that an address may hold an underscore.
    markdown.inlinePatterns.register(AutolinkInlineProcessor(_BARE, markdown), "bare", 115)
    return markdown


def visible(text: str) -> str:
    """Return text without signs that cannot be seen but could turn a line around."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def as_line(text: str, longest: int) -> str:
    """Return a name, title or beginning: one line of at most ``longest`` characters."""
    line = " ".join(visible(text).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def as_html(text: str) -> Markup:
    """Return what a reader typed as HTML that a page may contain."""
    text = visible(text).strip()
    if len(text) > LONGEST or _DEEP.search(text.expandtabs(4)):
        return _paragraphs(text)
    html = nh3.clean(
        _markdown().reset().convert(text),
        tags=TAGS,
        attributes={"*": set(), "a": {"href"}},
        attribute_filter=_address,
        url_schemes=SCHEMES,
        link_rel=_REL,
    )
    return Markup(_NO_LINK.sub(r"\1", html))  # noqa: S704 - sanitised in the line above


def _address(_tag: str, _attribute: str, value: str) -> str | None:
    """Return an address that leads where it says: not https://bank.example@other.example/."""
    return None if value.lower().startswith("http") and host_mistake(value) else value


def _paragraphs(text: str) -> Markup:
    parts = [escape(part.strip()) for part in re.split(r"\n\s*\n", text)]
    lines = "".join(f"<p>{part}</p>\n" for part in parts if part)
    return Markup(lines.strip().replace("\n", "<br>\n").replace("</p><br>\n", "</p>\n"))  # noqa: S704 - every part is escaped
