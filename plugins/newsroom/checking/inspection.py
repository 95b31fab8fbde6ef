"""Inspecting one story or page: every rule that needs no other one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newsroom.checking.facts import distant_date, no_sources
from newsroom.checking.findings import CheckOptions, Finding, Remark, Rule, found
from newsroom.checking.gaps import gaps
from newsroom.checking.lengths import long_line, long_paragraphs, short_body
from newsroom.checking.manuscript import Manuscript
from newsroom.checking.pictures import (
    bare_films,
    remote_images,
    small_images,
    undescribed_images,
)
from newsroom.checking.structure import heading_order, leftover_markdown
from newsroom.checking.tidiness import untidy_file
from newsroom.checking.wording import doubled_words
from newsroom.model import Article, Document


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in one text. Its links only the whole site can judge."""

    findings: tuple[Finding, ...]


def open_manuscript(subject: Article | Document, file: Path) -> tuple[Manuscript, bytes]:
    """Read the source of a story or page.

    Raises:
        OSError: the file went away since it was read.
    """
    data = file.read_bytes()
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return Manuscript(
        path=subject.source, text=text, lang=subject.lang, html=html_of(subject)
    ), data


def html_of(subject: Article | Document) -> str:
    """Return the whole finished text, with the updates of a live story."""
    updates = subject.updates if isinstance(subject, Article) else ()
    return "\n".join([subject.body, *(update.body for update in updates)])


def inspect(
    subject: Article | Document, file: Path, now: datetime, options: CheckOptions,
    own_rules: Sequence[Rule] = (),
) -> Inspection:  # fmt: skip
    """Apply every rule to one story or page, those of plugins too."""
    manuscript, data = open_manuscript(subject, file)
    remarks = [*_of_text(manuscript, options), *(("untidy-file", one) for one in untidy_file(data))]
    remarks += (("small-picture", one) for one in small_images(manuscript, subject))
    if isinstance(subject, Article):
        remarks += _of_story(manuscript, subject, now, options)
    for rule in own_rules:
        if rule.find and options.level(rule.id) != "off":
            remarks += ((rule.id, one) for one in rule.find(manuscript, subject))
    findings = (found(subject.source, name, remark, options) for name, remark in remarks)
    return Inspection(tuple(filter(None, findings)))


def _of_text(manuscript: Manuscript, options: CheckOptions) -> Iterator[tuple[str, Remark]]:
    for rule, remarks in (
        ("undescribed-image", undescribed_images(manuscript)),
        ("remote-picture", remote_images(manuscript)),
        ("doubled-word", doubled_words(manuscript)),
        ("heading-order", heading_order(manuscript)),
        ("long-paragraph", long_paragraphs(manuscript, options.paragraph_words)),
        ("gap", gaps(manuscript)),
        ("leftover-markdown", leftover_markdown(manuscript)),
    ):
        yield from ((rule, remark) for remark in remarks)


def _of_story(
    manuscript: Manuscript, story: Article, now: datetime, options: CheckOptions
) -> Iterator[tuple[str, Remark]]:
    words = story.word_count + story.character_count // 2 + story.code_word_count
    for rule, remarks in (
        ("long-headline", long_line(manuscript, "title", story.title, options.headline_characters)),
        ("long-deck", long_line(manuscript, "deck", story.deck, options.deck_characters)),
        ("long-summary",
         long_line(manuscript, "summary", story.summary, options.summary_characters)),
        ("short-body", short_body(manuscript, words, options.body_words)),
        ("distant-date", distant_date(manuscript, story.published, now, options.earliest_year,
                                      options.days_ahead)),
        ("bare-film", bare_films(manuscript, story)),
        ("no-sources", no_sources(manuscript, story.label, len(story.sources))),
    ):  # fmt: skip
        yield from ((rule, remark) for remark in remarks)
