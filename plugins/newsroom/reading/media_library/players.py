"""Sounds and films in a text: length and size below the player, captions, and what is said.

Captions are the file of the same name that ends in ``.vtt``, next to the sound or film. They give
a film its track, and either of them a transcript.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from newsroom.languages.words import Words
from newsroom.media.captions import paragraphs_of
from newsroom.media.lengths import seconds_of, type_of
from newsroom.model import Player
from newsroom.reading.media_library.library import MediaLibrary
from newsroom.reading.registries.names import Place

_PLAYER = re.compile(
    r"(?P<open><p>)?(?P<player><(?P<tag>audio|video)(?P<attributes>(?: [\w-]+=\"[^\"]*\")*)>"
    r"(?P<inner>.*?)</(?P=tag)>)(?P<close></p>)?",
    re.DOTALL,
)
_SOURCE = re.compile(r' src="media:([^"]*)"')
_NAME = re.compile(r' aria-label="([^"]*)"')
_POSTER = re.compile(r' poster="(media:[^"]*)"')
_URL = re.compile(r'="([^"]*)"')


@dataclass(frozen=True, kw_only=True)
class PlayerTexts:
    """What a page says."""

    download: str = "Download"
    transcript: str = "Transcript"
    captions: str = "Captions"


def player_texts(words: Words) -> PlayerTexts:
    _ = words.gettext
    return PlayerTexts(download=_("Download"), transcript=_("Transcript"), captions=_("Captions"))


def player_facts(file: Path, url: str, library: MediaLibrary, place: Place) -> dict[str, str]:
    """Return what the attributes of a text hold of a player besides its address.

    Raises:
        MediaError: the captions next to it cannot be read.
        OSError: a file cannot be read.
    """
    form, size = library.published(file)
    facts = {"form": form, "size": str(size), "seconds": str(seconds_of(file, form)), "url": url}
    captions = file.with_suffix(".vtt")
    if captions.is_file():
        facts["captions"] = library.publish(captions, place, "track")
        facts["words"] = _transcript(captions.read_text("utf-8-sig", errors="replace"))
    return facts


def length_of(seconds: int) -> str:
    """Return a length as clocks show it: ``4:05``, ``1:02:03``."""
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def size_in_words(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{max(1, round(size / 1000))} kB"


def put_players(
    text: str, facts: Mapping[str, Mapping[str, str]], lang: str, texts: PlayerTexts
) -> str:
    """Return a text whose players have length and size, and where there are some, captions."""

    def put(match: re.Match[str]) -> str:
        source = _SOURCE.search(match["player"])
        own = facts.get(html.unescape(source[1])) if source else None
        if own is None:
            return match[0]
        player, alone = match["player"], bool(match["open"] and match["close"])
        if match["tag"] == "video" and "captions" in own and "<track" not in player:
            track = (
                f'<track kind="captions" src="{html.escape(own["captions"])}"'
                f' srclang="{html.escape(lang)}" label="{html.escape(texts.captions)}">'
            )
            player = player.replace("</video>", f"{track}</video>")
        made = player + _line(own, texts)
        if not alone and match["open"]:
            return f"<p>{made}"
        if "words" in own:
            made += (
                f'<details class="transcript"><summary>{html.escape(texts.transcript)}</summary>'
                f"{own['words']}</details>"
            )
        return f"<figure>{made}</figure>" if alone else made + (match["close"] or "")

    return _PLAYER.sub(put, text)


def players_of(
    text: str, facts: Mapping[str, Mapping[str, str]], attributes: Mapping[str, object], title: str
) -> Iterator[Player]:
    """Yield the sounds and films of a text; one without a name is called like its story."""
    for match in _PLAYER.finditer(text):
        source, name = _SOURCE.search(match["player"]), _NAME.search(match["attributes"])
        own = facts.get(html.unescape(source[1])) if source else None
        if own is None:
            continue
        still = _POSTER.search(match["attributes"])
        poster = _URL.search(
            str(attributes.get(f"poster {html.unescape(still[1])}", "")) if still else ""
        )
        yield Player(
            url=own["url"],
            title=html.unescape(name[1]) if name else title,
            type=type_of(own["form"], film=match["tag"] == "video"),
            seconds=int(own["seconds"]),
            size=int(own["size"]),
            captions=own.get("captions", ""),
            poster=html.unescape(poster[1]) if poster else "",
        )


def _line(own: Mapping[str, str], texts: PlayerTexts) -> str:
    seconds = int(own["seconds"])
    known = [length_of(seconds)] if seconds else []
    known += [own["form"], size_in_words(int(own["size"]))]
    link = f'<a href="{html.escape(own["url"])}">{html.escape(texts.download)}</a>'
    return f'<small class="player-facts">{" · ".join([*known, link])}</small>'


def _transcript(captions: str) -> str:
    parts = []
    for one in paragraphs_of(captions):
        voice = f"<b>{html.escape(one.voice)}:</b> " if one.voice else ""
        parts.append(f"<p>{voice}{html.escape(one.text, quote=False)}</p>")
    return "".join(parts)
