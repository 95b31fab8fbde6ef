"""Stories that are one in several languages: the original, and those that translate it."""

from collections import Counter, defaultdict

from newsroom.desk.importing.dialects import Config
from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.values.stories import Story


def join_translations(stories: list[Story], config: Config, report: ImportReport) -> None:
    """Let each translation name its original, which is the text in the archive's own language."""
    groups: defaultdict[str, list[Story]] = defaultdict(list)
    for story in stories:
        if story.translation_key:
            groups[story.translation_key].append(story)
    for group in groups.values():
        by_lang: dict[str, Story] = {}
        for story in group:
            by_lang.setdefault(story.lang or config.default_lang, story)
        original = by_lang.get(config.default_lang) or next(iter(by_lang.values()))
        for story in group if len(by_lang) > 1 else ():
            if story not in by_lang.values():
                what = f"a second text in {story.lang or 'one language'} of {original.path}"
                report.changed(story.path, what, "it was left on its own: write `translation_of`")
            elif story is not original:
                story.original = original


def keep_slugs_apart(stories: list[Story]) -> None:
    """Give translations with the slug of their original another: a slug names one story."""
    for story in stories:
        if story.original and story.slug == story.original.slug:
            story.slug = f"{story.slug}-{story.lang.lower()}"


def leave_unclear(stories: list[Story], report: ImportReport) -> None:
    """Take back what could name a wrong original, because several stories have its slug."""
    known = Counter(story.slug for story in stories)
    for story in stories:
        if story.original and known[story.original.slug] > 1:
            what = f"it translates {story.original.path}, whose slug other stories have too"
            report.changed(story.path, what, "give the original another slug: `translation_of`")
            story.original = None
