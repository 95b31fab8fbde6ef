"""Players: a sound or film of the publication, written like a picture.

    ![The minister's speech](2026/speech.mp3 "Recorded on Monday | Ann Roe")

The text between the brackets is the player's name for those who cannot see it.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_SOUND = re.compile(r"\.(?:mp3|m4a|aac|ogg|oga|opus|flac|wav)(?:[?#]|$)", re.IGNORECASE)
_FILM = re.compile(r"\.(?:mp4|m4v|mov|webm)(?:[?#]|$)", re.IGNORECASE)


class Players(Extension):
    """Adds players. After ``attr_list`` (8), before ``figures`` (5)."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(_PlayerProcessor(md), "players", 6)


class _PlayerProcessor(Treeprocessor):
    def run(self, root: Element) -> None:
        for image in root.iter("img"):
            source = image.get("src") or ""
            if tag := "audio" if _SOUND.search(source) else "video" if _FILM.search(source) else "":
                image.tag = tag
                if name := image.attrib.pop("alt", ""):
                    image.set("aria-label", name)
