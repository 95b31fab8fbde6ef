"""Sounds and films of a story, and the podcasts that sections are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """A sound or film of the publication. ``seconds`` is 0 where its length is not known.

    ``type`` is its media type, ``size`` that of the published file in bytes; ``captions`` is the
    address of its WebVTT, ``poster`` that of its still, both may be empty.
    """

    url: str
    title: str
    type: str
    seconds: int
    size: int
    captions: str = ""
    poster: str = ""

    @property
    def is_film(self) -> bool:
        return self.type.startswith("video/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Podcast:
    """What directories of podcasts want to know. ``image`` is an absolute address."""

    title: str
    description: str
    image: str
    category: str
    subcategory: str
    author: str
    email: str
    explicit: bool
    kind: str
