"""What the path of a file says of its story: folder, name and language."""

import re
from pathlib import PurePosixPath

from newsroom.desk.importing.dialects import Config
from newsroom.reading.markup.complexity_guard import OutOfTimeError, limited_time

_DATED_NAME = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}[-_ ]?")


_FOR_ALL = ("content", "_posts", "_drafts", "posts", "post", "blog", "articles")
_NAME_LANGUAGE = re.compile(r"(.+)\.([a-z]{2}(?:-[A-Za-z]{2,4})?)")


def inner_path(path: str, config: Config) -> tuple[str, str]:
    """Return a path without its content folder, and the language of that folder."""
    for folder, lang in config.folders.items():
        for start in (folder + "/", folder.removeprefix("content/") + "/"):
            if path.startswith(start):
                return path.removeprefix(start), lang
    return path.removeprefix("content/"), config.default_lang if config.languages else ""


def language_prefix(lang: str, config: Config) -> str:
    """Return the first folder of the addresses of a language, as Hugo and Zola have it."""
    if lang not in config.languages or (lang == config.default_lang and not config.lang_in_address):
        return ""
    return lang.lower()


def folder_categories(path: str) -> list[str]:
    """Return the folders above ``_posts``, which Jekyll takes for categories."""
    folders = PurePosixPath(path).parts[:-1]
    special = next((name for name in ("_posts", "_drafts") if name in folders), "")
    return list(folders[: folders.index(special)]) if special else []


def section_folder(path: str, lang: str = "") -> str:
    """Return the first folder that could be a section: no year, language, or one for all posts."""
    file = PurePosixPath(path)
    own = 2 if file.stem.lower() == "index" else 1  # a bundle's folder is the story's own
    for part in file.parts[:-own]:
        if part == lang or part.lower() in _FOR_ALL:
            continue
        return "" if part.isdigit() or part.startswith("_") else part
    return ""


def values_in_name(stem: str, pattern: str) -> dict[str, str]:
    """Return what the groups of a pattern find in a file name, nothing if that takes too long."""
    try:
        with limited_time(1):
            found = re.match(pattern, stem) if pattern else None
    except (re.error, OutOfTimeError, RecursionError):
        return {}
    return {key: text for key, text in found.groupdict().items() if text} if found else {}


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
