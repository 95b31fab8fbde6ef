"""The comments that readers wrote, read from Isso when the site is built.

Setting: ``COMMENTS``.
Sets: ``edition.postings``, ``edition.outside_sources``.

When the source cannot be read, the last known comments are shown: those of
``content/data/comments.json``, which ``writing/comments.py`` brings up to date.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote

from pydantic import BaseModel, TypeAdapter, ValidationError

from newsroom import signals
from newsroom.edition import ReadEdition
from newsroom.model import Posting
from newsroom.options import suggestion
from newsroom.problems import Problem, first_mistake
from newsroom.reading.readers.comment_sources import (
    Moment,
    NoSourceError,
    Number,
    Row,
    SourceError,
    postings,
    read_database,
)
from newsroom.settings.comments import SNAPSHOT, CommentOptions, address_hash, comment_options


class Reach(BaseModel):
    """How far the numbers of a kept comment go, as those of Isso."""

    id: Number
    likes: Number
    written: Moment
    edited: Moment


def read_snapshot(file: Path) -> tuple[tuple[Posting, ...], list[Problem]]:
    """Return the last known comments; an absent file is not a mistake."""
    try:
        kept = TypeAdapter(tuple[Posting, ...]).validate_json(file.read_bytes())
        TypeAdapter(list[Reach]).validate_python([asdict(one) for one in kept])
    except FileNotFoundError:
        return (), []
    except (OSError, ValidationError) as error:
        reason = first_mistake(error) if isinstance(error, ValidationError) else error.strerror
        what = f"the last known comments cannot be read ({reason})"
        remedy = "take the file back from git, or start the comment server and build again"
        return (), [Problem(f"content/{SNAPSHOT}", what, remedy)]
    return kept, []


def newsroom_writers(options: CommentOptions) -> Callable[[Row], str]:
    """Return the function that gives the slug of an author who comments, or an empty string."""
    slugs = {hashed: slug for slug, hashed in options.authors.items()}
    hashed = cache(lambda address: address_hash(address, options.salt))

    def slug_of(row: Row) -> str:
        if not slugs:
            return ""
        return slugs.get(hashed(row.email) if row.email else row.hash, "")

    return slug_of


def wrong_authors(options: CommentOptions, known: Mapping[str, object]) -> list[Problem]:
    return [
        Problem(
            "COMMENTS",
            f"option 'authors' names {slug!r}, who is not an author",
            f"write a slug of data/authors.yml{suggestion(slug, known)}",
        )
        for slug in options.authors
        if slug not in known
    ]


def read_source(edition: ReadEdition, options: CommentOptions) -> tuple[Posting, ...]:
    """Return the comments on stories of this edition, as the source has them now.

    Raises:
        SourceError: it cannot be read.
    """
    stories, base = edition.by_path(), edition.site.base
    if options.from_server:
        from newsroom.reading.readers.comment_server import read_server  # loads httpx

        rows = read_server(options.source, [quote(base + path) for path in sorted(stories)])
    else:
        rows = read_database(edition.content.parent / options.source)
    # Everybody who knows the server's address may open threads for pages that do not exist.
    rows = [row for row in rows if unquote(row[0]).removeprefix(base) in stories]
    return tuple(postings(rows, newsroom_writers(options)))


def add_comments(edition: ReadEdition) -> None:
    options = comment_options(edition.settings)
    if options.provider != "isso":
        return
    edition.problems.extend(wrong_authors(options, edition.authors))
    kept, problems = read_snapshot(edition.content / SNAPSHOT)
    if options.source:
        place = options.source if options.from_server else edition.content.parent / options.source
        edition.outside_sources.append(str(place))
        try:
            edition.postings = read_source(edition, options)
            if edition.postings or not (options.keep and kept):
                return
            # A database that was lost begins again, empty.
            reason = f"it has none of the {len(kept)} that are kept"
        except NoSourceError as error:
            reason = (
                str(error) if options.keep else ""
            )  # a preview without a server is not a mistake
        except SourceError as error:
            reason = str(error)
        if reason:
            what = f"the comments at {options.source} cannot be read ({reason})"
            edition.problems.warning("COMMENTS", what, _remedy(bool(kept)))
    edition.postings = kept
    edition.problems.extend(problems)


def _remedy(stands_in: bool) -> str:
    if not stands_in:
        return "none are shown; start the server, or fix `source`"
    remedy = f"those in content/{SNAPSHOT} are shown; start the server, fix `source`, or "
    return remedy + "delete that file if all were deleted"


def register() -> None:
    signals.read.connect(add_comments)
