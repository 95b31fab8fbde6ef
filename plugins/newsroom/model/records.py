"""What the newsroom keeps record of: old addresses, readers, instants at which the site changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """An old address and where it leads now; an empty ``target`` says that it is gone.

    Both are paths of the site, without the path under which it is served; ``old`` is not quoted
    and ends like a folder or a file (see ``urls.old_address``). The rest is the place where the
    redirect is written: path relative to the project, line and column from 1.
    """

    old: str
    target: str
    source: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Due:
    """An instant at which a rebuild changes the site; ``source`` is the file that says so."""

    moment: datetime
    what: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Popularity:
    """Distinct readers by path (``/ai/2026/11/slug/``, without base) and hour (its start, UTC)."""

    source: Literal["logs", "plausible", "goatcounter", "matomo"]
    readers: Mapping[str, Mapping[datetime, int]]
