"""How letters are written in new slugs: as people of a language write them on a foreign keyboard.

Setting: ``SLUGS``. Names of new files are made so; addresses of tags and series without an entry,
where the setting says so.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from newsroom.text.urls import slugify

_SCANDINAVIAN = {"æ": "ae", "ø": "oe", "å": "aa"}
LETTERS: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "da": _SCANDINAVIAN, "nb": _SCANDINAVIAN, "nn": _SCANDINAVIAN, "no": _SCANDINAVIAN,
    "de": {"ä": "ae", "ö": "oe", "ü": "ue"},
    "is": {"æ": "ae", "ð": "d", "þ": "th"},
    "pl": {"ł": "l"}, "tr": {"ı": "i"}, "vi": {"đ": "d"},
})  # fmt: skip
"""Letters that a language writes otherwise than without their accents, or that have none."""


@dataclass(frozen=True)
class SlugOptions:
    """Setting ``SLUGS``: ``letters`` come before those of the language.

    ``tags``: tags and series that have no entry get their addresses by these letters too.
    """

    letters: dict[str, str] = field(default_factory=dict)
    tags: bool = False


def slug_in(text: str, lang: str, options: SlugOptions) -> str:
    """Return the slug of a text in a language (BCP 47): ``Über`` is ``ueber`` in German."""
    letters: dict[str, str | int | None] = {
        **LETTERS.get(lang.lower().partition("-")[0], {}),
        **options.letters,
    }
    lower = unicodedata.normalize("NFC", text).casefold()
    return slugify(lower.translate(str.maketrans(letters)) if letters else text)
