"""Pages of the old site: their files and addresses here, and redirects from where they were."""

from collections.abc import Iterator

from newsroom.desk.importing.addresses.archive_index import new_address
from newsroom.desk.importing.addresses.own_pages import OwnPages
from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.texts.wording import short_slug
from newsroom.desk.importing.values.stories import Story
from newsroom.model import Redirect

TAKEN = "give it a shorter address with `slug:` if you like, and correct data/redirects.yml"


def place_pages(pages: list[Story], own: OwnPages, report: ImportReport) -> None:
    """Give every page a file in the folders of its parents, and an address without them.

    A page below others (``about/team``) is ``/team/``, as pages have no folders in their addresses.
    Where that is taken it is ``/about-team/``, then ``/about-team-2/``.
    """
    claimed: set[str] = set()
    for page in pages:
        page.old_address = page.address
        parts = [slug for part in page.source.page.split("/") if (slug := short_slug(part))]
        parts = parts or [page.slug]
        folder = "/".join(["pages", *parts[:-1]])
        for slug in _slugs(parts):
            page.slug, page.file = slug, f"{folder}/{slug}.md"
            if slug not in claimed and not own.has_other(f"/{slug}/", page.file):
                break
        claimed.add(page.slug)
        if page.slug != parts[-1]:
            what = f"the address /{parts[-1]}/ is taken, the page {page.title!r} is /{page.slug}/"
            report.changed(page.path, what, TAKEN)


def _slugs(parts: list[str]) -> Iterator[str]:
    yield parts[-1]
    whole, number = "-".join(parts), 1
    if len(parts) > 1:
        yield whole
    while True:
        number += 1
        yield f"{whole}-{number}"


def page_address(page: Story) -> str:
    return f"/{page.slug}/"


def page_redirects(
    pages: list[Story], stories: list[Story], own: OwnPages, known: list[Redirect],
    report: ImportReport,
) -> dict[str, str]:  # fmt: skip
    """Return old address → new one of the pages that moved, without what is in redirects.yml."""
    there = {redirect.old: redirect.target for redirect in known}
    claimed = {new_address(story) for story in stories}
    claimed.update(alias for story in stories for alias in story.aliases)
    claimed.update(page_address(page) for page in pages)
    found: dict[str, str] = {}
    for page in pages:
        old, new = page.old_address, page_address(page)
        if not old or old == new or there.get(old) == new:
            continue
        if old in claimed or old in own or old in there or old in found:
            what = f"the old address {old} of the page {page.title!r} leads to another page already"
            report.changed(page.path, what, "it was left out: write redirects.yml if it is missed")
        else:
            found[old] = new
    return found
