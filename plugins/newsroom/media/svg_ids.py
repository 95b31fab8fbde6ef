"""New names for what a drawing names itself: ids, classes and results of filters.

Programs make them of the names of layers and files, and these of people: ``#interview-jana-roe``.
"""

import re
from collections.abc import Iterable

from lxml import etree

_STYLE = "{http://www.w3.org/2000/svg}style"
_SHORT = 2
"""Characters of a name that tells nothing, and stays."""
_TARGET = re.compile(r"#([^\s\"')]+)")
_TIMED = re.compile(r"(?<![\w:-])([\w:-]++)(?=\.(?:begin|end|click|mouse\w+|focus\w*|repeat))")
_SELECTOR = re.compile(r"(?<![^{};])[^{};]*+\{")
_NAMED = re.compile(r"([#.])([^\W\d][\w-]*|-[\w-]+)")
_URL = re.compile(r"url\(#([\w.:-]+)\)")
_BY_ATTRIBUTE = re.compile(r"\[\s*(?:class|id)\b")
_RESULTS = ("result", "in", "in2")
_VALUES = ("to", "from", "by", "values")

Names = dict[str, str]


def rename(root: etree._Element) -> None:
    """Give a cleaned drawing new names; drop those that nothing refers to."""
    elements, text = list(root.iter()), _style(root)
    given = [token for element in elements for token in element.get("class", "").split()]
    selected = _selected(".", text)
    if asks_for_names(root):
        selected.update(given)
    ids = _new("id", (element.get("id", "") for element in elements), _used_ids(root, text))
    classes = _new("class", given, selected)
    results = _new("result", (element.get("result", "") for element in elements), None)
    if asks_for_names(root):
        ids, classes = {one: one for one in ids}, {one: one for one in classes}
    for element in elements:
        _rename(element, ids, classes, results)
        if element.tag == _STYLE:
            element.text = _css(element.text or "", ids, classes)


def asks_for_names(root: etree._Element) -> bool:
    """Return whether a style asks for parts of names (``[class^=x]``), which therefore stay."""
    return bool(_BY_ATTRIBUTE.search(_style(root)))


def _style(root: etree._Element) -> str:
    return "".join(element.text or "" for element in root.iter(_STYLE))


def _selected(mark: str, text: str) -> set[str]:
    """Return the names in the selectors of a style: ids (``#``) or classes (``.``)."""
    selectors = "".join(_SELECTOR.findall(text))
    return {match[2] for match in _NAMED.finditer(selectors) if match[1] == mark}


def _used_ids(root: etree._Element, text: str) -> set[str]:
    used = set(_TARGET.findall(text)) | _selected("#", text)
    for element in root.iter():
        for value in map(str, element.attrib.values()):
            used.update(_TARGET.findall(value))
            used.update(_TIMED.findall(value))
    return used


def _new(kind: str, names: Iterable[str], used: set[str] | None) -> Names:
    """Return a new name for each that is used, in the order in which they come."""
    kept = dict.fromkeys(name for name in names if name and (used is None or name in used))
    return {
        name: name if len(name) <= _SHORT else f"{kind}{number}"
        for number, name in enumerate(kept, 1)
    }


def _rename(element: etree._Element, ids: Names, classes: Names, results: Names) -> None:
    is_of_class = element.get("attributeName") == "class"
    for key, value in list(element.attrib.items()):
        attribute, text = str(key), str(value)
        if attribute == "id":
            new = ids.get(text, "")
        elif attribute == "class" or (is_of_class and attribute in _VALUES):
            new = " ".join(classes[one] for one in re.split(r"[\s;]+", text) if one in classes)
        elif attribute in _RESULTS:
            new = results.get(text, text)  # others are inputs that SVG names
        elif attribute in ("begin", "end"):
            new = _TIMED.sub(lambda match: _known(match[1], ids), text)
        elif attribute.endswith("href") and text.startswith("#"):
            new = f"#{_known(text[1:], ids)}"
        else:
            new = _urls(text, ids)
        if not new and attribute in ("id", "class"):
            del element.attrib[key]
        elif new != text:
            element.set(key, new)


def _css(text: str, ids: Names, classes: Names) -> str:
    def named(match: re.Match[str]) -> str:
        names = ids if match[1] == "#" else classes
        return match[1] + _known(match[2], names)

    return _SELECTOR.sub(lambda part: _NAMED.sub(named, part[0]), _urls(text, ids))


def _known(name: str, names: Names) -> str:
    """Return the new name; of what the drawing does not hold, a name that tells nothing."""
    return names.get(name, name if len(name) <= _SHORT else "none")


def _urls(text: str, ids: Names) -> str:
    return _URL.sub(lambda match: f"url(#{_known(match[1], ids)})", text)
