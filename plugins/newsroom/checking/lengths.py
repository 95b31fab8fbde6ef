"""Headlines, decks, summaries, paragraphs and stories that are too long or too short."""

import re
from collections.abc import Iterator

from newsroom.checking.findings import Remark
from newsroom.checking.manuscript import Manuscript
from newsroom.reading.text.words import count_words
from newsroom.text.amounts import counted

_TARGET = re.compile(r"\]\([^)\s]*(?:\s[^)]*)?\)|\]\[[^\]]*\]|\{:[^}]*\}|<[^>]*>")
_NO_PARAGRAPH = re.compile(r"[ \t]*(?:[-*+>|#<:]|\d+[.)]\s|\[\^|!!!|\*\[)")


def long_line(manuscript: Manuscript, key: str, text: str, most: int) -> Iterator[Remark]:
    """Remark on a value of the front matter with more than ``most`` characters."""
    place = manuscript.key(key)
    if place and len(text) > most:
        what = f"the {'headline' if key == 'title' else key} has {len(text)} characters"
        yield Remark(*place, what, f"shorten it to {most} or fewer")


def long_paragraphs(manuscript: Manuscript, most: int) -> Iterator[Remark]:
    """Remark on paragraphs of more than ``most`` words; lists, quotes and tables do not count."""
    for offset, text in manuscript.paragraphs():
        if len(text) > most and not _NO_PARAGRAPH.match(text):
            words = spoken_length(_TARGET.sub(" ", text))
            if words > most:
                place = manuscript.place(offset + len(text) - len(text.lstrip()))
                yield Remark(*place, f"a paragraph of {words} words", "divide it")


def short_body(manuscript: Manuscript, words: int, least: int) -> Iterator[Remark]:
    if words < least:
        what = f"the story has {counted(words, 'word')}"
        yield Remark(*manuscript.find(), what, f"write at least {least}, or keep it a draft")


def spoken_length(text: str) -> int:
    """Return the length in words; two characters of a script without spaces count as one."""
    words, characters = count_words(text)
    return words + characters // 2
