"""The Content-Security-Policy that fits this edition: what its pages may load, and from where.

Frames may show only the hosts of embeds that readers can see. ``.hosting/`` gets the
value of the header in one line, and a file for nginx, so that a new embed needs no new settings.
The pages of the search, and no others, may run a program in WebAssembly: they have a policy of
their own.
"""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from newsroom import signals
from newsroom.edition import PagedEdition, edition_in
from newsroom.model.jobs import FileJob
from newsroom.paging.lite import digest_of_style

TEXT = ".hosting/content-security-policy.txt"
SEARCH_TEXT = ".hosting/content-security-policy-search.txt"
NGINX = ".hosting/nginx-policy.conf"
_GISCUS = "https://giscus.app"


def origin_of(address: str) -> str:
    """Return scheme and host of an absolute address, ``""`` for one within the site."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def search_pages(edition: PagedEdition) -> tuple[str, ...]:
    """Return the printable URLs of the pages that search, one for each language."""
    languages = [edition_in(edition, lang) for lang in edition.own] or [edition]
    return tuple(one.site.search.url for one in languages if one.site.search)


def policy_of(edition: PagedEdition, always: Sequence[str] = (), *, searches: bool = False) -> str:
    """Return the value of the header; frames may ``always`` show these hosts too.

    That of a page that ``searches`` allows WebAssembly. The one rule of the lite edition is named.
    Stories may take pictures, sounds and films from any site, with a warning of ``check``.
    """
    site = edition.site
    discussion, sign_up = site.discussion, site.newsletter and site.newsletter.sign_up
    has_giscus = bool(discussion and discussion.giscus)
    frames = {f"https://{host}" for host in (*edition.frames, *always)}
    frames |= {_GISCUS} if has_giscus else set()
    server = (discussion and discussion.server) or ""
    sources = {
        "default-src": ["'self'"],
        "script-src": ["'self'", "'wasm-unsafe-eval'"] if searches else [],
        "style-src": ["'self'", digest_of_style()] if site.lite else [],
        "img-src": ["'self'", "https:"],
        "media-src": ["'self'", "https:"],
        "connect-src": ["'self'", origin_of(server), origin_of(site.market_data)],
        "frame-src": sorted(frames) or ["'none'"],
        "form-action": ["'self'", origin_of(sign_up.action) if sign_up else ""],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'self'"],
    }
    own = origin_of(site.url)
    return "; ".join(
        " ".join([name, *dict.fromkeys(one for one in given if one and one != own)])
        for name, given in sources.items()
        if given
    )


def encoded(text: str) -> bytes:
    return text.encode()


def for_nginx(policy: str, of_search: str, pages: Sequence[str]) -> str:
    """Return lines for a ``server`` of nginx, which sees ``/search/`` as its ``index.html``."""
    if not pages:
        return f'add_header Content-Security-Policy "{policy}" always;\n'
    paths = "|".join(map(re.escape, pages))
    return (
        f'set $newsroom_policy "{policy}";\n'
        f'if ($uri ~ "^(?:{paths})(?:index\\.html)?$") {{ set $newsroom_policy "{of_search}"; }}\n'
        "add_header Content-Security-Policy $newsroom_policy always;\n"
    )


def add_policy(edition: PagedEdition) -> None:
    policy, of_search = policy_of(edition), policy_of(edition, searches=True)
    pages = search_pages(edition)
    edition.add(FileJob(TEXT, encoded, (f"{policy}\n",)))
    edition.add(FileJob(NGINX, encoded, (for_nginx(policy, of_search, pages),)))
    if pages:
        edition.add(FileJob(SEARCH_TEXT, encoded, (f"{of_search}\n",)))


def register() -> None:
    signals.finish.connect(add_policy)
