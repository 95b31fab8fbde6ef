"""What texts name: links become addresses; pictures, sounds and films become elements.

Sets: ``edition.links``, ``damaged``; ``article.image``, ``digest``, ``load_body``, ``players``.
"""

import html
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from newsroom.edition import ReadEdition
from newsroom.files.paths import is_source
from newsroom.media.facts import Kind as FileKind
from newsroom.model import Article, Document, Picture, Site
from newsroom.reading.assembly.live import held_back
from newsroom.reading.assembly.references import Found, body_loader
from newsroom.reading.assembly.story_index import StoryIndex
from newsroom.reading.charts.html import chart_texts
from newsroom.reading.charts.placing import chart_of_file
from newsroom.reading.markup.anchors import find_part, ids_of
from newsroom.reading.markup.references import Kind
from newsroom.reading.media_library.cuts import POSTER, STORY
from newsroom.reading.media_library.embedded import PictureTag, picture_tag
from newsroom.reading.media_library.illustrations import PictureTexts, picture_of
from newsroom.reading.media_library.library import MediaError, MediaLibrary, report
from newsroom.reading.media_library.players import (
    PlayerTexts,
    player_facts,
    player_texts,
    players_of,
    put_players,
)
from newsroom.reading.registries.names import Place
from newsroom.reading.sources.parse_store import Store
from newsroom.reading.sources.read_files import ReadFile, place_of
from newsroom.reading.sources.source_files import meant_sources
from newsroom.text.urls import under

_KINDS: Mapping[Kind, tuple[FileKind, ...]] = {
    "player": ("player",),
    "track": ("track",),
    "file": (),
}
_ATTRIBUTES: Mapping[Kind, str] = {"file": "href", "poster": "poster"}


class _Resolved(NamedTuple):
    """Placeholder → attribute, links that need a judge, and what is known of sounds and films."""

    attributes: dict[str, str | PictureTag]
    links: list[str]
    players: dict[str, dict[str, str]]


def pictures_of(files: list[ReadFile]) -> Iterator[tuple[str, Path]]:
    """Yield what stories show: the name of a picture and the folder of the story."""
    for file in files:
        if file.plain:
            continue
        folder = file.source.file.parent
        if image := file.story.matter.image:
            yield image["src"], folder
        for kind, name, _ in file.story.references:
            if kind == "image":
                yield name, folder


def illustrate(
    file: ReadFile, article: Article, library: MediaLibrary, edition: ReadEdition
) -> None:
    """Find the picture of a story's front matter."""
    article.image = _picture(file, library, edition)


def _picture(file: ReadFile, library: MediaLibrary, edition: ReadEdition) -> Picture | None:
    if not (image := file.story.matter.image):
        return None
    texts = PictureTexts(image.get("alt", ""), image.get("caption", ""), image.get("credit", ""))
    place, found, picture = place_of(file, "image.src"), None, None
    try:
        found = library.find(image["src"], file.source.file.parent)
        picture = picture_of(library, found, place, STORY, texts)
    except (MediaError, OSError) as error:
        _report_once(error, found, place, edition)
    if not (texts.alt or (picture and picture.alt)):
        at = place_of(file, "image")
        remedy = "add a line `alt:` with what the picture shows, here or in data/media.yml"
        edition.problems.error(at.path, "'image.alt' is missing", remedy, at.line, at.column)
    return picture


def check_references(
    file: ReadFile, index: StoryIndex, library: MediaLibrary, edition: ReadEdition
) -> None:
    """Report what is wrong with all that a file names which has other mistakes: all at once."""
    media = library.apart() if file.story.matter.status == "draft" else library
    _picture(file, media, edition)
    updates = (update.references for update in file.story.updates or ())
    _look_up(chain(file.story.references, *updates), file, index, media, edition)


def resolve_references(
    file: ReadFile, target: Article | Document, index: StoryIndex, library: MediaLibrary,
    store: Store, edition: ReadEdition,
) -> None:  # fmt: skip
    """Find what the text of a story or page points at and have its body loaded with it."""
    found = _look_up(file.story.references, file, index, library, edition)
    references, attributes, links = file.story.references, found.attributes, found.links
    links += [link for link in file.story.links if _may_be_own(link, edition.site)]
    # Of updates that no reader sees yet, mistakes count already: their time will come.
    for update in held_back(file):
        links += _look_up(update.references, file, index, library.apart(), edition).links
    if links:
        edition.links[file.source.path] = tuple(dict.fromkeys(links))
    if references:
        load = partial(
            _with_players, store.html, found.players, target.lang,
            player_texts(edition.words_in(target.lang)),
        )  # fmt: skip
        target.load_body = body_loader(load if found.players else store.html, file.key, attributes)
    if found.players and isinstance(target, Article):
        text = store.html(file.key)
        target.players = tuple(players_of(text, found.players, attributes, target.title))
    shown = [*attributes.items(), *((name, str(one)) for name, one in found.players.items())]
    target.digest += "".join(f"{name}={value}" for name, value in sorted(shown))


