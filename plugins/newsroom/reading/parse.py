"""Parsing one file: from its bytes to a record that can be stored and used again.

A record depends on nothing but the bytes of the file and this room's code, so that it stays good
when registries, other stories or the clock change.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import repeat
from typing import Any
from zoneinfo import ZoneInfo

from newsroom.links import open_links
from newsroom.model import PART
from newsroom.model.details import BoxKind
from newsroom.problems import Problem
from newsroom.reading.body import Body, BodyError, BodyRenderer
from newsroom.reading.boxes import box_html, render_boxes
from newsroom.reading.fields import Closed
from newsroom.reading.frontmatter import read_source
from newsroom.reading.headlines import emphasised
from newsroom.reading.marked_yaml import FrontMatterError, Marks
from newsroom.reading.markup.anchors import within
from newsroom.reading.markup.updates import Section, split_updates
from newsroom.reading.rules import Rules, with_extra
from newsroom.reading.schema import FrontMatter, PageMatter
from newsroom.reading.summaries import shorten, summary_of
from newsroom.reading.terms import extract_terms
from newsroom.reading.typography import smart_text
from newsroom.reading.validation import validate
from newsroom.reading.words import count_words

# The page names the headline of an update so: "update-2026-11-23-1405-title".
_OF_UPDATES = ("title",)
_SMART = ("deck", "summary", "sponsor")


@dataclass(frozen=True, slots=True)
class Parsed:
    """``record`` is JSON (see ``_record``), ``html`` the finished body.

    ``terms`` is what related news compares (see ``terms.py``): terms, a space, signature.
    """

    record: str
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
        self._renderer = BodyRenderer(extensions=rules.extensions())

    def parse(self, data: bytes, kind: str) -> Parsed:
        """Parse a ``"story"`` or ``"page"``. Mistakes stand in the record, nothing is raised."""
        try:
            source = read_source(data, "")
        except FrontMatterError as error:
            return Parsed(_failure([error.problem]), "")
        matter, problems = validate(source, "", self._zone, self._models[kind])
        is_live = kind == "story" and source.values.get("label") == "live"
        lead = source.body
        sections: list[Section] = []
        if is_live:
            lead, sections, wrong = split_updates(lead, source.body_line, self._zone)
            problems += wrong
        lang = getattr(matter, "lang", None) or self._lang
        try:
            body = self._renderer.render(lead, source.body_line, lang=lang)
            updates = [
                self._renderer.render(one.text, one.line + 1, 3, lang, _OF_UPDATES)
                for one in sections
            ]
            boxes = list(render_boxes(source.values, source.marks, self._renderer, lang))
        except BodyError as error:
            problems.append(Problem("", error.line, 1, error.what, error.remedy))
            return Parsed(_failure(problems, source.values), "")
        for one in (body, *updates, *(box for _, box in boxes)):
            problems += [_removal(item.line, item.what) for item in one.removed]
            problems += [
                Problem("", item.line, 1, item.what, item.remedy, "warning") for item in one.unclear
            ]
        if matter is None:
            return Parsed(_failure(problems, source.values), "")
        record = _record(matter, source.marks, body, problems, lang)
        if is_live:
            record["updates"] = list(map(_update, sections, updates, repeat(lang)))
        values = record["matter"]
        text = _joined(body, sections, updates)
        if boxes:
            _add_boxes(record, boxes)
            text = PART.join([text, *(box_html(*box) for box in boxes)])
        record["links"] = open_links(text)
        # Not its updates: what is related to a live story must not change with each of them.
        terms = extract_terms(values["title"], values.get("deck", ""), _own_text(values, body))
        return Parsed(_dump(record), text, " ".join(terms))


def _record(
    matter: Closed, marks: Marks, body: Body, problems: list[Problem], lang: str
) -> dict[str, Any]:
    values = matter.model_dump(mode="json", exclude_defaults=True)
    _refine(values, _SMART, lang)
    record: dict[str, Any] = {}
    values["title"], marked = emphasised(values["title"], lang)
    if marked:
        record["headline"] = marked
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
    text = _own_text(values, body)
    words, characters = count_words(text)
    return record | {
        "matter": values,
        "marks": {key: place for key, place in marks.items() if not key.endswith(":")},
        "problems": [_mistake(problem) for problem in problems],
        "summary": values.get("summary") or values.get("deck") or _summary(values, body, lang),
        "words": words,
        "characters": characters,
        "code_words": body.code_words,
        "images": body.images,
        "references": _references(body),
    }


def _refine(values: dict[str, Any], keys: Iterable[str], lang: str) -> None:
    for key in keys:
        if key in values:
            values[key] = smart_text(values[key], lang)


def _summary(values: Mapping[str, Any], body: Body, lang: str) -> str:
    """Return the first sentences of the body, or the key points of a live story without a lead."""
    points = " ".join(values.get("key_points", ()))
    return summary_of(body.paragraphs, lang) or shorten(points, lang)


def _own_text(values: Mapping[str, Any], body: Body) -> str:
    """Return the plain text of a story without its updates."""
    return " ".join(filter(None, [*values.get("key_points", ()), body.text]))


def _update(section: Section, body: Body, lang: str) -> dict[str, Any]:
    words, characters = count_words(f"{section.title} {body.text}")
    return {
        "moment": section.moment.isoformat(),
        "title": smart_text(section.title, lang),
        "anchor": section.anchor,
        "line": section.line,
        "text": body.text,
        "summary": summary_of(body.paragraphs, lang),
        "words": words,
        "characters": characters,
        "code_words": body.code_words,
        "images": body.images,
        "references": _references(body),
    }


def _add_boxes(record: dict[str, Any], boxes: Sequence[tuple[BoxKind, Body]]) -> None:
    record["boxes"] = [kind for kind, _ in boxes]
    for _, body in boxes:
        words, characters = count_words(body.text)
        record["words"] += words
        record["characters"] += characters
        record["images"] += body.images
        record["references"] = record["references"] + _references(body)


def _joined(body: Body, sections: Sequence[Section], updates: Sequence[Body]) -> str:
    """Return the HTML of lead and updates, each behind a ``PART``, which no text may hold."""
    if not updates:
        return body.html
    parts = [body.html]
    for section, update in zip(sections, updates, strict=True):
        parts.append(within(update.html, section.anchor))
    return PART.join(part.replace(PART, "") for part in parts)


def _references(body: Body) -> list[list[Any]]:
    return [[item.kind, item.target, item.line] for item in body.references]


def _failure(problems: list[Problem], values: Mapping[str, Any] | None = None) -> str:
    """Return the record of a file with mistakes: these, and by which names others may know it."""
    given = values or {}
    aliases = given.get("aliases")
    listed = aliases.split(",") if isinstance(aliases, str) else aliases or ()
    names = [given.get("slug"), *(listed if isinstance(listed, list) else ())]
    known = [name.strip() for name in names if isinstance(name, str)]
    return _dump({"problems": [_mistake(problem) for problem in problems], "names": known})


def _mistake(problem: Problem) -> list[Any]:
    return [problem.line, problem.column, problem.what, problem.remedy, problem.level]


def _removal(line: int, what: str) -> Problem:
    if "character" in what:
        remedy = "delete it"
    elif "iframe" in what:
        remedy = "paste the YouTube or Vimeo address alone in a paragraph"
    elif what.startswith("data:"):
        remedy = "save the picture as a file in media/ and name that"
    elif what.startswith("http:"):
        remedy = "put the file into media/ and name it, or write https:"
    else:
        remedy = "write it in Markdown, or put code between backticks"
    return Problem("", line, 1, f"{what} was taken out of the text", remedy, "warning")


def _dump(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))
