"""Setting ``PUBLISH``: where a site is published. Options that all kinds have."""

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field


def _web(text: str) -> str:
    if text and (not text.startswith(("https://", "http://")) or text.endswith("/")):
        raise ValueError("write an address such as https://news.example, without / at its end")
    return text


Wait = Annotated[float, Field(ge=0)]
Keep = Annotated[int, Field(ge=1)]


@dataclass(frozen=True)
class Common:
    """Options of every kind.

    ``url``: where readers find it, else ``SITEURL``. ``sample``: how many files are read back from
    there, ``wait``: how many seconds they may take to appear. ``keep``: releases that are kept.
    """

    kind: str = ""
    url: Annotated[str, AfterValidator(_web)] = ""
    sample: Annotated[int, Field(ge=0, le=1000)] = 5
    wait: Wait = 30
    keep: Keep = 5


def mistaken(name: str, text: str, pattern: str, remedy: str) -> list[tuple[str, str]]:
    """Return the mistake in an option that is not empty and does not have the form ``pattern``."""
    wrong = text and not re.fullmatch(pattern, text)
    return [(f"option {name!r} is {text!r}", remedy)] if wrong else []


def host_key_mistakes(text: str) -> list[tuple[str, str]]:
    """Return the mistake in an option ``host_key``."""
    remedy = "write what ssh-keyscan prints, without the name: ssh-ed25519 AAAA…"
    return mistaken("host_key", text, r"[a-z][\w@.-]+ [A-Za-z0-9+/]{8,}={0,2}( .*)?", remedy)
