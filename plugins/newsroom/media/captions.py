"""WebVTT: what is said in a sound or film, as paragraphs to read (W3C WebVTT)."""

import html
import re
from dataclasses import dataclass

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


def paragraphs_of(captions: str) -> list[SpokenParagraph]:
    """Return what captions say, without the repetitions that scrolling captions have."""
    found: list[SpokenParagraph] = []
    ended, last = 0.0, ""
    for block in re.split(r"\n\s*\n", captions.replace("\r\n", "\n").replace("\r", "\n")):
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
