"""One story or page on its way out: its text converted, its links led, its file written."""

from dataclasses import dataclass

from newsroom.desk.importing.dialects import ImportPlan
from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.texts.links import LinkDesk
from newsroom.desk.importing.texts.sloppy import without_broken_links
from newsroom.desk.importing.texts.unpublishable import without_mistakes
from newsroom.desk.importing.traced_text import shorten
from newsroom.desk.importing.values.headers import texts
from newsroom.desk.importing.values.names import Book
from newsroom.desk.importing.values.stories import Story
from newsroom.desk.importing.write import page_text, story_text, write_safely
from newsroom.reading.markup.complexity_guard import OutOfTimeError, limited_time

UNPLACED = "pages have no place for it here: write it into the text if it is missed"
MOST_SECONDS = 60
"""Processor time for the text of one story: patterns of shortcodes may seek an end forever."""


@dataclass(slots=True)
class _StoryPage:
    """The view of a story that shortcodes get (see ``traced_text.StoryContext``)."""

    base_url: str
    story: Story
    people: Book
    report: ImportReport

    def variable(self, name: str) -> str | None:
        return next(texts(self.story.source.header.values.get(name)), None)

    def person(self, name: str) -> str:
        return self.people.name(name)

    def note(self, line: int, what: str, remedy: str) -> None:
        self.report.changed(self.story.path, what, remedy, line)


def write_story(
    story: Story, desk: LinkDesk, people: Book, plan: ImportPlan, report: ImportReport
) -> None:
    """Convert and write a story or page; what became of it goes into the report."""
    page = _StoryPage(desk.site.base_url, story, people, report)
    lang = story.lang or "en"
    try:
        with limited_time(MOST_SECONDS):
            converted = plan.dialect.convert(story.body, page)
            linked = without_broken_links(converted, page.note)
            clear, mistake = without_mistakes(linked, lang, page.note)
            body = desk.lead(clear, story)
            if not mistake and body.text != clear.text:
                body, mistake = without_mistakes(body, lang, page.note)
    except OutOfTimeError:
        what = f"its text takes more than {MOST_SECONDS} seconds"
        report.left_out(story.path, what, "look for a shortcode or tag that does not end")
        return
    if mistake:
        report.left_out(
            story.path, mistake.what, f"{mistake.remedy}, and import again", mistake.line
        )
        return
    if story.source.page:
        _report_unplaced(story, report)
        report.counts["pages"] += 1
        text = page_text(story, body.text)
    else:
        text = story_text(story, _image(story, desk, report), body.text)
    outcome = write_safely(plan.into / story.file, text, plan.into, force=plan.force)
    report.counts.update((outcome, "imported"))
    if outcome == "kept":
        what = f"{story.file} is there with another text"
        report.changed(story.path, what, "it was not touched: say --force to overwrite it")
    if story.expires:
        report.counts["expiring"] += 1


def _report_unplaced(page: Story, report: ImportReport) -> None:
    """Say what the old site knew of a page and pages have no place for."""
    facts: dict[str, object] = {
        "lead picture": page.image, "tag": page.tags or page.categories,
        "second headline": page.headlines, "description": page.summary,
        "canonical address": page.canonical, "link to a translation": page.translation_key,
    }  # fmt: skip
    if left := [name for name, value in facts.items() if value]:
        what = f"the page {page.title!r} had a {', a '.join(left)}"
        report.changed(page.path, what, UNPLACED)


def _image(story: Story, desk: LinkDesk, report: ImportReport) -> dict[str, str] | None:
    image = story.image
    if image is None:
        return None
    line = image.line
    found = desk.pictures.find(image.src, line, story)
    if found is None:
        report.counts["missing images"] += 1
        what = f"no picture {shorten(image.src)!r}"
        report.changed(story.path, what, "the story has no lead image now: add it to media/", line)
    elif "//" in found:
        what = f"the picture is in another folder: {found}"
        report.changed(story.path, what, "the story has no lead image now: add it to media/", line)
    elif not image.alt:
        remedy = "the story has no lead image now: write `image:` with `src` and `alt`"
        report.changed(story.path, f"media/{found} has no description", remedy, line)
    else:
        caption = {"caption": image.caption} if image.caption else {}
        return {"src": found, "alt": image.alt, **caption}
    return None
