"""WebVTT: what is said in a sound or film, as paragraphs to read (W3C WebVTT)."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsroom.media.facts import Facts, Note

_TIMES = re.compile(
    r"(?:(\d+):)?(\d\d):(\d\d)[.,](\d{3})\s+-->\s+(?:(\d+):)?(\d\d):(\d\d)[.,](\d{3})"
)
_VOICE = re.compile(r"<v(?:\.[\w.]+)?\s+([^>]+)>")
_TAG = re.compile(r"<[^>]*>")
_PAUSE = 3
"""Seconds of silence after which a paragraph begins."""
_ENOUGH = 600
"""Characters after which the next sentence begins a paragraph."""


@dataclass(frozen=True, kw_only=True)
class SpokenParagraph:
    """What ``voice`` says from ``start`` on, in seconds; nobody may be named."""

    start: float
    voice: str
    text: str


def measure(captions: str, name: str) -> Facts:
    """Return what there is to know of captions, with a warning for what no player shows of them."""
    return Facts(kind="track", form="WebVTT", notes=tuple(_notes(captions, name)))


def _notes(captions: str, name: str) -> Iterator[Note]:
    line = 1
    unread: list[int] = []
    has_notes = False
    for block in re.split(r"\n[ \t]*\n", _with_plain_ends(captions)):
        begin, line = line + len(block) - len(block.lstrip("\n")), line + block.count("\n") + 2
        words = block.split()[:1]
        has_notes = has_notes or words == ["NOTE"]
        if not words or words[0] in ("WEBVTT", "NOTE", "STYLE", "REGION"):
            continue
        times = _TIMES.search(block)
        if not times or _seconds(times.groups()[:4]) >= _seconds(times.groups()[4:]):
            unread.append(begin)
    if unread:
        where = f"line {unread[0]}" + (f" and {len(unread) - 1} more" if unread[1:] else "")
        what = f"{name} has captions that no player shows ({where})"
        yield Note(what, "write times such as 00:02.000 --> 00:05.500 above them")
    if has_notes:
        what = f"{name} is published with the notes (NOTE) in it, which may name people"
        yield Note(what, "take them out")


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def paragraphs_of(captions: str) -> list[SpokenParagraph]:
    """Return what captions say, without the repetitions that scrolling captions have."""
    found: list[SpokenParagraph] = []
    ended, last = 0.0, ""
    for block in re.split(r"\n\s*\n", _with_plain_ends(captions)):
        times = _TIMES.search(block)
        if not times:
            continue
        start, end = _seconds(times.groups()[:4]), _seconds(times.groups()[4:])
        for line in block[times.end() :].split("\n")[1:]:
            voice = _VOICE.search(line)
            name = html.unescape(voice[1]).strip() if voice else ""
            text = " ".join(html.unescape(_TAG.sub("", line)).split()).lstrip("- ")
            if text and text != last:
                _add(
                    found, SpokenParagraph(start=start, voice=name, text=text), pause=start - ended
                )
                last = text
        ended = end
    return found


def _add(found: list[SpokenParagraph], new: SpokenParagraph, pause: float) -> None:
    before = found[-1] if found else None
    whole = before and len(before.text) > _ENOUGH and before.text[-1] in ".!?…"
    if before is None or new.voice not in ("", before.voice) or pause > _PAUSE or whole:
        found.append(new)
    else:
        found[-1] = SpokenParagraph(
            start=before.start, voice=before.voice, text=f"{before.text} {new.text}"
        )


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000
