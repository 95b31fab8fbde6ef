"""What makes the pages of one language: its templates, and the parts of their fingerprints."""

from dataclasses import dataclass, replace

from newsroom.edition import Edition
from newsroom.files.blob_cache import BlobCache
from newsroom.languages.words import DateOptions
from newsroom.options import load_options
from newsroom.writing.closures import Closures
from newsroom.writing.fingerprints import Fingerprints, code_digest
from newsroom.writing.rendering import JobRenderer
from newsroom.writing.templates import open_templates


@dataclass(frozen=True)
class Press:
    """What makes the pages of one language."""

    renderer: JobRenderer
    closures: Closures
    fingerprints: Fingerprints


def open_press(edition: Edition) -> Press:
    """Return what makes the pages of the language of ``edition``."""
    words, options = edition.words, load_options(edition.settings, "DATES", DateOptions)
    base = f"{code_digest(edition.settings)} {words.lang} {options}"
    folder = f"templates-{edition.language}" if edition.language else "templates"
    blobs = BlobCache(edition.cache / folder, f"{base} {words.digest}")
    environment = open_templates(edition.theme, words, blobs, edition.settings)
    assets = edition.assets
    if assets and not words.is_latin:
        # Our fonts have no other letters: what a page may not use is not loaded ahead.
        assets = replace(assets, preload_fonts=(), wide_fonts=())
    renderer = JobRenderer(environment, {"site": edition.site, "assets": assets})
    closures = Closures(environment, words, blobs)
    return Press(renderer, closures, Fingerprints(closures, renderer.variables, base))
