"""Summaries: the first sentences of a story, for cards, feeds and search engines."""

import re
from collections.abc import Iterable, Sequence

from newsroom.reading.markup.outline import plain_text
from newsroom.reading.text.asides import is_aside
from newsroom.reading.text.clauses import cut
from newsroom.reading.text.sentences import is_unmarked, sentence_ends
from newsroom.text.characters import space_of

LIMIT = 200
"""Characters that a summary of several sentences has at most."""
LONGEST = 280
"""Characters of one sentence that is kept whole, or of two when the first says little."""
FEWEST = 50
"""Characters of a sentence that says little: a greeting, a question."""
ABOVE = 600
"""Characters of what a writer put above ``<!--more-->``."""
MORE = "\U0010fffd"
"""Where a writer ends the summary: a private-use character that nothing else uses."""
_MORE = re.compile(r"<!--\s*more\b[^<>]*-->", re.IGNORECASE)
# Agencies that write their names small, with a regional service: (dpa/bb).
_SMALL = r"(?:dpa|afp|taz|epd|kna|apa|sda|sid|ots|belga|anp|ntb|ritzau|efe|ansa|pap)"
_AGENCY = (
    rf"(?:\((?:[A-Z]{{2,8}}|{_SMALL}(?:[/-][\w-]{{1,12}})?"
    r"|[A-Z][\w.]+(?:[ /][A-Z][\w.]+){0,3})\)|[A-Z]{3,5})"
)
_DAY = r"(?:,? (?:\w{3,9}\.? \d{1,2}|\d{1,2}\.? \w{3,9}\.?|\d{1,2}(?= \())(?:,? \d{4})?)?"
_CITY = r"[^\W\d_a-zà-ÿ][^\W\d_a-zà-ÿ.’'-]{2,}(?:[ /-][^\W\d_a-zà-ÿ.’'/-]+){0,4}"
_DATELINE = re.compile(
    rf"(?:{_CITY}(?:, [^\W\d_][\w. ]{{1,20}})?{_DAY}(?: {_AGENCY})?"
    rf"|(?:[^\W\d_][\w.’'/-]*(?:,? [^\W\d_][\w.’'/-]*){{0,4}}{_DAY} ?)?{_AGENCY})"
    r"\.?\s*(?:—|–|-|--|:|_)\s+(?=[“„«‘\"'(]?[^\W_a-zà-ÿ])"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_SAID = ("prose", "italic")
_COLONS = (":", "：")
# What is between the items of a list that became a sentence, and what ends it.
_DIVIDERS = {
    "ja": ("、", "。"), "zh": ("；", "。"), "ar": ("؛ ", "."), "fa": ("؛ ", "."), "ur": ("؛ ", "۔"),
    "el": ("· ", "."), "hi": ("; ", "।"), "th": (", ", ""),
}  # fmt: skip
_CAPTION = re.compile(
    r'<(?:fig)?caption>(.*?)(?:<span class="credit"|</(?:fig)?caption>)', re.DOTALL
)
_ENDING = re.compile(r"[.!?…。！？؟۔।։።။។;\u037e][”’\"')\]»“‘›」』》\u202f]*$")


def mark_more(html: str) -> str:
    """Return HTML with ``MORE`` for the first ``<!--more-->``, which sanitising would take out."""
    if MORE in html:
        html = html.replace(MORE, "")
    return _MORE.sub(MORE, html, count=1) if "<!--" in html else html


def summary_of(paragraphs: Sequence[tuple[str, str]], lang: str, limit: int = LIMIT) -> str:
    """Return the first sentences of the prose among ``paragraphs``: pairs of a role and a text.

    They end at the first heading, list or table after prose. All prose above ``MORE`` is taken, if
    it is no longer than ``ABOVE``. Without prose it is what a list says; empty if there is none.
    """
    for number, (role, text) in enumerate(paragraphs):
        if MORE in text:
            above = [*paragraphs[:number], (role, text.partition(MORE)[0].rstrip())]
            if made := _above(above, lang):
                return made
    opening = _opening(paragraphs, lang, limit)
    items = _items(paragraphs)
    if not items or (opening and not _promises(opening, lang)):
        return _sentences(opening, lang, limit)
    return shorten(space_of(lang).join([*opening, listed(items, lang)]), lang, limit)


def _above(paragraphs: Sequence[tuple[str, str]], lang: str) -> str:
    """Return all prose of what is above a mark, and the list with which it may end."""
    prose = [text for role, text in paragraphs if role in _SAID and text and _is_prose(text)]
    items = _items(paragraphs) if not prose or prose[-1].endswith(_COLONS) else []
    if items:
        prose.append(listed(items, lang))
    return shorten(_without_dateline(space_of(lang).join(prose)), lang, ABOVE)


def _items(paragraphs: Iterable[tuple[str, str]]) -> list[str]:
    return [text for role, text in paragraphs if role == "item" and text and text != MORE]


def _promises(opening: Sequence[str], lang: str) -> bool:
    """Tell whether all prose is a few words that lead to a list."""
    words = opening[0] if len(opening) == 1 else ""
    return words.endswith(_COLONS) and len(words) < FEWEST and not sentence_ends(words, lang)


def listed(items: Iterable[str], lang: str) -> str:
    """Return the items of a list as a plain sentence."""
    name = lang.lower().partition("-")[0]
    divider, end = _DIVIDERS.get(name, ("; ", "."))
    text = ""
    for item in items:
        between = space_of(lang) if _ENDING.search(text) or text.endswith(_COLONS) else divider
        text += (between if text else "") + item.rstrip(",;；،؛")
    return text if _ENDING.search(text) or not text else text + end


def _opening(paragraphs: Iterable[tuple[str, str]], lang: str, limit: int) -> list[str]:
    """Return enough paragraphs of prose: whole sentences, or else the first one without an end.

    A paragraph in italics is a note or a caption, unless there is nothing else.
    """
    unmarked = is_unmarked(lang)
    found: list[str] = []
    spare: list[str] = []
    italic: list[str] = []
    length = 0
    for role, text in paragraphs:
        if role == "prose" and _is_prose(text):
            if unmarked or _ENDING.search(text) or text.endswith(_COLONS):
                found.append(_without_dateline(text) if not found else text)
                length += len(text)
                if length > limit + LONGEST:
                    break
            elif not found:
                spare.append(_without_dateline(text))
        elif role == "italic" and _is_prose(text):
            italic.append(text)
        elif role in ("item", "stop") and found:
            break
    return found or spare[:1] or italic[:1]


def _is_prose(text: str) -> bool:
    if is_aside(text, ended=bool(_ENDING.search(text))):
        return False
    return not ("://" in text or "www." in text) or bool(_ADDRESS.sub("", text).strip("<>. "))


def _without_dateline(text: str) -> str:
    match = _DATELINE.match(text[:120])
    return text[match.end() :] if match else text


def _sentences(paragraphs: Sequence[str], lang: str, limit: int) -> str:
    """Return the first sentence, and those after it that ``limit`` has room for."""
    taken = ""
    for text in paragraphs:
        start = 0
        ends = sentence_ends(text[: 2 * LONGEST], lang)
        if len(text) <= 2 * LONGEST and (not ends or ends[-1] < len(text)):
            ends.append(len(text))
        for end in ends:
            sentence = text[start:end].strip()
            room = limit if len(taken) >= FEWEST else limit + LONGEST - LIMIT
            if taken and (len(taken) + 1 + len(sentence) > room or sentence.endswith(":")):
                return _kept(taken)
            if not taken and len(sentence) > room:
                return cut(sentence, limit)
            taken = f"{taken}{space_of(lang)}{sentence}" if taken else sentence
            start = end
        if not ends:
            return _kept(taken) or cut(text, limit)
    return _kept(taken)


def _kept(taken: str) -> str:
    """Return what was taken; what a colon promises is left out."""
    return taken[:-1] + "…" if taken.endswith(":") else taken


def shorten(text: str, lang: str, limit: int = LIMIT) -> str:
    """Return ``text``, or the whole sentences of its beginning that ``limit`` has room for."""
    return text if len(text) <= limit else _sentences([text], lang, limit)


def first_caption(html: str) -> str:
    """Return the first caption of a body, without its credit."""
    match = _CAPTION.search(html)
    return plain_text(match[1])[0] if match else ""
