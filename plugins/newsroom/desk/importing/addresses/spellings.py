"""How each generator spells a name or headline within an address."""

import re
import unicodedata
from collections.abc import Callable

Spelling = Callable[[str], str]

_HEX = re.compile(r"%[0-9A-Fa-f]{2}")
_MARK = r"\u0300-\u036f"
_NOT_PRETTY = re.compile(rf"[^\w{_MARK}._~!$&'()+,;=@]+")
_PELICAN_STEPS = ((r"[^\w\s-]", ""), (r"\A\s*|\s*\Z", ""), (r"[-\s]+", "-"))


def hugo_path(text: str, *, lower: bool = True, accents: bool = True) -> str:
    """Spell ``text`` as Hugo does: spaces become hyphens, signs go, letters of all scripts stay.

    ``lower`` and ``accents`` are its settings ``disablePathToLower`` (turned round) and
    ``removePathAccents``.
    """
    if not accents:
        apart = unicodedata.normalize("NFD", text)
        plain = "".join(char for char in apart if unicodedata.category(char) != "Mn")
        text = unicodedata.normalize("NFC", plain)
    kept: list[str] = []
    gap = False
    for place, char in enumerate(text):
        if char in "./_#-~" or unicodedata.category(char)[0] in "LM" or char.isdecimal() or (
            _HEX.match(text, place)
        ):  # fmt: skip
            if gap and char != "-":
                kept.append("-")
            gap = False
            kept.append(char)
        elif (char.isspace() or char == "+") and kept and kept[-1] != "-":
            gap = True
    spelled = "".join(kept)
    return spelled.lower() if lower else spelled


def zola_slug(text: str) -> str:
    """Spell ``text`` as Zola does by default: in ASCII letters, digits and hyphens."""
    from unidecode import unidecode  # a package of Pelican

    return "-".join(re.findall(r"[a-z0-9]+", unidecode(text).lower()))


def zola_safe(text: str) -> str:
    """Spell ``text`` as Zola does with ``slugify.paths = "safe"``."""
    return re.sub(r"\s+", "_", re.sub(r"[<>:/|?*#\n\"\\]", "", text).strip(" ."))


def jekyll_pretty(text: str) -> str:
    """Spell ``text`` as in Jekyll's ``:title``: case and most signs stay."""
    return _NOT_PRETTY.sub("-", text).strip("-")


def jekyll_slug(text: str) -> str:
    """Spell ``text`` as in Jekyll's ``:slug``: letters and digits of all scripts."""
    return re.sub(rf"(?:[^\w{_MARK}]|_)+", "-", text).strip("-").lower()


def pelican_slug(text: str, *, letters: bool = False, case: bool = False) -> str:
    """Spell ``text`` as Pelican does.

    ``letters`` and ``case`` are its settings ``SLUGIFY_USE_UNICODE`` and
    ``SLUGIFY_PRESERVE_CASE``.
    """
    from pelican.utils import slugify  # a build loads it, an import of other archives need not

    return str(slugify(text, _PELICAN_STEPS, preserve_case=case, use_unicode=letters))
