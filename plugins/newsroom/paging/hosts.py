"""Redirects in the words of hosts that can answer 301 Moved Permanently and 410 Gone.

Each function takes pairs of (old path that is not quoted, URL to lead to or ``""`` for gone) and
the path under which the site is served.
"""

import json
from collections.abc import Callable, Sequence
from urllib.parse import quote

Pairs = Sequence[tuple[str, str]]


def cloudflare(pairs: Pairs, base: str) -> bytes:
    """Return ``_redirects`` of Cloudflare Pages, which knows no 410 (of 2,000 lines at most)."""
    lines = (f"{quote(base + old)} {target} 301\n" for old, target in pairs if target)
    return "".join(lines).encode()


def netlify(pairs: Pairs, base: str) -> bytes:
    """Return ``_redirects`` of Netlify; its ``!`` lets a line win over the page at its address."""
    lines = (
        f"{quote(base + old)} {target or quote(base + old)} {'301' if target else '410'}!\n"
        for old, target in pairs
    )
    return "".join(lines).encode()


def nginx(pairs: Pairs, base: str) -> bytes:
    """Return lines for a ``map`` of ``$uri``, with and without the slash of a folder."""
    lines = (
        f"{_in_quotes(base + path)} {_in_quotes(target or 'gone')};\n"
        for old, target in pairs
        for path in dict.fromkeys((old, old.rstrip("/") or "/"))
    )
    return "".join(lines).encode()


def s3(pairs: Pairs, base: str) -> bytes:
    """Return JSON: the object of each old address and its ``x-amz-website-redirect-location``.

    Routing rules of a bucket would do the same, but there can be 50 of them only.
    """
    moved = [{"Key": _key(old), "WebsiteRedirectLocation": new} for old, new in pairs if new]
    gone = [_key(old) for old, new in pairs if not new]
    return json.dumps({"moved": moved, "gone": gone}, ensure_ascii=False, indent=1).encode()


FORMS: dict[str, tuple[str, Callable[[Pairs, str], bytes]]] = {
    "cloudflare": ("_redirects", cloudflare),
    "netlify": ("_redirects", netlify),
    "nginx": (".hosting/nginx-redirects.map", nginx),
    "s3": (".hosting/s3-redirects.json", s3),
}
"""Host → file of the output folder, and the function that makes it."""


def _key(old: str) -> str:
    return old.lstrip("/") + ("index.html" if old.endswith("/") else "")


def _in_quotes(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
