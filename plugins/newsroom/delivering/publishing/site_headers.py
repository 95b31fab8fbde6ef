"""The file ``_headers`` for a site that was built without one; see the setting ``HEADERS``."""

from newsroom.delivering.publishing.site import BuiltSite
from newsroom.files.headers import HEADERS, headers_file

_POLICY = ".hosting/content-security-policy.txt"
_SEARCH_POLICY = ".hosting/content-security-policy-search.txt"


def added_headers(site: BuiltSite, host: str, url: str) -> dict[str, bytes]:
    """Return path and bytes of the file that the site lacks; nothing if it has one."""
    if HEADERS in site.files:
        return {}
    policy, of_search = _text(site, _POLICY), _text(site, _SEARCH_POLICY)
    paths = site.for_readers
    return {HEADERS: headers_file(host, paths, policy=policy, search_policy=of_search, url=url)}


def _text(site: BuiltSite, path: str) -> str:
    return site.files[path].source.read_text("utf-8").strip() if path in site.files else ""
