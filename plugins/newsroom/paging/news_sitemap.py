"""What Google News and others read: ``news-sitemap.xml``, the stories of the last two days.

At most 1,000, newest first, and valid when there are none. Nobody paid for any of them.
"""

from newsroom import signals
from newsroom.edition import PagedEdition
from newsroom.model import Article
from newsroom.model.jobs import FileJob
from newsroom.paging.sitemap_forms import NewsEntry, news_sitemap

MOST = 1_000
_CHINESE = {"zh-TW": "zh-tw", "zh-HK": "zh-tw", "zh-Hant": "zh-tw"}


def language(tag: str) -> str:
    """Return the language as news sitemaps write it: two or three letters, or a kind of Chinese."""
    main = tag.partition("-")[0].lower()
    if main != "zh":
        return main
    return next((name for begin, name in _CHINESE.items() if tag.startswith(begin)), "zh-cn")


def entry_of(article: Article, name: str) -> NewsEntry:
    published = article.published.isoformat()
    return article.canonical_url, article.title, published, language(article.lang), name


def add_news_sitemap(edition: PagedEdition) -> None:
    site = edition.site
    recent = [one for one in edition.recent if one.canonical_url.startswith(site.url)]
    names = {lang: own.facts.get("name", site.name) for lang, own in edition.own.items()}
    entries = tuple(entry_of(one, names.get(one.lang, site.name)) for one in recent[:MOST])
    edition.add(FileJob("news-sitemap.xml", news_sitemap, (entries,)))


def register() -> None:
    signals.finish.connect(add_news_sitemap)
