"""How wide a picture in a text is on the page: its ``sizes``.

The theme says so in compositions/story.css and blocks/gallery.css.
"""

from collections.abc import Collection

_PHONE, _TEXT, _STORY = "100vw - 2.5rem", "40rem", "59.25rem"
"""Widths of the text on a phone, of the text, and of the whole story."""
_FRAME = 3 / 2
"""Pictures of a gallery are cut to this shape, so that wider ones need more pixels."""


def sizes_alone(width: int, classes: Collection[str]) -> str:
    """Return the ``sizes`` of a picture that is shown ``width`` pixels wide at most."""
    phone, text, story = (f"min({width}px, {column})" for column in (_PHONE, _TEXT, _STORY))
    columns = f"(min-width: 43rem) {text}, {phone}"
    return f"(min-width: 75rem) {story}, {columns}" if "wide" in classes else columns


def sizes_in_group(ratio: float, classes: Collection[str]) -> str:
    """Return the ``sizes`` of a picture that fills its column, or with ``full`` the window.

    ``ratio`` is its width by its height. Two pictures that are compared cover each other.
    """
    is_gallery, is_full = "gallery" in classes, "full" in classes
    columns = 2 if is_gallery or ("pair" in classes and "compare" not in classes) else 1
    columns = 3 if "three" in classes else 1 if "lead" in classes else columns
    larger = max(1.0, round(ratio / _FRAME, 2)) if is_gallery else 1.0
    stacked = columns == 3 or (columns == 2 and not is_gallery)  # on phones
    if is_full:
        wide = _part("100vw", columns, larger)
        return f"(width > 40rem) {wide}, {_part('100vw', 1, larger)}" if stacked else wide
    sizes = f"(min-width: 43rem) {_part(_TEXT, columns, larger)}, "
    if "wide" in classes:
        sizes = f"(min-width: 75rem) {_part(_STORY, columns, larger)}, {sizes}"
    phone = _part(_PHONE, columns, larger)
    return (
        f"{sizes}(width > 40rem) {phone}, {_part(_PHONE, 1, larger)}" if stacked else sizes + phone
    )


def _part(width: str, columns: int, larger: float) -> str:
    """Return one of ``columns`` with gaps of 1rem, ``larger`` times."""
    one = f"({width} - {columns - 1}rem) / {columns}" if columns > 1 else width
    if larger > 1:
        one = f"({one}) * {larger:g}"
    return f"calc({one})"
