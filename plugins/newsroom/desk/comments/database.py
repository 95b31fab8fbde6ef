"""The database of the comment server, opened for one transaction while the server runs."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from newsroom.desk.comments.configure import place_of
from newsroom.problems import ContentError, Problem

SECONDS = 10


@contextmanager
def opened(conf: Path, overrides: Mapping[str, Any]) -> Iterator[sqlite3.Connection]:
    """Open the database of the site for one transaction.

    Raises:
        ContentError: there is none, or it cannot be read or written.
    """
    place = place_of(conf, overrides)
    name = str(place.database)
    if not place.database.exists():
        remedy = (
            "run this on the machine on which ./inv comments runs, or use the links in Isso's mail"
        )
        raise ContentError([Problem(name, "there are no comments here", remedy)])
    try:
        with closing(sqlite3.connect(place.database, SECONDS)) as base, base:
            base.row_factory = sqlite3.Row
            yield base
    except sqlite3.Error as error:
        remedy = "look whether it is a database of Isso, who may write it, and who keeps it locked"
        raise ContentError([Problem(name, str(error), remedy)]) from None
