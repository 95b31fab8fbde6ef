"""What a text may need: much faster than trying every rule on it."""

import string
from typing import NamedTuple

_SMALL = bytes({*string.ascii_lowercase.encode(), *range(128, 256)})
# Capitals and digits become one byte each; small letters, most of a text, are left out.
_KINDS = bytes(
    ord("A") if chr(number) in string.ascii_uppercase
    else ord("0") if chr(number) in string.digits
    else number
    for number in range(256)
)  # fmt: skip
_CAPITALS = (b"AA", b"A0", b"A.A", b"A. A")


class Needs(NamedTuple):
    """Whether a text may have spaces to fix, capitals to make small, ampersands, addresses."""

    glue: bool
    capitals: bool
    ampersands: bool
    addresses: bool


def needs_of(text: str) -> Needs:
    """Return what ``text``, which may be HTML, may need."""
    kinds = text.encode(errors="replace").translate(_KINDS, _SMALL)
    numbers = kinds.count(b"0 ") > kinds.count(b"<0 ")  # Not those of <h2 id="…">.
    glue = (
        numbers or b". A." in kinds or b". ." in kinds or "§" in text or "№" in text or "n°" in text
    )
    addresses = "://" in text or "www." in text
    return Needs(glue, any(map(kinds.__contains__, _CAPITALS)), "&amp;" in text, addresses)


def has_signs(text: str) -> bool:
    """Tell whether there may be quotes, dashes or ellipses to replace in ``text``."""
    return (
        "'" in text or '"' in text or "--" in text or "..." in text
        or "``" in text or ". . ." in text or ",," in text
    )  # fmt: skip
