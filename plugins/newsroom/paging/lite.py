"""The lite edition: every story as text alone, for slow lines, old devices and text browsers.

Setting: ``LITE``, a flag, off by default: it is one more file for each story.
Sets: ``edition.site.lite``.
Template: ``lite.html``, ``lite_story.html``.
"""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.model import Article, Link
from newsroom.model.jobs import PageJob
from newsroom.paging.listings import head

STYLE = "body{overflow-wrap:anywhere}"
"""The one rule of these pages: the longest word fits a phone in type of twice its size."""
NEWEST = 10
"""Stories of each section on the page of all."""


@in_each_language
def announce_lite(edition: PagedEdition) -> None:
    """Say that there is such an edition, before any page is laid out."""
    if edition.settings.get("LITE"):
        url = edition.site.href("/lite/")
        lite = Link(title=edition.words.gettext("Text only"), url=url)
        edition.site = replace(edition.site, lite=lite)


@in_each_language
def add_lite(edition: PagedEdition) -> None:
    site, lite = edition.site, edition.site.lite
    if lite is None:
        return
    page = head(edition, "lite", lite.title, lite.url, indexed=False)
    sections = [
        (section, [article.card for article in newest])
        for section in site.sections
        if (newest := list(_newest(edition, section.slug)))
    ]
    context = {"page": page, "lists": sections, "style": STYLE}
    edition.add(PageJob(site.file(lite.url), "lite.html", context))
    for article in edition.articles:
        url = lite.url + article.url.removeprefix(site.home_url)
        page = head(edition, "lite_story", article.title, url, indexed=False, subject=article)
        context = {"page": page, "article": article, "style": STYLE}
        edition.add(PageJob(site.file(url), "lite_story.html", context))


def digest_of_style() -> str:
    """Return what a Content-Security-Policy names the rule by."""
    return f"'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'"


def _newest(edition: PagedEdition, slug: str) -> Iterator[Article]:
    own = (article for article in edition.editorial if article.section.slug == slug)
    for article, _ in zip(own, range(NEWEST), strict=False):
        yield article


def register() -> None:
    signals.enrich.connect(announce_lite)
    signals.page.connect(add_lite)
