"""Shortcodes of other generators in plain Markdown: pictures, videos, links, notes, quotes, code.

Paths stay as they were written; :mod:`~newsroom.desk.importing.texts.links` leads them to their new
places. ``@/name.md`` stands for a file of the archive.
"""

import html
import re
from collections.abc import Callable, Mapping
from textwrap import dedent
from urllib.parse import urlsplit

from newsroom.desk.importing.texts.wording import plain
from newsroom.desk.importing.traced_text import Call, StoryContext, TracedText, indent, shorten
from newsroom.reading.markup.blocks import find_code

_PICTURE = re.compile(r"img|image|figure|photo|picture|asset", re.IGNORECASE)
_PICTURE_PATH = re.compile(r"(\.(png|jpe?g|gif|webp|avif|svg|bmp)|/[^./]+|^[^./]+)$", re.IGNORECASE)
_NOTE = re.compile(r"note|notice|tip|info|warning|callout|alert|admonition|box|ring|aside|hint")
_PATH = re.compile(r"/?[\w@.~-][\w@.~/ ,()+&-]*(\.\w{2,5}|/)(#[\w-]+)?|/")

TAKEN_OUT = "put a picture, link or quotation in its place by hand, or leave it out"
NO_MARKS = "write its links and emphasis into the text, if readers miss them"
_MARKED = re.compile(r"\]\(|\*\*|(?<![\w*])[*_](?=\S[^*_]*\S[*_](?!\w))|<[a-z/]")
UNWRAPPED = "its text was kept: give it the form it should have"
_VIDEOS = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
}
_POSTS = {
    "tweet": "https://twitter.com/{user}/status/{id}",
    "twitter": "https://twitter.com/{user}/status/{id}",
    "x": "https://x.com/{user}/status/{id}",
    "instagram": "https://www.instagram.com/p/{id}/",
    "gist": "https://gist.github.com/{user}/{id}",
}


def picture(src: str, alt: str, caption: str, call: Call) -> str:
    """Write an image; in raw HTML as ``<img>``, where Markdown would stay as it is."""
    if call.in_address:
        return quote_path(src)
    if call.in_html:
        return f'<img src="{html.escape(src)}" alt="{html.escape(alt)}">'
    alt = re.sub(r"([\[\]\\])", r"\\\1", html.unescape(" ".join(alt.split())))
    caption = html.escape(plain(caption), quote=True)
    caption = caption.replace("&#x27;", "'")
    return f'![{alt}]({quote_path(src)} "{caption}")' if caption else f"![{alt}]({quote_path(src)})"


def quote_path(path: str) -> str:
    path = html.unescape(path.strip())
    return path.replace(" ", "%20").replace("(", "%28").replace(")", "%29").replace('"', "%22")


def anchor(text: str, address: str, call: Call) -> str:
    if call.in_address:
        return quote_path(address)
    if call.in_html:
        return f'<a href="{html.escape(address)}">{html.escape(text)}</a>'
    return f"[{text}]({quote_path(address)})"


def video(call: Call) -> str | None:
    site = next((name for name in _VIDEOS if name in call.name.lower()), "")
    given = call.get("id", "video", "url", "src", "code") or next(iter(call.args), "")
    if not site or not given:
        return None
    return embed(given if "//" in given else _VIDEOS[site].format(given), call.get("title"), call)


def embed(address: str, title: str, call: Call) -> str:
    """Write a video: its address on a line of its own, else a link."""
    if match := re.search(r"youtube(?:-nocookie)?\.com/embed/([\w-]+)", address):
        address = _VIDEOS["youtube"].format(match[1])
    elif match := re.search(r"player\.vimeo\.com/video/(\d+)", address):
        address = _VIDEOS["vimeo"].format(match[1])
    if call.in_address or (call.alone and not call.in_html):
        return address
    return anchor(title or "Video", address, call)


def social_post(call: Call) -> str | None:
    if call.name not in _POSTS:
        return None
    args = [arg for arg in call.args if not arg.startswith("http")]
    address = next((arg for arg in call.args if arg.startswith("http")), "")
    user = call.get("user") or (args[0] if len(args) > 1 else "i")
    number = call.get("id") or (args[-1] if args else "")
    if not address and number:
        address = _POSTS[call.name].format(user=user, id=number)
        address = address.replace("/i/", "/") if call.name == "gist" else address
    where = {"gist": "Code on GitHub", "instagram": "Post on Instagram"}
    by = f"Post by @{user}" if user != "i" else "Post"
    return anchor(where.get(call.name, f"{by} on X"), address, call) if address else None


def reference(call: Call) -> str | None:
    """``{{< ref "a.md" >}}`` and its like: one path, usually where a link has its address."""
    target = call.get("path") or (call.args[0] if len(call.args) == 1 else "")
    known = call.name in ("ref", "relref", "link", "post_url", "asset", "static")
    if not target or not (known or _PATH.fullmatch(target)):
        return None
    page = target.split("#")[0]
    of_archive = page.endswith(".md") or (known and "." not in page.rsplit("/", 1)[-1])
    address = "@/" + target.lstrip("/") if of_archive and page.strip("/") else target
    return anchor(shorten(page.rsplit("/", 1)[-1]), address, call)


