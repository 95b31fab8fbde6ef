"""The file ``_headers`` of Netlify and Cloudflare Pages: what answers say of caching and safety."""

from urllib.parse import quote

from newsroom.delivering.caching import FOREVER, caching
from newsroom.delivering.publishing.site import BuiltSite
from newsroom.delivering.security import security_headers

HEADERS = "_headers"
_POLICY = ".hosting/content-security-policy.txt"


def headers_file(site: BuiltSite, url: str, most: int | None = None) -> bytes:
    """Return ``_headers`` of the site at ``url``, of ``most`` rules.

    It names every file that never changes: a pattern would also take those of ``theme/`` without a
    hash. What is left out for want of rules is asked for again each time.
    """
    everywhere = {}
    if _POLICY in site.files:
        policy = site.files[_POLICY].source.read_text("utf-8").strip()
        everywhere = security_headers(policy, url)
    kept = sorted(path for path in site.for_readers if caching(path) == FOREVER)
    rules = {"/*": everywhere} if everywhere else {}
    rules |= {f"/{quote(path)}": {"Cache-Control": FOREVER} for path in kept}
    return "".join(_rule(at, rules[at]) for at in list(rules)[:most]).encode()


def _rule(address: str, headers: dict[str, str]) -> str:
    return "".join([f"{address}\n", *(f"  {name}: {value}\n" for name, value in headers.items())])
