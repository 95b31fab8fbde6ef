"""The body of a story: from Markdown to safe, typographically fine HTML.

    source ─normalise─▶ Markdown ─convert─▶ HTML ─sanitise─▶ outline ─▶ typography ─▶ Body

Raw HTML is allowed as far as ``sanitise`` lets it. Headings begin at level 2 and have ids. Links
and pictures within the publication leave as ``story:`` and ``media:`` addresses, which other code
resolves when it knows all stories. See ``markup`` for what writers can write besides Markdown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from markdown import Extension

from newsroom.embeds.hosts import Host
from newsroom.reading.charts.html import ChartTexts
from newsroom.reading.charts.placing import place_charts
from newsroom.reading.markup.complexity_guard import (
    ExcessError,
    OutOfTimeError,
    check_emphasis,
    check_source,
    limited_time,
)
from newsroom.reading.markup.embeds import Embeds, EmbedTexts
from newsroom.reading.markup.fast_markdown import FastMarkdown
from newsroom.reading.markup.fenced_code import CodeColours
from newsroom.reading.markup.figures import Figures
from newsroom.reading.markup.footnotes import Footnotes
from newsroom.reading.markup.outline import Heading, outline
from newsroom.reading.markup.pasted import Pasted
from newsroom.reading.markup.players import Players
from newsroom.reading.markup.pullquotes import PullQuotes
from newsroom.reading.markup.removed_html import RemovedHtml
from newsroom.reading.markup.source import Lines, normalise
from newsroom.reading.markup.tasklists import TaskLists
from newsroom.reading.text.astray import shown, unknown_tags
from newsroom.reading.text.remarks import Reference, Removed, Unclear, mistakes_of, unclear_of
from newsroom.reading.text.sanitise import Sanitiser, Violation, violations, without_swallowing
from newsroom.reading.text.shown_addresses import isolate_addresses
from newsroom.reading.text.summaries import MORE, mark_more
from newsroom.reading.typography import typeset
from newsroom.text.characters import taken_out

__all__ = [
    "Body", "BodyError", "BodyOptions", "BodyRenderer", "Heading", "Reference", "Removed",
    "Unclear",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class BodyOptions:
    """``typography``: apply it. The texts are what the pages of one language say; ``admonitions``
    are the titles of those without one, by their kinds.

    ``most_seconds`` of processor time end a text that no other limit has refused.
    """

    typography: bool = True
    embeds: EmbedTexts = field(default_factory=EmbedTexts)
    charts: ChartTexts = field(default_factory=ChartTexts)
    back_to_text: str = "Back to note {} in the text"
    to_do: str = "To do"
    done: str = "Done"
    admonitions: Mapping[str, str] = field(default_factory=dict)
    most_characters: int = 2_000_000
    most_seconds: float = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A finished body.

    ``text`` is its plain text in one line, notes included, code blocks not; ``code_words`` counts
    the words of these. ``paragraphs`` are its parts with their roles, see ``typography``.
    ``mistakes`` are what nobody could publish. ``images`` counts pictures. ``frames`` are hosts
    and names of the providers of its embeds.
    """

    html: str
    text: str
    paragraphs: tuple[tuple[str, str], ...]
    references: tuple[Reference, ...]
    removed: tuple[Removed, ...]
    unclear: tuple[Unclear, ...]
    mistakes: tuple[Unclear, ...]
    images: int
    code_words: int
    headings: tuple[Heading, ...]
    frames: tuple[tuple[str, str], ...] = ()


class BodyError(Exception):
    """A body that cannot be rendered in reasonable time. ``line`` is one of the file."""

    def __init__(self, line: int, what: str, remedy: str) -> None:
        super().__init__(f"{what}: {remedy}")
        self.line, self.what, self.remedy = line, what, remedy


