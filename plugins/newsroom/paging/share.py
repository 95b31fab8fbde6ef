"""Share pictures: what other sites show of a page, drawn from its headline (1200 × 630, JPEG).

Setting: ``SHARE``.
Sets: ``page.share`` of every page that is meant for readers.
Template: ``partials/head.html``.

They are made where ``SHARE`` asks for it, which is in production: one takes some hundredths of a
second, and nobody shares a preview. A page whose headline no font can write has none, and that is
said; then other sites show its photograph.
"""

import hashlib
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from newsroom import signals
from newsroom.edition import PagedEdition, edition_in
from newsroom.engine.code_digest import digest_of_code
from newsroom.files.blob_cache import BlobCache
from newsroom.files.cache_folder import cache_folder
from newsroom.model import Page, Share
from newsroom.model.jobs import PageJob, RenditionJob
from newsroom.options import load_options
from newsroom.paging.share_drawing import SIZE, ShareCard, ShareColours, draw
from newsroom.paging.share_fonts import Face, as_faces, can_shape, letters, missing
from newsroom.themes.colours import schemes
from newsroom.themes.stylesheets import OWN, TOKENS

_FILE = "share.jpg"
_PLAIN = {"updates"}
"""Kinds of pages whose address readers rarely pass on."""
_TELLING = 5
"""So many characters without a font are named."""


@dataclass(frozen=True)
class ShareOptions:
    """Setting ``SHARE``: whether pictures are made; fonts of headlines and of the rest, and fonts
    for other scripts, as paths below the theme's ``static/``.
    """

    pictures: bool = False
    headline: tuple[str, ...] = ("fonts/newsreader-roman.woff2", "fonts/newsreader-extended.woff2")
    text: tuple[str, ...] = ("fonts/inter-roman.woff2", "fonts/inter-extended.woff2")
    fonts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Style:
    """What all share pictures of a run have in common; ``seal`` covers all of it."""

    headline: tuple[Face, ...]
    text: tuple[Face, ...]
    colours: ShareColours
    blobs: BlobCache
    folder: Path
    seal: str


@dataclass(frozen=True, eq=False)
class _Drawn:
    """One share picture (a ``Batch`` of one), kept in the cache by all that it shows."""

    style: _Style
    card: ShareCard
    photograph: RenditionJob | None

    @property
    def key(self) -> str:
        photo = self.photograph.key if self.photograph else ""
        text = "\0".join([self.style.seal, *astuple(self.card), photo])
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()

    def missing(self, keys: Collection[str]) -> list[str]:
        return [key for key in keys if self.style.blobs.get(key) is None]

    def make(self, keys: Collection[str]) -> None:
        for key in keys:
            self.style.blobs.put(key, self._draw())

    def file(self, key: str) -> bytes:
        return self.style.blobs.get(key) or self._draw()

    def _draw(self) -> bytes:
        photo = self.photograph.batch.file(self.photograph.key) if self.photograph else None
        style = self.style
        file = photo if isinstance(photo, Path) else None
        return draw(self.card, style.headline, style.text, style.colours, file)


def add_share_pictures(edition: PagedEdition) -> None:
    """Give every page that readers are meant to find its picture."""
    options = load_options(edition.settings, "SHARE", ShareOptions)
    if not options.pictures:
        return
    style = _open_style(edition, options)
    if style is None:
        return
    if not can_shape():
        what = "pictures are drawn without FriBidi: scripts that join letters or go left look wrong"
        remedy = "install it (Debian: apt install libfribidi0; macOS: brew install fribidi)"
        edition.problems.warning("SHARE", what, remedy)
    unwritable: dict[str, list[str]] = {}
    wanted = set()
    for job in [job for job in edition.jobs.values() if isinstance(job, PageJob)]:
        page = job.context.get("page")
        if not isinstance(page, Page) or page.kind in _PLAIN:
            continue
        if not (page.indexed or (edition.preview and page.subject)):
            continue
        card = _card(page, _in_language(job, edition)).composed()
        url = _first_page(page, job.context)
        faces = (*style.headline, *style.text)
        if lacking := missing(card.title + card.kicker + card.byline + card.site, faces):
            unwritable[job.path] = lacking
            continue
        path = edition.site.file(url).removesuffix("index.html") + _FILE
        if path not in edition.jobs:
            drawn = _Drawn(style, card, _photograph(page, edition))
            wanted.add(drawn.key)
            edition.add(RenditionJob(path, drawn.key, drawn))
        address = edition.site.absolute(edition.site.href(f"/{path}"))
        width, height = SIZE
        share = Share(url=address, width=width, height=height, type="image/jpeg", alt=card.title)
        edition.amend(replace(job, context={**job.context, "page": replace(page, share=share)}))
    _report(unwritable, edition)
    if edition.only is None and not edition.preview:
        edition.ending.callback(_discard, style.folder, wanted)


