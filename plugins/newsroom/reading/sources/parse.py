"""Parsing one file: from its bytes to a record that can be stored and used again.

A record (``parsed_story.py``) depends on nothing but the bytes of the file and this room's code, so
that it stays good when registries, other stories or the clock change.
"""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from newsroom.problems import Problem
from newsroom.reading.frontmatter.header import read_source
from newsroom.reading.frontmatter.marked_yaml import FrontMatterError
from newsroom.reading.frontmatter.rules import Rules, with_extra
from newsroom.reading.frontmatter.schema import FrontMatter, PageMatter
from newsroom.reading.frontmatter.validation import validate
from newsroom.reading.markup.updates import Section, split_updates
from newsroom.reading.sources.parsed_story import (
    dump_story,
)
from newsroom.reading.sources.story_records import (
    IDS_OF_UPDATES,
    add_boxes,
    joined_html,
    own_text,
    refined_matter,
    story_record,
    unread_record,
    update_record,
)
from newsroom.reading.text.body import BodyError, BodyRenderer
from newsroom.reading.text.body_words import spoken
from newsroom.reading.text.boxes import render_boxes
from newsroom.reading.text.terms import extract_terms
from newsroom.text.links import open_links


@dataclass(frozen=True, slots=True)
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
            return Parsed(unread_record([error.problem]), "")
        matter, problems = validate(source, "", self._zone, self._models[kind])
        is_live = kind == "story" and source.values.get("label") == "live"
        lead = source.body
        sections: list[Section] = []
        if is_live:
            lead, sections, wrong = split_updates(lead, source.body_line, self._zone)
            problems += wrong
        lang = getattr(matter, "lang", None) or self._lang
        try:
            renderer = self._renderer(lang)
            body = renderer.render(lead, source.body_line, lang=lang)
            updates = [
                renderer.render(one.text, one.line + 1, 3, lang, IDS_OF_UPDATES) for one in sections
            ]
            boxes = list(render_boxes(source.values, source.marks, renderer, lang))
        except BodyError as error:
            problems.append(Problem("", error.what, error.remedy, line=error.line, column=1))
            return Parsed(unread_record(problems, source.values), "")
        texts = (body, *updates, *(box for _, box in boxes))
        for one in texts:
            problems += [_removal(item.line, item.what) for item in one.removed]
            problems += [
                Problem("", item.what, item.remedy, line=item.line, column=1, level="warning")
                for item in one.unclear
            ]
            problems += [
                Problem("", item.what, item.remedy, line=item.line, column=1)
                for item in one.mistakes
            ]
        if matter is None or any(one.mistakes for one in texts):
            return Parsed(unread_record(problems, source.values), "")
        values, headline = refined_matter(matter, lang)
        story = story_record(values, source.marks, body, problems, lang)
        story.headline = headline
        if is_live:
            story.updates = [
                update_record(number, section, update, lang)
                for number, (section, update) in enumerate(zip(sections, updates, strict=True), 1)
            ]
        add_boxes(story, boxes)
        text = joined_html(body, sections, updates, boxes)
        story.links = open_links(text)
        # Not its updates: what is related to a live story must not change with each of them.
        own = own_text(story.matter, body)
        terms = extract_terms(story.matter.title, story.matter.deck, own)
        return Parsed(dump_story(story), text, " ".join(terms))

    def _renderer(self, lang: str) -> BodyRenderer:
        """Return what makes bodies in a language, whose words some of them have."""
        if lang not in self._renderers:
            options = spoken(lang, self._rules.catalogues)
            self._renderers[lang] = BodyRenderer(
                options, self._rules.extensions(), self._rules.embeds
            )
        return self._renderers[lang]


def _removal(line: int, what: str) -> Problem:
    if "character" in what:
        remedy = "delete it"
    elif "iframe" in what:
        remedy = "write the https:// address of what it shows, alone in a paragraph"
    elif what.startswith("data:"):
        remedy = "save the picture as a file in media/ and name that"
    elif what.startswith("http:"):
        remedy = "put the file into media/ and name it, or write https:"
    else:
        remedy = "write it in Markdown, or put code between backticks"
    return Problem(
        "", f"{what} was taken out of the text", remedy, line=line, column=1, level="warning"
    )
