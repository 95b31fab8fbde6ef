"""Medium: the export (ZIP) with one HTML file for each story, draft and response."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsroom.desk.importing.archive import LARGEST, ArchiveFile, read_text
from newsroom.desk.importing.dialects import Config, Dialect
from newsroom.desk.importing.report import ArchiveError, ImportReport
from newsroom.desk.importing.systems.wordpress import html_text
from newsroom.desk.importing.systems.wordpress_posts import PRIVATE
from newsroom.desk.importing.values.headers import Header, UnreadableError
from newsroom.reading.frontmatter.marked_yaml import Value

if TYPE_CHECKING:
    from newsroom.desk.importing.systems.medium_post import MediumPost

_ID = re.compile(r"-?([0-9a-f]{8,14})$")
_UNDATED = "write the date when you publish it"
_SHAPE = "open it: if it is a story, copy it into content/articles/ by hand"
_OWN_HOSTS = ("medium.com",)


def read_config(_site: Path) -> Config:
    return Config()


def stories(folder: Path, _config: Config, report: ImportReport) -> Iterator[ArchiveFile]:
    """Yield the stories and drafts of an export; report all else that is in it."""
    from newsroom.desk.importing.systems.medium_body import MediumBody  # it loads packages
    from newsroom.desk.importing.systems.medium_post import read_post

    files = sorted((folder / "posts").glob("*.html")) or sorted(folder.glob("*_*.html"))
    if not files:
        remedy = "name the ZIP file of Settings → Download your information, or its folder"
        raise ArchiveError(f"{folder} holds no export of Medium: {remedy}")
    names = {identity(file.name): file.relative_to(folder).as_posix() for file in files}
    body = MediumBody(folder, names, report)
    for file in files:
        report.counts["read"] += 1
        place = file.relative_to(folder).as_posix()
        try:
            if file.stat().st_size > LARGEST:
                raise UnreadableError(f"it has more than {LARGEST:,} bytes", "split it")
            post = read_post(read_text(file, folder)[0])
        except UnreadableError as error:
            report.left_out(place, error.what, error.remedy)
            continue
        if post is None:
            report.left_out(place, "this is not a story as Medium exports it", _SHAPE)
            continue
        values = _values(post, file.name, place, report)
        yield ArchiveFile(place, file, Header(values, {}, body.text(post, place), 1))


def _values(post: "MediumPost", name: str, place: str, report: ImportReport) -> dict[str, Value]:
    is_draft = name.startswith("draft_") or not post.published
    if not is_draft and post.is_response:
        report.changed(place, "this looks like a response to a story of somebody", PRIVATE)
        is_draft = True
    if not post.published and post.exported:
        what = f"the draft has no date: it has that of the export, {post.exported}"
        report.changed(place, what, _UNDATED)
    values: dict[str, Value] = {
        "title": post.title, "subtitle": post.subtitle, "date": post.published or post.exported,
        "slug": _slug(name), "authors": [post.author] if post.author else [],
        "status": "draft" if is_draft else "published",
        **_address(post.canonical, identity(name)),
    }  # fmt: skip
    return {key: value for key, value in values.items() if value}


def identity(name: str) -> str:
    """Return the id at the end of a file's name or address, by which Medium knows a story."""
    found = _ID.search(name.removesuffix(".html").rstrip("/"))
    return found[1] if found else name


def _slug(name: str) -> str:
    """Return the words of a file's name: ``2024-01-05_My-Story-abc123def456.html``."""
    stem = name.removesuffix(".html").removeprefix("draft_")
    words = re.sub(r"^\d{4}-\d\d-\d\d_", "", stem)
    return _ID.sub("", words).strip("-").lower() or identity(name)


def _address(canonical: str, number: str) -> dict[str, Value]:
    """Return the old address of a story on a domain of one's own, or where it first appeared.

    Addresses at medium.com stay there: nobody can redirect them.
    """
    try:
        parts = urlsplit(canonical)
    except ValueError:
        return {}
    host = parts.netloc.lower()
    if not host or host.endswith(_OWN_HOSTS):
        return {}
    if identity(parts.path) == number:
        return {"permalink": parts.path}
    return {"canonical": canonical}


MEDIUM = Dialect(
    name="medium",
    permalink="",
    separator=",",
    by_folder=False,
    classic=False,
    config_names=(),
    read_config=read_config,
    convert=html_text,
    stories=stories,
    private=r"^(?!posts/)[\w-]+/.*\.html$|^README\.html$",
)
