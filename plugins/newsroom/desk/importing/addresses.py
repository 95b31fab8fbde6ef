"""Old addresses of stories: how the archive formed them, and which story each one means."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from newsroom.desk.importing.dialects import Config, Dialect
from newsroom.desk.importing.stories import Story
from newsroom.desk.importing.wording import site_path
from newsroom.text.urls import slugify

COMMON_PATTERNS = (
    "/:year/:month/:day/:title/", "/:year/:month/:day/:title.html", "/:year/:month/:title/",
    "/:year/:month/:title.html", "/:year/:title/", "/:sections/:title/", "/:title/",
    "/:title.html", "/blog/:title/", "/posts/:title/",
)  # fmt: skip
FEWEST_MATCHES = 3
_LINK = re.compile(r"""(?:\]\(|["'<(\s])(?P<host>https?://[\w.:-]+)?(?P<path>/[^\s"'<>()#?]+)""")


def address_key(path: str) -> str:
    """Return what all spellings of an old address share: no case, suffix or slash at its end."""
    path = unquote(path).split("#")[0].split("?")[0].rstrip("/")
    return re.sub(r"(/index)?(\.html?)?$", "", path).casefold() or "/"


def address_of(pattern: str, story: Story) -> str:
    """Fill in a permalink pattern: ``/:year/:month/:title/`` → ``/2014/03/old-story/``."""
    year, month, day = story.date.day.split("-")
    folders = _folders(story)
    parts = {
        "year": year, "month": month, "day": day, "short_year": year[2:],
        "i_month": str(int(month)), "i_day": str(int(day)),
        "title": story.stem, "slug": story.stem, "name": story.stem, "filename": story.stem,
        "contentbasename": story.stem, "slugorfilename": story.stem, "slugorcontentbasename":
        story.stem, "categories": "/".join(map(slugify, story.categories)),
        "category": slugify(story.categories[0]) if story.categories else "",
        "sections": folders, "section": folders.split("/")[0], "output_ext": ".html",
    }  # fmt: skip
    filled = re.sub(r":(\w+?)(?=[^a-z_]|$)", lambda found: parts.get(found[1].lower(), ""), pattern)
    return site_path(re.sub(r"/{2,}", "/", filled))


def _folders(story: Story) -> str:
    folders, _, name = story.path.removeprefix("content/").rpartition("/")
    return folders.rpartition("/")[0] if name.startswith("index.") else folders


def set_old_addresses(
    stories: list[Story], dialect: Dialect, config: Config, pattern: str
) -> tuple[str, str]:
    """Give every story its old address; return the pattern and the site's address used.

    The pattern given counts, then the configuration's, then the one that links between the
    stories follow (which also shows the site's own address), then the dialect's default.
    """
    base = config.base_url
    proved, host = _proved(stories) if not (pattern or config.permalinks) else ("", "")
    base = base or host
    for story in stories:
        section = _folders(story).partition("/")[0]
        own = config.permalinks.get(section) or config.permalinks.get("")
        chosen = pattern or own or proved or dialect.permalink
        story.old_address = story.address or address_of(chosen, story)
    return pattern or proved, base


def _proved(stories: list[Story]) -> tuple[str, str]:
    """Find the pattern of most links between stories, and the host they name."""
    by_address = {
        address_of(pattern, story).casefold(): pattern
        for pattern in reversed(COMMON_PATTERNS)
        for story in stories
    }
    patterns: Counter[str] = Counter()
    hosts: Counter[str] = Counter()
    for story in stories:
        for found in _LINK.finditer(story.body.text):
            path = found["path"].casefold()
            pattern = by_address.get(path) or by_address.get(path + "/")
            if pattern and (not found["host"] or ":year" in pattern):
                patterns[pattern] += 1
                hosts[found["host"] or ""] += 1
    [(pattern, matches)] = patterns.most_common(1) or [("", 0)]
    hosts.pop("", None)
    [(host, named)] = hosts.most_common(1) or [("", 0)]
    return (
        pattern if matches >= FEWEST_MATCHES else "",
        host if named >= FEWEST_MATCHES else "",
    )


class ArchiveIndex:
    """Which story an address, a path of the archive or a file name means."""

    def __init__(self, stories: Iterable[Story]) -> None:
        self._by_address: dict[str, Story] = {}
        self._by_path: dict[str, Story] = {}
        names: dict[str, Story | None] = {}
        for story in stories:
            for address in (story.old_address, *story.aliases):
                self._by_address.setdefault(address_key(address), story)
            for key in _path_keys(story.path):
                self._by_path.setdefault(key, story)
            for name in {story.path.rpartition("/")[2].rpartition(".")[0], story.stem}:
                # A name that two stories have means neither.
                names[name.casefold()] = None if name.casefold() in names else story
        self._by_name = {name: story for name, story in names.items() if story}

    def by_address(self, address: str) -> Story | None:
        return self._by_address.get(address_key(address))

    def by_path(self, path: str) -> Story | None:
        """Find a file of the archive by its path, or by its name where that is enough."""
        path = re.sub(r"\.(md|markdown|html?)$", "", path.strip("/").casefold())
        path = path.removesuffix("/index")
        found = self._by_path.get(path) or self._by_path.get(path.removeprefix("content/"))
        name = path.rpartition("/")[2]
        return found or self._by_name.get(name) or self._by_address.get("/" + path)


def _path_keys(path: str) -> Iterator[str]:
    stem = path.casefold().rpartition(".")[0].removesuffix("/index")
    yield stem
    yield stem.removeprefix("content/")


def merge_aliases(stories: list[Story], taken: set[str]) -> Iterator[tuple[Story, str]]:
    """Give each story its old addresses as aliases; yield those that were somebody's already."""
    claimed = set(taken)
    for story in stories:
        wanted = dict.fromkeys([story.old_address, *story.aliases])
        story.aliases = []
        for alias in wanted:
            if not alias or alias == new_address(story):
                continue
            if alias in claimed:
                yield story, alias
            else:
                claimed.add(alias)
                story.aliases.append(alias)


def new_address(story: Story) -> str:
    year, month = story.date.day.split("-")[:2]
    return f"/{story.section}/{year}/{month}/{story.slug}/"


def absolute_host(address: str) -> str:
    """Return the host of an address without ``www.``, or ``""``."""
    try:
        return urlsplit(address).netloc.lower().removeprefix("www.")
    except ValueError:
        return ""
