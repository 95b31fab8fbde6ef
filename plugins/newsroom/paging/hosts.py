"""Redirects in the words of hosts that can answer 301 Moved Permanently and 410 Gone.

Each function takes pairs of (old path that is not quoted, URL to lead to or ``""`` for gone) and
the path under which the site is served.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote, unquote

Pairs = Sequence[tuple[str, str]]
_APACHE_SAFE = "/$-_.+!*'(),:;@&=~"
_SIGN = re.compile(r"[.+*?()|\[\]{}^$\\]")
_ESCAPE = re.compile("%[0-9A-F]{2}")
LONGEST_KEY = 200
"""Bytes of a plain key for nginx: less than the ``map_hash_bucket_size`` of docs/urls.md."""


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
    """Return lines for a ``map`` of ``$uri``, with and without the slash of a folder.

    nginx ignores the case of plain keys, and stops when two of them are one to it, or when one is
    longer than a bucket of its table. Such addresses become regular expressions.
    """
    targets = {
        base + path: target.replace("$", "%24") or "gone"  # which would begin a variable
        for old, target in pairs
        for path in (old, old.rstrip("/") or "/")
    }
    alike = Counter(map(_lower, targets))
    lines = (
        f"{_in_quotes(_exactly(path) if _is_special(path, target, alike) else path)}"
        f" {_in_quotes(target)};\n"
        for path, target in targets.items()
    )
    return ("".join(lines) or "# There are no redirects.\n").encode()


def _is_special(path: str, target: str, alike: Mapping[str, int]) -> bool:
    """Return whether an address is too long for a key, is one only because of its case, or would
    lead to itself without it."""
    if len(path.encode()) > LONGEST_KEY:
        return True
    key = _lower(path)
    goal = _lower(unquote(target)).rstrip("/")
    return path != key or alike[key] > 1 or key.rstrip("/") == goal


def _lower(text: str) -> str:
    """Return what nginx compares: it knows the case of ASCII letters."""
    return text.encode().lower().decode()


def _exactly(path: str) -> str:
    return f"~^{re.escape(path)}$"


def s3(pairs: Pairs, base: str) -> bytes:
    """Return JSON: the object of each old address and its ``x-amz-website-redirect-location``.

    Routing rules of a bucket would do the same, but there can be 50 of them only.
    """
    moved = [{"Key": _key(old), "WebsiteRedirectLocation": new} for old, new in pairs if new]
    gone = [_key(old) for old, new in pairs if not new]
    return json.dumps({"moved": moved, "gone": gone}, ensure_ascii=False, indent=1).encode()


def caddy(pairs: Pairs, base: str) -> bytes:
    """Return lines for a ``map`` of ``{path}``, with and without the slash of a folder."""

    def key(path: str) -> str:
        if "{" not in path and "}" not in path:  # which would begin a placeholder
            return path
        return "~^" + _SIGN.sub(lambda sign: f"\\x{ord(sign[0]):02x}", path) + "$"

    lines = (
        f"{_quoted(key(path))} {_quoted(target or 'gone')}\n"
        for path, target in _both(pairs, base).items()
    )
    return "".join(lines).encode()


def apache(pairs: Pairs, base: str) -> bytes:
    """Return a text map of ``mod_rewrite``: escaped as ``int:escape`` does it.

    It reads no line of more than 1,024 bytes: what is longer has the page that leads on.
    """
    lines = (
        f"{_ESCAPE.sub(lambda match: match[0].lower(), quote(path, safe=_APACHE_SAFE))}"
        f" {target or 'gone'}\n"
        for path, target in _both(pairs, base).items()
    )
    return "".join(line for line in lines if len(line) < 1024).encode()


def _quoted(text: str) -> str:
    """Return a word of a Caddyfile, in which only the quotation mark is escaped."""
    escaped = text.replace('"', '\\"')
    return f'"{escaped}"'


def _both(pairs: Pairs, base: str) -> dict[str, str]:
    """Return path → target, with and without the slash of a folder; none leads to itself."""
    return {
        base + path: target
        for old, target in pairs
        for path in (old, old.rstrip("/") or "/")
        if base + path != unquote(target)
    }


FORMS: dict[str, tuple[str, Callable[[Pairs, str], bytes]]] = {
    "apache": (".hosting/apache-redirects.map", apache),
    "caddy": (".hosting/caddy-redirects.map", caddy),
    "cloudflare": ("_redirects", cloudflare),
    "netlify": ("_redirects", netlify),
    "nginx": (".hosting/nginx-redirects.map", nginx),
    "s3": (".hosting/s3-redirects.json", s3),
}
"""Host → file of the output folder, and the function that makes it."""
ALWAYS = {"nginx"}
"""Hosts that want their file even if it is empty: nginx does not start without one it includes."""


def _key(old: str) -> str:
    return old.lstrip("/") + ("index.html" if old.endswith("/") else "")


def _in_quotes(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
