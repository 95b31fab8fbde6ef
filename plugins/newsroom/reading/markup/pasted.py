"""Code for embedding, as providers offer it for pasting, becomes what an address alone becomes.

    <iframe title="Rents" src="https://datawrapper.dwcdn.net/AbCdE/3/" height="450"></iframe>

    <blockquote class="twitter-tweet"><p lang="en">…</p>… <a href="https://…">…</a></blockquote>
    <script async src="https://platform.twitter.com/widgets.js"></script>

The words of a post stay a quotation above its link. Scripts that come with the code go: a click
loads what they would have loaded. A frame of a host that nobody listed becomes a link.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, tostring

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from newsroom.embeds.find import Embed, find_embed
from newsroom.reading.markup.embeds import Embeds, Odd
from newsroom.reading.markup.fenced_code import Code

_INNER = r"""(?:[^>"']|"[^"]*"|'[^']*')*"""
_POSTS = "twitter-tweet|instagram-media|tiktok-embed|bluesky-embed|text-post-media|mastodon-embed"
_REGION = re.compile(
    rf"""(?:<p(?:\s{_INNER})?>\s*)?
    (?P<code>
      <iframe\b{_INNER}>(?:[^<]*</iframe\s*>)?
      | <blockquote\s(?=[^>]*(?:{_POSTS})){_INNER}>.*?</blockquote\s*>
      | <div\s(?=[^>]*(?:flourish-embed|fb-post|fb-video)){_INNER}>.*?</div>
      | <div\s(?=[^>]*datawrapper-vis){_INNER}>.*?</div>
    )
    (?:\s*</p>)?(?:\s*<script\b[^>]*>.*?</script\s*>)*""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_SCRIPT = re.compile(
    r"<script\b[^>]*\bsrc=[\"'](?:https?:)?//(?:platform\.(?:twitter|x)\.com/widgets\.js"
    r"|(?:www\.)?(?:instagram|threads)\.(?:com|net)/embed\.js|www\.tiktok\.com/embed\.js"
    r"|embed\.bsky\.app/static/embed\.js|public\.flourish\.studio/[^\"']*"
    r"|connect\.facebook\.net/[^\"']*)[\"'][^>]*>\s*</script\s*>",
    re.IGNORECASE,
)
_SOURCES = (
    "src", "data-src", "data-lazy-src", "data-instgrm-permalink", "data-bluesky-uri",
    "data-text-post-permalink", "data-embed-url", "data-href", "cite",
)  # fmt: skip
_BLUESKY = re.compile(r"at://([\w.:-]+)/app\.bsky\.feed\.post/(\w+)")
_FLOURISH = re.compile(r"(?:visualisation|story)/\d+")
_PIXELS = re.compile(r"(\d{1,5})(?:\.\d+)?(?:px)?")
_TELLING = ("<iframe", "<blockquote ", "<script", "-embed", "fb-", "datawrapper")


class Pasted(Extension):
    """Adds what was pasted. After ``inline`` (20), when all raw HTML is known."""

    def __init__(self, embeds: Embeds) -> None:
        super().__init__()
        self._embeds = embeds

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(_PastedProcessor(md, self._embeds), "pasted", 3)


class _PastedProcessor(Treeprocessor):
    def __init__(self, md: Markdown, embeds: Embeds) -> None:
        super().__init__(md)
        self._embeds = embeds

    def run(self, root: Element) -> None:
        kept: list[Any] = self.md.htmlStash.rawHtmlBlocks
        for number, raw in enumerate(kept):
            is_html = isinstance(raw, str) and not isinstance(raw, Code)
            if is_html and any(sign in raw.lower() for sign in _TELLING):
                kept[number] = _SCRIPT.sub("", _REGION.sub(self._replaced, raw))

    def _replaced(self, match: re.Match[str]) -> str:
        from bs4 import BeautifulSoup  # only those who paste wait for it

        code: Any = BeautifulSoup(match["code"], "html.parser").find(True)
        for address in _addresses(code):
            if embed := find_embed(address, self._embeds.hosts):
                return self._figure(code, embed)
        return (code.name == "iframe" and self._link(code)) or match[0]

    def _figure(self, code: Any, embed: Embed) -> str:
        figure = Element("figure")
        words, source = _post(code)
        title = code.get("title") or code.get("aria-label") or source
        self._embeds.build(figure, embed._replace(size=_size(code, embed)), title)
        text = tostring(figure, "unicode", method="html")
        quote = f"<blockquote>{words}</blockquote>" if words else ""
        return text.replace("<a ", f"{quote}<a ", 1)

    def _link(self, code: Any) -> str:
        """Return a link in the place of a frame, ``""`` if it leads nowhere."""
        address = next((one for one in _addresses(code) if one.startswith("https://")), "")
        host = urlsplit(address).netloc
        if not host:
            return ""
        what = f"a frame of {host} is shown as a link, because the paper does not list that host"
        entry = f'EMBEDS = {{"hosts": {{"{host}": {{"name": "…"}}}}}}'
        remedy = f"to have it loaded on click, write in pelicanconf.py: {entry}"
        self._embeds.odd.append(Odd(written="<iframe", what=what, remedy=remedy))
        link = Element("a", {"href": address})
        link.text = code.get("title") or code.get("aria-label") or host
        return f"<p>{tostring(link, 'unicode', method='html')}</p>"


def _addresses(code: Any) -> Iterator[str]:
    """Yield the addresses that pasted code names, the most telling one first."""
    inner = code.find_all("script", src=True)
    given = [code.get(name) for name in _SOURCES] + [script["src"] for script in inner]
    given += [link["href"] for link in reversed(code.find_all("a", href=True))]
    for address in filter(None, given):
        if match := _BLUESKY.match(address):
            yield f"https://bsky.app/profile/{match[1]}/post/{match[2]}"
        elif _FLOURISH.match(address):
            yield f"https://public.flourish.studio/{address}"
        else:
            yield f"https:{address}" if address.startswith("//") else address.strip()


def _post(code: Any) -> tuple[str, str]:
    """Return the words of a post as HTML, and what comes after them: who wrote it, and when."""
    paragraphs = code.find_all("p", recursive=False) if code.name == "blockquote" else []
    if not paragraphs or not code.get_text().strip():
        return "", ""
    words = "".join(map(str, paragraphs))
    for paragraph in paragraphs:
        paragraph.extract()
    return words, " ".join(code.get_text(" ").split()).lstrip("—- ").replace("( ", "(").replace(
        " )", ")"
    )


def _size(code: Any, embed: Embed) -> str:
    """Return the size that a frame asks for, else the one of its provider."""
    width, height = (_PIXELS.fullmatch(code.get(name, "").strip()) for name in ("width", "height"))
    if not height or int(height[1]) < 20 or code.name != "iframe":
        return embed.size
    return f"{width[1]}x{height[1]}" if width and int(width[1]) > 20 else f"x{height[1]}"
