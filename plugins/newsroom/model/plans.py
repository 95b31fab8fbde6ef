"""What editors decided about the front page and section fronts, before anything is laid out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from newsroom.model.fronts import Layout, Package
from newsroom.model.stories import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagePlan:
    """Stories that belong together, in the editors' order; all of them are listed."""

    title: str
    intro: str
    stories: tuple[Article, ...]

    def without(self, urls: Collection[str]) -> Package:
        """Return the package as a page shows it that has the stories at ``urls`` already."""
        cards = tuple(story.card for story in self.stories if story.url not in urls)
        return Package(title=self.title, intro=self.intro, cards=cards)


@dataclass(frozen=True, slots=True, kw_only=True)
class TopPlan:
    """Listed stories by their places; ``pinned`` ones take those places that are not named."""

    lead: Article | None = None
    second: Article | None = None
    third: Article | None = None
    pinned: tuple[Article, ...] = ()
    packages: tuple[PackagePlan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPlan(TopPlan):
    """The front page; its top is planned like that of a section.

    ``bands``: section slug → layout, None for any, in their order. ``left_out``: slugs, too.
    """

    bands: Mapping[str, Layout | None] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