def _look_up(
    references: Iterable[tuple[Kind, str, int]], file: ReadFile, index: StoryIndex,
    library: MediaLibrary, edition: ReadEdition,
) -> _Resolved:  # fmt: skip
    """Return what a text points at."""
    result = _Resolved({}, [], {})
    attributes, links = result.attributes, result.links
    for kind, name, line in references:
        place, found = Place(file.source.path, line, 1), None
        try:
            if kind == "story":
                url, link = _story_link(name, file, index)
                attributes |= link
                links += [url] if "#" in url else ()
            elif kind == "address":
                links.append(under(edition.site.base, name))
            elif kind == "chart":
                chart = chart_of_file(
                    name,
                    edition.content,
                    place,
                    edition.problems,
                    chart_texts(edition.words_in(file.story.matter.lang or edition.site.lang)),
                )
                attributes[f"chart {name}"] = chart
            else:
                found = _file(kind, name, file, library)
                attributes |= _media(kind, name, found, library, place)
                if kind == "player":
                    url = library.publish(found, place, "player")
                    result.players[name] = player_facts(found, url, library, place)
        except (MediaError, OSError) as error:
            _report_once(error, found, place, edition)
    return result


def _with_players(
    load: Callable[[bytes], str], players: Mapping[str, Mapping[str, str]], lang: str,
    texts: PlayerTexts, key: bytes,
) -> str:  # fmt: skip
    return put_players(load(key), players, lang, texts)


def _may_be_own(link: str, site: Site) -> bool:
    return not link.startswith("http") or link.startswith(site.absolute("/"))


def _report_once(
    error: MediaError | OSError, file: Path | None, place: Place, edition: ReadEdition
) -> None:
    """Report a missing file at each place that names it, and a damaged file only once."""
    if file is not None:
        if str(file) in edition.damaged:
            return
        edition.damaged.add(str(file))
    report(error, place, edition.problems)


def _story_link(name: str, file: ReadFile, index: StoryIndex) -> tuple[str, dict[str, str]]:
    """Return the address of a story and placeholder → attribute, if readers may see it."""
    meant = list(meant_sources(name, file.source))
    for source, fragment in chain(meant, ((index.alike(one), part) for one, part in meant)):
        if source in index.unread:
            return "", {}
        if story := index.by_source.get(source):
            part = find_part(fragment, ids_of(story.load_body())) if fragment else ""
            url = story.url + (f"#{part}" if part else "")
            seen = index.published(story)
            return url, {f"href story:{name}": f'href="{html.escape(url)}"'} if seen else {}
    path = name.partition("#")[0]
    hint = _alike(meant[0][0] if meant else path, index.by_source)
    raise MediaError(f"no story {path!r}", f"write its path relative to this file{hint}")


def _alike(path: str, sources: Iterable[str]) -> str:
    """Suggest a story whose file has nearly the same name, in any folder."""
    by_name: dict[str, str] = {}
    for source in sources:
        by_name.setdefault(_name(source), source)
    close = get_close_matches(_name(path), by_name, n=1)
    return f" (did you mean {by_name[close[0]]!r}?)" if close else ""


def _name(source: str) -> str:
    """Return the part of a path that differs from story to story."""
    path = PurePosixPath(source.lower())
    return path.parent.name if path.stem == "index" else path.stem


def _file(kind: Kind, name: str, file: ReadFile, library: MediaLibrary) -> Path:
    if kind == "file" and not PurePosixPath(name.partition("#")[0]).suffix:
        remedy = "write the path of the Markdown file, or an address that begins with /"
        raise MediaError(f"{name!r} leads nowhere", remedy)
    found = library.find(name, file.source.file.parent)
    if is_source(found.name):  # which would publish a draft, with all that it says
        what = f"{name!r} is the source of a story or page"
        raise MediaError(what, "link to it by its path alone, without {static} or {attach}")
    return found


def _media(kind: Kind, name: str, found: Path, library: MediaLibrary, place: Place) -> Found:
    """Return what is printed for a placeholder; one file may be shown, played and linked."""
    if kind == "image":
        return {f"src media:{name}": picture_tag(picture_of(library, found, place))}
    if kind == "poster":
        url = picture_of(library, found, place, POSTER).src
    else:
        url = library.publish(found, place, *_KINDS[kind])
    attribute = _ATTRIBUTES.get(kind, "src")
    return {f"{attribute} media:{name}": f'{attribute}="{html.escape(url)}"'}
