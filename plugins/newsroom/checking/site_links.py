"""Links of texts and menus, checked against the pages of an edition that was laid out."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from newsroom.checking.findings import CheckOptions, Finding, Remark, found
from newsroom.checking.links import SiteMap, judge, theme_ids
from newsroom.edition import PagedEdition
from newsroom.model import Article, Document
from newsroom.model.jobs import Job, PageJob
from newsroom.text.links import ids_of

MENUS = ("MENUITEMS", "SOCIAL")
"""The settings whose entries are links."""
Subject = Article | Document


def subjects_of(edition: PagedEdition) -> list[Subject]:
    """Return every story and page, also those that readers do not see yet or any more."""
    listed = [*edition.articles, *edition.hidden, *edition.waiting]
    return [*listed, *edition.expired, *edition.documents]


def links_amiss(edition: PagedEdition, options: CheckOptions) -> Iterator[Finding]:
    """Yield a finding for each link of a text or menu that does not lead where it should.

    Most links are right, and that is seen at once.
    """
    public, base = edition.public_jobs, f"{edition.site.base}/"
    moved: Collection[str] = ()
    if options.level("moved-link") != "off":
        moved = {job.path for job in public.values() if _target(job)}
    parts_count = options.level("broken-fragment") != "off"

    def is_right(href: str) -> bool:
        if not parts_count and "#" in href:
            href = href.partition("#")[0]
            if not href:
                return True
        path = href.removeprefix(base) + "index.html"
        return href.startswith(base) and href.endswith("/") and path in public and path not in moved

    doubtful = {
        source: links
        for source, every in edition.links.items()
        if (links := [href for href in every if not is_right(href)])
    }
    menus = [
        (name, link)
        for name, links in zip(MENUS, (edition.site.menu, edition.site.social), strict=True)
        for link in links
        if not (edition.settings.get("OTHER_CONTENT") or is_right(link.url))
    ]
    if not (doubtful or menus):
        return
    site, project = map_of(edition), edition.content.parent
    by_source = {subject.source: subject for subject in subjects_of(edition)}
    for source, links in doubtful.items():
        if subject := by_source.get(source):
            yield from broken_links(subject, project / source, links, site, edition, options)
    for name, link in menus:
        wrong = judge(link.url, "index.html", site)
        if wrong and wrong[0].startswith("broken-"):
            remedy = f"{link.title!r}: {wrong[2]}"
            if one := found(name, wrong[0], Remark(0, 0, wrong[1], remedy), options):
                yield one


def _target(job: Job) -> str:
    """Return where a redirect leads."""
    if isinstance(job, PageJob) and job.template == "redirect.html":
        return str(job.context["target"])
    return ""


def broken_links(
    subject: Subject, file: Path, links: Iterable[str], site: SiteMap, edition: PagedEdition,
    options: CheckOptions,
) -> Iterator[Finding]:  # fmt: skip
    """Yield a finding for each link of a text that does not lead where it should."""
    own_path = edition.site.file(subject.url)
    for href in links:
        if wrong := judge(href, own_path, site):
            rule, what, remedy = wrong
            if options.level(rule) == "off":
                continue
            parts = urlsplit(href)
            # A link to a story's file has its address by now; its fragment or slug is as written.
            slug = parts.path.rstrip("/").rpartition("/")[2]
            # Few links are wrong, and every build would load what looks for their places.
            from newsroom.checking.inspection import open_manuscript

            manuscript, _ = open_manuscript(subject, file)
            needles = (href, f"#{parts.fragment}" if parts.fragment else "", slug)
            place = manuscript.find("]()") if not href else manuscript.find(*needles)
            if one := found(subject.source, rule, Remark(*place, what, remedy), options):
                yield one


def map_of(edition: PagedEdition) -> SiteMap:
    """Return where everything is in an edition that was laid out."""
    site, public = edition.site, edition.public_jobs
    waiting = {site.file(story.url) for story in edition.waiting}
    return SiteMap(
        root=site.url.removesuffix(site.base),
        base=site.base,
        paths=public.keys() | waiting,
        moved={path: target for path, job in public.items() if (target := _target(job))},
        waiting=waiting,
        unread=frozenset().union(*edition.unread.values()),
        fixed_ids=theme_ids(edition.theme.template_folders),
        parts={site.file(one.url): _parts_of(one) for one in subjects_of(edition)},
        may_come=edition.may_come,
    )


def _parts_of(subject: Subject) -> Callable[[], frozenset[str]]:
    return partial(_ids, subject)


def _ids(subject: Subject) -> frozenset[str]:
    own = ids_of(subject.load_body())  # of all updates, also of those that are held back
    if isinstance(subject, Article):
        own |= {item.anchor for item in subject.corrections}
        own |= {update.anchor for update in subject.updates}
    return own
