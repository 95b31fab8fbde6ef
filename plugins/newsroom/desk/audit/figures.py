"""What the audit measures: pages of a finished site, and figures of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditedPage:
    """A page of the finished site; ``path`` is its file, ``url`` begins at the root of the host."""

    path: str
    url: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was measured of a page; ``name`` is the option of the budget, ``parts`` explain it."""

    page: AuditedPage
    name: str
    value: float
    parts: tuple[str, ...] = ()
