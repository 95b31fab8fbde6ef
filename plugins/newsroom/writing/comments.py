"""Keeps the comments that a build has read, for the next one that cannot.

Setting: ``COMMENTS``.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict

from newsroom import signals
from newsroom.comments import SNAPSHOT, comment_options
from newsroom.edition import Edition
from newsroom.model import Posting


def snapshot_text(postings: Iterable[Posting]) -> str:
    """Return the file: what the pages show and nothing else, a line for each fact."""
    return json.dumps([asdict(one) for one in postings], indent=1, ensure_ascii=False) + "\n"


def keep_comments(edition: Edition) -> None:
    options = comment_options(edition.settings)
    if options.provider != "isso" or not options.keep:
        return
    file, text = edition.content / SNAPSHOT, snapshot_text(edition.postings)
    old = file.read_text("utf-8") if file.exists() else snapshot_text(())
    if text != old:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f".{file.name}.draft")
        draft.write_text(text, "utf-8", newline="\n")
        draft.replace(file)


def register() -> None:
    signals.write.connect(keep_comments)
