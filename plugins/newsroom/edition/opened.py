"""What is known before anything is read."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from newsroom.engine.profile import Profile
from newsroom.languages.further import further_language
from newsroom.languages.words import Words
from newsroom.model import Due, Site, Statement
from newsroom.problems import Problems
from newsroom.themes.layers import Theme

if TYPE_CHECKING:
    from newsroom.edition.languages import Own


@dataclass(repr=False, kw_only=True)
class OpenedEdition:
    """One run: its settings, its clock, its folders, and what every room may add to.

    ``preview`` shows drafts and scheduled stories; ``cache`` is a folder that may vanish between
    runs. A check of a few files reads ``only`` some sources, by their paths.

    ``words`` is what pages say in the language of the publication, and how that writes dates.

    Rooms replace facts of ``site``, each its own. Code that asks the clock adds to ``due`` when its
    answer changes. Code that learns something about readers adds to ``privacy``, before pages are
    laid out. ``ending`` is called when the run ends. ``is_laid_out`` says that all hooks up to
    ``finish`` came to their end.

    ``own`` is what each language of a paper in several has of its own, by the language; ``""`` is
    that of the paper. ``language`` is the further language that a handler works for, if it does.
    """

    settings: Mapping[str, Any]
    site: Site
    words: Words
    now: datetime
    zone: ZoneInfo
    content: Path
    theme: Theme
    output: Path
    cache: Path
    workers: int
    preview: bool
    only: frozenset[str] | None = None
    problems: Problems = field(default_factory=Problems)
    due: list[Due] = field(default_factory=list)
    privacy: list[Statement] = field(default_factory=list)
    is_laid_out: bool = False
    own: dict[str, "Own"] = field(default_factory=dict)
    language: str = ""
    profile: Profile = field(default_factory=Profile)
    ending: ExitStack = field(default_factory=ExitStack)

    def words_in(self, lang: str) -> Words:
        """Return the words for a text in ``lang``: those of the language whose pages list it."""
        further = tuple(filter(None, self.own))
        language = further_language(lang, self.site.lang, further) if further else ""
        words: Words = self.own[language].attributes["words"] if language else self.words
        return words

    def data(self, name: str) -> tuple[Path, str]:
        """Return a file or folder of what editors say, and its path for messages.

        That of a further language is in a folder of its own: ``content/data/de/front.yml``.
        """
        path = f"data/{self.language.lower()}/{name}" if self.language else f"data/{name}"
        return self.content / path, f"content/{path}"
