"""The way from a page to the other languages of the paper, for readers and for search engines.

Setting: ``LANGUAGES``.
Template: ``partials/languages.html``, ``partials/head.html``.

A list has the same address in every language, behind the folder of the language. A story leads to
its translation, and everything else to the front page.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from babel import Locale

from newsroom import signals
from newsroom.edition import PagedEdition
from newsroom.languages.further import further_language, further_languages, main_language
from newsroom.model import Alternate, Article, LanguageLink, Page
from newsroom.model.jobs import PageJob

_ALONE = {
    "redirect", "gone", "story", "live", "expired", "revisions", "issue", "not_found", "desk",
    "updates", "live_news",
}  # fmt: skip
"""Kinds of pages that have no counterpart at the same address in another language."""


def link_languages(edition: PagedEdition) -> None:
    """Tell each page where readers of the other languages go on."""
    if not edition.own:
        return
    jobs = [job for job in edition.jobs.values() if isinstance(job, PageJob) and _is_shown(job)]
    versions: dict[str, dict[str, Page]] = defaultdict(dict)
    usual = _usual_addresses(edition)
    for job in jobs:
        page = job.context["page"]
        if _has_versions(job):
            versions[_path(job, edition, usual)][job.language] = page
    names = _names(edition)
    for job in jobs:
        page = job.context["page"]
        same = versions[_path(job, edition, usual)] if _has_versions(job) else {}
        others = tuple(_others(job, page, same, names, edition))
        alternates = page.alternates or _alternates(same, edition)
        page = replace(page, versions=others, alternates=alternates)
        edition.amend(replace(job, context={**job.context, "page": page}))


def _is_shown(job: PageJob) -> bool:
    page = job.context.get("page")
    return isinstance(page, Page) and page.kind not in ("redirect", "gone")


def _has_versions(job: PageJob) -> bool:
    listing = job.context.get("listing")
    return job.context["page"].kind not in _ALONE and (listing is None or listing.is_first)


def _usual_addresses(edition: PagedEdition) -> dict[str, str]:
    """Return the address in the paper's language of what has another one in its own, by this."""
    found: dict[str, str] = {}
    for own in filter(None, map(edition.own.get, filter(None, edition.own))):
        for name in ("tags", "series", "authors"):
            usual = getattr(edition, name)
            found |= {
                one.url: usual[slug].url
                for slug, one in own.attributes[name].items()
                if slug in usual
            }
    return found


def _path(job: PageJob, edition: PagedEdition, usual: Mapping[str, str]) -> str:
    """Return what pages of all languages share: the end of the address, or what they are for."""
    document = job.context.get("document")
    if document and document.statements:
        return "privacy"
    home = edition.own[job.language].facts.get("home_url", edition.site.home_url)
    url: str = job.context["page"].url
    if url in usual:
        return usual[url].removeprefix(edition.site.home_url)
    return url.removeprefix(home)


def _names(edition: PagedEdition) -> dict[str, str]:
    """Return what each language of the paper calls itself."""
    given = further_languages(edition.settings)
    tags = {lang: lang or edition.site.lang for lang in edition.own}
    return {
        lang: (given[lang].name if lang in given else "") or _own_name(tag)
        for lang, tag in tags.items()
    }


def _own_name(tag: str) -> str:
    locale = Locale.parse(tag, sep="-")
    name = locale.get_language_name(locale) or tag
    return name[:1].upper() + name[1:]


def _others(
    job: PageJob, page: Page, same: Mapping[str, Page], names: Mapping[str, str],
    edition: PagedEdition,
) -> Iterator[LanguageLink]:  # fmt: skip
    translations = _translations(page.subject, edition) if page.subject else {}
    for lang, own in edition.own.items():
        if lang != job.language:
            home = own.facts.get("home_url", edition.site.home_url)
            found = translations.get(lang) or (same[lang].url if lang in same else "")
            tag = lang or edition.site.lang
            yield LanguageLink(lang=tag, name=names[lang], url=found or home, is_same=bool(found))


def _translations(article: Article, edition: PagedEdition) -> dict[str, str]:
    """Return the address of a story in each language of the paper into which it was translated."""
    further = tuple(filter(None, edition.own))
    found: dict[str, str] = {}
    for one in article.translations:
        lang = further_language(one.lang, edition.site.lang, further)
        if lang or main_language(one.lang) == main_language(edition.site.lang):
            found[lang] = one.url
    return found


def _alternates(same: Mapping[str, Page], edition: PagedEdition) -> tuple[Alternate, ...]:
    """Return the addresses of a list in its languages; those without stories are left out."""
    pages = {lang: page for lang, page in same.items() if page.indexed}
    if len(pages) < 2:
        return ()
    found = [
        Alternate(lang=lang or edition.site.lang, url=page.canonical_url)
        for lang, page in pages.items()
    ]
    default = next(iter(pages.values()))
    return (*found, Alternate(lang="x-default", url=default.canonical_url))


def register() -> None:
    signals.finish.connect(link_languages)
