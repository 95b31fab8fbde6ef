"""Search: a page, and an index for each year that Pagefind makes and the browser searches.

Of years that are not searched at first there is also an index of their headlines.

Setting: ``SEARCH``.
Sets: ``edition.site.search``.
Template: ``search.html``, ``macros/search.html``.

An index takes seconds to make, so ordinary builds and previews have none. Only listed stories are
in it. Without the package the page says that there is no search, and the build warns.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import rjsmin
from pydantic import NonNegativeInt

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.files.precompressed import PrecompressOptions
from newsroom.model import Article, Link, SearchPage, SearchYear
from newsroom.model.jobs import CopyJob, FileJob, PageJob
from newsroom.options import load_options
from newsroom.paging import search_index
from newsroom.paging.listings import head
from newsroom.problems import install

SCRIPT = "search/search.js"


@dataclass(frozen=True)
class SearchOptions:
    """Setting ``SEARCH``.

    ``when`` indexes are made: in ``production``, ``always`` or ``never``. ``tags``: how many of the
    most used tags the page offers. ``recent``: of the newest years, the most stories whose texts
    are searched at first.
    """

    when: Literal["production", "always", "never"] = "production"
    tags: NonNegativeInt = 200
    recent: NonNegativeInt = 1500


@in_each_language
def add_search(edition: PagedEdition) -> None:
    options = load_options(edition.settings, "SEARCH", SearchOptions)
    url = edition.site.href("/search/")
    title = edition.words.gettext("Search")
    years, headlines = _indexed_years(edition, options)
    link = Link(title=title, url=url) if years else None
    edition.site = replace(edition.site, search=link)
    search = SearchPage(
        script=_script(edition) if years else "",
        years=years,
        headlines=headlines,
        authors=tuple(one for one in edition.authors.values() if one in _authors(edition)),
        tags=tuple(
            edition.tags[slug] for slug in _most_used(edition, options.tags) if slug in edition.tags
        ),
    )
    page = head(edition, "search", title, url, indexed=False)
    context = {"page": page, "search": search}
    edition.add(PageJob(edition.site.file(url), "search.html", context))


def _authors(edition: PagedEdition) -> set[object]:
    return {author for article in edition.articles for author in article.authors}


def _most_used(edition: PagedEdition, most: int) -> list[str]:
    counts = Counter(tag.slug for article in edition.articles for tag in article.tags)
    return sorted(sorted(counts, key=lambda slug: (-counts[slug], slug))[:most])


def _indexed_years(
    edition: PagedEdition, options: SearchOptions
) -> tuple[tuple[SearchYear, ...], str]:
    """Order the files of all indexes; return the years, newest first, and the headlines' folder."""
    production = bool(edition.settings.get("PRODUCTION"))
    wanted = options.when == "always" or (options.when == "production" and production)
    if not wanted or edition.preview or not edition.articles:
        return (), ""
    pagefind = search_index.program()
    if pagefind is None:
        what = "Pagefind is not installed, so this site has no search"
        remedy = f"{install('pagefind[bin]')}, or set SEARCH = {{'when': 'never'}}"
        edition.problems.warning("SEARCH", what, remedy)
        return (), ""
    if not search_index.finds_words(pagefind, edition.words.lang):
        what = "readers find whole sentences of Chinese or Japanese only, no words in them"
        edition.problems.warning("SEARCH", what, install("pagefind_bin_extended"))
    by_year: dict[int, list[Article]] = defaultdict(list)
    for article in edition.articles:
        by_year[article.published.year].append(article)
    with edition.profile.stage("paging: search"):
        return _ordered(edition, by_year, pagefind, options.recent)


def _ordered(
    edition: PagedEdition, by_year: Mapping[int, list[Article]], pagefind: Path, recent: int
) -> tuple[tuple[SearchYear, ...], str]:
    """Order the index of each year, and one of the headlines of years beyond the recent stories."""
    packed = not load_options(edition.settings, "PRECOMPRESS", PrecompressOptions).forms
    cache = edition.cache / (f"search-{edition.language}" if edition.language else "search")
    used, older, years, total = set[Path](), list[Article](), list[SearchYear](), 0

    def order(articles: list[Article], name: str, *, whole: bool, with_engine: bool = False) -> str:
        articles.sort(key=lambda article: article.url)
        folder = search_index.index_of(
            articles, edition.words, cache, pagefind, packed=packed, whole=whole
        )
        used.add(folder)
        href = edition.site.href(f"/search/{name}/")
        for path, digest in search_index.files_of(folder, with_engine=with_engine):
            edition.add(CopyJob(edition.site.file(href + path), folder / path, digest))
        return href

    for number, (year, articles) in enumerate(by_year.items()):
        total += len(articles)
        is_recent = not number or total <= recent
        older += () if is_recent else articles
        url = order(articles, str(year), whole=True, with_engine=not number)
        name = edition.words.year(year)
        years.append(SearchYear(name=name, value=str(year), url=url, recent=is_recent))
    headlines = order(older, "headlines", whole=False) if older else ""
    search_index.forget_others(cache, used)
    return tuple(years), headlines


def _script(edition: PagedEdition) -> str:
    """Order the script of the page, which no other page loads, and return its address."""
    file = edition.theme.find(SCRIPT)
    script = rjsmin.jsmin(file.read_text("utf-8") if file else "").encode()
    path = f"theme/search.{hashlib.blake2b(script, digest_size=6).hexdigest()}.js"
    edition.add(FileJob(path, bytes, (script,)))
    return edition.site.shared(f"/{path}")


def register() -> None:
    signals.page.connect(add_search)
