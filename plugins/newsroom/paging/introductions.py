"""Who made the site, for people and for language models: ``humans.txt`` and ``llms.txt``.

Setting: ``HUMANS``, ``LLMS``: flags, off by default.

``llms.txt`` is Markdown (llmstxt.org): what the paper is, and where to find what. Both are English
apart from names, since programs look for their headings.
"""

import re
from collections.abc import Iterable, Iterator

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.model import Author, Link, Site
from newsroom.model.jobs import FileJob
from newsroom.paging.host_files import add_host_file

_BRACKET = re.compile(r"[\[\]\\]")
Links = tuple[tuple[str, str, str], ...]
"""Title, absolute address and description of what is linked to."""


def humans(site: Site, authors: Iterable[Author]) -> bytes:
    """Return ``humans.txt`` (humanstxt.org) with the people of the registry of authors."""
    lines = ["/* TEAM */"]
    for author in authors:
        lines += ["", f"{author.role or 'Author'}: {author.name}"]
        lines += [f"Page: {site.absolute(author.url)}"]
        lines += [f"Fediverse: {author.fediverse}"] * bool(author.fediverse)
    lines += ["", "/* SITE */", "", f"Name: {site.name}", f"Language: {site.lang}", ""]
    return "\n".join(lines).encode()


def llms(site: Site, groups: tuple[tuple[str, Links], ...]) -> bytes:
    """Return ``llms.txt``; ``groups`` are headings and what is below each."""
    return "\n".join(_llms_lines(site, groups)).encode()


def _llms_lines(site: Site, groups: tuple[tuple[str, Links], ...]) -> Iterator[str]:
    yield f"# {site.name}"
    if site.description:
        yield f"\n> {site.description}"
    for heading, links in groups:
        if links:
            yield f"\n## {heading}\n"
            for title, url, about in links:
                name = _BRACKET.sub(r"\\\g<0>", title)
                yield f"- [{name}]({url})" + (f": {about}" if about else "")
    yield ""


def _links(site: Site, links: Iterable[Link]) -> Links:
    return tuple(
        (one.title, site.absolute(one.url) if one.url.startswith("/") else one.url, "")
        for one in links
    )


def add_humans(edition: PagedEdition) -> None:
    if edition.settings.get("HUMANS"):
        inputs = (edition.site, tuple(edition.authors.values()))
        add_host_file(edition, "humans.txt", humans, inputs)


@in_each_language
def add_llms(edition: PagedEdition) -> None:
    site = edition.site
    if edition.settings.get("LLMS"):
        sections: Links = tuple(
            (one.name, site.absolute(one.url), one.description) for one in site.sections
        )
        feeds: Links = tuple(
            (f"{feed.title} ({feed.format})", site.absolute(feed.url), "") for feed in site.feeds
        )
        groups = (("Sections", sections), ("About", _links(site, site.menu)), ("Feeds", feeds))
        edition.add(FileJob(site.file(site.href("/llms.txt")), llms, (site, groups)))


def register() -> None:
    signals.page.connect(add_humans)
    signals.page.connect(add_llms)