def titled_link(call: Call) -> str | None:
    """A button or file link: an address and a text."""
    address = call.get("href", "url", "file", "link", "src")
    text = call.get("text", "label", "title", "kicker")
    if not address and len(call.args) == 1 and re.match(r"https?://", call.args[0]):
        address = call.args[0]
        text = text or urlsplit(address).netloc
    return anchor(text, address, call) if address and text else None


def shown_picture(call: Call) -> str | None:
    if not _PICTURE.search(call.name):
        return None
    paths = [arg for arg in call.args if _PATH.fullmatch(arg)]
    src = call.get("src", "url", "file", "path", "image", "link") or next(iter(paths), "")
    others = [arg for arg in call.args if arg != src]
    # A name without suffix is that of a picture in an asset library.
    if not _PICTURE_PATH.search(src):
        return None
    alt = call.get("alt", "title") or (others[-1] if others else "")
    caption = " | ".join(filter(None, (call.get("caption"), call.get("attr"))))
    if "attr" in call.named and not call.get("caption"):
        caption = f"| {caption}"
    shown = picture(src, alt, caption, call)
    link = call.get("link") if src != call.get("link") else ""
    return f"[{shown}]({quote_path(link)})" if link and shown.startswith("![") else shown


def quotation(text: str, by: str) -> str:
    rows = text.strip().split("\n") + (["", f"— {by}"] if by else [])
    return indent(rows, "> ")


def quoted(call: Call) -> str | None:
    text = call.get("text", "quote") or (call.args[0] if call.args else "")
    if "quote" not in call.name or not text or call.in_html:
        return None
    return quotation(text, call.get("cite", "author", "source"))


SINGLE: tuple[Callable[[Call], str | None], ...] = (
    video, social_post, shown_picture, reference, quoted, titled_link,
)  # fmt: skip
"""Tried in turn: the first that knows the shortcode writes it."""


def single(call: Call, page: StoryContext) -> str:
    """Write a shortcode without content; one that nobody knows goes, and is reported."""
    for known in SINGLE:
        written = known(call)
        if written is not None:
            if known is shown_picture and _MARKED.search(call.get("caption")):
                page.note(call.line, "the caption is plain text now", NO_MARKS)
            return f"\n{written}\n" if call.joined and _is_block(written, call) else written
    page.note(call.line, f"{shorten(call.text)} was taken out", TAKEN_OUT)
    return ""


def _is_block(written: str, call: Call) -> bool:
    """Tell whether it was a block of its own, which Markdown would join to the lines around it."""
    return call.name in _POSTS or written.startswith(("https://", "http://", "![", "[![", "> "))


def paired(call: Call, inner: TracedText, page: StoryContext) -> TracedText | str:
    """Write a shortcode with content; of one that nobody knows the content stays."""
    text = dedent(inner.text).strip("\n").rstrip()
    if call.name == "highlight" and (call.args or call.named):
        return fence(text, call.args[0] if call.args else call.get("lang"))
    if call.name in ("highlight", "mark") and "\n" not in text:
        return f"<mark>{text}</mark>"
    simple = not call.in_html and call.alone and not find_code(text.split("\n"), fenced_only=True)
    if simple and "quote" in call.name:
        return quotation(text, call.get("cite", "author", "source"))
    if simple and _NOTE.search(call.name):
        title = call.get("title", "heading").replace('"', "”")
        head = f'!!! note "{title}"' if title else "!!! note"
        return f"{head}\n{indent(text.lstrip().splitlines(), '    ')}\n"
    if simple and call.name in ("details", "expand", "collapse", "spoiler"):
        title = call.get("summary", "title") or (call.args[0] if call.args else "")
        begin = (
            f"<details>\n<summary>{html.escape(title, quote=False)}</summary>\n" if title else ""
        )
        return f"{begin or '<details>'}\n{text}\n\n</details>\n"
    page.note(call.line, f"{shorten(call.text)} was unwrapped", UNWRAPPED)
    return inner


def fence(code: str, language: str) -> str:
    marks = "```"
    while marks in code:
        marks += "`"
    name = re.sub(r"[^\w+#.-].*", "", language)
    return f"{marks}{name}\n{code}\n{marks}"


def arguments(text: str) -> tuple[list[str], Mapping[str, str]]:
    """Split ``one "two words" key="value"`` into positional and named arguments."""
    args: list[str] = []
    named: dict[str, str] = {}
    for match in _ARGUMENT.finditer(text):
        value = match["quoted"] or match["raw"] or match["single"] or match["bare"] or ""
        value = value.replace('\\"', '"')
        if match["key"]:
            named[match["key"].lower()] = value
        elif value and value != ",":
            args.append(value)
    return args, named


_ARGUMENT = re.compile(
    r"""(?:(?P<key>[\w-]+)\s*[=:]\s*)?
    (?:"(?P<quoted>(?:\\.|[^"\\])*)"|`(?P<raw>[^`]*)`|'(?P<single>[^']*)'|(?P<bare>[^\s"'`,]+))""",
    re.VERBOSE,
)
