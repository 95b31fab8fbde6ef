"""Links that no reader can follow: their text is kept, and the address is reported.

[todo](link to ann's story)    [a story](<https://x.example/y)    [1]: (https://x.example/z
"""

import re
from collections.abc import Callable

from newsroom.desk.importing.traced_text import (
    CODE,
    Replacement,
    TracedText,
    indented_code,
    rewrite,
    shorten,
)  # fmt: skip

Note = Callable[[int, str, str], None]

WRITE_LINK = "its text was kept: write `[text](address)` if it should be a link"

REPAIRED = "its address was kept, and its title left out: check it"
_TITLED = re.compile(r"""((?:https?://|@/|\.{0,2}/)[^\s()<>"']+)\s+["“].*\)$""")
"""An address with a title that holds quotes of its own."""
_TARGET = r"(?:<[^<>\n]*>|(?![<(])[^\s()]*(?:\((?:[^\s()]|\([^\s()]*\))*\)[^\s()]*)*)"
_TITLE = r"""(?:[ \t]+(?:"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\([^()\n]*\)))?"""
_SPACED = r"""(?=[^()\n"']*[/.\#])[^()<>\n"']{1,500}"""
"""A path with spaces, as some generators take it."""
_LINK = re.compile(
    CODE
    + rf"""
    | (?<!\\)!?\[(?P<text>[^\[\]\n]{{1,500}})\](?!\(\s*(?:{_TARGET}|{_SPACED}){_TITLE}\s*\))
      \((?:\((?P<doubled>https?://[^\s()<>]+)\)[^()\n]*\)|(?P<address>[^()\n]{{0,500}}\)?))
    | (?P<used>!?\[(?P<words>[^\[\]\n]{{1,500}})\]\[(?P<label>[^\[\]\n]{{0,200}})\])
    | (?<![\]!\\])\[(?P<short>[^\[\]\n]{{1,200}})\](?![\[(:])
    """,
    re.VERBOSE | re.MULTILINE,
)
_DEFINITION = re.compile(
    CODE
    + rf"""
    | ^[ ]{{0,3}}\[(?P<label>[^\]^\n][^\]\n]*)\]:[ \t]*
      (?!{_TARGET}{_TITLE}[ \t]*$)(?P<rest>(?=\S)(?:[(</]|.*://).*)\n?
    """,
    re.VERBOSE | re.MULTILINE,
)


def without_broken_links(draft: TracedText, note: Note) -> TracedText:
    """Return the text in which every link has an address that can be one."""
    if "](" not in draft.text and "]:" not in draft.text:
        return draft
    lost: set[str] = set()

    def cut(match: re.Match[str]) -> Replacement:
        lost.add(match["label"].casefold())
        what = f"[{match['label']}]: {shorten(match['rest'], 80)} is not an address"
        note(draft.line(match.start()), what, "the line was taken out: write `[1]: address`")
        return "", match.end()

    draft = rewrite(draft, _DEFINITION, cut, left_alone=indented_code(draft.text))

    def keep_text(match: re.Match[str]) -> Replacement:
        line = draft.line(match.start())
        if match["text"] is not None:
            address = shorten((match["address"] or "").strip("()<> "), 80)
            titled = _TITLED.match(match["address"] or "")
            if found := match["doubled"] or (titled[1] if titled else ""):
                note(line, f"the link to {shorten(found, 80)} was broken", REPAIRED)
                return f"[{match['text']}]({found})", match.end()
            note(line, f"{address!r} is not an address of a link", WRITE_LINK)
            return match["text"], match.end()
        return _words(match, lost)

    return rewrite(draft, _LINK, keep_text, left_alone=indented_code(draft.text))


def without_labels(draft: TracedText, lost: set[str]) -> TracedText:
    """Return the text in which the words of links with these labels are plain words."""

    def keep_text(match: re.Match[str]) -> Replacement:
        return _words(match, lost) if match["text"] is None else None

    return rewrite(draft, _LINK, keep_text, left_alone=indented_code(draft.text))


def _words(match: re.Match[str], lost: set[str]) -> Replacement:
    label = match["label"] or match["words"] if match["used"] else match["short"]
    if label is None or label.casefold() not in lost:
        return None
    return match["words"] or match["short"], match.end()
