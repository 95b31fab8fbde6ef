"""Pages that are not stories."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup

from newsroom.model.extra import Extra
from newsroom.model.publication import Statement


@dataclass(eq=False, slots=True, kw_only=True)
class Document:
    """A page that is not a story: about, corrections policy, privacy.

    ``statements`` are printed below the writer's text: what the settings make true.
    """

    source: str
    slug: str
    url: str
    title: str
    deck: str
    updated: datetime | None
    lang: str
    digest: str
    load_body: Callable[[], str] = field(repr=False)
    statements: tuple[Statement, ...] = ()

    _extra: Extra | None = field(default=None, init=False, repr=False)

    @property
    def extra(self) -> Extra:
        """What front matter and plugins add to the page."""
        if self._extra is None:
            self._extra = Extra()
        return self._extra

    @property
    def body(self) -> Markup:
        return Markup(self.load_body())  # noqa: S704 - sanitised when it was parsed
