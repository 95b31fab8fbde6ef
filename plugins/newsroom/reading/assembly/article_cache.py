"""The article cache: articles of unchanged stories, ready to be used again.

An article follows from its source and from what it may name: the publication, its registries and
its tags. Most stories stay as they are for years. They come from here, and only the others are
built. All are kept in one file, which is written again once it has aged.
"""

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any

from newsroom.engine.code_digest import digest_of_code
from newsroom.files.blob_cache import BlobCache
from newsroom.model import Article, Tag
from newsroom.reading.assembly.references import body_loader
from newsroom.reading.sources.parse_store import Store
from newsroom.reading.sources.read_files import Kept, ReadFile

_NAME = "articles"
_BOUND = {"load_body", "load_terms"}
"""What an article has of the store of its run."""
_NAMES = tuple(
    field.name for field in fields(Article) if field.default is MISSING and field.name not in _BOUND
)
_state = attrgetter(*_NAMES)
_AGED = 50
"""When more than one in so many stories is not here, all are written again."""


class ArticleCache:
    """Stories as they were last time, in ``folder``; ``newsroom`` is what they may name."""

    def __init__(self, folder: Path, namespace: object) -> None:
        self._blobs = BlobCache(folder, f"{digest_of_code([''], ()).hex()} {namespace}")
        self._files: Mapping[str, Kept] = {}
        self._tags: Mapping[str, Tag] = {}
        self._states: Mapping[str, tuple[Any, ...]] = {}
        self._changed: frozenset[str] = frozenset()
        self._used = 0

    def load(self) -> Mapping[str, Kept]:
        """Open the cache; return what was read, by path."""
        if found := self._blobs.get(_NAME):
            # The seal says that it is what was put there.
            self._files, self._tags, self._states = pickle.loads(found)  # noqa: S301
        return self._files

    def compare(self, tags: Mapping[str, Tag]) -> None:
        """Learn what the tags of all stories are by now, by their spellings."""
        kept = self._tags
        self._changed = frozenset(name for name, tag in tags.items() if kept.get(name) != tag)

    def article(self, file: ReadFile, store: Store) -> Article | None:
        """Return the article of a source, if both are what they were."""
        path = file.source.path
        same = path in self._files and self._files[path][0] == file.key
        if not same or not self._changed.isdisjoint(file.tags):
            return None
        self._used += 1
        body, terms = body_loader(store.html, file.key, None), partial(store.terms, file.key)
        state = dict(zip(_NAMES, self._states[path], strict=True))
        return Article(**state, load_body=body, load_terms=terms)

    def keep(
        self, read: Sequence[ReadFile], articles: Mapping[str, Article], tags: Mapping[str, Tag]
    ) -> None:
        """Keep what was read, before anybody adds to it, unless most of it is kept already.

        Live stories are other ones every hour.
        """
        files = {
            file.source.path: file
            for file in read
            if file.source.path in articles and (file.plain or file.story.updates is None)
        }
        missing = len(files.keys() ^ self._states.keys()) + len(files) - self._used
        if missing * _AGED <= len(files):
            return
        kept: dict[str, Kept] = {
            path: (file.key, file.text, file.tags, file.plain, file.hosts)
            for path, file in files.items()
        }
        states = {path: _state(articles[path]) for path in files}
        self._blobs.put(_NAME, pickle.dumps((kept, tags, states), pickle.HIGHEST_PROTOCOL))
