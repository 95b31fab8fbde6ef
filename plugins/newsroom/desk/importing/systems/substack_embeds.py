"""What Substack shows with scripts of its own, as plain HTML: cards, films, galleries, quotes."""

from collections.abc import Callable
from html import escape
from typing import Any

from bs4 import Tag

from newsroom.desk.importing.texts.html_markdown import NOT_TEXT
from newsroom.desk.importing.texts.platform_html import facts, new

LOOK_THERE = "look at the post there, and write it in another way if it is missed"


def _shown(address: Callable[[Any], str]) -> Callable[..., None]:
    """Return what replaces an element by the address of what it shows, alone in its block."""

    def change(node: Tag, note: Callable[[str, str], None]) -> None:
        frame = node.find("iframe")
        found = address(facts(node)) or str(frame.get("src") if isinstance(frame, Tag) else "")
        if found.startswith(("http://", "https://")):
            node.replace_with(new(f"<figure>{escape(found)}</figure>"))
        else:
            note(f"an embed of the kind {' '.join(node.get('class') or [])} was lost", NOT_TEXT)
            node.decompose()

    return change


def _card(node: Tag, note: Callable[[str, str], None]) -> None:
    found = facts(node)
    address = str(found.get("canonical_url") or found.get("url") or "")
    title = str(found.get("title") or address)
    if address:
        node.replace_with(new(f'<p><a href="{escape(address)}">{escape(title)}</a></p>'))
    else:
        note("a card of another post was lost", NOT_TEXT)
        node.decompose()


def _gallery(node: Tag, _note: Callable[[str, str], None]) -> None:
    gallery = facts(node).get("gallery") or {}
    images = [one for one in gallery.get("images") or [] if isinstance(one, dict)]
    alt = escape(str(gallery.get("alt") or ""))
    rows = "".join(
        f'<figure><img src="{escape(str(one.get("src") or ""))}" alt="{alt}"></figure>'
        for one in images
    )
    caption = escape(str(gallery.get("caption") or ""))
    words = f"<figcaption>{caption}</figcaption>" if caption else ""
    node.replace_with(new(f'<div class="wp-block-gallery">{rows}{words}</div>'))


def _quote(node: Tag, _note: Callable[[str, str], None]) -> None:
    inner = node.decode_contents()
    node.replace_with(
        new(f'<figure class="wp-block-pullquote"><blockquote>{inner}</blockquote></figure>')
    )


def _lost(node: Tag, note: Callable[[str, str], None]) -> None:
    kind = next(iter(node.get("class") or ["element"]))
    what = {
        "native-audio-embed": "a recording", "native-video-embed": "a film", "poll-embed": "a poll",
    }.get(kind, f"the element {kind}")  # fmt: skip
    note(f"{what} is not in the export", LOOK_THERE)
    node.decompose()


def _formula(node: Tag, note: Callable[[str, str], None]) -> None:
    note("a formula is shown as it was typed", LOOK_THERE)
    source = escape(str(facts(node).get("persistentExpression") or node.get_text()))
    node.replace_with(new(f"<p><code>{source}</code></p>"))


CHANGES: dict[str, Callable[..., None]] = {
    ".tweet, .twitter-embed, .instagram, .tiktok-wrap, .soundcloud-wrap, .spotify-wrap, "
    ".apple-podcast-container, .bluesky-wrap, .datawrapper-wrap, .comment": _shown(
        lambda found: str(found.get("url") or found.get("target_url") or "")
    ),
    ".youtube-wrap": _shown(
        lambda found: f"https://www.youtube.com/watch?v={found['videoId']}"
        if found.get("videoId") else ""
    ),
    ".vimeo-wrap": _shown(
        lambda found: f"https://vimeo.com/{found['videoId']}" if found.get("videoId") else ""
    ),
    ".digest-post-embed, .embedded-post-wrap": _card,
    ".image-gallery-embed": _gallery,
    ".pullquote": _quote,
    ".latex-rendered": _formula,
    ".native-audio-embed, .native-video-embed, .poll-embed": _lost,
    ".image-link-expand": lambda node, _note: node.decompose(),
}  # fmt: skip
"""Selector → what becomes of the elements."""
