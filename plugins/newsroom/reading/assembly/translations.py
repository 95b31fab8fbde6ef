"""Translations: which stories are one story in several languages (``translation_of``).

Sets: ``article.translations``, ``original``.
"""

from collections.abc import Iterable, Mapping

from newsroom.model import Article, Translation
from newsroom.problems import Problems
from newsroom.reading.assembly.story_index import StoryIndex, named_story
from newsroom.reading.sources.read_files import ReadFile, place_of


def join_translations(
    files: Iterable[ReadFile],
    articles: Mapping[str, Article],
    index: StoryIndex,
    problems: Problems,
) -> None:
    """Link the stories that are one in several languages. What is not published is left out."""
    joined = _Joined(index, problems)
    for file in files:
        article = None if file.plain else articles.get(file.source.path)
        if article:
            joined.add(file, article)
    joined.link(articles)


class _Joined:
    """``_originals``: path of a translation → the story that it names as its original."""

    def __init__(self, index: StoryIndex, problems: Problems) -> None:
        self._index, self._problems = index, problems
        self._files: dict[str, ReadFile] = {}
        self._originals: dict[str, Article] = {}

    def add(self, file: ReadFile, article: Article) -> None:
        """Find the original of a story."""
        if slug := file.story.matter.translation_of:
            story = named_story(slug, file, "translation_of", self._index, self._problems)
            if story and self._index.published(story) and self._index.published(article):
                self._files[article.source] = file
                self._originals[article.source] = story

    def link(self, articles: Mapping[str, Article]) -> None:
        """Let each version of a story name all others that readers may find."""
        groups: dict[str, list[Article]] = {}
        for source in self._originals:
            root = self._root(articles[source])
            groups.setdefault(root.source, [root]).append(articles[source])
        for original, *others in groups.values():
            self._link(original, [one for one in others if one is not original])

    def _root(self, article: Article) -> Article:
        """Return the first original; of stories that translate each other, the least path."""
        seen = [article]
        while (following := self._originals.get(seen[-1].source)) is not None:
            if following in seen:
                if following is article:
                    remedy = "name the original, which names none"
                    self._warn(article, "this translates itself", remedy)
                return min(seen[seen.index(following) :], key=lambda one: one.source)
            seen.append(following)
        return seen[-1]

    def _link(self, original: Article, others: Iterable[Article]) -> None:
        by_lang = {original.lang: original}
        for article in others:
            first = by_lang.setdefault(article.lang, article)
            if first is not article:
                what = f"a translation into {article.lang!r}, the language of {first.source}"
                self._warn(article, what, "write its own language as `lang`")
        group = [by_lang[lang] for lang in sorted(by_lang)]
        for article in group if len(group) > 1 else ():
            article.original = original.url
            article.translations = tuple(
                Translation(
                    lang=one.lang, title=one.title, url=one.url, canonical_url=one.canonical_url
                )
                for one in group
                if one is not article and one.source not in self._index.unlisted
            )

    def _warn(self, article: Article, what: str, remedy: str) -> None:
        place = place_of(self._files[article.source], "translation_of")
        self._problems.warning(place.path, what, remedy, place.line, place.column)
