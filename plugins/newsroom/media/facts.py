"""What is known of a file: the words that the other modules of this package share."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["still", "animation", "vector", "player", "track", "file"]

PICTURES: frozenset[Kind] = frozenset({"still", "animation", "vector"})


class MediaError(Exception):
    """A picture or file that cannot be published."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}: {remedy}")
        self.what, self.remedy = what, remedy


class Note(NamedTuple):
    """A warning about a file that is still published."""

    what: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the pixels of a picture tell: the tint of all of them, holes to see through, and whether
    it is a drawing or a screenshot, with few colours and sharp edges.
    """

    tint: str = ""
    is_clear: bool = False
    is_drawing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A file that may be published.

    ``form`` is its format by content; its name may be wrong. ``width`` and ``height`` are those
    of a picture in pixels, upright; 0 for other files. ``credit`` and ``caption`` are what the
    file itself says (IPTC, XMP).
    """

    kind: Kind
    form: str
    width: int = 0
    height: int = 0
    notes: tuple[Note, ...] = ()
    look: Look = Look()
    credit: str = ""
    caption: str = ""