def _open_style(edition: PagedEdition, options: ShareOptions) -> _Style | None:
    """Return what pictures are drawn with; ``None`` where a font is not there, which is said."""
    files: dict[str, Path] = {}
    for name in (*options.headline, *options.text, *options.fonts):
        file = edition.theme.find(name)
        try:
            if file is None:
                raise ValueError("there is no such file")
            letters(str(file))
            files[name] = file
        except ValueError as error:
            what = f"the font {name!r} cannot be used: {error}"
            remedy = "put a TTF, OTF or WOFF2 file below theme/static/ and name it from there"
            edition.problems.error("SHARE", what, remedy)
    if len(files) < len({*options.headline, *options.text, *options.fonts}):
        return None
    others = [files[name] for name in options.fonts]
    headline = as_faces([*map(files.__getitem__, options.headline), *others], 600)
    text = as_faces([*map(files.__getitem__, options.text), *others], 600)
    sheets = filter(None, map(edition.theme.find, (TOKENS, OWN)))
    found = schemes(*(sheet.read_text("utf-8") for sheet in sheets))["light"]
    colours = ShareColours(**{
        name: found[name] for name in ("surface", "text", "muted", "accent") if name in found
    })  # fmt: skip
    code = digest_of_code(("paging/share", "media/"), ("Pillow", "fonttools"))
    seal = hashlib.blake2b(code + repr((colours, sorted(options.headline), can_shape())).encode())
    for file in files.values():
        seal.update(file.read_bytes())
    folder = cache_folder(edition.cache / "share")
    return _Style(
        headline=headline,
        text=text,
        colours=colours,
        blobs=BlobCache(folder, "share"),
        folder=folder,
        seal=seal.hexdigest(),
    )


def _in_language(job: PageJob, edition: PagedEdition) -> PagedEdition:
    return edition_in(edition, job.language) if job.language else edition


def _card(page: Page, edition: PagedEdition) -> ShareCard:
    site, story = edition.site, page.subject
    if story is None:
        title = page.title.removesuffix(f" — {site.name}")
        title = site.name if title.startswith(site.name) else title
        return ShareCard(
            title=title,
            kicker="",
            byline=site.tagline,
            site=site.name if title != site.name else "",
        )
    words = edition.words
    if story.sponsor:
        payer = words.gettext("Paid for by {sponsor}", sponsor=story.sponsor)
        return ShareCard(
            title=story.title, kicker=words.gettext("Sponsored"), byline=payer, site=site.name
        )
    label = "" if story.label in ("news", story.section.slug) else words.label(story.label)
    kicker = " · ".join(filter(None, (story.section.name, label)))
    byline = words.listed([author.name for author in story.authors])
    return ShareCard(title=story.title, kicker=kicker, byline=byline, site=site.name)


def _photograph(page: Page, edition: PagedEdition) -> RenditionJob | None:
    """Return the job of the photograph of a story, in the shape that is cut least."""
    image = page.subject.image if page.subject else None
    cut = image.classic if image else None
    if cut is None:
        return None
    job = edition.jobs.get(unquote(cut.src.removeprefix(edition.site.base).lstrip("/")))
    return job if isinstance(job, RenditionJob) else None


def _first_page(page: Page, context: Mapping[str, object]) -> str:
    """Return the address of a list whose further pages have the picture of the first."""
    return getattr(context.get("listing"), "first_url", page.url)


def _report(unwritable: Mapping[str, list[str]], edition: PagedEdition) -> None:
    """Say once for each script which letters no font has, and where they are."""
    scripts: dict[str, tuple[set[str], str]] = {}
    for path, lacking in unwritable.items():
        for char in lacking:
            script = unicodedata.name(char, "UNNAMED").split()[0].capitalize()
            scripts.setdefault(script, (set(), path))[0].add(char)
    for script, (characters, path) in sorted(scripts.items()):
        shown = " ".join(sorted(characters)[:_TELLING])
        what = f"no share picture of /{path}: no font has {shown} ({script})"
        remedy = (
            f"put a font with {script} letters below theme/static/fonts/ (Noto has all scripts) "
            "and name it in SHARE: {'fonts': ['fonts/…']}"
        )
        edition.problems.warning("SHARE", what, remedy)


def _discard(folder: Path, wanted: Collection[str]) -> None:
    """Delete pictures of the cache that no page has any more."""
    for file in _files(folder):
        if file.name not in wanted:
            file.unlink(missing_ok=True)


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in folder.iterdir() if file.is_file()) if folder.is_dir() else iter(())


def register() -> None:
    signals.finish.connect(add_share_pictures)
