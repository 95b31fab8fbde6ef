"""What only some stories say: further headlines, contributions, boxes, a look of their own."""

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from newsroom.model.publication import Author, Section

BoxKind = Literal["facts", "method"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What people did for a story besides writing it: ``role`` is printed before their names."""

    role: str
    people: tuple[Author, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A fact box, or how the story was reported."""

    kind: BoxKind
    title: str
    body: Markup = Markup()  # noqa: RUF009 - a string, which nothing can change


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """``headline`` is the headline with emphasis, ``card_title``, ``search_title`` and
    ``social_title`` those for one place alone; each may be empty, and the first two may be HTML.
    ``also_in`` are further sections. ``boxes`` have no bodies yet. ``stylesheet`` is the address of
    the story's own style sheet, ``template`` its own template. ``revisions_url`` leads to what
    changed in it. ``republish`` is whether others may print it, ``None`` where nobody said so;
    ``republish_url`` leads to the page from which they copy it.
    """

    headline: Markup = Markup()  # noqa: RUF009 - a string, which nothing can change
    card_title: str = ""
    search_title: str = ""
    social_title: str = ""
    contributions: tuple[Contribution, ...] = ()
    also_in: tuple[Section, ...] = ()
    key_points: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    stylesheet: str = ""
    template: str = ""
    ageless: bool = False
    shows_revisions: bool = True
    revisions_url: str = ""
    republish: bool | None = None
    republish_url: str = ""


NO_DETAILS = Details()
"""Those of most stories."""
