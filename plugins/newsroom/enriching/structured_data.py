"""Structured data: what machines should know of a story, as schema.org JSON-LD.

Setting: ``PUBLISHER`` (``logo``: absolute URL), ``ICON``.
Sets: ``article.describe``, which makes its structured data, safe inside a script element;
``edition.site.publisher_logo``.
Template: ``partials/head.html``.

Properties follow schema.org ``NewsArticle`` and ``LiveBlogPosting``, and Google's "Article"
documentation.
"""

import re
from dataclasses import dataclass, replace
from functools import partial
from html import unescape
from typing import Annotated, Any

from markupsafe import Markup
from pydantic import AfterValidator

from newsroom import signals
from newsroom.edition import EnrichedEdition, in_each_language
from newsroom.engine.clock import iso
from newsroom.model import Article, Live, Player, Site
from newsroom.options import load_options, web_address
from newsroom.schema_org.things import (
    Thing,
    breadcrumbs,
    images,
    person,
    podcast_series,
    publisher,
    script_safe,
)

TYPES = {
    "analysis": ["NewsArticle", "AnalysisNewsArticle"],
    "opinion": ["NewsArticle", "OpinionNewsArticle"],
    "explainer": ["NewsArticle", "BackgroundNewsArticle"],
    "sponsored": ["Article", "AdvertiserContentArticle"],
}
"""Label → types. The second ones are pending at schema.org, so that few programs know them."""
TOUCH = "/apple-touch-icon.png"
"""Where every paper with an icon has it as an opaque PNG, large enough for a logo."""
SPEAKABLE = {"@type": "SpeakableSpecification", "cssSelector": [".headline", ".deck"]}
_TAG = re.compile(r"<[^>]*>")
_CORRECTING = ("correction", "clarification")


@dataclass(frozen=True)
class StructuredDataOptions:
    """Setting ``PUBLISHER``: absolute address of the ``logo``; else the icon of the paper is it."""

    logo: Annotated[str, AfterValidator(lambda text: text and web_address(text))] = ""


def news_article(article: Article, site: Site, podcast: Thing | None = None) -> dict[str, Any]:
    """Return the story as schema.org data; times carry their UTC offset.

    With a ``podcast`` it is an episode of it.
    """
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": TYPES.get(article.label, "NewsArticle"),
        "headline": article.title,
        "description": article.summary,
        "url": article.canonical_url,
        "mainEntityOfPage": {
            "@type": "WebPage",
            "@id": article.canonical_url,
            "breadcrumb": breadcrumbs(
                [(article.section.name, article.section.url), (article.title, article.url)], site
            ),
            "speakable": SPEAKABLE,
        },
        "datePublished": iso(article.published),
        "dateModified": iso(article.modified),
        "author": _authors(article, site),
        "publisher": publisher(site),
        "articleSection": _sections(article),
        "inLanguage": article.lang,
        "wordCount": article.word_count + article.character_count,
        "timeRequired": f"PT{article.reading_minutes}M",
        "isAccessibleForFree": True,
        **_terms(article, site),
    }
    if article.tags:
        data["keywords"] = [tag.name for tag in article.tags]
    data |= _details(article, site)
    if article.image:
        data["image"] = images(article.image, site)
    if article.sponsor:
        data["sponsor"] = _payer(article)
    if article.sources:
        data["citation"] = [source.url for source in article.sources]
    if article.live:
        data |= _coverage(article, article.live)
    if article.part:
        series = article.part.series
        url = site.absolute(series.url)
        data["isPartOf"] = {"@type": "CreativeWorkSeries", "name": series.name, "url": url}
        data["position"] = article.part.number
    if podcast:
        data |= _episode(article, data["@type"], podcast)
    if article.translations:
        data |= _languages(article)
    corrections = [one for one in article.corrections if one.kind in _CORRECTING]
    if corrections:
        data["correction"] = [
            {
                "@type": "CorrectionComment",
                "text": item.text,
                "datePublished": iso(item.date),
            }
            for item in corrections
        ]
    for kind in ("audio", "video") if article.players else ():
        if media := [
            _media(it, article, site) for it in article.players if it.type.startswith(kind)
        ]:
            data[kind] = media
    if article.comment_count:
        data["commentCount"] = article.comment_count
    return data


