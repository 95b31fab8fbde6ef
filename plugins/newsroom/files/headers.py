"""The file ``_headers`` of Netlify and Cloudflare Pages: what answers say of caching and safety."""

import re
from collections.abc import Iterable
from urllib.parse import quote

from newsroom.delivering.caching import FOREVER, caching
from newsroom.delivering.publishing.site import BuiltSite
from newsroom.delivering.security import security_headers

HEADERS = "_headers"
_POLICY = ".hosting/content-security-policy.txt"
_SEARCH_POLICY = ".hosting/content-security-policy-search.txt"
_NAME = "Content-Security-Policy"
_SEARCH = re.compile(r"((?:[a-z0-9-]+/)?search/)index\.html")
"""The page that searches, of the paper or of one of its languages."""

Lines = list[str]


def headers_file(
    site: BuiltSite, url: str, most: int | None = None, *, replaces: bool = False
) -> bytes:
    """Return ``_headers`` of the site at ``url``, of ``most`` rules.

    It names every file that never changes: a pattern would also take those of ``theme/`` without a
    hash. What is left out for want of rules is asked for again each time.

    The search needs a policy of its own. A host that ``replaces`` headers by those of a later rule
    gives it to the pages of the search; another one would join both, so that all pages have it.
    """
    policy, of_search = _text(site, _POLICY), _text(site, _SEARCH_POLICY)
    rules: dict[str, Lines] = {}
    if policy:
        usual = policy if replaces or not of_search else of_search
        rules["/*"] = _lines(security_headers(usual, url).items())
    if policy and of_search and replaces:
        for page in filter(None, map(_SEARCH.fullmatch, site.files)):
            rules[f"/{page[1]}"] = [f"! {_NAME}", f"{_NAME}: {of_search}"]
    kept = sorted(path for path in site.for_readers if caching(path) == FOREVER)
    rules |= {f"/{quote(path)}": [f"Cache-Control: {FOREVER}"] for path in kept}
    return "".join(_rule(at, rules[at]) for at in list(rules)[:most]).encode()


def _text(site: BuiltSite, path: str) -> str:
    return site.files[path].source.read_text("utf-8").strip() if path in site.files else ""


def _lines(headers: Iterable[tuple[str, str]]) -> Lines:
    return [f"{name}: {value}" for name, value in headers]


def _rule(address: str, lines: Lines) -> str:
    return "".join([f"{address}\n", *(f"  {line}\n" for line in lines)])
