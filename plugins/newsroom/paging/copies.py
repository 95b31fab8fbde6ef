"""A story as others print it: clean HTML or plain text, with credit and corrections."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import html
from lxml.html import HtmlElement
from markupsafe import Markup, escape

from newsroom.languages.words import Words
from newsroom.model import Article, Site
from newsroom.paging.feed_entries import absolute_html, as_entry

_KEPT = {
    "a", "abbr", "b", "blockquote", "br", "cite", "code", "del", "dd", "dl", "dt", "em",
    "figcaption", "figure", "h2", "h3", "h4", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol",
    "p", "pre", "q", "rt", "ruby", "s", "small", "strong", "sub", "sup", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
_DROPPED = ("audio", "button", "form", "iframe", "input", "noscript", "object", "script", "style",
            "svg", "template", "video")  # fmt: skip
_ATTRIBUTES = {"a": ("href",), "img": ("src", "alt"), "th": ("scope", "colspan", "rowspan"),
               "td": ("colspan", "rowspan"), "ol": ("start",)}  # fmt: skip
_BLOCKS = {
    "blockquote", "dd", "dt", "h2", "h3", "h4", "li", "p", "pre", "td", "th"
}  # fmt: skip


@dataclass(frozen=True)
class Copy:
    """A story to copy. ``pictures`` are the credits of pictures that may be taken along."""

    article: Article
    site: Site
    words: Words
    pictures: tuple[str, ...]

    @cached_property
    def _content(self) -> tuple[HtmlElement, list[str]]:
        whole = as_entry(self.article, self.words)
        root = html.fragment_fromstring(absolute_html(whole, self.site), create_parent="div")
        image = self.article.image
        lead = (self.site.absolute(image.src), image.credit) if image else ("", "")
        left_out = list(_without_pictures(root, self.pictures, dict([lead])))
        _clean(root)
        return root, list(dict.fromkeys(left_out))

    @property
    def left_out(self) -> list[str]:
        """The credits of pictures that may not be taken along, each once."""
        return self._content[1]

    @property
    def body(self) -> Markup:
        """The text with its credit, without headline: clean HTML."""
        root, _ = self._content
        inner = "".join(html.tostring(one, encoding="unicode") for one in root).strip()
        text = f"{escape(root.text or '')}{inner}"
        return Markup(f"{text}\n{self._credit}")  # noqa: S704 - sanitised when it was parsed

    @property
    def html(self) -> Markup:
        """Headline, deck, byline, text and credit: clean HTML."""
        article, parts = self.article, [Markup("<h1>{}</h1>").format(self.article.title)]
        if article.deck:
            parts.append(Markup("<p>{}</p>").format(article.deck))
        parts.append(Markup("<p>{}</p>").format(self.byline))
        return Markup("\n").join([*parts, self.body])

    @property
    def text(self) -> str:
        """The same as plain text."""
        article = self.article
        parts = [article.title, article.deck, self.byline, *_paragraphs(self._content[0])]
        parts.append(f"{self.notice} {article.canonical_url}")
        return "\n\n".join(filter(None, parts))

    @property
    def canonical(self) -> str:
        """The element that says where the original is."""
        return f'<link rel="canonical" href="{escape(self.article.canonical_url)}">'

    @property
    def byline(self) -> str:
        names = self.words.listed([author.name for author in self.article.authors])
        return f"{names}{self.words.joint(1, 3)}{self.site.name}" if names else self.site.name

    @property
    def notice(self) -> str:
        """Where and when the story first appeared."""
        return self.words.gettext(
            "First published by {paper} on {date}.",
            paper=self.site.name, date=self.words.date(self.article.published),
        )  # fmt: skip

    @property
    def _credit(self) -> Markup:
        url = self.article.canonical_url
        return Markup('<p><em>{} <a href="{}">{}</a></em></p>').format(self.notice, url, url)


def _without_pictures(
    root: HtmlElement, allowed: Collection[str], known: dict[str, str]
) -> Iterator[str]:
    """Take out pictures that others may not print, and yield their credits.

    ``known`` are credits by the addresses of pictures that do not say them.
    """
    for image in list(root.iter("img")):
        figure = next(iter(image.iterancestors("figure")), None)
        credits_ = figure.find_class("credit") if figure is not None else []
        credit = credits_[0].text_content().strip() if credits_ else ""
        credit = credit or known.get(image.get("src", ""), "")
        if credit not in allowed or not credit:
            yield credit
            (figure if figure is not None else image).drop_tree()


def _clean(root: HtmlElement) -> None:
    """Leave the elements and attributes that every system takes, and nothing that runs."""
    for element in list(root.iterdescendants()):
        if not isinstance(element.tag, str) or element.tag in _DROPPED:
            element.drop_tree()
        elif element.tag not in _KEPT:
            element.drop_tag()
        else:
            kept = _ATTRIBUTES.get(element.tag, ())
            for name in list(element.attrib):
                if name not in kept:
                    del element.attrib[name]
    for element in [*root.iter("figure", "p", "ul", "ol")]:
        if not len(element) and not (element.text or "").strip():
            element.drop_tree()


def _paragraphs(root: HtmlElement) -> Iterator[str]:
    """Yield the text of each block, without those that are only frames of others."""
    for block in root.iterdescendants(*_BLOCKS):
        if any(child.tag in _BLOCKS or child.tag in ("ul", "ol") for child in block):
            words = block.text or ""
        else:
            words = block.text_content()
        if line := words.strip() if block.tag == "pre" else " ".join(words.split()):
            yield f"- {line}" if block.tag == "li" else line
