"""Every text colour of the theme can be read on every ground it stands on, in both schemes."""

import re
from pathlib import Path

import pytest

THEME = Path(__file__).parents[2] / "theme"
TOKENS = (THEME / "static/css/tokens.css").read_text("utf-8")
LIGHT, DARK = TOKENS.split("prefers-color-scheme: dark")

AA = 4.5  # WCAG 2.2, success criterion 1.4.3
GRAPHICS = 3  # success criterion 1.4.11
SERIES = tuple(f"series-{number}" for number in range(1, 7))
CODE = ("code-keyword", "code-string", "code-number", "code-name")
PAIRS = [
    *((text, "surface") for text in ("text", "muted", "accent")),
    *((text, "shade") for text in ("text", "muted", "accent", *CODE)),
    ("text", "mark"),
    ("surface", "text"),  # a button
]


def declared(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", css))


def colours(scheme: str) -> dict[str, str]:
    """Return the meanings of a scheme as ``#rrggbb``; dark overrides light, as in the cascade."""
    tokens = declared(LIGHT) | (declared(DARK) if scheme == "dark" else {})

    def resolved(value: str) -> str:
        match = re.fullmatch(r"var\(--([\w-]+)\)", value)
        return resolved(tokens[match[1]]) if match else value

    prefix = "colour-"
    return {
        name.removeprefix(prefix): resolved(value)
        for name, value in tokens.items()
        if name.startswith(prefix)
    }


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` as WCAG 2.2 defines it."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(scheme: str, text: str, ground: str) -> None:
    found = colours(scheme)
    assert contrast(found[text], found[ground]) >= AA


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_of_charts_can_be_seen_on_the_page(scheme: str) -> None:
    found = colours(scheme)
    assert all(contrast(found[name], found["surface"]) >= GRAPHICS for name in SERIES)


def test_dark_scheme_overrides_every_colour() -> None:
    meant = {name for name in declared(LIGHT) if name.startswith("colour-")}
    assert set(declared(DARK)) == meant


def test_every_colour_is_part_of_a_pair() -> None:
    paired = {name for pair in PAIRS for name in pair}
    decorative = {"line"}  # hairlines carry no information
    assert set(colours("light")) == paired | decorative | set(SERIES)


def test_only_the_tokens_and_the_tints_of_pictures_name_colours() -> None:
    for file in (THEME / "static/css").rglob("*.css"):
        if file.name not in ("tokens.css", "tint.css"):
            assert not re.search(
                r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(|oklch\(", file.read_text("utf-8")
            )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_browser_frame_has_the_colour_of_the_page(scheme: str) -> None:
    head = (THEME / "templates/partials/head.html").read_text("utf-8")
    said = re.search(
        rf'theme-color" content="(#\w+)" media="\(prefers-color-scheme: {scheme}\)', head
    )
    assert said
    assert said[1] == colours(scheme)["surface"]
