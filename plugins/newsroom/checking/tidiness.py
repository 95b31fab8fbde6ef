"""Marks and spaces in a file that no reader sees, and taking them out.

``tidy`` changes nothing that a page shows, with one exception: of a doubled article or "and" the
second is taken out (see ``wording.ONE_TOO_MANY``).
"""

import re
from collections.abc import Iterator

from newsroom.checking.findings import Remark
from newsroom.checking.manuscript import header_end, without_code
from newsroom.checking.wording import ONE_TOO_MANY, doubled

_BOM = "\ufeff"
# Behind a word only: two spaces break the line, and behind a sign one may be part of Markdown.
_ONE_SPACE = re.compile(r"(?<=[^\W\d_])[.,;:!?]?[ \t](?=\n|\Z)")


def tidy(text: str, lang: str) -> tuple[str, list[str]]:
    """Return the text of a file without its faults, and what these were."""
    done = []
    if text.startswith(_BOM):
        text = text.removeprefix(_BOM)
        done.append("byte order mark")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        done.append("Windows line ends")
    text, spaces = _without_end_spaces(text)
    text, words = _without_second_words(text, lang)
    if spaces:
        done.append(f"{spaces} space{'s' * (spaces > 1)} at line ends")
    done += [f"doubled {word!r}" for word in words]
    if text and not text.endswith("\n"):
        text += "\n"
        done.append("no line end at the end")
    return text, done


def untidy_file(data: bytes) -> Iterator[Remark]:
    """Remark on a file that ``--fix`` would change, doubled words aside."""
    _, faults = tidy(data.decode("utf-8", "replace"), "")
    if faults:
        yield Remark(1, 1, f"the file has {', '.join(faults)}", "run ./inv check --fix")


def _without_end_spaces(text: str) -> tuple[str, int]:
    start = header_end(text)
    prose = without_code(text[start:])
    ends = [start + match.end() - 1 for match in _ONE_SPACE.finditer(prose)]
    for at in reversed(ends):
        text = text[:at] + text[at + 1 :]
    return text, len(ends)


def _without_second_words(text: str, lang: str) -> tuple[str, list[str]]:
    safe = ONE_TOO_MANY.get(lang.partition("-")[0].lower(), set())
    start = header_end(text)
    found = [match for match in doubled(without_code(text[start:]), lang) if match[3] in safe]
    for match in reversed(found):
        text = text[: start + match.end(1)] + text[start + match.end(3) :]
    return text, [match[1] for match in found]
