"""Setting ``PUBLISH``: where a site is published. Options that all kinds have."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field


def _web(text: str) -> str:
    if text and (not text.startswith(("https://", "http://")) or text.endswith("/")):
        raise ValueError("write an address such as https://news.example, without / at its end")
    return text


@dataclass(frozen=True)
class Common:
    """Options of every kind.

    ``url``: where readers find it, else ``SITEURL``. ``sample``: how many files are read back from
    there, ``wait``: how many seconds they may take to appear. ``keep``: releases that are kept.
    """

    kind: str = ""
    url: Annotated[str, AfterValidator(_web)] = ""
    sample: Annotated[int, Field(ge=0, le=1000)] = 5
    wait: Annotated[float, Field(ge=0)] = 30
    keep: Annotated[int, Field(ge=1)] = 5