def _terms(article: Article, site: Site) -> dict[str, Any]:
    """Return until when the story is available, and its licence."""
    end = {"expires": article.expires.isoformat()} if article.expires else {}
    return {**end, "license": site.rights.license} if site.rights.license else end


def _details(article: Article, site: Site) -> dict[str, Any]:
    """Return what editors say of few stories."""
    data: dict[str, Any] = {}
    if article.key_points:
        data["abstract"] = " ".join(article.key_points)
    if method := next((box for box in article.boxes if box.kind == "method"), None):
        data["backstory"] = " ".join(unescape(_TAG.sub("", method.body)).split())
    if contributions := article.details.contributions:
        data["contributor"] = [person(one, site) for each in contributions for one in each.people]
    return data


def _media(player: Player, article: Article, site: Site) -> dict[str, Any]:
    """Return a sound or film; Google asks for name, still and day of each film."""
    still = player.poster and site.absolute(player.poster)
    still = still or (article.image.share_url if article.image else "")
    minutes, seconds = divmod(player.seconds, 60)
    return {
        "@type": "VideoObject" if player.is_film else "AudioObject",
        "name": player.title,
        "description": article.summary,
        "contentUrl": site.absolute(player.url),
        "encodingFormat": player.type,
        "contentSize": f"{player.size} B",
        "uploadDate": iso(article.published),
        **({"duration": f"PT{minutes}M{seconds}S"} if player.seconds else {}),
        **({"thumbnailUrl": [still]} if still and player.is_film else {}),
        **({"caption": site.absolute(player.captions)} if player.captions else {}),
    }


def _coverage(article: Article, live: Live) -> dict[str, Any]:
    end = {"coverageEndTime": live.ends.isoformat()} if live.ends else {}
    return {
        "@type": ["NewsArticle", "LiveBlogPosting"],
        "coverageStartTime": iso(article.published),
        **end,
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting",
                "headline": update.title,
                "url": f"{article.canonical_url}#{update.anchor}",
                "datePublished": update.published.isoformat(),
                "articleBody": update.text,
            }
            for update in live.recent
        ],
    }


def _episode(article: Article, kind: str | list[str], podcast: Thing) -> dict[str, Any]:
    types = [*([kind] if isinstance(kind, str) else kind), "PodcastEpisode"]
    number = {"episodeNumber": article.part.number} if article.part else {}
    return {"@type": types, "partOfSeries": podcast, **number}


def _languages(article: Article) -> dict[str, Any]:
    """Name the original of a translation; an original names its translations."""
    others = [
        {"@type": "NewsArticle", "url": one.canonical_url, "inLanguage": one.lang}
        for one in article.translations
    ]
    if article.original == article.url:
        return {"workTranslation": others}
    pairs = zip(article.translations, others, strict=True)
    original = [data for one, data in pairs if one.url == article.original]
    return {"translationOfWork": original[0]} if original else {}


def _authors(article: Article, site: Site) -> list[dict[str, Any]]:
    """Return the authors; a reporter is not the author of an advertisement."""
    if article.sponsor:
        return [_payer(article)]
    return [person(author, site) for author in article.authors]


def _payer(article: Article) -> dict[str, Any]:
    return {"@type": "Organization", "name": article.sponsor}


def _sections(article: Article) -> str | list[str]:
    others = article.details.also_in
    own = article.section.name
    return [own, *(section.name for section in others)] if others else own


def describe_article(article: Article, site: Site, podcast: Thing | None = None) -> Markup:
    return script_safe(news_article(article, site, podcast))


@in_each_language
def add_structured_data(edition: EnrichedEdition) -> None:
    options = load_options(edition.settings, "PUBLISHER", StructuredDataOptions)
    logo = options.logo
    if not logo and edition.settings.get("ICON"):
        logo = edition.site.absolute(edition.site.href(TOUCH))
    edition.site = replace(edition.site, publisher_logo=logo)
    describe = partial(describe_article, site=edition.site)
    for article in edition.with_page:
        article.describe = describe
    for slug, podcast in edition.podcasts.items():
        series = podcast_series(podcast, edition.sections[slug].url, edition.site)
        for article in edition.with_page:
            if article.section.slug == slug and article.players:
                article.describe = partial(describe, podcast=series)


def register() -> None:
    signals.enrich.connect(add_structured_data)
