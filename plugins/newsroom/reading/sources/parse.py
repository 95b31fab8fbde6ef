"""Parsing one file: from its bytes to a record that can be stored and used again.

A record (``parsed_story.py``) depends on nothing but the bytes of the file and this room's code, so
that it stays good when registries, other stories or the clock change.
"""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from newsroom.problems import Problem
from newsroom.reading.frontmatter.header import SourceText, read_source
from newsroom.reading.frontmatter.marked_yaml import FrontMatterError
from newsroom.reading.frontmatter.rules import Rules, with_extra
from newsroom.reading.frontmatter.schema import FrontMatter, PageMatter
from newsroom.reading.frontmatter.validation import validate
from newsroom.reading.markup.updates import UpdateSection, split_updates
from newsroom.reading.sources.body_problems import problems_of
from newsroom.reading.sources.parsed_story import UnreadStory, dump_story, mistake_of
from newsroom.reading.sources.story_records import (
    IDS_OF_UPDATES,
    FileTexts,
    joined_html,
    own_text,
    story_record,
    unread_record,
)
from newsroom.reading.text.body import BodyError, BodyRenderer
from newsroom.reading.text.body_words import spoken
from newsroom.reading.text.boxes import render_boxes
from newsroom.reading.text.terms import extract_terms
from newsroom.text.links import open_links


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """``record`` is a :class:`ParsedStory` in JSON, ``html`` the finished body.

    ``terms`` is what related news compares (see ``terms.py``): terms, a space, signature.
    """

    record: bytes
    html: str
    terms: str = ""


class Parser:
    """Parses files of one publication; keeps what is costly to make between them."""

    def __init__(self, rules: Rules) -> None:
        self._zone, self._lang = ZoneInfo(rules.zone), rules.lang
        optional = {key: replace(one, required=False) for key, one in rules.extra.items()}
        self._models = {
            "story": with_extra(FrontMatter, rules.extra),
            "page": with_extra(PageMatter, optional),
        }
        self._rules = rules
        self._renderers: dict[str, BodyRenderer] = {}

    def parse(self, data: bytes, kind: str) -> Parsed:
        """Parse a ``"story"`` or ``"page"``. Mistakes are in the record, nothing is raised."""
        try:
            source = read_source(data, "")
        except FrontMatterError as error:
            broken = UnreadStory(problems=[mistake_of(error.problem)])
            return Parsed(record=dump_story(broken), html="")
        model = self._models[kind]
        matter, problems = validate(source, "", self._zone, model)
        lang = getattr(matter, "lang", None) or self._lang
        is_live = kind == "story" and source.values.get("label") == "live"
        try:
            texts = self._render(source, lang, problems, is_live=is_live)
        except BodyError as error:
            problems.append(Problem("", error.what, error.remedy, line=error.line, column=1))
            return Parsed(record=unread_record(problems, source, model), html="")
        problems += problems_of(texts.all)
        if matter is None or any(one.mistakes for one in texts.all):
            return Parsed(record=unread_record(problems, source, model, texts), html="")
        story = story_record(matter, source.marks, texts, problems, lang)
        html = joined_html(texts)
        story.links = open_links(html)
        # Not its updates: what is related to a live story must not change with each of them.
        own = own_text(story.matter, texts.lead)
        terms = extract_terms(story.matter.title, story.matter.deck, own)
        return Parsed(record=dump_story(story), html=html, terms=" ".join(terms))

    def _render(
        self, source: SourceText, lang: str, problems: list[Problem], *, is_live: bool
    ) -> FileTexts:
        """Return the texts of a file; ``problems`` gets what is wrong with the order of updates.

        Raises:
            BodyError: one of them cannot be converted.
        """
        renderer = self._renderer(lang)
        lead, sections = source.body, list[UpdateSection]()
        if is_live:
            lead, sections, wrong = split_updates(lead, source.body_line, self._zone)
            problems += wrong
        return FileTexts(
            lead=renderer.render(lead, source.body_line, lang=lang),
            updates=[
                (one, renderer.render(one.text, one.line + 1, 3, lang, IDS_OF_UPDATES))
                for one in sections
            ]
            if is_live
            else None,
            boxes=list(render_boxes(source.values, source.marks, renderer, lang)),
        )

    def _renderer(self, lang: str) -> BodyRenderer:
        """Return what makes bodies in a language, whose words some of them have."""
        if lang not in self._renderers:
            options = spoken(lang, self._rules.catalogues)
            self._renderers[lang] = BodyRenderer(
                options, self._rules.extensions(), self._rules.embeds
            )
        return self._renderers[lang]
