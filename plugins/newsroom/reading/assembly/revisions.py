"""Revisions: what changed in each story after it was published, from git.

Setting: ``REVISIONS``.
Sets: ``edition.revisions``; ``article.details``, with the address of its page; adds to
``edition.outside_sources``.
Template: ``revisions.html``, ``partials/age.html``.

Only what readers could see counts: versions on the main line, from the instant at which they were
out. Never a draft, nor what was written before the date of the story.
"""

import hashlib
import pickle
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import NonNegativeInt

from newsroom import signals
from newsroom.edition import ReadEdition
from newsroom.files.blob_cache import BlobCache
from newsroom.model import Article
from newsroom.model.revisions import Revision
from newsroom.options import load_options
from newsroom.reading.frontmatter.header import read_source
from newsroom.reading.frontmatter.marked_yaml import FrontMatterError
from newsroom.reading.frontmatter.rules import read_rules
from newsroom.reading.frontmatter.schema import FrontMatter
from newsroom.reading.frontmatter.validation import validate
from newsroom.reading.markup.outline import plain_text
from newsroom.reading.sources.history import Version, read_blobs, read_history
from newsroom.reading.sources.parse_store import parse_fingerprint
from newsroom.text.materiality import compare, is_material

_NAME = "revisions"
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|d[dt]|t[dh]|figcaption|pre|summary|div)>")
PAGE = "revisions/"
"""The page of the revisions, below the address of its story."""


@dataclass(frozen=True)
class RevisionOptions:
    """Setting ``REVISIONS``: whether stories ``show`` a page of what changed; ``changed_words``
    is how many words may change without it.
    """

    show: bool = False
    changed_words: NonNegativeInt = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Public:
    """A version that readers could see, from ``moment`` on."""

    moment: datetime
    updated: datetime | None
    paragraphs: tuple[str, ...]
    notes: tuple[str, ...]


def add_revisions(edition: ReadEdition) -> None:
    options = load_options(edition.settings, "REVISIONS", RevisionOptions)
    if not options.show or edition.only is not None:
        return
    folder = edition.content / "articles"
    edition.outside_sources.append(str(folder))  # a commit that changes no file changes pages
    start = f"{edition.content.name}/articles/"
    history = read_history(folder, edition.zone)
    stories = {
        article.source: history[inner]
        for article in edition.articles
        if not article.live and article.details.shows_revisions
        and len(history.get(inner := article.source.removeprefix(start), ())) > 1
    }  # fmt: skip
    known = _Known(edition, options)
    known.learn(stories)
    for article in edition.articles:
        if article.source in stories and (found := known.revisions(stories[article.source])):
            _tell(edition, article, found)
    known.keep()


def _tell(edition: ReadEdition, article: Article, found: tuple[Revision, ...]) -> None:
    zone = edition.zone
    edition.revisions[article.url] = tuple(
        replace(one, moment=one.moment.astimezone(zone)) for one in found
    )
    article.details = replace(article.details, revisions_url=article.url + PAGE)


class _Known:
    """Revisions by the versions that they follow from; those of the last run are kept."""

    def __init__(self, edition: ReadEdition, options: RevisionOptions) -> None:
        self._edition, self._most = edition, options.changed_words
        rules = read_rules(edition.settings)
        self._blobs = BlobCache(edition.cache, f"{parse_fingerprint(rules)!r} {options}")
        found = self._blobs.get(_NAME)
        # The seal says that it is what was put there.
        self._kept: dict[str, tuple[Revision, ...]] = pickle.loads(found) if found else {}  # noqa: S301
        self._used: dict[str, tuple[Revision, ...]] = {}

    def revisions(self, versions: Sequence[Version]) -> tuple[Revision, ...]:
        return self._used[_key(versions)]

    def learn(self, stories: dict[str, list[Version]]) -> None:
        """Read all versions of stories that are not known yet."""
        fresh = {_key(one): one for one in stories.values() if _key(one) not in self._kept}
        self._used = {
            key: self._kept[key] for one in stories.values() if (key := _key(one)) in self._kept
        }
        if not fresh:
            return
        from newsroom.reading.sources.parse import Parser  # loads Markdown

        names = list(dict.fromkeys(version.blob for one in fresh.values() for version in one))
        blobs = dict(read_blobs(self._edition.content / "articles", names))
        parser = Parser(read_rules(self._edition.settings))
        for key, versions in fresh.items():
            public = list(self._public(versions, blobs, parser))
            self._used[key] = tuple(_revisions(public, self._most))

    def keep(self) -> None:
        if self._used != self._kept:
            self._blobs.put(_NAME, pickle.dumps(self._used, pickle.HIGHEST_PROTOCOL))

    def _public(
        self, versions: Sequence[Version], blobs: dict[str, bytes], parser: object
    ) -> Iterator[_Public]:
        """Yield the versions that readers could see: published, and before the next one came."""
        ends = [version.moment for version in versions[1:]]
        for version, end in zip(versions, [*ends, self._edition.now], strict=True):
            data = blobs[version.blob]
            matter = _matter(data, self._edition)
            if matter is None or matter.status != "published" or matter.label == "live":
                continue
            start = max(version.moment, matter.date)
            if start < end or (version is versions[-1] and start <= end):
                html = parser.parse(data, "story").html  # type: ignore[attr-defined]
                if not html:
                    continue  # Today it would stop a build: nobody can say what readers saw.
                notes = tuple(item.text for item in matter.corrections)
                yield _Public(
                    moment=start,
                    updated=matter.updated,
                    paragraphs=_paragraphs(matter, html),
                    notes=notes,
                )


def _matter(data: bytes, edition: ReadEdition) -> FrontMatter | None:
    """Return the front matter of a version; None where nobody can say whether it was a draft."""
    try:
        return validate(read_source(data, ""), "", edition.zone, FrontMatter)[0]
    except FrontMatterError:
        return None


def _paragraphs(matter: FrontMatter, html: str) -> tuple[str, ...]:
    blocks = (plain_text(block)[0] for block in _BLOCK_END.split(html))
    return tuple(filter(None, [matter.title, matter.deck, *blocks]))


def _revisions(public: Sequence[_Public], most: int) -> Iterator[Revision]:
    """Yield the material changes; small ones count together until they are material."""
    base = public[0] if public else None
    for version in public[1:]:
        if base and is_material(base.paragraphs, version.paragraphs, most):
            moment = version.moment
            if version.updated and version.updated != base.updated:
                moment = version.updated
            new = tuple(note for note in version.notes if note not in base.notes)
            yield Revision(
                moment=moment, paragraphs=compare(base.paragraphs, version.paragraphs), notes=new
            )
            base = version


def _key(versions: Sequence[Version]) -> str:
    text = " ".join(f"{version.moment.timestamp()} {version.blob}" for version in versions)
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def register() -> None:
    signals.read.connect(add_revisions)
