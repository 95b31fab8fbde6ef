"""Shortcodes of WordPress in HTML: captions, galleries, players, embeds; no others stay."""

import html
import re
from collections.abc import Callable

from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.systems.wordpress_export import Item, WordPressExport
from newsroom.desk.importing.texts.shortcodes import TAKEN_OUT, UNWRAPPED, arguments
from newsroom.desk.importing.traced_text import shorten

_CODE = r"(?P<code><pre\b.*?</pre>|<code\b.*?</code>|\[\[[^\[\]]*\]\])"
_SHORTCODE = re.compile(
    _CODE
    + r"""|\[(?P<name>[a-zA-Z][\w-]*)(?P<args>(?:[\s=](?:"[^"]*"|'[^']*'|[^\[\]"'])*?)?)
      (?:/\]|\](?:(?P<inner>(?:(?!\[(?P=name)[\s\]]).){0,20000}?)\[/(?P=name)\])?)""",
    re.VERBOSE | re.DOTALL,
)
_ADDRESSES = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "tweet": "https://twitter.com/i/status/{}",
    "instagram": "https://www.instagram.com/p/{}/",
}
_EMBEDS = frozenset(
    {*_ADDRESSES, "embed", "soundcloud", "dailymotion", "spotify", "ted", "facebook"}
)
_NO_PICTURE = "put the pictures into media/ and write them into the text"
DEPTH = 10


class ShortcodeDesk:
    """Writes the shortcodes of one post."""

    def __init__(self, item: Item, export: WordPressExport, report: ImportReport) -> None:
        self._item, self._export, self._report = item, export, report
        self._line = item.body_line
        self._known: dict[str, Callable[[list[str], dict[str, str], str], str]] = {
            "caption": self._caption, "wp_caption": self._caption, "gallery": self._gallery,
            "audio": self._player, "video": self._player, "playlist": self._gallery,
            "blockquote": self._quote, "quote": self._quote, "pullquote": self._quote,
        }  # fmt: skip

    def replaced(self, text: str) -> str:
        for _ in range(DEPTH):
            changed = _SHORTCODE.sub(self._replace, text)
            if changed == text:
                break
            text = changed
        return re.sub(r"\[(\[[^\[\]]*\])\]", r"\1", text)

    def _replace(self, found: re.Match[str]) -> str:
        name = (found["name"] or "").lower()
        if found["code"] is not None:
            return found[0]
        self._line = self._item.body_line + found.string.count("\n", 0, found.start())
        given = found["args"]
        args, named = ([given[1:].strip()], {}) if given.startswith("=") else arguments(given)
        inner = found["inner"] or ""
        values = dict(named)
        if name in self._known:
            return self._known[name](args, values, inner)
        if name in _EMBEDS:
            return self._embed(name, args, values, inner)
        is_pair = found["inner"] is not None
        if not (is_pair or values or "_" in name or "-" in name):
            return found[0]
        what = f"[{name}] was {'unwrapped' if is_pair else 'taken out'}"
        self._note(what, UNWRAPPED if is_pair else TAKEN_OUT)
        return inner

    def _note(self, what: str, remedy: str) -> None:
        what = f"{self._item.title!r}: {what}"
        self._report.changed(self._item.path, what, remedy, self._line)

    def _caption(self, _args: list[str], values: dict[str, str], inner: str) -> str:
        found = re.match(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", inner, re.DOTALL)
        if not found:
            return inner
        caption = found[2].strip() or html.escape(values.get("caption", ""))
        return f"<figure>{found[1]}<figcaption>{caption}</figcaption></figure>"

    def _gallery(self, _args: list[str], values: dict[str, str], _inner: str) -> str:
        numbers = re.findall(r"\d+", values.get("ids") or values.get("include") or "")
        if not numbers:
            own = self._item.texts.get("wp:post_id")
            numbers = [number for number, one in self._export.attachments.items()
                       if one.texts.get("wp:post_parent") == own]  # fmt: skip
        missing = [number for number in numbers if number not in self._export.attachments]
        if missing or not numbers:
            what = f"the gallery names {', '.join(missing) or 'pictures'} that the export lacks"
            self._note(what, _NO_PICTURE)
        shown = [self._export.attachments[number] for number in numbers if number not in missing]
        return "<div class='wp-block-gallery'>" + "".join(map(_picture, shown)) + "</div>"

    def _player(self, args: list[str], values: dict[str, str], _inner: str) -> str:
        kinds = ("src", "mp3", "m4a", "ogg", "wav", "flac", "mp4", "m4v", "webm", "ogv", "mov")
        source = next((values[kind] for kind in kinds if values.get(kind)), "") or (args or [""])[0]
        if not source:
            self._note("a player without a file was taken out", TAKEN_OUT)
            return ""
        return f'<figure><video src="{html.escape(source)}"></video></figure>'

    def _embed(self, name: str, args: list[str], values: dict[str, str], inner: str) -> str:
        given = inner.strip() or values.get("url") or values.get("id") or (args or [""])[0]
        given = re.sub(r"<[^>]*>", "", html.unescape(given)).strip()
        if "//" not in given and name in _ADDRESSES and given:
            given = _ADDRESSES[name].format(given)
        if "//" not in given:
            self._note(f"[{name} {shorten(given, 60)}] was taken out", TAKEN_OUT)
            return ""
        return f"<figure>{html.escape(given)}</figure>"

    def _quote(self, _args: list[str], values: dict[str, str], inner: str) -> str:
        by = values.get("cite") or values.get("author") or ""
        cite = f"<cite>{html.escape(by)}</cite>" if by else ""
        return f"<blockquote><p>{inner.strip()}</p>{cite}</blockquote>"


def _picture(item: Item) -> str:
    source = html.escape(item.texts.get("wp:attachment_url", ""))
    alt = html.escape(item.meta.get("_wp_attachment_image_alt", ""))
    return f'<figure><img src="{source}" alt="{alt}"></figure>'
