"""Making the record of a story from its front matter and its texts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from newsroom.model import PART
from newsroom.model.details import BoxKind
from newsroom.problems import Problem
from newsroom.reading.frontmatter.fields import Closed
from newsroom.reading.frontmatter.header import SourceText
from newsroom.reading.frontmatter.marked_yaml import Marks
from newsroom.reading.frontmatter.validation import registered_names
from newsroom.reading.markup.anchors import within
from newsroom.reading.markup.updates import UpdateSection
from newsroom.reading.sources.parsed_story import (
    Matter,
    ParsedStory,
    ParsedUpdate,
    Reference,
    UnreadStory,
    dump_story,
    mistake_of,
)
from newsroom.reading.text.body import Body
from newsroom.reading.text.boxes import box_html
from newsroom.reading.text.headlines import emphasised
from newsroom.reading.text.summaries import first_caption, shorten, summary_of
from newsroom.reading.text.words import count_words
from newsroom.reading.typography import smart_text

# The page names the headline of an update so: "update-2026-11-23-1405-title".
IDS_OF_UPDATES = ("title",)


_SMART = ("deck", "summary", "sponsor")


def _refined(matter: Closed, lang: str) -> tuple[Matter, str, str]:
    """Return front matter with its typography, and its headline and that of its card as HTML if
    they have emphasis.
    """
    values = matter.model_dump(mode="json", exclude_defaults=True)
    _refine(values, _SMART, lang)
    values["title"], headline = emphasised(values["title"], lang)
    card = ""
    for name, text in values.get("headlines", {}).items():
        values["headlines"][name], html = emphasised(text, lang)
        card = html if name == "card" else card
    if "fact_box" in values:
        _refine(values["fact_box"], ("title",), lang)
    if "image" in values:
        _refine(values["image"], ("alt", "caption", "credit"), lang)
    for item in values.get("corrections", ()):
        _refine(item, ("text",), lang)
    for item in values.get("sources", ()):
        _refine(item, ("title",), lang)
    if points := values.get("key_points"):
        values["key_points"] = [smart_text(point, lang) for point in points]
    return Matter(**values), headline, card


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTexts:
    """The texts of one file: lead (or body), updates of a live story, and boxes."""

    lead: Body
    updates: Sequence[tuple[UpdateSection, Body]] | None
    boxes: Sequence[tuple[BoxKind, Body]]

    @property
    def all(self) -> list[Body]:
        """Every text, in the order of the page."""
        updates = (body for _, body in self.updates or ())
        return [self.lead, *updates, *(body for _, body in self.boxes)]


def story_record(
    given: Closed, marks: Marks, texts: FileTexts, problems: Iterable[Problem], lang: str
) -> ParsedStory:
    """Return the record of a story or page whose header is ``given``."""
    body = texts.lead
    matter, headline, card = _refined(given, lang)
    words, characters = count_words(own_text(matter, body))
    story = ParsedStory(
        matter=matter,
        marks=_marks(marks),
        problems=list(map(mistake_of, problems)),
        summary=matter.summary or matter.deck or _summary(matter, body, lang),
        words=words,
        characters=characters,
        code_words=body.code_words,
        images=body.images,
        references=_references(body),
        frames=list(body.frames),
        headline=headline,
        card_headline=card,
    )
    if texts.updates is not None:
        numbered = enumerate(texts.updates, 1)
        story.updates = [_update(number, *update, lang) for number, update in numbered]
    _add_boxes(story, texts.boxes)
    return story


def _refine(values: dict[str, Any], keys: Iterable[str], lang: str) -> None:
    for key in keys:
        if key in values:
            values[key] = smart_text(values[key], lang)


def _summary(matter: Matter, body: Body, lang: str) -> str:
    """Return the first sentences of the body, or what else says most of a story without prose: its
    key points, or the caption of its picture.
    """
    if text := summary_of(body.paragraphs, lang):
        return text
    caption = matter.image.get("caption", "") if matter.image else ""
    return shorten(" ".join(matter.key_points) or caption or first_caption(body.html), lang)


def own_text(matter: Matter, body: Body) -> str:
    """Return the plain text of a story without its updates."""
    return " ".join(filter(None, [*matter.key_points, body.text]))


def _update(number: int, section: UpdateSection, body: Body, lang: str) -> ParsedUpdate:
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


def joined_html(texts: FileTexts) -> str:
    """Return the HTML of lead, updates and boxes, divided by ``PART``, which no text may hold."""
    if not texts.updates and not texts.boxes:
        return texts.lead.html
    parts = [texts.lead.html]
    parts += [within(body.html, section.anchor) for section, body in texts.updates or ()]
    parts += [box_html(*box) for box in texts.boxes]
    return PART.join(part.replace(PART, "") for part in parts)


def _references(body: Body) -> list[Reference]:
    return [(item.kind, item.target, item.line) for item in body.references]


def unread_record(
    problems: list[Problem], source: SourceText, model: type[Closed], texts: FileTexts | None = None
) -> bytes:
    """Return the record of a file with mistakes: these, and what can be known in spite of them."""
    given = source.values
    aliases = given.get("aliases")
    listed = aliases.split(",") if isinstance(aliases, str) else aliases or ()
    names = [given.get("slug"), *(listed if isinstance(listed, list) else ())]
    known = [name.strip() for name in names if isinstance(name, str)]
    unread = UnreadStory(
        problems=list(map(mistake_of, problems)),
        names=known,
        registered=registered_names(source, model),
        marks=_marks(source.marks),
        references=[one for body in (texts.all if texts else ()) for one in _references(body)],
    )
    return dump_story(unread)


def _marks(marks: Marks) -> dict[str, tuple[int, int]]:
    """Return the places of values; those of keys are needed only while a header is checked."""
    return {key: place for key, place in marks.items() if not key.endswith(":")}
