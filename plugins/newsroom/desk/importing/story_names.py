"""What the path of a file says of its story: folder, name and language."""

import re
from pathlib import PurePosixPath

_DATED_NAME = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}[-_ ]?")


_NAME_LANGUAGE = re.compile(r"(.+)\.([a-z]{2}(?:-[A-Za-z]{2,4})?)")


def section_folder(path: str) -> str:
    """Return the first folder that could be a section: no year, not one for all posts."""
    file = PurePosixPath(path)
    own = 2 if file.stem.lower() == "index" else 1  # a bundle's folder is the story's own
    for part in file.parts[:-own]:
        if part.lower() in ("content", "_posts", "_drafts", "posts", "post", "blog", "articles"):
            continue
        return "" if part.isdigit() or part.startswith("_") else part
    return ""


def stem_and_language(path: str) -> tuple[str, str]:
    """Return the name without date and suffix (that of the folder for a bundle), and its language.

    ``2014-03-12-title.es.md`` → ``title``, ``es``.
    """
    file = PurePosixPath(path)
    name = file.name.rpartition(".")[0]
    lang = ""
    if match := _NAME_LANGUAGE.fullmatch(name):
        name, lang = match[1], match[2]
    if name.lower() == "index" and len(file.parts) > 1:
        name = file.parent.name
    return _DATED_NAME.sub("", name) or name, lang
