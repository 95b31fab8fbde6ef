"""The texts that software and paper say, collected for who translates them.

A catalogue of gettext (a PO file) has an entry for each. Those of the package are updated by
``./inv catalogues`` in a clone of the software, those of a paper by ``newsroom messages --lang``.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import write_po
from jinja2 import Environment, nodes

from newsroom.files.resources import resource
from newsroom.languages.catalogues import locale_of_name, names_of, read_file, shipped
from newsroom.languages.folders import FOLDER, PACKAGE
from newsroom.themes.layers import open_theme
from newsroom.writing.folding import KEYWORDS, text_of

PYTHON: dict[str, Any] = {"_": None, "gettext": None, "gettext_html": None, "ngettext": (1, 2)}
"""Functions of Python whose first arguments are texts."""
_CHANGING = re.compile(
    r'^"(?:Project-Id|Report-|POT-Creation|PO-Revision|Last-Translator|Language-Team|MIME|Content-T'
    r'ransfer|Generated-By).*\n', re.MULTILINE
)  # fmt: skip

Texts = dict[tuple[str, ...], list[str]]
"""A text, or those of one and of many, with the files that it is in."""


def texts_of_software() -> Texts:
    """Return every text of the package and of the base theme."""
    theme, package = resource("theme"), PACKAGE.parent
    found: Texts = {}
    _collect(found, theme.parent, sorted((theme / "templates").rglob("*")))
    _collect(found, package.parent, sorted(package.rglob("*.py")))
    return found


def texts_of_paper(settings: Mapping[str, Any], folder: Path) -> Texts:
    """Return the texts of a paper's own theme and plugins."""
    found: Texts = {}
    for place in open_theme(settings, folder).own_folders:
        _collect(found, folder, sorted(place.rglob("*")))
    for plugins in settings["PLUGIN_PATHS"]:
        files = (file for file in (folder / plugins).rglob("*.py"))
        _collect(found, folder, sorted(one for one in files if PACKAGE.parent not in one.parents))
    return found


def _collect(found: Texts, root: Path, files: Iterable[Path]) -> None:
    for file in files:
        kind = {".py": _of_python, ".html": _of_template, ".txt": _of_template}.get(file.suffix)
        if kind and file.is_file():
            name = file.relative_to(root).as_posix() if file.is_relative_to(root) else file.name
            for text in kind(file):
                places = found.setdefault(text, [])
                if name not in places:
                    places.append(name)


def _of_python(file: Path) -> Iterator[tuple[str, ...]]:
    with file.open("rb") as source:
        for _line, function, texts, _comments in extract_python(source, PYTHON, (), {}):
            given = texts if isinstance(texts, tuple | list) else (texts,)
            own = tuple(given[: 2 if function == "ngettext" else 1])
            if all(own):
                yield tuple(str(one) for one in own)


def _of_template(file: Path) -> Iterator[tuple[str, ...]]:
    tree = Environment(autoescape=True).parse(file.read_text("utf-8"))
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in KEYWORDS:
            yield text_of(call)


def updated(file: Path, lang: str, texts: Texts) -> str:
    """Return a catalogue with exactly these texts; what was translated stays so.

    What is no longer said is kept at the end, as a comment.
    """
    locale = locale_of_name(lang)
    catalogue = read_file(file) if file.is_file() else Catalog(locale)
    template = Catalog()
    for text, places in texts.items():
        template.add(text if len(text) > 1 else text[0], locations=[(one, 0) for one in places])
    catalogue.update(template, no_fuzzy_matching=True)
    return _written(catalogue, locale)


def _written(catalogue: Catalog, locale: Locale) -> str:
    catalogue.locale, catalogue.fuzzy = locale, False
    catalogue.header_comment = ""
    target = io.BytesIO()
    write_po(target, catalogue, width=100, include_lineno=False, omit_header=False)
    return _CHANGING.sub("", target.getvalue().decode()).lstrip("\n")


def update_software() -> list[str]:
    """Bring the catalogues of the package up to date; return a line for each."""
    texts = texts_of_software()
    return [
        _update(PACKAGE / f"{lang}.po", lang, texts) for lang in shipped() if lang != "en"
    ]  # fmt: skip


def update_paper(settings: Mapping[str, Any], folder: Path, lang: str) -> str:
    """Bring the paper's own catalogue of a language up to date; say what is left to translate.

    It holds what the software does not say in that language, and all that it held before.
    """
    file = folder / FOLDER / f"{lang}.po"
    known = any(name in shipped() for name in names_of(lang))
    texts = {} if known else texts_of_software()
    for text, places in texts_of_paper(settings, folder).items():
        texts.setdefault(text, []).extend(places)
    if known and file.is_file():
        own = {_first(message.id) for message in read_file(file) if message.id}
        texts |= {text: at for text, at in texts_of_software().items() if text[0] in own}
    if not texts:
        return f"{lang}: the software says everything, and the paper has no texts of its own."
    return _update(file, lang, texts)


def _update(file: Path, lang: str, texts: Texts) -> str:
    text = updated(file, lang, texts)
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.is_file() or file.read_text("utf-8") != text:
        file.write_text(text, "utf-8")
    missing = sum(not _is_complete(message.string) for message in read_file(file) if message.id)
    return f"{file}: {len(texts)} texts, {missing} to translate"


def _is_complete(translation: Any) -> bool:
    return all(translation) if isinstance(translation, tuple | list) else bool(translation)


def _first(text: Any) -> str:
    return str(text if isinstance(text, str) else text[0])
