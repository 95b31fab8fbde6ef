"""The HTML that a story may contain: an allow-list, applied by nh3 to every body without exception.

Markdown lets raw HTML through. So the finished HTML of every story goes through here:
no script, style, form, frame or event handler leaves it, and no link with a scheme other than
those of ``SCHEMES``. What the author wrote and nh3 will take out is named by ``violations`` and
``violation_of``, for the report; safety does not rest on these two.
"""

import html
import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

import nh3

from newsroom.reading.markup.references import LinkTarget, classify, clean_address
from newsroom.text.urls import host_mistake

SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_TEXT = "a abbr b bdi bdo br cite code data del dfn em i ins kbd mark meter progress q rp rt ruby"
_TEXT += " s samp small span strong sub sup time u var wbr"
_BLOCKS = "address article aside blockquote dd details div dl dt figcaption figure footer h1 h2 h3"
_BLOCKS += " h4 h5 h6 header hr li ol p pre section summary ul"
_TABLES = "caption col colgroup table tbody td tfoot th thead tr"
_MEDIA = "audio img input source track video"
TAGS = frozenset(f"{_TEXT} {_BLOCKS} {_TABLES} {_MEDIA}".split())
_OLD = "acronym applet basefont bgsound big blink center dir font frame frameset hgroup isindex"
_OLD += (
    " keygen listing marquee menuitem multicol nextid nobr noembed noframes param plaintext rb rtc"
)
_OLD += " spacer strike tt xmp image content shadow command o:p st1:place"
_OTHERS = "area base body button canvas datalist dialog embed fieldset form head html iframe label"
_OTHERS += " legend link main map math menu meta nav noscript object optgroup option output picture"
_OTHERS += " portal script search select selectedcontent slot style svg template textarea title"
BARRED = frozenset(f"{_OLD} {_OTHERS}".split())
"""All other elements, those that HTML gave up and those of Word too: they are taken out."""
_UNSEEN = frozenset({"template", "dialog"})
"""Elements that browsers do not show."""

_ANYWHERE = frozenset({"id", "class", "lang", "dir", "title", "role", "translate"})
_ATTRIBUTES: dict[str, frozenset[str]] = {
    tag: frozenset(names.split())
    for tag, names in {
        "a": "href hreflang rel data-note",
        "audio": "src",
        "blockquote": "cite",
        "col": "span",
        "colgroup": "span",
        "data": "value",
        "del": "cite datetime",
        "details": "open",
        "figure": "data-provider data-embed data-size data-chart",
        "img": "src alt width height",
        "input": "checked",
        "ins": "cite datetime",
        "li": "value",
        "meter": "value min max low high optimum",
        "ol": "start reversed type",
        "progress": "value max",
        "q": "cite",
        "source": "src type",
        "td": "colspan rowspan headers",
        "th": "colspan rowspan headers scope abbr",
        "time": "datetime",
        "track": "src kind srclang label default",
        "video": "src poster width height",
    }.items()
}
# What an element has in any case: pictures wait until they are near, films until they are asked.
# nh3 writes several attributes of one element in an order that differs from run to run, so it is
# given one of each and the others follow it.
_ALWAYS = {
    "audio": {"controls": ""},
    "img": {"loading": "lazy"},
    "input": {"type": "checkbox"},
    "video": {"controls": ""},
}
_BESIDE = (
    ("<audio ", '<audio preload="none" '),
    ("<img ", '<img decoding="async" '),
    ("<input ", '<input disabled="" '),
    ("<video ", '<video preload="none" '),
)
_GIVEN = frozenset(
    {"audio controls", "audio preload", "img decoding", "img loading", "input disabled"}
    | {"input type", "video controls", "video preload"}
)
_ROLES = frozenset({"doc-noteref", "doc-backlink", "doc-endnotes", "note", "img", "presentation"})
_LOADED = frozenset({"audio", "source", "track", "video"})

_RAW_TAG = re.compile(r"<([a-zA-Z][^\s/>]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)")
_RAW_ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:-]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_IGNORABLE = re.compile(r"[\x00-\x20]+")
# Elements that hold no HTML, and would swallow all that is behind them.
_SWALLOWING = re.compile(
    r"</?(?:title|textarea|xmp|noembed|noframes|noscript|plaintext)\b[^>]*>", re.IGNORECASE
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_EXTERNAL = re.compile(r'<a (?=[^>]*href="https?:)([^>]*)>')
_NO_PICTURE = re.compile(r"<img (?![^>]*\bsrc=)[^>]*>")
_NO_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)
_EMPTY_ROW = re.compile(r"<tr>\s*</tr>")
_PARAGRAPH_IN_CODE = re.compile(r"<pre\b[^>]*>.*?</pre>", re.DOTALL)
_PARAGRAPH = re.compile(r"</?p\b[^>]*>")
_ALT = re.compile(r'\balt="([^"]*)"')
_REL = re.compile(r' ?rel="([^"]*)"')


class Violation(NamedTuple):
    """Something that will be taken out: what it is, and how it begins in the source.

    ``exposes``: it hid text, which readers will see.
    """

    what: str
    written: str
    exposes: bool = False


