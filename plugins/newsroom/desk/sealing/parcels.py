"""Parcels: a story and its pictures in one encrypted file, whose name and size say nothing."""

import base64
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from newsroom.files.paths import path_mistake
from newsroom.problems import ContentError, Problem

FOLDER = "sealed"
"""Below the content folder."""
_BLOCK = 16_384
"""Sizes are multiples of it, so that they do not give a known text away."""


@dataclass(frozen=True)
class Parcel:
    """What is in a sealed file: ``files`` by their paths below the content folder.

    ``opens`` is the instant at which readers may see it, ``None`` for a draft.
    """

    title: str
    opens: datetime | None
    files: Mapping[str, bytes]

    def sealed(self, recipients: Sequence[Any]) -> bytes:
        import pyrage

        files = {path: base64.b64encode(data).decode() for path, data in self.files.items()}
        opens = self.opens.isoformat() if self.opens else None
        text = json.dumps({"title": self.title, "opens": opens, "files": files}).encode()
        room = -len(text) % _BLOCK
        return bytes(pyrage.encrypt(text + b" " * room, list(recipients)))


def open_parcel(file: Path, identities: Sequence[Any]) -> Parcel:
    """Return what is in a sealed file.

    Raises:
        ContentError: no key opens it, it is damaged, or it names a place outside of the content.
    """
    import pyrage

    place = f"content/{FOLDER}/{file.name}"
    try:
        found = json.loads(pyrage.decrypt(file.read_bytes(), list(identities)))
        files = {path: base64.b64decode(text) for path, text in found["files"].items()}
        opens = datetime.fromisoformat(found["opens"]) if found["opens"] else None
    except pyrage.DecryptError:
        remedy = "use the secret key of one of SEAL's recipients; is the file whole?"
        raise ContentError([Problem(place, "this key does not open it", remedy)]) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        remedy = "take it from an earlier commit"
        raise ContentError([Problem(place, "it holds no sealed story", remedy)]) from None
    if any(map(path_mistake, files)) or (opens and opens.tzinfo is None):
        remedy = "find out who made it, and delete it"
        raise ContentError([Problem(place, "it leads out of the content folder", remedy)])
    return Parcel(found["title"], opens, files)


def parcels(content: Path) -> list[Path]:
    """Return all sealed files."""
    return sorted((content / FOLDER).glob("*.age"))


def new_file(content: Path) -> Path:
    """Return the name of a new parcel, by chance."""
    return content / FOLDER / f"{secrets.token_hex(8)}.age"
