"""The Content-Security-Policy that fits this edition: what its pages may load, and from where.

Frames may show only the hosts of embeds that readers can see. ``.hosting/`` gets the
value of the header in one line, and a file for nginx, so that a new embed needs no new settings.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from newsroom import signals
from newsroom.edition import PagedEdition
from newsroom.model.jobs import FileJob

FORMS = {
    ".hosting/content-security-policy.txt": "{}\n",
    ".hosting/nginx-policy.conf": 'add_header Content-Security-Policy "{}" always;\n',
}
"""File of the output folder → what it holds of the header's value."""
_GISCUS = "https://giscus.app"


def origin_of(address: str) -> str:
    """Return scheme and host of an absolute address, ``""`` for one within the site."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def policy_of(edition: PagedEdition, always: Sequence[str] = ()) -> str:
    """Return the value of the header; frames may ``always`` show these hosts too.

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
        # The search is a program in WebAssembly.
        "script-src": ["'self'", "'wasm-unsafe-eval'"] if site.search else [],
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


def add_policy(edition: PagedEdition) -> None:
    policy = policy_of(edition)
    for path, form in FORMS.items():
        edition.add(FileJob(path, encoded, (form.format(policy),)))


def register() -> None:
    signals.finish.connect(add_policy)
