"""What the exports of platforms have in common: HTML whose pictures stayed on their servers."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag

from newsroom.desk.importing.archive import MEDIA_SUFFIXES

NOT_HERE = "it is still shown from there: save it into the folder of the export, and import again"


def parsed(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def facts(node: Tag) -> Mapping[str, Any]:
    """Return what an element keeps for a script: the JSON in ``data-attrs``."""
    try:
        found = json.loads(str(node.get("data-attrs") or "{}"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def new(html: str) -> Tag:
    """Return the element that some HTML of ours is."""
    return next(node for node in parsed(html).children if isinstance(node, Tag))


def saved_files(folder: Path) -> dict[str, str]:
    """Return name → path of the pictures and recordings that somebody saved into an export."""
    found = (file for file in sorted(folder.rglob("*")) if file.suffix.lower() in MEDIA_SUFFIXES)
    return {file.name: f"/{file.relative_to(folder).as_posix()}" for file in found}


def lead_pictures(
    soup: Tag, saved: Mapping[str, str], original: Callable[[str], str],
    note: Callable[[str, str], None],
) -> None:  # fmt: skip
    """Let each picture show the file that was saved, else its original; the latter is reported.

    ``original`` gives the address without what the platform does to a picture, ``""`` if it is not
    one of the platform.
    """
    for picture in soup.find_all("img"):
        address = original(str(picture.get("src") or ""))
        if not address:
            continue
        file = saved.get(address.rpartition("/")[2])
        picture["src"] = file or address
        link = picture.find_parent("a")
        if link and original(str(link.get("href") or "")):
            link.unwrap()  # it leads to the same picture
        if not file:
            note(f"the picture {address} is not in the export", NOT_HERE)
