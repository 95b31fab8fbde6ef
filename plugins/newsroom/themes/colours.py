"""Colours of a theme's tokens, and whether text in them can be read.

Read are ``--colour-…`` tokens and what they refer to, as ``#rgb`` or ``#rrggbb``.
"""

import re
from collections.abc import Iterator

AA = 4.5
"""Contrast of text with its ground: WCAG 2.2, success criterion 1.4.3."""
PAIRS = (
    ("text", "surface"), ("muted", "surface"), ("accent", "surface"),
    ("text", "shade"), ("muted", "shade"), ("accent", "shade"), ("text", "mark"),
)  # fmt: skip
"""Text and the ground that it is printed on."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DARK = re.compile(r"@media[^{]*prefers-color-scheme:\s*dark[^{]*\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}")
_TOKEN = re.compile(r"--([\w-]+):\s*([^;}]+)")
_VAR = re.compile(r"var\(--([\w-]+)\)")
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


def schemes(*sheets: str) -> dict[str, dict[str, str]]:
    """Return scheme (``light``, ``dark``) → meaning → ``#rrggbb``; later sheets win."""
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for sheet in sheets:
        css = _COMMENT.sub("", sheet)
        light.update(_tokens(_DARK.sub("", css)))
        for block in _DARK.findall(css):
            dark.update(_tokens(block))
    return {"light": _colours(light), "dark": _colours(light | dark)}


def _tokens(css: str) -> dict[str, str]:
    return {name: value.strip() for name, value in _TOKEN.findall(css)}


def _colours(tokens: dict[str, str]) -> dict[str, str]:
    named = {name: _resolved(value, tokens) for name, value in tokens.items()}
    return {
        name.removeprefix("colour-"): _long(value)
        for name, value in named.items()
        if name.startswith("colour-") and _HEX.fullmatch(value)
    }


def _resolved(value: str, tokens: dict[str, str]) -> str:
    for _ in tokens:  # which may refer to each other in a circle
        if not (match := _VAR.fullmatch(value)):
            break
        value = tokens.get(match[1], "")
    return value


def _long(colour: str) -> str:
    short = len(colour) == len("#rgb")
    return ("#" + "".join(digit * 2 for digit in colour[1:]) if short else colour).lower()


def contrast(one: str, other: str) -> float:
    """Return the contrast of two ``#rrggbb``, from 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def too_close(found: dict[str, dict[str, str]]) -> Iterator[tuple[str, str, str, float]]:
    """Yield scheme, text, ground and contrast of every pair that is hard to read."""
    for scheme, colours in found.items():
        for text, ground in PAIRS:
            if text in colours and ground in colours:
                value = contrast(colours[text], colours[ground])
                if value < AA:
                    yield scheme, text, ground, value
