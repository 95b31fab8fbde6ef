"""Texts that are rewritten piece by piece still know the line of the source."""

import re

from hypothesis import given
from hypothesis import strategies as st

from newsroom.desk.importing.traced_text import (
    CODE,
    Replacement,
    TracedText,
    indented_code,
    rewrite,
)

_PATTERN = re.compile(CODE + r"|<(?P<mark>[^<>]*)>", re.VERBOSE | re.MULTILINE)


@given(st.text(alphabet="ab\n<>", max_size=60), st.sampled_from(["", "x", "x\ny", "\n\n\n"]))
def test_every_line_begins_in_its_own_source_line(text: str, new: str) -> None:
    def replace(match: re.Match[str]) -> Replacement:
        return new, match.end()

    result = rewrite(TracedText.whole(text, 1), _PATTERN, replace)
    assert result.text == re.sub(r"<[^<>]*>", lambda _: new, text)
    assert len(result.lines) == result.text.count("\n") + 1
    assert result.lines == sorted(result.lines)


def test_nothing_is_found_in_code() -> None:
    text = "<a> `<b>` ``<c>` <d>`` \n```x\n<e>\n```\n<f> `open <g>\n\n~~~\n<h>"
    found: list[str] = []

    def replace(match: re.Match[str]) -> Replacement:
        found.append(match["mark"])
        return None

    rewrite(TracedText.whole(text, 1), _PATTERN, replace)
    assert found == ["a", "f", "g"]


def test_indented_code_is_not_taken_for_a_list() -> None:
    text = "Text\n\n    code\n\n    more\n\n- item\n\n    of the item\n\nText\n    lazy\n\n\tcode"
    assert indented_code(text) == {2, 3, 4, 13}


def test_fences_are_those_of_the_parser() -> None:
    text = (
        "```<a>``` <b>\n\n> ```\n> <c>\n\n<d>\n\n- ~~~~\n  <e>\n  ~~~\n  <f>\n  ~~~~\n\n"
        "<g>\n\n    ```\n\n<h>\n"
    )
    found: list[str] = []

    def replace(match: re.Match[str]) -> Replacement:
        found.append(match["mark"])
        return None

    result = rewrite(TracedText.whole(text, 1), _PATTERN, replace, in_code=str.upper)
    assert found == ["b", "d", "g", "h"]
    assert result.text.lower() == text
    assert "> <C>" in result.text
    assert "  <F>" in result.text


def test_a_fence_that_a_replacement_swallows_hides_nothing_behind_it() -> None:
    def replace(match: re.Match[str]) -> Replacement:
        return ("x", text.index("</a>") + 4) if match["mark"] == "a" else ("y", match.end())

    text = "<a>\n\n```\n\n</a>\n\n<b>\n\n```\n<c>\n```\n"
    assert rewrite(TracedText.whole(text, 1), _PATTERN, replace).text == "x\n\ny\n\n```\n<c>\n```\n"
