"""Whether a file that the paper has already is this story, or another one of the same name."""

from pathlib import Path

from newsroom.desk.importing.archive import clean, read_source
from newsroom.desk.importing.values.headers import UnreadableError, texts
from newsroom.desk.importing.values.stories import Story


def is_other_story(file: Path, story: Story, into: Path) -> bool:
    """Tell whether ``file`` has another title, another day and another old address than a story.

    What an editor changed is still the story: its day and address stay. Two archives may both have
    a story of this name.
    """
    if not file.is_file():
        return False
    try:
        source, _ = read_source(file, file.relative_to(into).as_posix(), into, classic=False)
    except UnreadableError:  # the build names it; it is not overwritten
        return False
    if source is None:
        return False
    values = source.header.values
    title, day = (clean(next(texts(values.get(key)), "")) for key in ("title", "date"))
    is_known = bool(story.address) and story.address in texts(values.get("aliases"))
    return title != story.title and day[:10] != story.date.day and not is_known
