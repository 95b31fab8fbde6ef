"""Old addresses: ``aliases`` of stories and ``data/redirects.yml`` lead to where things are now.

Setting: ``REDIRECTS``.
Template: ``redirect.html``, ``gone.html``.

A redirect to a page is a page, which works on every host. It names the canonical address of its
target and never says ``noindex``, so that search engines pass on what they know of the old address.
A redirect to a file (a feed) is a copy of the file, since programs do not follow pages. Hosts that
can answer 301 and 410 get their own forms of the same list (``paging/hosts.py``). The feeds of a
listing that moved go with it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import quote, unquote, urlsplit

from newsroom import signals
from newsroom.edition import PagedEdition, edition_in
from newsroom.model import Redirect
from newsroom.model.jobs import FileJob, Job, PageJob
from newsroom.options import load_options, suggestion
from newsroom.paging.hosts import ALWAYS, FORMS
from newsroom.paging.listings import head
from newsroom.text.urls import page_address


@dataclass(frozen=True)
class RedirectOptions:
    """Setting ``REDIRECTS``: the hosts for which a list of redirects is written."""

    hosts: tuple[Literal["apache", "caddy", "cloudflare", "netlify", "nginx", "s3"], ...] = (
        "apache", "caddy", "cloudflare", "nginx", "s3",
    )  # fmt: skip


def file_of(address: str) -> str:
    """Return the file of the output folder that answers an address (a path that is not quoted)."""
    return address.lstrip("/") + ("index.html" if address.endswith("/") else "")


def path_of(target: str) -> str:
    """Return the address in a target that may be quoted and name a place on the page."""
    return unquote(urlsplit(target).path)


def target_file(target: str) -> str:
    return file_of(path_of(target))


def with_feeds(
    redirects: Iterable[Redirect], ledger: Iterable[str], files: Mapping[str, object]
) -> Iterator[Redirect]:
    """Yield the redirects, and after them one for each old feed whose listing moved or is gone."""
    by_old = {redirect.old: redirect for redirect in redirects}
    yield from by_old.values()
    for address in ledger:
        folder, name = address.rsplit("/", 1)
        listing = by_old.get(f"{folder}/")
        if not name.startswith("feed.") or listing is None or address in by_old:
            continue
        target = listing.target and path_of(listing.target) + name
        if not target or target_file(target) in files:
            yield replace(listing, old=address, target=target)


def mistake(
    redirect: Redirect, files: Mapping[str, object], by_old: Mapping[str, Redirect],
    may_come: Callable[[str], bool],
) -> tuple[str, str] | None:  # fmt: skip
    """Return what is wrong with a redirect and its remedy, or ``None``.

    ``may_come`` tells whether the page of an address is missing because of another mistake.
    """
    old, target = redirect.old, redirect.target
    if "?" in old or "#" in old:
        return f"{old} cannot be redirected", "write the path alone, without ? and #"
    if file_of(old) in files:
        return f"{old} is the address of a page", "delete the line, or move the page"
    first = by_old[old]
    if first.target != target:
        what = f"{old} leads to {first.target or 'nothing'} already ({first.source}:{first.line})"
        return what, "keep one of the two lines"
    if not target or target_file(target) in files or may_come(target):
        return None
    if path_of(target) not in by_old:
        known = [page_address(file) for file in files if file.endswith(".html")]
        hint = suggestion(target, known)
        return f"there is no page {target}", f"write the address of a page, or `gone`{hint}"
    end = end_of_chain(redirect, by_old)
    if end is None:
        return f"{old} leads in a circle", "write where the page is now"
    return f"{target} leads on to {end}", f"write {end} here"


def end_of_chain(redirect: Redirect, by_old: Mapping[str, Redirect]) -> str | None:
    """Return where a chain of redirects ends (a target, or ``gone``); ``None`` for a circle."""
    seen = {redirect.old}
    while following := by_old.get(path_of(redirect.target)):
        if following.old in seen:
            return None
        seen.add(following.old)
        redirect = following
    return redirect.target or "gone"


def moves_of(edition: PagedEdition) -> list[Redirect]:
    """Return all redirects by their old addresses, those of feeds included: one for each."""
    by_old: dict[str, Redirect] = {}
    for redirect in edition.redirects:
        by_old.setdefault(redirect.old, redirect)
    moves = with_feeds(by_old.values(), edition.ledger, edition.public_jobs)
    return sorted(moves, key=lambda one: one.old)


def add_redirects(edition: PagedEdition) -> None:
    site, public, jobs = edition.site, dict(edition.public_jobs), edition.jobs
    hosts = load_options(edition.settings, "REDIRECTS", RedirectOptions).hosts
    by_old: dict[str, Redirect] = {}
    for redirect in edition.redirects:
        by_old.setdefault(redirect.old, redirect)
    # Aliases of stories that are not published yet lead nowhere, but must be right already.
    coming = {redirect.old: redirect for redirect in reversed(edition.coming)}
    judged: list[tuple[Redirect, Mapping[str, object]]]
    judged = [(redirect, public) for redirect in edition.redirects]
    if coming:
        later = {site.file(article.url): None for article in edition.waiting}
        judged += [(redirect, {**public, **later}) for redirect in edition.coming]
    for redirect, files in judged:
        others = {**coming, **by_old} if coming else by_old
        if found := mistake(redirect, files, others, edition.may_come):
            edition.problems.error(redirect.source, *found, redirect.line, redirect.column)
    moves = moves_of(edition)
    views = [*(edition_in(edition, one) for one in edition.own if one), edition]
    for redirect in moves:
        if file_of(redirect.old) not in jobs:
            view = next(one for one in views if redirect.old.startswith(f"{one.site.prefix}/"))
            view.add(_job(redirect, view, public))
    # Every list is published: what nobody lists is found by its old address alone.
    unlisted = {site.file(article.url) for article in (*edition.hidden, *edition.drafts)}
    pairs = tuple(
        (one.old, one.target and site.href(_quoted(one.target)))
        for one in moves
        if not (one.target and target_file(one.target) in unlisted)
    ) + tuple(sorted((path, "") for path in _expired(edition)))
    for host in hosts:
        path, build = FORMS[host]
        if pairs or host in ALWAYS:
            edition.add(FileJob(path, build, (pairs, site.base)))


def _expired(edition: PagedEdition) -> Iterator[str]:
    """Yield the addresses of stories that readers could find and that are no longer available."""
    for article in edition.expired:
        if article.status == "published":
            yield unquote(article.url.removeprefix(edition.site.base))


def _job(redirect: Redirect, edition: PagedEdition, jobs: Mapping[str, Job]) -> Job:
    path = file_of(redirect.old)
    there = jobs.get(target_file(redirect.target)) if redirect.target else None
    if there is not None and not isinstance(there, PageJob):
        return replace(there, path=path)
    own = edition.site.shared(quote(redirect.old))
    _ = edition.words.gettext
    if not redirect.target:
        page = head(edition, "gone", _("No longer available"), own, indexed=False)
        return PageJob(path, "gone.html", {"page": page})
    target = edition.site.shared(_quoted(redirect.target))
    page = head(edition, "redirect", _("Moved"), target, indexed=False)
    if there is not None:  # it may have a canonical address of its own
        page = replace(page, canonical_url=there.context["page"].canonical_url)
    return PageJob(path, "redirect.html", {"page": page, "target": target})


def _quoted(target: str) -> str:
    return quote(target, safe="/%?#=&;+,:@!*'()~")


def register() -> None:
    signals.finish.connect(add_redirects)
