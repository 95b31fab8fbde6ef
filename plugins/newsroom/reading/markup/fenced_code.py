"""Fenced code, coloured by Pygments.

    ```python
    print("news")
    ```

The language is the first word behind the fence (``{.python}`` is read too); an unknown one gives
plain code. Colours are classes: ``pygmentize -S`` makes their CSS.
"""

import re
from html import escape

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

_LANGUAGE = re.compile(r"[ {.]*([^\s{},]+)")
# Some lexers take time that grows with the square of a line, or of the text: this much is quick
# with all of them. Sizes decide, not seconds: the same text is coloured everywhere or nowhere.
_LONGEST_LINE = 500
_MOST = 20_000


class Code(str):
    """Finished HTML of a code block, as a type of its own, since authors write HTML too."""


class CodeColours:
    """Makes the HTML of code. Costly to make: keep one for each process."""

    def __init__(self) -> None:
        self._lexers: dict[str, Lexer | None] = {}
        self._formatter: HtmlFormatter[str] = HtmlFormatter(nowrap=True)

    def render(self, code: str, info: str) -> tuple[Code, str]:
        """Return the HTML of a block, and why it has no colours although its language is known.

        ``info`` is the text after its fence.
        """
        match = _LANGUAGE.match(info)
        language = match[1].lower() if match else ""
        lexer = self._lexer(language) if language else None
        plain = _too_much(code) if lexer else ""
        lexer = None if plain else lexer
        inner = highlight(code, lexer, self._formatter) if lexer else escape(code, quote=False)
        name = f' class="language-{escape(language)}"' if language else ""
        end = "\n" if code.strip() else ""
        html = f'<pre class="highlight"><code{name}>{inner.rstrip()}{end}</code></pre>'
        return Code(html), plain

    def _lexer(self, language: str) -> Lexer | None:
        if language not in self._lexers:
            try:
                self._lexers[language] = get_lexer_by_name(language, stripnl=False)
            except ClassNotFound:
                self._lexers[language] = None
        return self._lexers[language]


def _too_much(code: str) -> str:
    """Return why code is not coloured, "" for all ordinary code."""
    longest = max(map(len, code.split("\n")))
    if longest > _LONGEST_LINE:
        return f"a line of it has {longest:,} characters, more than {_LONGEST_LINE:,}"
    if len(code) > _MOST:
        return f"the block has {len(code):,} characters, more than {_MOST:,}"
    return ""
