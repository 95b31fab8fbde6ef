"""Who hears of a publication, and how.

Setting: ``NOTICES``, and ``hub`` of ``FEEDS``.
"""

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, NonNegativeInt

from newsroom.options import load_options, web_address

_KEY = re.compile(r"[A-Za-z0-9-]{8,128}")


def _key(value: str) -> str:
    if value and not _KEY.fullmatch(value):
        raise ValueError("write 8 to 128 letters from a to z, digits and hyphens")
    return value


def _command(value: str) -> str:
    try:
        shlex.split(value)
    except ValueError:
        raise ValueError("close its quotes") from None
    return value


@dataclass(frozen=True)
class NoticeOptions:
    """Setting ``NOTICES``: who hears of what a publication changed.

    ``indexnow`` is the key that search engines find in a file of the site; ``indexnow_server``
    takes the notices. ``purge`` is a command that gets the addresses that caches must drop.
    ``changes`` is how many stories are in ``changes.json``; 0: there is no such file.
    """

    indexnow: Annotated[str, AfterValidator(_key)] = ""
    indexnow_server: Annotated[str, AfterValidator(web_address)] = (
        "https://api.indexnow.org/indexnow"
    )
    purge: Annotated[str, AfterValidator(_command)] = ""
    changes: NonNegativeInt = 0


def notice_options(settings: Mapping[str, Any]) -> NoticeOptions:
    """Read the setting ``NOTICES``.

    Raises:
        ContentError: an unknown option, or a wrong value.
    """
    return load_options(settings, "NOTICES", NoticeOptions)


def hub_of(settings: Mapping[str, Any]) -> str:
    """Return the WebSub hub that the feeds name, ``""`` if they name none."""
    return (settings.get("FEEDS") or {}).get("hub") or ""


def key_path(key: str) -> str:
    """Return the file of the site that proves to search engines whose the key is."""
    return f"{key}.txt"
