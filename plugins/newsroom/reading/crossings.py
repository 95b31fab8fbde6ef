"""What stories say about each other and about files: hand-picked relations, translations, links."""

import html
import posixpath
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from newsroom.media.facts import Kind as FileKind
from newsroom.model import Article, Document, Translation
from newsroom.options import suggestion
from newsroom.problems import Problems
from newsroom.reading.markup.references import Kind
from newsroom.reading.media import MediaError, MediaLibrary, report
from newsroom.reading.names import Place
from newsroom.reading.references import body_loader, media_attributes
from newsroom.reading.sources import SUFFIXES, ReadFile
from newsroom.reading.store import Store
from newsroom.reading.stories import place_of

_KINDS: Mapping[Kind, tuple[FileKind, ...]] = {
    "player": ("player",),
    "track": ("track",),
    "file": (),
}
_ATTRIBUTES: Mapping[Kind, str] = {"file": "href", "poster": "poster"}


@dataclass(frozen=True)
class Index:
    """Every story and page of the content folder, also those that are not published yet."""

    by_source: Mapping[str, Article | Document]
    by_slug: Mapping[str, Article]
    public: Collection[str]
    unlisted: Collection[str]

    def published(self, target: Article | Document) -> bool:
        return target.source in self.public


def join_stories(file: ReadFile, article: Article, index: Index, problems: Problems) -> None:
    """Resolve ``related`` and ``translation_of``. What is not published yet is left out."""
    matter = file.record["matter"]
    picked = []
    for number, slug in enumerate(matter.get("related", ())):
        story = _story(slug, file, f"related.{number}", index, problems)
        if story is None:
            continue
        place = place_of(file, f"related.{number}")
        if story.sponsor:
            remedy = "name another: this place is not for sale"
            what = f"{slug!r} is sponsored"
            problems.error(place.path, what, remedy, place.line, place.column)
        elif story.source in index.unlisted and article.source not in index.unlisted:
            what = f"{slug!r} is hidden: this page must not name its address"
            problems.warning(place.path, what, "name another story", place.line, place.column)
        elif story is not article and index.published(story):
            picked.append(story)
    article.picked = tuple(picked)
    if original := matter.get("translation_of"):
        story = _story(original, file, "translation_of", index, problems)
        if story and index.published(story) and index.published(article):
            if story.source not in index.unlisted:
                article.translations += (Translation(story.lang, story.title, story.url),)
            if article.source not in index.unlisted:
                story.translations += (Translation(article.lang, article.title, article.url),)


def illustrate(file: ReadFile, article: Article, library: MediaLibrary, problems: Problems) -> None:
    """Find the picture of a story's front matter."""
    if not (image := file.record["matter"].get("image")):
        return
    texts = [image["alt"], image.get("caption", ""), image.get("credit", "")]
    place = place_of(file, "image.src")
    try:
        found = library.find(image["src"], file.source.file.parent)
        article.image = library.picture(found, place, *texts)
    except (MediaError, OSError) as error:
        report(error, place, problems)


def resolve_references(
    file: ReadFile, target: Article | Document, index: Index, library: MediaLibrary,
    store: Store, problems: Problems,
) -> None:  # fmt: skip
    """Find what the text of a story or page points at and have its body loaded with it."""
    attributes: dict[str, str] = {}
    for kind, name, line in file.record["references"]:
        place = Place(file.source.path, line, 1)
        try:
            if kind == "story":
                attributes |= _story_link(name, file, index)
            elif kind != "address":
                attributes |= _media(kind, name, file, library, place)
        except (MediaError, OSError) as error:
            report(error, place, problems)
    if file.record["references"]:
        target.load_body = body_loader(store.html, file.key, attributes)
    target.digest += "".join(f"{name}={value}" for name, value in sorted(attributes.items()))


def _story_link(name: str, file: ReadFile, index: Index) -> dict[str, str]:
    """Return placeholder → attribute; a path is relative to the file, or to the content folder."""
    path, _, fragment = name.partition("#")
    folder = PurePosixPath(file.source.path).parent
    content = PurePosixPath(file.source.path[: -len(file.source.inner)]).parent
    for start in (folder, content):
        story = index.by_source.get(posixpath.normpath(f"{start}/{path.lstrip('/')}"))
        if story is None:
            continue
        if not index.published(story):
            return {}
        url = story.url + (f"#{fragment}" if fragment else "")
        return {f"href story:{name}": f'href="{html.escape(url)}"'}
    hint = suggestion(posixpath.normpath(f"{folder}/{path}"), index.by_source)
    raise MediaError(f"no story {path!r}", f"write its path relative to this file{hint}")


def _media(
    kind: Kind, name: str, file: ReadFile, library: MediaLibrary, place: Place
) -> dict[str, str]:
    """Return attribute and placeholder → attributes; one file may be shown, played and linked."""
    if kind == "file" and not PurePosixPath(name.partition("#")[0]).suffix:
        remedy = "write the path of the Markdown file, or an address that begins with /"
        raise MediaError(f"{name!r} leads nowhere", remedy)
    found = library.find(name, file.source.file.parent)
    if found.suffix in SUFFIXES:  # which would publish a draft, with all that it says
        what = f"{name!r} is the source of a story or page"
        raise MediaError(what, "link to it by its path alone, without {static} or {attach}")
    if kind == "image":
        return {f"src media:{name}": media_attributes(library.picture(found, place))}
    if kind == "poster":
        url = library.picture(found, place).src
    else:
        url = library.publish(found, place, *_KINDS[kind])
    attribute = _ATTRIBUTES.get(kind, "src")
    return {f"{attribute} media:{name}": f'{attribute}="{html.escape(url)}"'}


def _story(slug: str, file: ReadFile, key: str, index: Index, problems: Problems) -> Article | None:
    story = index.by_slug.get(slug.strip("/").rpartition("/")[2])
    if story is None:
        place = place_of(file, key)
        remedy = f"write the slug of a story{suggestion(slug, index.by_slug)}"
        problems.error(place.path, f"no story {slug!r}", remedy, place.line, place.column)
    return story
