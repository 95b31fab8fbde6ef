"""What feed readers get of a story: its full text with absolute links, under a permanent id."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup, escape

from newsroom.languages.words import Words
from newsroom.model import Article, Correction, Picture, Site

_TAG = re.compile(
    r"<(?:a|audio|blockquote|del|img|ins|q|source|track|video)\b(?:[^>\"]|\"[^\"]*\")*>"
)
_SIZES = re.compile(r' (?:srcset|sizes)="[^"]*"')
_FORMATS = re.compile(r'</?picture>|<source type="image/[^>]*>')
_RELATIVE = re.compile(r'(?<= )(href|src|poster|cite)="(?!#?"|[a-zA-Z][a-zA-Z0-9+.-]*:)([^"]*)"')
# Feed readers drop drawings: they get the figures of a chart.
_CHART = re.compile(
    r'(?:<ul class="chart-legend".*?</ul>)?<svg class="plot".*?</svg>'
    r"<details><summary>[^<]*</summary>(.*?)</details>",
    re.DOTALL,
)
_STRONG = Markup("<p><strong>{}</strong>{}</p>")
_CONTRIBUTION = Markup("<p>{} {}</p>")


TYPES = {
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif",
    "webp": "image/webp", "avif": "image/avif", "svg": "image/svg+xml",
}  # fmt: skip
"""Media types of pictures by the suffixes of their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """The picture of an entry; ``length`` is in bytes, 0 where it is not known."""

    url: str
    type: str
    length: int
    alt: str
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """An entry of a feed; ``url`` is an address of this site, and its id unless one is given.

    ``html`` is the full text, whose links may be those of the site; it is empty where a feed has
    summaries alone. ``authors`` are names and addresses, which may be empty.
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
    picture: Enclosure | None = None
    id: str = ""
    contributors: tuple[tuple[str, str], ...] = ()

    @property
    def changed(self) -> datetime:
        return self.updated or self.published


def as_entry(
    article: Article, words: Words, lengths: Mapping[str, int] | None = None, *, full: bool = True
) -> FeedEntry:
    """Return the entry of a story; ``lengths`` are bytes of pictures by their addresses."""
    return FeedEntry(
        url=article.url,
        title=article.disclosed_title,
        summary=article.disclosed_summary,
        html=full_text(article, words) if full else "",
        published=article.published,
        lang=article.lang,
        updated=article.modified,
        authors=authors_of(article),
        section=article.section.name,
        terms=terms_of(article, words),
        picture=_enclosure(article.image, lengths or {}) if article.image else None,
        id=article.id,
        contributors=tuple(
            (person.name, person.url)
            for one in article.details.contributions for person in one.people
        ),
    )  # fmt: skip


def full_text(article: Article, words: Words) -> str:
    """Return a story as feed readers show it, from who paid for it to its corrections.

    Of a live story it is the lead: its updates have feeds of their own.
    """
    parts = [*filter(None, [escape(article.feed_intro)]), str(article.body)]
    if article.key_points:
        points = Markup("").join(map(Markup("<li>{}</li>").format, article.key_points))
        parts.insert(0, f"<ul>{points}</ul>")
    parts += [f"<h2>{escape(box.title)}</h2>\n{box.body}" for box in article.boxes]
    if article.image:
        parts.insert(0, _picture(article.image))
    parts += [_correction(item, words) for item in article.corrections if not item.on_top]
    parts += [
        _CONTRIBUTION.format(one.role, words.listed([person.name for person in one.people]))
        for one in article.details.contributions
    ]
    parts[:0] = [_correction(item, words) for item in article.corrections if item.on_top]
    if article.sponsor:
        paid = words.gettext("Paid for by {sponsor}", sponsor=article.sponsor)
        parts.insert(0, _STRONG.format(paid, ""))
    text = "\n".join(parts)
    return _CHART.sub(r"\1", text) if '<svg class="plot"' in text else text


def _correction(item: Correction, words: Words) -> str:
    _, date = words.gettext, words.date(item.date)
    names = {
        "correction": _("Correction, {date}:", date=date),
        "clarification": _("Clarification, {date}:", date=date),
        "update": _("Update, {date}:", date=date),
        "note": _("Editor’s note, {date}:", date=date),
    }
    return _STRONG.format(names[item.kind], f" {item.text}")


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

    # Of a picture in several formats feed readers get the one that all of them show.
    return _TAG.sub(tag, _FORMATS.sub("", entry.html))


def authors_of(article: Article) -> tuple[tuple[str, str], ...]:
    """Return names and addresses; for a paid story, who paid replaces who wrote it."""
    if article.sponsor:
        return ((article.sponsor, ""),)
    return tuple((author.name, author.url) for author in article.authors)


def terms_of(article: Article, words: Words) -> tuple[str, ...]:
    """Return the label and the tags under which feed readers sort a story."""
    label = [] if article.label == "news" else [words.label(article.label)]
    return tuple(dict.fromkeys([*label, *(tag.name for tag in article.tags)]))


def _enclosure(image: Picture, lengths: Mapping[str, int]) -> Enclosure | None:
    """Return a picture whose kind its name tells; that of another site may not."""
    url = image.share_url
    kind = TYPES.get(url.rpartition(".")[2].lower())
    if not kind:
        return None
    return Enclosure(
        url=url, type=kind, length=lengths.get(url, 0), alt=image.alt, credit=image.credit
    )


def _picture(image: Picture) -> str:
    texts = " ".join(filter(None, (image.caption, image.credit)))
    caption = f"<figcaption>{escape(texts)}</figcaption>" if texts else ""
    return f'<figure><img src="{escape(image.src)}" alt="{escape(image.alt)}">{caption}</figure>'
