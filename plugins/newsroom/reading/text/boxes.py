"""The boxes of a story: facts, and how it was reported. Both are Markdown in its front matter."""

from collections.abc import Iterator, Mapping
from typing import Any

from newsroom.model.details import BoxKind
from newsroom.reading.frontmatter.marked_yaml import Marks
from newsroom.reading.markup.anchors import within
from newsroom.reading.text.body import Body, BodyRenderer


def render_boxes(
    values: Mapping[str, Any], marks: Marks, renderer: BodyRenderer, lang: str
) -> Iterator[tuple[BoxKind, Body]]:
    """Yield the boxes of a front matter with their texts, whose headings are below a title.

    Raises:
        BodyError: as the body of a story.
    """
    box = values.get("fact_box")
    texts: tuple[tuple[BoxKind, Any, str], ...] = (
        ("facts", box.get("text") if isinstance(box, dict) else None, "fact_box.text"),
        ("method", values.get("method"), "method"),
    )
    for kind, text, key in texts:
        if isinstance(text, str) and text.strip():
            line = marks.get(key, (1, 1))[0]
            yield kind, renderer.render(text, line + ("\n" in text.strip()), 3, lang)


def box_html(kind: BoxKind, body: Body) -> str:
    """Return the HTML of a box, with ids of its own."""
    return within(body.html, f"box-{kind}")
