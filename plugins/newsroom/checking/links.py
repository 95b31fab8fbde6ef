"""Links within the site, checked against its pages."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import unquote, urlsplit

from newsroom.text.links import ids_of, links_of
from newsroom.text.urls import page_path

__all__ = ["SiteMap", "ids_of", "judge", "links_of", "theme_ids"]

_ABROAD = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


@dataclass(frozen=True, kw_only=True)
class SiteMap:
    """Where everything is. Paths are those of output files; addresses are printable URLs.

    ``moved`` maps an old path to its new address. ``waiting`` are paths of stories that readers
    do not see yet. ``unread`` are slugs of files with mistakes: their pages may come, and
    ``may_come`` tells it of an address that stories make together.
    ``parts`` maps the path of a story or document to a function that returns the ids on its page;
    ``fixed_ids`` are those that templates give to every page.
    """

    root: str
    base: str
    paths: Collection[str]
    moved: Mapping[str, str]
    waiting: Collection[str]
    unread: Collection[str]
    fixed_ids: Collection[str]
    parts: Mapping[str, Callable[[], frozenset[str]]]
    may_come: Callable[[str], bool] = field(default=lambda _: False)
    _ids: dict[str, frozenset[str]] = field(default_factory=dict)

    def ids(self, path: str) -> frozenset[str]:
        """Return the ids that a page has of its own."""
        if path not in self._ids:
            self._ids[path] = self.parts[path]()
        return self._ids[path]

    def near(self, path: str) -> str:
        """Return the address of a page whose path is much alike; empty where none is."""
        if f"{path}/index.html" in self.paths:
            return f"{self.base}/{path}/"
        folder, _, slug = path.removesuffix("/index.html").rpartition("/")
        same = [one for one in self.parts if one.endswith(f"/{slug}/index.html")]
        top = folder.partition("/")[0]
        nearby = [one for one in self.paths if one.startswith(top) and one.endswith("/index.html")]
        close = same or get_close_matches(path, nearby, n=1, cutoff=0.8)
        return f"{self.base}/{close[0].removesuffix('index.html')}" if close else ""


def theme_ids(folders: Iterable[Path]) -> frozenset[str]:
    """Return the ids that the templates of a theme contain literally."""
    files = (file for folder in folders for file in folder.rglob("*.html"))
    return frozenset().union(*(ids_of(file.read_text("utf-8")) for file in files))


def judge(href: str, own_path: str, site: SiteMap) -> tuple[str, str, str] | None:
    """Return (rule, what, remedy) for a link on the page ``own_path``; None where it is right."""
    if not href.strip():
        return "broken-link", "a link leads nowhere", "write its address between the brackets"
    if href.startswith(f"{site.root}/"):
        href = href.removeprefix(site.root)
    elif _ABROAD.match(href):
        return None
    parts = urlsplit(href)
    path, fragment = own_path, unquote(parts.fragment)
    if parts.path:
        path = page_path(parts.path.removeprefix(site.base))
        if not parts.path.startswith(f"{site.base}/"):
            what = f"{parts.path!r} is outside this site, which begins at {site.base}/"
            return "broken-link", what, f"write {site.base + parts.path}"
        if wrong := _judge_path(path, parts.path, own_path, site):
            return wrong
    if not fragment or path not in site.parts or fragment == "top":
        return None
    ids = site.ids(path)
    if fragment in ids or fragment in site.fixed_ids:
        return None
    close = get_close_matches(fragment, ids, n=1)
    hint = f" (did you mean '#{close[0]}'?)" if close else ""
    where = f"/{path.removesuffix('index.html')}" if parts.path else "the text"
    return "broken-fragment", f"{where} has no part '#{fragment}'", f"name a heading's id{hint}"


def _judge_path(
    path: str, written: str, own_path: str, site: SiteMap
) -> tuple[str, str, str] | None:
    if path in site.moved:
        return "moved-link", f"{written} is an old address", f"write {site.moved[path]}"
    if path in site.waiting and own_path not in site.waiting:
        remedy = "publish that story first, or take the link out until then"
        return "unpublished-link", f"{written} is not published yet", remedy
    slug = path.removesuffix("/index.html").rpartition("/")[2]
    if path in site.paths or slug in site.unread or site.may_come(f"/{path}"):
        return None
    near = site.near(path)
    remedy = "fix the address, or link to the story's file" + (
        f" (did you mean {near}?)" if near else ""
    )
    return "broken-link", f"no page {written}", remedy
