"""New names for what the style of a drawing names itself: animations, variables, fonts it holds.

Editors take them from names of layers and files, as those in ``svg_ids.py``.
"""

import re
from collections.abc import Iterable

from lxml import etree

_STYLE = "{http://www.w3.org/2000/svg}style"
_NAME = r"(\"[^\"]*\"|'[^']*'|[^;{}\"',]+)"
_KEYFRAMES = re.compile(r"(@(?:-\w+-)?keyframes\s+)" + _NAME + r"(?=\s*\{)", re.IGNORECASE)
_VARIABLE = re.compile(r"(?<![\w-])--[\w-]+")
_FACE = re.compile(r"@font-face\s*\{([^}]*)\}", re.IGNORECASE)
_FAMILY = re.compile(r"font-family\s*:\s*" + _NAME, re.IGNORECASE)
_USE = re.compile(
    r"(?<![\w-])((?:-\w+-)?animation(?:-name)?|font(?:-family)?)"
    r"(\s*:)([^;}]*)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\"[^\"]*\"|'[^']*'|[^\s,;\"']+(?: [^\s,;\"']+)*")

Names = dict[str, str]


def rename_in_styles(root: etree._Element) -> None:
    """Give a drawing's animations, variables and own fonts new names."""
    styles = [element for element in root.iter(_STYLE) if element.text]
    text = "\n".join(element.text or "" for element in styles)
    inline = [element for element in root.iter() if "--" in element.get("style", "")]
    variables = _numbered("--v", _VARIABLE.findall(
        "\n".join([text, *(element.get("style", "") for element in inline)])
    ))  # fmt: skip
    moves = _numbered("move", (_bare(match[2]) for match in _KEYFRAMES.finditer(text)))
    faces = (_FAMILY.search(face) for face in _FACE.findall(text))
    fonts = _numbered("font", (_bare(found[1]) for found in faces if found))
    if not (variables or moves or fonts):
        return

    def renamed(style: str) -> str:
        style = _VARIABLE.sub(lambda match: variables.get(match[0], match[0]), style)
        style = _KEYFRAMES.sub(lambda match: match[1] + moves[_bare(match[2])], style)
        return _USE.sub(lambda match: _used(match, moves, fonts), style)

    for element in styles:
        element.text = renamed(element.text or "")
    for element in root.iter():
        if style := element.get("style"):
            element.set("style", renamed(style))
        if (family := element.get("font-family")) and fonts:
            element.set("font-family", _words(family, fonts))


def _numbered(kind: str, names: Iterable[str]) -> Names:
    return {name: f"{kind}{number}" for number, name in enumerate(dict.fromkeys(names), 1)}


def _bare(name: str) -> str:
    return " ".join(name.strip().strip("\"'").split())


def _used(match: re.Match[str], moves: Names, fonts: Names) -> str:
    names = moves if "animation" in match[1].lower() else fonts
    return match[1] + match[2] + _words(match[3], names)


def _words(value: str, names: Names) -> str:
    """Return a value with new names; also where a name is behind others (``1em Jana Sans``)."""

    def named(match: re.Match[str]) -> str:
        if new := names.get(_bare(match[0])):
            return new
        words = match[0].split(" ")
        for start in range(len(words)):  # a font has its size before it
            if new := names.get(" ".join(words[start:])):
                return " ".join([*words[:start], new])
        return " ".join(names.get(word, word) for word in words)

    return _WORD.sub(named, value)