class BodyRenderer:
    """Renders bodies one after the other. Costly to make: keep one for each process."""

    def __init__(
        self, options: BodyOptions = BodyOptions(), extensions: Sequence[Extension] = (),
        hosts: Mapping[str, Host] = MappingProxyType({}),
    ) -> None:  # fmt: skip
        self._options = options
        self._removed = RemovedHtml()
        self._embeds = Embeds(options.embeds, hosts)
        self._foreign = extensions
        self._markdown = make_markdown(options, self._embeds, self._removed, extensions)
        self._sanitiser = Sanitiser()

    def render(
        self, markdown: str, first_line: int = 1, highest: int = 2, lang: str = "en",
        reserved: Iterable[str] = (),
    ) -> Body:  # fmt: skip
        """Render one body; ``first_line`` is the line of the file where it begins.

        Its headings begin at level ``highest``. Its typography follows ``lang``; ``reserved``
        are ids that it may not have.

        Raises:
            BodyError: when the body is longer or more deeply nested than any story.
        """
        try:
            with limited_time(self._options.most_seconds):
                return self._render(markdown, first_line, highest, lang, reserved)
        except OutOfTimeError:
            self._markdown = make_markdown(
                self._options, self._embeds, self._removed, self._foreign
            )
            what = f"the text takes more than {self._options.most_seconds:g} seconds"
            raise BodyError(first_line, what, "divide it, to find the part that does") from None

    def _render(
        self, markdown: str, first_line: int, highest: int, lang: str, reserved: Iterable[str]
    ) -> Body:
        source, stray = normalise(markdown)
        text, found = self._convert(source, first_line)
        frames = {embed.frame: (embed.host, embed.name) for embed in self._embeds.found}
        text, targets = self._sanitiser.clean(mark_more(text), frames)
        if "&#" in source:  # which may stand for what cannot be written as it is
            text, strays = taken_out(text)
            found += [Violation(f"the stray character U+{ord(one):04X}", "&#") for one in strays]
        text, headings, changed = outline(text, reserved, highest, lang)
        fine = typeset(text, lang, fine=self._options.typography)
        text, plain = fine.html, " ".join([text for _, text in fine.paragraphs])
        if MORE in text:
            text, plain = text.replace(MORE, ""), " ".join(plain.replace(MORE, "").split(" "))
        odd = self._embeds.odd
        lines = Lines(source, first_line) if targets or found or changed or odd else None
        charts = self._markdown.findings.charts
        text, mistakes, files = (
            place_charts(text, charts, lang, self._options.charts) if charts else (text, [], [])
        )
        references = [Reference(t.kind, t.path, lines.find(t.path)) for t in targets if lines]
        references += [Reference("chart", mark, first_line + line) for mark, line in files]
        removed = [Removed(lines.find(v.written), v.what) for v in found if lines and not v.exposes]
        removed += [Removed(first_line + line, what) for line, what in stray]
        findings = self._markdown.findings
        wrong = [Unclear(first_line + m.line, m.what, m.remedy) for m in mistakes]
        wrong += mistakes_of(findings, found, source, first_line)
        return Body(
            html=isolate_addresses(text, lang),
            text=plain,
            paragraphs=fine.paragraphs,
            references=tuple(references),
            removed=tuple(sorted(removed, key=lambda item: item.line)),
            unclear=tuple(unclear_of(findings, changed, odd, source, first_line)),
            mistakes=tuple(wrong),
            images=text.count("<img "),
            code_words=fine.code_words,
            headings=headings,
            frames=tuple(sorted(set(frames.values()))),
        )

    def _convert(self, source: str, first_line: int) -> tuple[str, list[Violation]]:
        self._markdown.reset()
        try:
            check_source(source, self._options.most_characters)
            text = self._markdown.convert(source)
            check_emphasis(text, source)
        except ExcessError as error:
            raise BodyError(first_line + error.line, error.what, error.remedy) from None
        except RecursionError:
            what = "emphasis is nested too deeply"
            raise BodyError(first_line, what, "put the text into a fenced code block") from None
        found, raw = self._removed.found, self._markdown.findings.raw
        if raw:
            if unknown := unknown_tags(raw):
                raw[:] = [shown(piece, unknown) for piece in raw]
                text = shown(text, unknown)
                for tag in dict.fromkeys(unknown):
                    self._markdown.findings.show(tag)
            for piece in raw:
                found += violations(piece)
        return (without_swallowing(text) if found else text), found


def make_markdown(
    options: BodyOptions, embeds: Embeds, removed: RemovedHtml, foreign: Sequence[Extension] = ()
) -> FastMarkdown:
    """Return what makes HTML of Markdown, before it is made safe.

    ``foreign`` are the extensions of plugins.
    """
    notes = Footnotes(options.back_to_text)
    extensions: list[Extension | str] = [
        embeds, Pasted(embeds), Figures(notes.mark), Players(), PullQuotes(),
        TaskLists(options.to_do, options.done), removed,
    ]  # fmt: skip
    markdown = FastMarkdown(extensions, notes, CodeColours(), foreign)
    markdown.findings.titles = options.admonitions
    return markdown
