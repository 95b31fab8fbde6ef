"""What kramdown, the Markdown of Jekyll, has besides: extensions, attributes, tables, formulas.

{::comment}not for readers{:/comment}    {: #id .class }    * TOC
{::nomarkdown}<b>raw</b>{:/}             {:toc}             $$ a + b $$
"""

import re
from dataclasses import dataclass, field

from newsroom.desk.importing.texts.kramdown_rows import by_rows
from newsroom.desk.importing.traced_text import (
    CODE,
    Replacement,
    StoryContext,
    TracedText,
    indented_code,
    rewrite,
    shorten,
)

HIDDEN = "readers did not see it either: write it as text if they should"
NO_TOC = "long stories have a list of contents in the margin: there is nothing to do"
NO_MATHS = "it is shown as code: put a picture of the formula in its place"
NO_ATTRIBUTE = "the text looks as the others do: there is nothing to do unless that is wrong"

_EXTENSION = re.compile(
    CODE
    + r"""
    | (?P<toc>^[ ]{0,3}(?:[*+-]|\d+\.)[ \t]+.*\n
        [ ]{0,3}\{:[ \t]*(?:[^}\n]*[ \t])?toc\b[^}\n]*\}[ \t]*$)
    | (?P<hidden>\{::comment[^}\n]*/\}|\{::comment[^}\n]*\}(?s:.*?)\{:/(?:comment)?\})
    | \{::nomarkdown[^}\n]*\}\n?(?P<raw>(?s:.*?))\n?\{:/(?:nomarkdown)?\}
    | (?P<options>\{::\w+[^}\n]*/?\}|\{:/\w*\}|^\^[ \t]*$)
    | ^[ ]{0,3}\{:(?P<name>[\w-]+):(?P<meaning>[^}\n]*)\}[ \t]*$
    | (?P<lines>^[ ]{0,3}\$\$[ \t]*\n(?P<formula>(?s:.*?))\n[ ]{0,3}\$\$[ \t]*$)
    | \$\$(?P<inline>[^$\n]+)\$\$
    """,
    re.VERBOSE | re.MULTILINE,
)
_ATTRIBUTES = re.compile(
    CODE
    + r"""
    | (?P<heading>^[ ]{0,3}\#{1,6}[ \t].*?)[ \t#]*\n[ ]{0,3}\{:(?P<below>[^}\n]*)\}[ \t]*$
    | (?P<text>^(?![ ]{4}|[-*>+])[ ]*\S.*)\n(?P<rule>-+|=+)[ \t]*\n
      [ ]{0,3}\{:(?P<under>[^}\n]*)\}[ \t]*$
    | (?P<first>(?:\A|\n[ \t]*\n)[ ]{0,3}\{:[^}\n]*\}[ \t]*\n(?=\S))
    | \{:(?P<list>[^}\n/:][^}\n]*)\}
    """,
    re.VERBOSE | re.MULTILINE,
)
_CLASSES = re.compile(
    CODE + r"|(?:^|(?<=\S)[ \t]+)\{\.[\w-]+(?:[ \t]+[.\#][\w-]+)*\}[ \t]*$",
    re.VERBOSE | re.MULTILINE,
)
_PART = re.compile(
    r"""(?P<short>[.#][^\s}"'=]+)|(?P<key>[\w-]+)=(?P<value>"[^"]*"|'[^']*'|\S+)|\S+"""
)
_KEPT = frozenset({"id", "class", "width", "height", "lang", "dir", "title", "start"})


def convert(draft: TracedText, page: StoryContext) -> TracedText:
    """Write in Markdown what only kramdown reads; what has no counterpart is reported."""
    if "{:" in draft.text or "$$" in draft.text or "\n^" in draft.text:
        reader = _Kramdown(page)
        source = draft

        def replace(match: re.Match[str]) -> Replacement:
            return reader.extension(match, source.line(match.start()))

        draft = rewrite(draft, _EXTENSION, replace, left_alone=indented_code(draft.text))
        draft = reader.attributes(draft)
    return by_rows(_without_classes(draft, page))


def _without_classes(draft: TracedText, page: StoryContext) -> TracedText:
    """Take out what markdown-it, the Markdown of Eleventy, reads as classes of a paragraph."""

    def replace(match: re.Match[str]) -> Replacement:
        page.note(draft.line(match.start()), f"{match[0].strip()} was taken out", NO_ATTRIBUTE)
        return "", match.end()

    return rewrite(draft, _CLASSES, replace) if "{." in draft.text else draft


@dataclass(slots=True)
class _Kramdown:
    """``names`` holds the attribute lists that a text gives a name: ``{:ref: .class}``."""

    page: StoryContext
    names: dict[str, str] = field(default_factory=dict)

    def extension(self, match: re.Match[str], line: int) -> Replacement:
        end = match.end()
        if match["toc"]:
            self.page.note(line, "the list of contents was taken out", NO_TOC)
            return "", end
        if match["hidden"]:
            self.page.note(line, f"the comment {shorten(match[0], 60)} was taken out", HIDDEN)
            return "", end
        if match["raw"] is not None:
            return match["raw"], end
        if match["name"]:
            self.names[match["name"]] = match["meaning"]
            return "", end
        if match["options"]:
            return "", end
        formula = match["formula"] or match["inline"]
        self.page.note(line, f"the formula {shorten(formula, 60)} is not set", NO_MATHS)
        return (f"```\n{formula}\n```" if match["lines"] else f"`{formula.strip()}`"), end

    def attributes(self, draft: TracedText) -> TracedText:
        def replace(match: re.Match[str]) -> Replacement:
            line = draft.line(match.start())
            if match["heading"]:
                return f"{match['heading']}{self._list(match['below'], line)}", match.end()
            if match["text"]:
                marks = "#" if match["rule"][0] == "=" else "##"
                return f"{marks} {match['text']}{self._list(match['under'], line)}", match.end()
            if match["first"]:
                self.page.note(line, f"{match[0].strip()} was taken out", NO_ATTRIBUTE)
                return "\n\n", match.end()
            return self._list(match["list"], line).lstrip(), match.end()

        return rewrite(draft, _ATTRIBUTES, replace, left_alone=indented_code(draft.text))

    def _list(self, written: str, line: int) -> str:
        """Return an attribute list without what a story may not have; empty without any."""
        kept: list[str] = []
        lost: list[str] = []
        for part in self._parts(written):
            is_kept = part["short"] or (part["key"] or "").lower() in _KEPT
            (kept if is_kept else lost).append(part[0])
        if lost:
            what = f"the attributes {shorten(' '.join(lost), 80)} were taken out"
            self.page.note(line, what, NO_ATTRIBUTE)
        return f" {{: {' '.join(kept)} }}" if kept else ""

    def _parts(self, written: str) -> list[re.Match[str]]:
        found = []
        for part in _PART.finditer(written):
            named = self.names.get(part[0]) if not part["short"] and not part["key"] else None
            found += list(_PART.finditer(named)) if named is not None else [part]
        return found
