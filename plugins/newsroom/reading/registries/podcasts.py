"""Podcasts: what the registry of sections says of one, checked against what directories ask for."""

from dataclasses import replace

from newsroom.edition import ReadEdition
from newsroom.media.facts import MediaError
from newsroom.media.pictures import open_picture
from newsroom.model import Podcast, Section, Site
from newsroom.options import suggestion
from newsroom.reading.registries.names import Place
from newsroom.reading.registries.registry import (
    PodcastEntry,
    Registry,
    SectionEntry,
    SectionName,
)
from newsroom.reading.typography import smart_text

CATEGORIES = (
    "Arts", "Business", "Comedy", "Education", "Fiction", "Government", "Health & Fitness",
    "History", "Kids & Family", "Leisure", "Music", "News", "Religion & Spirituality", "Science",
    "Society & Culture", "Sports", "TV & Film", "Technology", "True Crime",
)  # fmt: skip
"""Those of Apple Podcasts, which other directories know too."""
_SIDES = range(1400, 3001)
_SAVE = "save a square JPEG or PNG of 1400 to 3000 pixels in content/files/, and name it /name.jpg"


def read_podcast(
    slug: str, section: SectionEntry, registry: Registry[SectionEntry], edition: ReadEdition
) -> Podcast:
    """Return the podcast of a section; what is wrong with it is reported at its line."""
    entry, site = section.podcast or PodcastEntry(image="/", category="News"), edition.site

    def report(key: str, what: str, remedy: str) -> None:
        at = registry.marks.get(f"{slug}.podcast.{key}") or registry.marks[f"{slug}:"]
        place = Place(registry.path, *at)
        edition.problems.error(place.path, what, remedy, place.line, place.column)

    top, _, below = (part.strip() for part in entry.category.partition(">"))
    if top not in CATEGORIES:
        remedy = f"write one of Apple's, such as News > Politics{suggestion(top, CATEGORIES)}"
        report("category", f"{top!r} is not a category of podcasts", remedy)
    if wrong := _mistake_of_image(entry.image, edition):
        report("image", wrong, _SAVE)
    description = entry.description or section.description or section.name
    return Podcast(
        title=smart_text(entry.title or f"{section.name} — {site.name}", site.lang),
        description=smart_text(description, site.lang),
        image=site.absolute(site.href(entry.image)),
        category=top,
        subcategory=below,
        author=entry.author or site.name,
        email=entry.email,
        explicit=entry.explicit,
        kind=entry.kind,
    )


def podcast_in(
    podcast: Podcast, section: Section, site: Site, registry: Registry[SectionEntry],
    edition: ReadEdition,
) -> Podcast:  # fmt: skip
    """Return a podcast as a further language has it; ``section`` and ``site`` are of this one."""
    slug, lang = section.slug, site.lang
    entry = registry.entries[slug]
    names = entry.languages.get(lang, SectionName()).podcast
    if names.image and (wrong := _mistake_of_image(names.image, edition)):
        key = f"{slug}.languages.{lang}.podcast.image"
        place = registry.marks.get(key) or registry.marks[f"{slug}:"]
        edition.problems.error(registry.path, wrong, _SAVE, *place)
    author = entry.podcast.author if entry.podcast else ""
    return replace(
        podcast,
        title=smart_text(names.title or f"{section.name} — {site.name}", lang),
        description=smart_text(names.description, lang) or section.description or section.name,
        image=site.absolute(site.shared(names.image)) if names.image else podcast.image,
        author=names.author or author or site.name,
        email=names.email or podcast.email,
    )


def _mistake_of_image(path: str, edition: ReadEdition) -> str:
    """Return what is wrong with the picture of a podcast, ``""`` for nothing."""
    file = edition.content / "files" / path.lstrip("/")
    if not path.startswith("/") or not file.is_file():
        return f"there is no file {path!r} in content/files/"
    try:
        with open_picture(file, file.name) as image:
            form, size = image.format, image.size
    except (MediaError, OSError, ValueError, SyntaxError):
        return f"{path} is not a picture"
    if form not in ("JPEG", "PNG"):
        return f"{path} is a {form} picture, which directories of podcasts do not take"
    if size[0] != size[1] or size[0] not in _SIDES:
        return f"{path} has {size[0]} × {size[1]} pixels"
    return ""
