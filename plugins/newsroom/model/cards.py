"""The card that a story shows in lists."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from newsroom.model.extra import Extra
from newsroom.model.publication import Author, Picture, Section, Tag
from newsroom.model.series import Series

Label = Literal["news", "analysis", "opinion", "explainer", "live", "sponsored"]


Status = Literal["published", "draft", "hidden"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a story shows in a list: all that a listing can read, so all that can make it change."""

    url: str
    title: str
    deck: str
    summary: str
    section: Section
    authors: tuple[Author, ...]
    tags: tuple[Tag, ...]
    published: datetime
    updated: datetime | None
    reading_minutes: int
    image: Picture | None
    label: Label
    sponsor: str
    status: Status
    lang: str
    corrected: bool
    hot_rank: int | None
    series: Series | None
    part_number: int | None
    comment_count: int
    extra: Extra
