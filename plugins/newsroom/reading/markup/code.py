"""Fenced code, coloured by Pygments.

    ```python
    print("news")
    ```

A fence is three or more backticks or tildes and ends with one at least as long; it may be indented
with the list item it belongs to. The language is the first word after it (``{.python}`` is read
too); an unknown one gives plain code. Colours are classes: ``pygmentize -S`` makes their CSS.
"""

import re
from html import escape

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

_FENCE = re.compile(r"( *)(`{3,}(?=[^`]*$)|~{3,})(.*)")
_LANGUAGE = re.compile(r"[ {.]*([\w#+-][\w#+.-]*)")
_ITEM = re.compile(r" *(?:[-*+]|\d+\.|:|\[\^[^\]]+\]:|!!!)(?: |$)")
# Some lexers take time that grows with the square of the text; this much is always quick.
_MOST = 100_000
# How many lines above an indented fence its list item is sought.
_REACH = 200


class Code(str):
    """Finished HTML of a code block, told apart from HTML that the author wrote."""


class FencedCode(Extension):
    """Adds fenced code. Before ``html_block`` (20), since code may look like HTML."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.register(_FencedCode(md), "fenced_code_block", 25)


class _FencedCode(Preprocessor):
    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._lexers: dict[str, Lexer | None] = {}
        self._formatter: HtmlFormatter[str] = HtmlFormatter(nowrap=True)

    def run(self, lines: list[str]) -> list[str]:
        done: list[str] = []
        position = 0
        for start, end, indent, info in find_fences(lines):
            code = [line[min(indent, _indentation(line)) :] for line in lines[start + 1 : end]]
            place = self.md.htmlStash.store(self._render("\n".join(code), info))
            done += [*lines[position:start], "", " " * indent + place, ""]
            position = end + 1
        return done + lines[position:]

    def _render(self, code: str, info: str) -> Code:
        match = _LANGUAGE.match(info)
        language = match[1].lower() if match else ""
        lexer = self._lexer(language) if language and len(code) <= _MOST else None
        inner = highlight(code, lexer, self._formatter) if lexer else escape(code, quote=False)
        name = f' class="language-{escape(language)}"' if language else ""
        return Code(f'<pre class="highlight"><code{name}>{inner.rstrip()}\n</code></pre>')

    def _lexer(self, language: str) -> Lexer | None:
        if language not in self._lexers:
            try:
                self._lexers[language] = get_lexer_by_name(language, stripnl=False)
            except ClassNotFound:
                self._lexers[language] = None
        return self._lexers[language]


def find_fences(lines: list[str]) -> list[tuple[int, int, int, str]]:
    """Return (first line, last line, indentation, info) of each fenced block, counted from 0.

    A fence without an end is text. Linear: the end of a fence is sought once for each kind.
    """
    fences = [(n, match) for n, line in enumerate(lines) if (match := _match(line))]
    found: list[tuple[int, int, int, str]] = []
    unclosed: set[str] = set()
    order = 0
    while order < len(fences):
        number, match = fences[order]
        order += 1
        indent, mark = len(match[1]), match[2]
        if mark in unclosed or not _is_block(lines, number, indent):
            continue
        for later in range(order, len(fences)):
            last, other = fences[later]
            if other[2].startswith(mark) and not other[3].strip():
                found.append((number, last, indent, match[3].strip()))
                order = later + 1
                break
        else:
            unclosed.add(mark)
    return found


def _match(line: str) -> re.Match[str] | None:
    return _FENCE.fullmatch(line) if "```" in line or "~~~" in line else None


def _is_block(lines: list[str], number: int, indent: int) -> bool:
    """Tell whether an indented fence belongs to a list item, and is not itself indented code."""
    if indent == 0:
        return True
    for above in range(number - 1, max(number - _REACH, -1), -1):
        line = lines[above]
        if line.strip() and _indentation(line) < indent:
            return bool(_ITEM.match(line))
    return indent < 4


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