class Sanitiser:
    """Makes HTML safe and notes what its links and pictures point at. One for each process."""

    def __init__(self) -> None:
        self._targets: list[LinkTarget] = []
        self._frames: Collection[str] = ()
        self._cleaner = nh3.Cleaner(
            tags=TAGS,
            clean_content_tags={"script", "style", "svg"},
            attributes={"*": _ANYWHERE, **_ATTRIBUTES},
            attribute_filter=self._filter,
            generic_attribute_prefixes={"aria-"},
            set_tag_attribute_values=_ALWAYS,
            url_schemes=SCHEMES,
            link_rel=None,  # It would drop the author's rel: sponsored, nofollow.
        )

    def clean(self, text: str, frames: Collection[str] = ()) -> tuple[str, list[LinkTarget]]:
        """Return canonical, safe HTML (attributes quoted and escaped) and its internal targets.

        ``frames`` are the addresses that ``data-embed`` may hold.
        """
        self._targets, self._frames = [], frames
        safe = self._cleaner.clean(text)
        for begun, completed in _BESIDE:
            safe = safe.replace(begun, completed)  # In canonical HTML no text holds a "<".
        if "<a>" in safe or "<tr>" in safe or "<pre" in safe:
            safe = _in_place(safe)
        if "<img " in safe:
            safe = _NO_PICTURE.sub(_description, safe)
        if 'href="http' in safe:
            safe = _EXTERNAL.sub(_add_noopener, safe)
        return safe, self._targets

    def _filter(self, tag: str, attribute: str, value: str) -> str | None:
        """Return the value that an attribute gets, None to drop it. nh3 asks for each attribute."""
        if tag not in TAGS:  # nh3 asks before it drops the element.
            return None
        if attribute in ("href", "src", "poster"):
            if tag in _LOADED and value.lower().startswith("http:"):
                return None
            target = classify(attribute, value, tag)
            if target and target.kind != "address":
                self._targets.append(target)
                return target.address
            address = clean_address(value)
            if address[:4].lower() == "http" and host_mistake(address):
                return None
            if target and not address.startswith("//"):
                self._targets.append(target)
            return address
        if attribute == "cite":
            return clean_address(value)
        if attribute == "data-embed":
            return value if value in self._frames else None
        if attribute == "role":
            return value if value in _ROLES else None
        return value


def _in_place(safe: str) -> str:
    """Take out what the parser leaves where HTML does not allow it: all of it says nothing."""
    safe = _NO_LINK.sub(r"\1", safe)
    safe = _EMPTY_ROW.sub("", safe)
    return _PARAGRAPH_IN_CODE.sub(lambda found: _PARAGRAPH.sub("", found[0]), safe)


def _description(match: re.Match[str]) -> str:
    alt = _ALT.search(match[0])
    return alt[1] if alt else ""


def _add_noopener(match: re.Match[str]) -> str:
    rel = _REL.search(match[1])
    words = rel[1].split() if rel else []
    if "noopener" not in words:
        words.append("noopener")
    return f'<a {_REL.sub("", match[1]).strip()} rel="{" ".join(words)}">'


def without_swallowing(text: str) -> str:
    """Return HTML without the tags that would make plain text of all HTML behind them."""
    return _SWALLOWING.sub("", text)


def violations(raw: str) -> Iterator[Violation]:
    """Yield what nh3 will take out of HTML that an author wrote, in order."""
    for match in _RAW_TAG.finditer(raw):
        tag = match[1].lower()
        if tag not in TAGS:
            yield Violation(f"<{tag}> element", f"<{match[1]}", tag in _UNSEEN)
            continue
        for attribute in _RAW_ATTRIBUTE.finditer(match[2]):
            value = (attribute[2] or "").strip("\"'")
            if violation := violation_of(tag, attribute[1].lower(), html.unescape(value)):
                yield violation


def violation_of(tag: str, attribute: str, value: str) -> Violation | None:
    """Return what is wrong with one attribute of an allowed element, None when nothing is."""
    if attribute in ("href", "src", "cite", "poster"):
        scheme = _SCHEME.match(_IGNORABLE.sub("", value))
        insecure = tag in _LOADED and scheme and scheme[1].lower() == "http"
        if scheme and (insecure or scheme[1].lower() not in SCHEMES):
            kind = (
                "link"
                if attribute == "href"
                else "picture"
                if tag == "img"
                else f"address of <{tag}>"
                if insecure
                else "address"
            )
            return Violation(f"{scheme[1].lower()}: {kind}", value[:60])
        is_web = scheme and scheme[1].lower() in ("http", "https")
        if is_web and (mistake := host_mistake(clean_address(value))):
            return Violation(f"address {value[:60]!r} {mistake}", value[:60])
    known = attribute in _ANYWHERE or attribute in _ATTRIBUTES.get(tag, ())
    if known or attribute.startswith("aria-") or f"{tag} {attribute}" in _GIVEN:
        return None
    hides = attribute == "hidden" or (attribute == "style" and bool(_HIDING.search(value)))
    return Violation(f"{attribute} attribute", attribute, hides)
