"""The text of a post of Medium as plain HTML: without boxes, scripts and the repeated title."""

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bs4 import Tag

from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.systems.medium import identity
from newsroom.desk.importing.systems.medium_post import MediumPost, words_of
from newsroom.desk.importing.texts.html_markdown import NOT_TEXT
from newsroom.desk.importing.texts.platform_html import lead_pictures, new, saved_files

_CDN = re.compile(r"^https?://(?:cdn-images-\d+|miro)\.medium\.com/")
_GRAFS = "h1, h2, h3, h4, h5, p, figure, pre, blockquote, ul, ol, hr, .graf--mixtapeEmbed, table"


class MediumBody:
    """Makes texts plain. ``names``: id of a story → its path in the export."""

    def __init__(self, folder: Path, names: Mapping[str, str], report: ImportReport) -> None:
        self._saved, self._names, self._report = saved_files(folder), names, report

    def text(self, post: MediumPost, place: str) -> str:
        def note(what: str, remedy: str) -> None:
            self._report.changed(place, what, remedy)

        body = post.body
        for node in body.select(".graf--title, .graf--subtitle"):
            node.decompose()
        if not body.select_one(".graf--title"):
            _without_repeated_title(body, post.title)
        for figure in body.find_all("figure"):
            _embed(figure, note)
        for card in body.select(".graf--mixtapeEmbed"):
            _card(card)
        for quote in body.select(".graf--pullquote"):
            inner = f"<blockquote>{quote.decode_contents()}</blockquote>"
            quote.replace_with(new(f'<figure class="wp-block-pullquote">{inner}</figure>'))
        for code in body.find_all("pre"):
            _code(code)
        self._own_links(body)
        lead_pictures(body, self._saved, lambda one: one if _CDN.match(one) else "", note)
        return "\n".join(_blocks(body))

    def _own_links(self, body: Tag) -> None:
        """Let links to stories of the export name their files; others go to Medium as before."""
        for link in body.find_all("a", href=True):
            for name in ("data-href", "rel", "target", "title"):
                link.attrs.pop(name, None)
            if path := self._names.get(identity(urlsplit(_safe(link["href"])).path)):
                link["href"] = f"@/{path}"


def _blocks(body: Tag) -> list[str]:
    """Return the blocks of a text in order, without the boxes around them."""
    blocks: list[str] = []
    for node in body.select(_GRAFS):
        if node.find_parent(["figure", "blockquote", "ul", "ol", "pre", "table"]):
            continue
        if node.name == "hr" and not blocks:
            continue  # each section begins with a line, the first one too
        if node.name in ("h3", "h4"):
            node.name = {"h3": "h2", "h4": "h3"}[node.name]
        for name in ("id", "name", "class"):
            if node.name in ("h2", "h3", "p", "li"):
                node.attrs.pop(name, None)
        blocks.append(str(node))
    return blocks


def _without_repeated_title(body: Tag, title: str) -> None:
    first = body.find(["h1", "h2", "h3"])
    if isinstance(first, Tag) and title and words_of(first) == title:
        first.decompose()


def _embed(figure: Tag, note: Any) -> None:
    """Put addresses in the place of scripts and of frames that only lead to another page."""
    script, frame = figure.find("script", src=True), figure.find("iframe", src=True)
    posted = figure.select_one("blockquote.twitter-tweet a[href], blockquote a[href*='/status/']")
    address = ""
    if script:
        address = str(script["src"]).removesuffix(".js")
    elif posted:
        address = str(posted["href"])
    elif frame:
        parts = urlsplit(_safe(frame["src"]))
        asked = parse_qs(parts.query)
        address = (asked.get("url") or asked.get("src") or [""])[0]
        if not address and "medium.com/media" in str(frame["src"]):
            note(f"an embed at {frame['src']} is not in the export", NOT_TEXT)
            figure.decompose()
            return
    if address.startswith("//"):
        address = f"https:{address}"
    if address.startswith(("http://", "https://")):
        caption = figure.find("figcaption")
        figure.replace_with(new(f"<figure>{escape(address)}{caption or ''}</figure>"))


def _card(card: Tag) -> None:
    """Write the card of another page as a link with its title."""
    link = card.find("a", href=True)
    if isinstance(link, Tag):
        title = words_of(link.find("strong")) or words_of(link) or str(link["href"])
        words = f'<p><a href="{escape(str(link["href"]))}">{escape(title)}</a></p>'
        card.replace_with(new(words))


def _code(code: Tag) -> None:
    for line in code.find_all("br"):
        line.replace_with("\n")
    lang = str(code.get("data-code-block-lang") or "")
    text = escape(code.get_text(), quote=False)
    named = f' class="language-{escape(lang)}"' if lang else ""
    code.replace_with(new(f"<pre><code{named}>{text}</code></pre>"))


def _safe(address: object) -> str:
    """Return an address that can be taken apart, else nothing."""
    text = str(address)
    try:
        urlsplit(text)
    except ValueError:
        return ""
    return text
