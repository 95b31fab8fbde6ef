"""What Cloudflare Pages takes: its limits are known before anything is sent.

developers.cloudflare.com/pages/platform/limits, …/configuration/headers and …/redirects.
"""

from collections.abc import Iterator, Mapping

from newsroom.delivering.publishing.site import BuiltSite
from newsroom.files.headers import HEADERS, RULES
from newsroom.problems import ContentError, Problem

_BYTES = 25 * 1024 * 1024
_FIXED, _PATTERNS, _REDIRECT, _LINE = 2000, 100, 1000, 2000
_REDIRECTS = "_redirects"
_MEANT = (HEADERS, _REDIRECTS)
"""Files that are settings: they do not count."""
_DROPPED = {"functions", "_worker.js", "_routes.json"}
"""Names at the root that wrangler takes for programs, and does not upload."""
_IGNORED = {"node_modules", ".git", ".DS_Store"}


def check(site: BuiltSite, extras: Mapping[str, bytes], most: int) -> None:
    """Compare a site with the limits; ``extras`` are files that are added to it.

    Raises:
        ContentError: it goes beyond some of them.
    """
    if problems := [*_of_files(site, most), *_of_redirects(site), *_of_headers(site, extras)]:
        raise ContentError(problems)


def _of_files(site: BuiltSite, most: int) -> Iterator[Problem]:
    files = [one for path, one in site.for_readers.items() if path not in _MEANT]
    if len(files) > most:
        what = f"the site has {len(files):,} files, Cloudflare Pages takes {most:,}"
        remedy = "use the kind s3 with R2, or a paid plan and the option 'files' (up to 100,000)"
        yield Problem(str(site.folder), what, remedy)
    for one in files:
        parts = one.path.split("/")
        if one.size > _BYTES:
            what = f"it has {one.size / 1024 / 1024:.1f} MiB, Cloudflare Pages takes 25 MiB"
            yield Problem(str(one.source), what, "make it smaller, or keep it on another host")
        if parts[0] in _DROPPED or _IGNORED.intersection(parts):
            yield Problem(str(one.source), "Cloudflare's program leaves it out", "rename it")


def _of_redirects(site: BuiltSite) -> Iterator[Problem]:
    if _REDIRECTS not in site.files:
        return
    file = site.files[_REDIRECTS].source
    text = file.read_text("utf-8").splitlines()
    lines = [line for line in text if line.strip() and line[0] != "#"]
    patterns = sum("*" in line.split()[0] or "/:" in line.split()[0] for line in lines)
    for kind, number, most in (
        ("with * or :", patterns, _PATTERNS),
        ("without a pattern", len(lines) - patterns, _FIXED),
    ):
        if number > most:
            what = f"{number:,} redirects {kind}, Cloudflare Pages takes {most:,}"
            remedy = "take 'cloudflare' out of REDIRECTS: the pages at old addresses still lead on"
            yield Problem(str(file), what, remedy)
    for number, line in enumerate(text, 1):
        if len(line) > _REDIRECT:
            what = f"a redirect has {len(line):,} signs, Cloudflare Pages takes 1,000"
            yield Problem(str(file), what, "delete this alias, or move the page", line=number)


def _of_headers(site: BuiltSite, extras: Mapping[str, bytes]) -> Iterator[Problem]:
    own = site.files.get(HEADERS)
    lines = (own.source.read_bytes() if own else extras[HEADERS]).decode().splitlines()
    where = str(own.source) if own else HEADERS
    rules = sum(1 for line in lines if line and not line[0].isspace() and line[0] != "#")
    most = RULES["cloudflare"]
    if rules > most:
        what = f"{rules:,} rules, Cloudflare Pages takes {most}"
        yield Problem(where, what, "join some by a pattern")
    for number, line in enumerate(lines, 1):
        if len(line) > _LINE:
            what = f"a header has {len(line):,} signs, Cloudflare Pages takes 2,000"
            remedy = "let stories embed from fewer hosts, or write a _headers file of your own"
            yield Problem(where, what, remedy, line=number)
