"""Catalogues: the texts of a language, from the package and from the paper.

``locale/<lang>.po`` of the package holds what comes with the software. A file of the same name in
the folder ``locale`` of a paper adds a language, or replaces single texts of one.
"""

import gettext as plurals
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.messages.catalog import Catalog
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, read_po

from newsroom.languages.folders import FOLDER, PACKAGE
from newsroom.problems import ContentError, Problem

SOURCE = "en"
"""The language in which texts are written in the code: it needs no catalogue."""


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """``texts`` maps an English text (of a plural: the singular) to its forms in the language.

    ``plural`` is the C expression that gives the index of the form for a number. ``missing`` is how
    many texts of the software stay English.
    """

    texts: Mapping[str, tuple[str, ...]]
    plural: str
    missing: int
    digest: str


def shipped() -> list[str]:
    """Return the languages that come with the software."""
    return sorted([SOURCE, *(file.stem for file in PACKAGE.glob("*.po"))])


def is_complete(lang: str) -> bool:
    """Tell whether the software has the texts of a language."""
    return any(name in shipped() for name in names_of(lang))


def locale_of_name(lang: str) -> Locale:
    """Return the locale of a catalogue by its name.

    Raises:
        ContentError: the name is not that of a language.
    """
    try:
        return Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        remedy = "write a BCP 47 tag such as sv or pt-BR"
        raise ContentError([Problem("--lang", f"unknown language {lang!r}", remedy)]) from None


def names_of(lang: str) -> list[str]:
    """Return the names of the catalogues of a language, the most exact one first.

    ``pt-BR`` may have its own and falls back on ``pt``. The script counts: ``zh`` is simplified, so
    ``zh-TW`` does not fall back on it.
    """
    locale = Locale.parse(lang, sep="-")
    exact = "-".join(filter(None, (locale.language, locale.script, locale.territory)))
    usual = get_global("likely_subtags").get(locale.language, "").split("_")
    script = script_of(locale)
    same_script = not script or script in usual
    written = f"{locale.language}-{script}" if script and not same_script else ""
    return list(dict.fromkeys(filter(None, (
        lang, exact, written, locale.language if same_script else ""
    ))))  # fmt: skip


def script_of(locale: Locale) -> str:
    """Return the script in which a language is written, such as ``Latn`` (ISO 15924)."""
    known = get_global("likely_subtags")
    likely = (known.get(str(locale)) or known.get(locale.language, "")).split("_")
    return locale.script or next((part for part in likely if len(part) == 4), "")


def read_catalogue(lang: str, paper: Path) -> Catalogue:
    """Return the texts of ``lang``; those in the folder ``paper`` come before the software's.

    Raises:
        ContentError: a file of the paper cannot be read as a catalogue.
    """
    names = names_of(lang)
    files = [folder / f"{name}.po" for folder in (paper, PACKAGE) for name in names]
    texts: dict[str, tuple[str, ...]] = {}
    plural = str(get_plural(Locale.parse(lang, sep="-")).plural_expr)
    for file in reversed(files):
        if file.is_file():
            texts |= _texts(read_file(file), file)
    digest = hashlib.blake2b(repr((lang, plural, sorted(texts.items()))).encode(), digest_size=12)
    missing = 0 if is_complete(lang) else len(every_text() - texts.keys())
    return Catalogue(texts=texts, plural=plural, missing=missing, digest=digest.hexdigest())


def every_text() -> set[str]:
    """Return the English texts of the software, which every catalogue of it has."""
    file = next(PACKAGE.glob("*.po"))
    return {*_texts(read_file(file), file)}


def read_file(file: Path) -> Catalog:
    """Read a file of translations, which has the name of its language.

    Raises:
        ContentError: it is not a catalogue of gettext.
    """
    try:
        with file.open("rb") as source:
            # A file without a header has the plurals of CLDR.
            return read_po(source, locale=locale_of_name(file.stem), abort_invalid=True)
    except PoFileError as error:
        remedy = "write it as PO file: newsroom messages makes and updates it"
        what = f"not a catalogue of gettext ({error})"
        raise ContentError([Problem(_shown(file), what, remedy, line=error.lineno)]) from None
    except (OSError, UnicodeDecodeError, LookupError) as error:
        what = f"cannot be read ({error})"
        raise ContentError([Problem(_shown(file), what, "save it as UTF-8")]) from None


def _texts(catalogue: Catalog, file: Path) -> dict[str, tuple[str, ...]]:
    """Return what is translated and not in doubt."""
    found: dict[str, tuple[str, ...]] = {}
    for message in catalogue:
        if not message.id or message.fuzzy:
            continue
        key = message.id if isinstance(message.id, str) else message.id[0]
        forms = _both(message.string)
        if forms and all(forms):
            found[key] = forms
    _check(catalogue, file)
    return found


def _check(catalogue: Catalog, file: Path) -> None:
    if file.parent == PACKAGE:  # a test checks these
        return
    problems = mistakes_of(catalogue, file.stem, _shown(file))
    if problems:
        raise ContentError(problems)


def mistakes_of(catalogue: Catalog, lang: str, shown: str) -> list[Problem]:
    """Return what is wrong with the translations of a file, by line."""
    from newsroom.languages.texts import mistakes, mistakes_of_forms  # most builds need neither

    form_of = plurals.c2py(str(get_plural(locale_of_name(lang)).plural_expr))
    problems: list[Problem] = []
    for message in catalogue:
        if message.id and not message.fuzzy:
            source, forms = _both(message.id), _both(message.string)
            for what, remedy in (
                *mistakes(source, forms), *mistakes_of_forms(source, forms, form_of)
            ):  # fmt: skip
                problems.append(Problem(shown, what, remedy, line=message.lineno or 0))
    return problems


def _both(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def _shown(file: Path) -> str:
    return f"{FOLDER}/{file.name}"
