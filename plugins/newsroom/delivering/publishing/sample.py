"""Reading a sample of the published files back, as a reader would, and comparing it."""

import hashlib
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import httpx

from newsroom.delivering.publishing.changes import Changes, rank
from newsroom.delivering.publishing.site import BuiltSite, SiteFile

_PAUSE = 0.5
_TIMEOUT = 20
_WORKERS = 4


def choose(site: BuiltSite, changes: Changes, number: int) -> list[SiteFile]:
    """Return up to ``number`` files: the front page, then some of each part of what was sent.

    Addresses that answer with a redirect or 410 are left out.
    """
    plain = [
        path
        for path in changes.sent
        if path in site.for_readers and path not in site.moved and path not in site.gone
    ]
    step = max(1, -(-len(plain) // max(number, 1)))
    spread = sorted(plain, key=rank)[::step]
    paths = dict.fromkeys(["index.html", *spread, *plain])
    readable = [path for path in paths if not any(part[0] in "._" for part in path.split("/"))]
    return [site.files[path] for path in readable[:number]]


def address(url: str, path: str) -> str:
    """Return where a file is read: a folder's page has the address of the folder."""
    return f"{url}/{quote(path.removesuffix('index.html') if _is_page(path) else path)}"


def read_back(url: str, files: Sequence[SiteFile], wait: float) -> list[str]:
    """Return what is wrong with files that are not served as they are, after ``wait`` seconds."""
    end = time.monotonic() + wait
    # A cache in between is asked to look whether it has the newest.
    headers = {"Cache-Control": "no-cache", "Accept-Encoding": "gzip, identity;q=0.5"}
    wrong: dict[str, str] = {}
    with (
        httpx.Client(headers=headers, timeout=_TIMEOUT) as client,
        ThreadPoolExecutor(_WORKERS) as pool,
    ):
        waiting = list(files)
        while True:
            found = pool.map(lambda one: _difference(client, url, one), waiting)
            wrong = {one.path: why for one, why in zip(waiting, found, strict=True) if why}
            waiting = [one for one in waiting if one.path in wrong]
            if not waiting or time.monotonic() + _PAUSE > end:
                return _by_reason((address(url, path), why) for path, why in wrong.items())
            time.sleep(_PAUSE)


def _difference(client: httpx.Client, url: str, file: SiteFile) -> str:
    try:
        answer = client.get(address(url, file.path))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return f"not readable ({str(error) or type(error).__name__})"
    if answer.status_code != 200:
        return f"status {answer.status_code}"
    digest = hashlib.blake2b(answer.content, digest_size=16).hexdigest()
    return "" if digest == file.digest else "not what was published"


def _by_reason(wrong: Iterable[tuple[str, str]]) -> list[str]:
    """Return one line for each reason: the first address, and how many more there are."""
    pages: dict[str, list[str]] = defaultdict(list)
    for page, why in wrong:
        pages[why].append(page)
    return [
        f"{first}{f' and {len(others)} more' if others else ''}: {why}"
        for why, (first, *others) in pages.items()
    ]


def _is_page(path: str) -> bool:
    return path == "index.html" or path.endswith("/index.html")
