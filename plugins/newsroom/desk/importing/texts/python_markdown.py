"""What Python-Markdown, the Markdown of Pelican, has besides.

[TOC]                :::python
                     print("code that says its language in its first line, indented as all of it")
"""

import re

from newsroom.desk.importing.texts.behind_html import parted
from newsroom.desk.importing.texts.kramdown import NO_TOC
from newsroom.desk.importing.texts.markdown_in_html import set_apart
from newsroom.desk.importing.texts.shortcodes import fence
from newsroom.desk.importing.traced_text import CODE, Replacement, StoryContext, TracedText, rewrite
from newsroom.reading.markup.blocks import find_code

_TOC = re.compile(CODE + r"|^[ ]{0,3}\[TOC\][ \t]*$", re.VERBOSE | re.MULTILINE)
_LANGUAGE = re.compile(r" {4}(?::::|#!)(\w[\w+#-]*)[ \t]*(?:hl_lines=.*)?")


def convert(draft: TracedText, page: StoryContext) -> TracedText:
    """Write it as this dialect does; a list of contents is taken out with a note."""

    def replace(match: re.Match[str]) -> Replacement:
        page.note(draft.line(match.start()), "the list of contents was taken out", NO_TOC)
        return "", match.end()

    found = rewrite(draft, _TOC, replace) if "[TOC]" in draft.text else draft
    return parted(set_apart(_fenced(found)))


def _fenced(draft: TracedText) -> TracedText:
    """Fence code that says its language."""
    if "    :::" not in draft.text and "    #!" not in draft.text:
        return draft
    rows = draft.text.split("\n")
    lines = draft.lines
    for first, last in reversed(find_code(rows)):
        if language := _LANGUAGE.fullmatch(rows[first]):
            code = "\n".join(row.removeprefix("    ") for row in rows[first + 1 : last + 1])
            new = fence(code.rstrip(), language[1]).split("\n")
            rows[first : last + 1] = new
            at = (*lines[first : last + 1], *(lines[last],) * len(new))
            lines = [*lines[:first], *at[: len(new)], *lines[last + 1 :]]
    return TracedText("\n".join(rows), lines)
