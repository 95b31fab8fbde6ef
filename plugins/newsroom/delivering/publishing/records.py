"""The record of a release: its files and their fingerprints, as it is kept at a target."""

import gzip
from collections.abc import Mapping
from dataclasses import asdict

import orjson

from newsroom.delivering.publishing.target import PublishingError, Release

NOTES = ".newsroom"
"""Folder of a target's own notes. No reader may see it: it names pages that are in no list."""


def record_data(release: Release, files: Mapping[str, str]) -> bytes:
    """Return the bytes of a record."""
    return gzip.compress(orjson.dumps({**asdict(release), "paths": files}), mtime=0)


def parse_record(data: bytes, where: str) -> tuple[Release, dict[str, str]]:
    """Return a release and its files.

    Raises:
        PublishingError: the record is damaged.
    """
    try:
        found = orjson.loads(gzip.decompress(data))
        paths = {str(path): str(one) for path, one in found.pop("paths").items()}
        return Release(**found), paths
    except (ValueError, TypeError, KeyError, AttributeError, OSError, EOFError) as error:
        what = f"{where} is damaged ({error})"
        raise PublishingError(what, "delete it there, then publish again") from None
