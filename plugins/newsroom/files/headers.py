"""The file ``_headers`` of Netlify and Cloudflare Pages: what answers say of caching and safety."""

import re
from collections.abc import Iterable
from urllib.parse import quote

from newsroom.files.caching import FOREVER, caching
from newsroom.files.security import security_headers

HEADERS = "_headers"
RULES = {"netlify": 1_000_000, "cloudflare": 100}
"""Hosts that read this file, and how many rules each takes; Netlify names no limit."""
_REPLACES = ("cloudflare",)
"""Hosts that replace a header by that of a later rule; the others join both."""
_NAME = "Content-Security-Policy"
_SEARCH = re.compile(r"((?:[a-z0-9-]+/)?search/)index\.html")
"""The page that searches, of the paper or of one of its languages."""

Lines = list[str]


def is_named(path: str) -> bool:
    """Return whether ``_headers`` may have a rule for a file."""
    return caching(path) == FOREVER or bool(_SEARCH.fullmatch(path))


def headers_file(
    host: str, paths: Iterable[str], *, policy: str, search_policy: str, url: str
) -> bytes:
    """Return ``_headers`` of the site at ``url``, which has the files ``paths``.

    It names every file that never changes: a pattern would also take those of ``theme/`` without a
    hash. What is left out for want of rules is asked for again each time.

    The search needs a policy of its own (``""``: there is no search). A host that replaces headers
    gives it to the pages of the search; another one would join both, so that all pages have it.
    """
    paths = sorted(filter(is_named, paths))
    rules: dict[str, Lines] = {}
    if policy:
        usual = policy if host in _REPLACES or not search_policy else search_policy
        rules["/*"] = _lines(security_headers(usual, url).items())
    if policy and search_policy and host in _REPLACES:
        for page in filter(None, map(_SEARCH.fullmatch, paths)):
            rules[f"/{page[1]}"] = [f"! {_NAME}", f"{_NAME}: {search_policy}"]
    kept = [path for path in paths if caching(path) == FOREVER]
    rules |= {f"/{quote(path)}": [f"Cache-Control: {FOREVER}"] for path in kept}
    return "".join(_rule(at, rules[at]) for at in list(rules)[: RULES[host]]).encode()


def _lines(headers: Iterable[tuple[str, str]]) -> Lines:
    return [f"{name}: {value}" for name, value in headers]


def _rule(address: str, lines: Lines) -> str:
    return "".join([f"{address}\n", *(f"  {line}\n" for line in lines)])
