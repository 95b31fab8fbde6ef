"""Old addresses of stories: how the archive formed them, and which story each one means."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from urllib.parse import unquote

from newsroom.desk.importing.addresses.permalinks import address_of, folders_of, unknown_parts
from newsroom.desk.importing.dialects import Config, Dialect, ImportPlan
from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.values.stories import Story

COMMON_PATTERNS = (
    "/:year/:month/:day/:title/", "/:year/:month/:day/:title.html", "/:year/:month/:title/",
    "/:year/:month/:title.html", "/:year/:title/", "/:folders/:title/", "/:title/",
    "/:title.html", "/blog/:title/", "/posts/:title/", "/p/:title/",
)  # fmt: skip
_TELLING = (":year", "/p/")
"""Parts of a pattern which other sites would hardly share with the name of a story."""
FEWEST_MATCHES = 3
NO_ADDRESS = "write its old address into `aliases`"
TRANSLATED = ":translated"
"""The place in ``Config.permalinks`` of the pattern of translations."""
_LINK = re.compile(r"""(?:\]\(|["'<(\s])(?P<host>https?://[\w.:-]+)?(?P<path>/[^\s"'<>()#?]+)""")


def address_key(path: str) -> str:
    """Return what all spellings of an old address share: no case, suffix or slash at its end."""
    path = unquote(path).split("#")[0].split("?")[0].rstrip("/")
    return re.sub(r"(/index)?(\.html?)?$", "", path).casefold() or "/"


def set_old_addresses(
    stories: list[Story], plan: ImportPlan, config: Config, report: ImportReport
) -> tuple[str, str]:
    """Give every story its old address; return the pattern and the site's address used.

    The pattern of the story itself counts, then the one given, the configuration's, then the one
    that links between the stories follow (which also shows the site's own address), then the
    dialect's default.
    """
    dialect = plan.dialect
    given = plan.permalink
    is_known = given or config.permalinks.keys() - {TRANSLATED}
    proved, host = ("", "") if is_known else _proved(stories, dialect, config)
    unknown: set[str] = set()
    for story in stories:
        section = folders_of(story).partition("/")[0]
        own = config.permalinks.get(section) or config.permalinks.get("")
        if story.original and TRANSLATED in config.permalinks:
            own = config.permalinks[TRANSLATED]
        chosen = story.pattern or given or own or proved or dialect.permalink
        story.old_address = story.address or address_of(chosen, story, dialect, config)
        if story.old_address or not chosen:
            continue
        parts = unknown_parts(chosen, story, dialect, config)
        if parts and chosen not in unknown:
            what = f"{chosen}: the meaning of {', '.join(f':{part}' for part in parts)} is unknown"
            report.changed(story.path, what, "stories have no old address: say --permalink")
        elif not parts:
            report.changed(story.path, f"no old address can be made with {chosen}", NO_ADDRESS)
        unknown.add(chosen)
    return given or proved, config.base_url or host


def _proved(stories: list[Story], dialect: Dialect, config: Config) -> tuple[str, str]:
    """Find the pattern of most links between stories, and the host they name."""
    common = dict.fromkeys(
        pattern.replace(":title", name) for name in dialect.names for pattern in COMMON_PATTERNS
    )
    by_address = {
        address_of(pattern, story, dialect, config).casefold(): pattern
        for pattern in reversed(common)
        for story in stories
    }
    patterns: Counter[str] = Counter()
    hosts: Counter[str] = Counter()
    for story in stories:
        for found in _LINK.finditer(story.body.text):
            path = unquote(found["path"]).casefold()
            pattern = by_address.get(path) or by_address.get(path + "/")
            if pattern and (not found["host"] or any(part in pattern for part in _TELLING)):
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
            for key in _path_keys(story):
                self._by_path.setdefault(key, story)
            for name in {story.path.rpartition("/")[2].rpartition(".")[0], story.stem}:
                # A name that two stories have means neither.
                names[name.casefold()] = None if name.casefold() in names else story
        self._by_name = {name: story for name, story in names.items() if story}

    def by_address(self, address: str) -> Story | None:
        return self._by_address.get(address_key(address))

    def by_path(self, path: str) -> Story | None:
        """Find a file of the archive by its path, or by its name where that is enough."""
        path = re.sub(r"\.(md|markdown|rst|html?)$", "", path.strip("/").casefold())
        path = path.removesuffix("/index")
        found = self._by_path.get(path) or self._by_path.get(path.removeprefix("content/"))
        name = path.rpartition("/")[2]
        return found or self._by_name.get(name) or self._by_address.get("/" + path)


def _path_keys(story: Story) -> Iterator[str]:
    for path in (story.path, story.path.removeprefix("content/"), story.inner):
        yield path.casefold().rpartition(".")[0].removesuffix("/index")


def merge_aliases(
    stories: list[Story], own: Container[str], pages: Iterable[str] = ()
) -> Iterator[tuple[Story, str]]:
    """Give each story its old addresses as aliases; yield those that were somebody's already.

    ``pages`` are the addresses of the imported pages.
    """
    claimed = {new_address(story) for story in stories} | {*pages}
    for story in stories:
        wanted = dict.fromkeys([story.old_address, *story.aliases])
        story.aliases = []
        for alias in wanted:
            if not alias or alias == new_address(story):
                continue
            if alias in claimed or alias in own:
                yield story, alias
            else:
                claimed.add(alias)
                story.aliases.append(alias)


def new_address(story: Story) -> str:
    year, month = story.date.day.split("-")[:2]
    return f"/{story.section}/{year}/{month}/{story.slug}/"
