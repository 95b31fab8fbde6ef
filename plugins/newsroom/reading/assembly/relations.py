"""Hand-picked relations between stories.

Sets: ``article.picked``.
"""

from newsroom.model import Article
from newsroom.problems import Problems
from newsroom.reading.assembly.story_index import StoryIndex, named_story
from newsroom.reading.sources.read_files import ReadFile, place_of


def join_stories(file: ReadFile, article: Article, index: StoryIndex, problems: Problems) -> None:
    """Resolve ``related``. What is not published yet is left out."""
    matter = file.story.matter
    picked = []
    for number, slug in enumerate(matter.related):
        story = named_story(slug, file, f"related.{number}", index, problems)
        if story is None:
            continue
        place = place_of(file, f"related.{number}")
        if story.sponsor:
            remedy = "name another: this place is not for sale"
            what = f"{slug!r} is sponsored"
            problems.error(place.path, what, remedy, place.line, place.column)
        elif story.source in index.unlisted and article.source not in index.unlisted:
            what = f"{slug!r} is hidden: this page must not name its address"
            problems.warning(place.path, what, "name another story", place.line, place.column)
        elif story is not article and index.published(story):
            picked.append(story)
    article.picked = tuple(picked)
