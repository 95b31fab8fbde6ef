"""Keeps the comments that a build has read, for the next one that cannot.

Setting: ``COMMENTS``.
"""

import json
import logging
from collections.abc import Iterable
from dataclasses import asdict

from newsroom import signals
from newsroom.edition import Edition
from newsroom.files.atomic import write_file
from newsroom.model import Posting
from newsroom.settings.comments import SNAPSHOT, comment_options

log = logging.getLogger(__name__)


def snapshot(postings: Iterable[Posting]) -> bytes:
    """Return the file: what the pages show and nothing else, a line for each fact."""
    text = json.dumps([asdict(one) for one in postings], indent=1, ensure_ascii=False)
    return f"{text}\n".encode()


def keep_comments(edition: Edition) -> None:
    options = comment_options(edition.settings)
    if options.provider != "isso" or not options.keep:
        return
    file, data = edition.content / SNAPSHOT, snapshot(edition.postings)
    try:
        if data != (file.read_bytes() if file.exists() else snapshot(())):
            write_file(file, data)
    except OSError as error:  # the site is still published
        reason = (error.strerror or str(error)).lower()
        log.warning("content/%s: warning: the comments cannot be kept (%s)", SNAPSHOT, reason)


def register() -> None:
    signals.write.connect(keep_comments)
