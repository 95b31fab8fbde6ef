"""What ``content/data/front.yml`` names: stories that are there, listed, and in one place only."""

from datetime import datetime

from newsroom.edition import ReadEdition
from newsroom.model import Article, Due
from newsroom.options import suggestion
from newsroom.reading.frontmatter.marked_yaml import Marks


class Placement:
    """Finds what the file at ``path`` names, and reports what it names wrongly."""

    def __init__(self, edition: ReadEdition, path: str, marks: Marks) -> None:
        self._edition, self._path, self._marks = edition, path, marks
        # Of stories with one slug the newest counts, a listed one before all others.
        by_date = sorted(edition.manuscripts, key=lambda story: story.published)
        self._stories = {story.slug: story for story in (*by_date, *edition.articles[::-1])}
        self._named: dict[tuple[str, str], str] = {}

    def error(self, key: str, what: str, remedy: str) -> None:
        self._edition.problems.error(self._path, what, remedy, *self._place(key))

    def story(self, key: str, slug: str, kind: str) -> Article | None:
        """Return the story at ``key`` of the file, None when it is not, or must not be, listed.

        ``kind`` is ``top`` or ``package``: a story may be once in places of either kind.
        """
        story = self._stories.get(slug)
        other = self._named.setdefault((kind, slug), key)
        if story is None:
            self._report_unknown(key, slug)
        elif story.label == "sponsored":
            self.error(key, f"{slug!r} is sponsored", "name another: this place is not for sale")
        elif other != key:
            self.error(key, f"{slug!r} is named in `{other}` already", "keep one of the two")
        elif self._is_listed(key, story):
            return story
        return None

    def section(self, slug: str) -> None:
        """Report a section that is not there."""
        known = self._edition.sections
        if slug not in known:
            remedy = f"write the slug of a section{suggestion(slug, known)}"
            self.error(f"sections.{slug}:", f"no section {slug!r}", remedy)

    def is_on(self, until: datetime | None, what: str) -> bool:
        """Return whether an end has not come yet, and keep note of when it does."""
        if until is None:
            return True
        if until > self._edition.now:
            self._edition.due.append(Due(moment=until, what=what, source=self._path))
        return until > self._edition.now

    def _place(self, key: str) -> tuple[int, int]:
        """Return the place of ``key``, or of the nearest thing around it that was written."""
        while key not in self._marks:
            key = key.rpartition(".")[0]
        return self._marks[key]

    def _report_unknown(self, key: str, slug: str) -> None:
        if not self._edition.may_come(slug):  # else its own mistakes are in the report
            remedy = f"write the slug of a story{suggestion(slug, self._stories)}"
            self.error(key, f"no story {slug!r}", remedy)

    def _is_listed(self, key: str, story: Article) -> bool:
        """Return whether readers see the story. Time alone must not stop a build: it warns."""
        now = self._edition.now
        if story.status == "draft" or story.published > now:
            return False
        expired = story.expires is not None and story.expires <= now
        if expired or story.status == "hidden":
            what = f"{story.slug!r} {'has expired' if expired else 'is hidden'}"
            remedy = "name another story, or delete it here"
            self._edition.problems.warning(self._path, what, remedy, *self._place(key))
            return False
        return True
