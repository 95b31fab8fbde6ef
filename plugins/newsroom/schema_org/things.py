"""Parts that all structured data shares: the paper, people, pictures, the way to a page."""

from collections.abc import Iterable
from typing import Any

import orjson
from markupsafe import Markup

from newsroom.model import Author, Picture, Podcast, Site

_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}

Thing = dict[str, Any]
Crumb = tuple[str, str]
"""Name and printable address of a page above."""


def script_safe(data: Any) -> Markup:
    """Return JSON that no text in it can lead out of its script element."""
    text = orjson.dumps(data).decode()
    return Markup(text.translate(_UNSAFE))  # noqa: S704 - the characters that matter are escaped


def publisher(site: Site) -> Thing:
    """Return the paper with its logo and its policies."""
    home = site.absolute(site.shared("/"))  # one publisher of all languages
    logo = {"@type": "ImageObject", "url": site.publisher_logo}
    return {
        "@type": "NewsMediaOrganization",
        "@id": f"{home}#publisher",
        "name": site.name,
        "url": home,
        **({"logo": logo} if site.publisher_logo else {}),
        **{name: site.absolute(url) for name, url in site.policies.items()},
    }


def person(author: Author, site: Site) -> Thing:
    """Return who made a story: a person or an agency."""
    thing: Thing = {
        "@type": "Organization" if author.is_agency else "Person",
        "name": author.name,
    }
    if author.url:
        thing["url"] = site.absolute(author.url)
    if author.role and not author.is_agency:
        thing["jobTitle"] = author.role
    if author.avatar:
        thing["image"] = author.avatar.share_url
    if same := [link.url for link in author.links if link.url.startswith("http")]:
        thing["sameAs"] = same
    return thing


def podcast_series(podcast: Podcast, section_url: str, site: Site) -> Thing:
    """Return the podcast that the section at ``section_url`` is."""
    url = site.absolute(section_url)
    about = {"description": podcast.description} if podcast.description else {}
    return {
        "@type": "PodcastSeries",
        "@id": f"{url}#podcast",
        "name": podcast.title,
        **about,
        "url": url,
        "webFeed": f"{url}podcast.rss",
        "image": podcast.image,
        "inLanguage": site.lang,
    }


def images(picture: Picture, site: Site) -> list[Thing]:
    """Return a picture in the shapes that it is cut to, else whole, with credit and licence."""
    words = picture.caption or picture.alt
    caption = {"caption": words} if words else {}
    cuts = [cut for cut in (picture.wide, picture.classic, picture.square) if cut]
    if not cuts:
        return [{**_image(picture.share_url, picture, site), **caption}]
    return [
        {**_image(cut.url, picture, site), "width": f"{cut.width} px",
         "height": f"{cut.height} px", **(caption if cut is cuts[0] else {})}
        for cut in cuts
    ]  # fmt: skip


def _image(url: str, picture: Picture, site: Site) -> Thing:
    """Return one file of a picture; Google takes credit and licence of each ``contentUrl``."""
    rights = site.rights
    facts = {
        "contentUrl": url if picture.credit or rights.picture_license else "",
        "creditText": picture.credit,
        "license": rights.picture_license,
        "acquireLicensePage": rights.acquire_url,
    }
    return {"@type": "ImageObject", "url": url} | {
        name: value for name, value in facts.items() if value
    }


def breadcrumbs(crumbs: Iterable[Crumb], site: Site) -> Thing:
    """Return the way to a page from the front page, which comes first by itself."""
    way = [(site.name, site.home_url), *crumbs]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": site.absolute(url)}
            for place, (name, url) in enumerate(way, 1)
        ],
    }
