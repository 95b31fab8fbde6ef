"""Who may read the site, and what for: ``robots.txt`` (RFC 9309) with content signals.

Setting: ``CRAWLERS``.

A purpose that is refused names its crawlers and forbids them everything. The line
``Content-Signal`` says the same to all others (contentsignals.org). Both ask, and force nobody.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from newsroom import signals
from newsroom.edition import PagedEdition
from newsroom.model.jobs import FileJob
from newsroom.options import load_options, suggestion
from newsroom.paging.crawler_names import NAMES, Purpose
from newsroom.paging.host_files import add_host_file
from newsroom.problems import ContentError, Problem

SIGNALS: dict[Purpose, str] = {
    "search": "search", "ai_answers": "ai-input", "ai_training": "ai-train"
}  # fmt: skip
"""Purpose → its name in the line of content signals, which has none for archives."""
TITLES: dict[Purpose, str] = {
    "search": "Search engines",
    "ai_training": "Training of AI models",
    "ai_answers": "Answers and summaries by AI",
    "archives": "Archives of the web",
}
_SITEMAPS = ("/sitemap.xml", "/news-sitemap.xml")


@dataclass(frozen=True)
class CrawlerOptions:
    """Setting ``CRAWLERS``: may crawlers read the site for a purpose; ``None`` says nothing.

    ``more`` are further names by purpose, ``never_refused`` those with which there is an agreement.
    """

    search: bool | None = None
    ai_training: bool | None = None
    ai_answers: bool | None = None
    archives: bool | None = None
    more: dict[Purpose, tuple[str, ...]] = field(default_factory=dict)
    never_refused: tuple[str, ...] = ()

    def says(self, purpose: Purpose) -> bool | None:
        return getattr(self, purpose)  # type: ignore[no-any-return]

    def names(self, purpose: Purpose) -> list[str]:
        """Return the names of the crawlers that fetch for a purpose, in the order of the list."""
        every = dict.fromkeys((*NAMES[purpose], *self.more.get(purpose, ())))
        return [name for name in every if name not in self.never_refused]

    @property
    def refused(self) -> list[Purpose]:
        return [purpose for purpose in NAMES if self.says(purpose) is False]


def check_names(options: CrawlerOptions) -> None:
    """Refuse names that no crawler can have.

    Raises:
        ContentError: a name holds white space or another sign that robots.txt cannot, or
            ``never_refused`` names a crawler that is not known.
    """
    given = [*chain(*options.more.values()), *options.never_refused]
    remedy = "write letters, digits, . _ -"
    problems = [
        Problem(
            "CRAWLERS", f"{name!r} is not the name of a crawler", "write letters, digits, . _ -"
        )
        for name in given
        if not name.replace(".", "").replace("-", "").replace("_", "").isalnum()
        or not name.isascii()
    ]
    known = {*chain(*NAMES.values()), *chain(*options.more.values())}
    for name in options.never_refused:
        if name not in known:
            remedy = f"write a name of docs/machines.md{suggestion(name, known)}"
            problems.append(Problem("CRAWLERS", f"no purpose has the crawler {name!r}", remedy))
    if problems:
        raise ContentError(problems)


def robots(options: CrawlerOptions, sitemaps: Iterable[str]) -> bytes:
    """Return ``robots.txt``."""
    return "\n".join(_lines(options, sitemaps)).encode()


def _lines(options: CrawlerOptions, sitemaps: Iterable[str]) -> Iterator[str]:
    yield "User-agent: *"
    said = {name: options.says(purpose) for purpose, name in SIGNALS.items()}
    if known := [f"{name}={'yes' if on else 'no'}" for name, on in said.items() if on is not None]:
        yield f"Content-Signal: {', '.join(known)}"
    yield "Allow: /"
    for purpose in options.refused:
        yield f"\n# {TITLES[purpose]}"
        yield from (f"User-agent: {name}" for name in options.names(purpose))
        yield "Disallow: /"
    yield ""
    yield from (f"Sitemap: {url}" for url in sitemaps)
    yield ""


def add_robots(edition: PagedEdition) -> None:
    site = edition.site
    options = load_options(edition.settings, "CRAWLERS", CrawlerOptions)
    sitemaps = tuple(site.absolute(site.href(path)) for path in _SITEMAPS)
    if options.refused:
        add_host_file(edition, "robots.txt", robots, (options, sitemaps))
    else:  # what allows everything may as well not be found
        edition.add(FileJob("robots.txt", robots, (options, sitemaps)))


def register() -> None:
    signals.page.connect(add_robots)
