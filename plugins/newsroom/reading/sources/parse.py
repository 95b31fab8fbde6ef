"""Parsing one file: from its bytes to a record that can be stored and used again.

A record (``parsed_story.py``) depends on nothing but the bytes of the file and this room's code, so
that it stays good when registries, other stories or the clock change.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from newsroom.model import PART
from newsroom.model.details import BoxKind
from newsroom.problems import Problem
from newsroom.reading.frontmatter.fields import Closed
from newsroom.reading.frontmatter.header import read_source
from newsroom.reading.frontmatter.marked_yaml import FrontMatterError, Marks
from newsroom.reading.frontmatter.rules import Rules, with_extra
from newsroom.reading.frontmatter.schema import FrontMatter, PageMatter
from newsroom.reading.frontmatter.validation import validate
from newsroom.reading.markup.anchors import within
from newsroom.reading.markup.updates import Section, split_updates
from newsroom.reading.sources.parsed_story import (
    Matter,
    ParsedStory,
    ParsedUpdate,
    Reference,
    UnreadStory,
    dump_story,
    mistake_of,
)
from newsroom.reading.text.body import Body, BodyError, BodyRenderer
from newsroom.reading.text.body_words import spoken
from newsroom.reading.text.boxes import box_html, render_boxes
from newsroom.reading.text.headlines import emphasised
from newsroom.reading.text.summaries import shorten, summary_of
from newsroom.reading.text.terms import extract_terms
from newsroom.reading.text.words import count_words
from newsroom.reading.typography import smart_text
from newsroom.text.links import open_links

# The page names the headline of an update so: "update-2026-11-23-1405-title".
_OF_UPDATES = ("title",)
_SMART = ("deck", "summary", "sponsor")


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
            return Parsed(_unread([error.problem]), "")
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
                renderer.render(one.text, one.line + 1, 3, lang, _OF_UPDATES) for one in sections
            ]
            boxes = list(render_boxes(source.values, source.marks, renderer, lang))
        except BodyError as error:
            problems.append(Problem("", error.what, error.remedy, line=error.line, column=1))
            return Parsed(_unread(problems, source.values), "")
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
            return Parsed(_unread(problems, source.values), "")
        values, headline = _matter(matter, lang)
        story = _story(values, source.marks, body, problems, lang)
        story.headline = headline
        if is_live:
            story.updates = [
                _update(number, section, update, lang)
                for number, (section, update) in enumerate(zip(sections, updates, strict=True), 1)
            ]
        _add_boxes(story, boxes)
        text = _joined(body, sections, updates, boxes)
        story.links = open_links(text)
        # Not its updates: what is related to a live story must not change with each of them.
        own = _own_text(story.matter, body)
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


def _matter(matter: Closed, lang: str) -> tuple[Matter, str]:
    """Return front matter with its typography, and its headline as HTML if it has emphasis."""
    values = matter.model_dump(mode="json", exclude_defaults=True)
    _refine(values, _SMART, lang)
    values["title"], headline = emphasised(values["title"], lang)
    for name in values.get("headlines", {}):
        _refine(values["headlines"], (name,), lang)
    if "fact_box" in values:
        _refine(values["fact_box"], ("title",), lang)
    if "image" in values:
        _refine(values["image"], ("caption", "credit"), lang)
    for item in values.get("corrections", ()):
        _refine(item, ("text",), lang)
    for item in values.get("sources", ()):
        _refine(item, ("title",), lang)
    if points := values.get("key_points"):
        values["key_points"] = [smart_text(point, lang) for point in points]
    return Matter(**values), headline


def _story(
    matter: Matter, marks: Marks, body: Body, problems: list[Problem], lang: str
) -> ParsedStory:
    words, characters = count_words(_own_text(matter, body))
    return ParsedStory(
        matter=matter,
        marks={key: place for key, place in marks.items() if not key.endswith(":")},
        problems=list(map(mistake_of, problems)),
        summary=matter.summary or matter.deck or _summary(matter, body, lang),
        words=words,
        characters=characters,
        code_words=body.code_words,
        images=body.images,
        references=_references(body),
        frames=list(body.frames),
    )


def _refine(values: dict[str, Any], keys: Iterable[str], lang: str) -> None:
    for key in keys:
        if key in values:
            values[key] = smart_text(values[key], lang)


def _summary(matter: Matter, body: Body, lang: str) -> str:
    """Return the first sentences of the body, or the key points of a live story without a lead."""
    return summary_of(body.paragraphs, lang) or shorten(" ".join(matter.key_points), lang)


def _own_text(matter: Matter, body: Body) -> str:
    """Return the plain text of a story without its updates."""
    return " ".join(filter(None, [*matter.key_points, body.text]))


def _update(number: int, section: Section, body: Body, lang: str) -> ParsedUpdate:
    words, characters = count_words(f"{section.title} {body.text}")
    return ParsedUpdate(
        place=number,
        moment=section.moment.isoformat(),
        title=smart_text(section.title, lang),
        anchor=section.anchor,
        line=section.line,
        text=body.text,
        summary=summary_of(body.paragraphs, lang),
        words=words,
        characters=characters,
        code_words=body.code_words,
        images=body.images,
        references=_references(body),
        frames=list(body.frames),
    )


def _add_boxes(story: ParsedStory, boxes: Sequence[tuple[BoxKind, Body]]) -> None:
    story.boxes = [kind for kind, _ in boxes]
    for _, body in boxes:
        words, characters = count_words(body.text)
        story.words += words
        story.characters += characters
        story.images += body.images
        story.references += _references(body)
        story.frames += body.frames


def _joined(
    body: Body, sections: Sequence[Section], updates: Sequence[Body],
    boxes: Sequence[tuple[BoxKind, Body]],
) -> str:  # fmt: skip
    """Return the HTML of lead, updates and boxes, divided by ``PART``, which no text may hold."""
    if not updates and not boxes:
        return body.html
    parts = [body.html]
    for section, update in zip(sections, updates, strict=True):
        parts.append(within(update.html, section.anchor))
    parts += [box_html(*box) for box in boxes]
    return PART.join(part.replace(PART, "") for part in parts)


def _references(body: Body) -> list[Reference]:
    return [(item.kind, item.target, item.line) for item in body.references]


def _unread(problems: list[Problem], values: Mapping[str, Any] | None = None) -> bytes:
    """Return the record of a file with mistakes: these, and by which names others may know it."""
    given = values or {}
    aliases = given.get("aliases")
    listed = aliases.split(",") if isinstance(aliases, str) else aliases or ()
    names = [given.get("slug"), *(listed if isinstance(listed, list) else ())]
    known = [name.strip() for name in names if isinstance(name, str)]
    return dump_story(UnreadStory(problems=list(map(mistake_of, problems)), names=known))


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
