"""What feed readers get of a story: its full text with absolute links, under a permanent id."""

import re
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup, escape

from newsroom.languages.words import Words
from newsroom.model import Article, Picture, Site

_TAG = re.compile(
    r"<(?:a|audio|blockquote|del|img|ins|q|source|track|video)\b(?:[^>\"]|\"[^\"]*\")*>"
)
_SIZES = re.compile(r' (?:srcset|sizes)="[^"]*"')
_RELATIVE = re.compile(r'(?<= )(href|src|poster|cite)="(?!#?"|[a-zA-Z][a-zA-Z0-9+.-]*:)([^"]*)"')
# Feed readers drop drawings: they get the figures of a chart.
_CHART = re.compile(
    r'(?:<ul class="chart-legend".*?</ul>)?<svg class="plot".*?</svg>'
    r"<details><summary>[^<]*</summary>(.*?)</details>",
    re.DOTALL,
)
_UPDATE = Markup('<h2><a href="#{}">{}</a> {}</h2>')
_STRONG = Markup("<p><strong>{}</strong>{}</p>")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry of a feed; ``url`` is an address of this site, and its id unless one is given.

    ``html`` is the full text, whose links may be those of the site. ``authors`` are names and
    addresses, which may be empty; so may ``image_url``.
    """

    url: str
    title: str
    summary: str
    html: str
    published: datetime
    lang: str
    section: str
    updated: datetime | None = None
    authors: tuple[tuple[str, str], ...] = ()
    terms: tuple[str, ...] = ()
    image_url: str = ""
    id: str = ""

    @property
    def changed(self) -> datetime:
        return self.updated or self.published


def as_entry(article: Article, words: Words) -> FeedEntry:
    return FeedEntry(
        url=article.url,
        title=article.disclosed_title,
        summary=article.disclosed_summary,
        html=full_text(article, words),
        published=article.published,
        lang=article.lang,
        updated=article.modified,
        authors=authors_of(article),
        section=article.section.name,
        terms=terms_of(article, words),
        image_url=article.image.share_url if article.image else "",
        id=article.id,
    )


def full_text(article: Article, words: Words) -> str:
    """Return a story as feed readers show it, from who paid for it to its corrections."""
    parts = [*filter(None, [escape(article.feed_intro)]), str(article.body)]
    if article.live and article.live.key_points:
        points = Markup("").join(map(Markup("<li>{}</li>").format, article.live.key_points))
        parts.insert(0, f"<ul>{points}</ul>")
    for update in article.updates:
        moment = words.datetime(update.published)
        parts += [_UPDATE.format(update.anchor, moment, update.title), update.body]
    if article.image:
        parts.insert(0, _picture(article.image))
    parts += [
        _STRONG.format(
            words.gettext("Correction, {date}:", date=words.date(item.date)), f" {item.text}"
        )
        for item in article.corrections
    ]
    if article.sponsor:
        paid = words.gettext("Paid for by {sponsor}", sponsor=article.sponsor)
        parts.insert(0, _STRONG.format(paid, ""))
    text = "\n".join(parts)
    return _CHART.sub(r"\1", text) if '<svg class="plot"' in text else text


def absolute_html(entry: FeedEntry, site: Site) -> str:
    """Return the text of an entry, whose links and pictures work outside of its page."""
    origin, page = site.absolute(""), site.absolute(entry.url).partition("#")[0]

    def link(match: re.Match[str]) -> str:
        address = match[2]
        if address.startswith("//"):
            start = "https:"
        else:
            start = origin if address.startswith("/") else page
        return f'{match[1]}="{start}{address}"'

    def tag(match: re.Match[str]) -> str:
        return _RELATIVE.sub(link, _SIZES.sub("", match[0]))

    return _TAG.sub(tag, entry.html)


def authors_of(article: Article) -> tuple[tuple[str, str], ...]:
    """Return names and addresses; for a paid story, who paid replaces who wrote it."""
    if article.sponsor:
        return ((article.sponsor, ""),)
    return tuple((author.name, author.url) for author in article.authors)


def terms_of(article: Article, words: Words) -> tuple[str, ...]:
    """Return the label and the tags under which feed readers sort a story."""
    label = [] if article.label == "news" else [words.label(article.label)]
    return tuple(dict.fromkeys([*label, *(tag.name for tag in article.tags)]))


def _picture(image: Picture) -> str:
    texts = " ".join(filter(None, (image.caption, image.credit)))
    caption = f"<figcaption>{escape(texts)}</figcaption>" if texts else ""
    return f'<figure><img src="{escape(image.src)}" alt="{escape(image.alt)}">{caption}</figure>'
