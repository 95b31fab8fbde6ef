"""The languages of a story."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The same story in another language (BCP 47)."""

    lang: str
    title: str
    url: str
    canonical_url: str
