"""The files of a new paper, from the templates in ``starter/``.

``starter/paper/`` is what every paper has, ``starter/hosts/<host>/`` what its host needs,
``starter/github/`` the workflows of papers that GitHub publishes, and
``starter/languages/<lang>/`` what is written in its language. ``[[ name ]]`` is replaced. A file
called ``dot-x`` is called ``.x`` in the paper, and ``.jinja`` at the end of a name is left out.
"""

import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import yaml
from babel import Locale
from babel.core import get_global
from jinja2 import Environment, StrictUndefined

from newsroom.paging.search_index import UNSPACED
from newsroom.scaffolding.answers import HOSTS, RECORD, Answers
from newsroom.scaffolding.software import PACKAGES, Software
from newsroom.text.urls import slugify

STARTER = Path(__file__).parent / "starter"
ON_GITHUB = ("github-pages", "server", "s3")
"""Hosts to which the workflows of GitHub publish."""
PROGRAMS = ("inv",)
"""Files that can be run."""
_TEMPLATES = Environment(  # noqa: S701 - of plain text
    variable_start_string="[[", variable_end_string="]]", block_start_string="[%",
    block_end_string="%]", comment_start_string="[#", comment_end_string="#]", trim_blocks=True,
    keep_trailing_newline=True, undefined=StrictUndefined,
)  # fmt: skip


def languages() -> list[str]:
    """Return the languages in which there are texts to start with."""
    return sorted(folder.name for folder in (STARTER / "languages").iterdir())


def language_of(answers: Answers) -> str:
    """Return the language of the texts: that of the paper, or English if that has no texts."""
    return language_of_texts(answers.lang)


def words_of(lang: str) -> dict[str, str]:
    """Return single words for a paper in ``lang``: names of its pages and first entries."""
    file = STARTER / "languages" / language_of_texts(lang) / "words.yml"
    words: dict[str, str] = yaml.safe_load(file.read_text("utf-8"))
    return words


def language_of_texts(lang: str) -> str:
    """Return the language of the texts for a paper in ``lang``.

    The script counts: the Chinese texts are simplified, so a paper in ``zh-TW`` starts in English.
    """
    locale = Locale.parse(lang, sep="-")
    usual = get_global("likely_subtags").get(locale.language, "")
    of_another_script = locale.script and locale.script not in usual.split("_")
    return locale.language if locale.language in languages() and not of_another_script else "en"


def paper_files(answers: Answers, software: Software) -> dict[str, bytes]:
    """Return path → bytes of every file of a new paper, in the order of the paths."""
    values = _values(answers, software)
    texts = STARTER / "languages" / language_of(answers)
    found: dict[str, bytes] = {}
    workflows = STARTER / "github" if answers.host in ON_GITHUB else STARTER / "none"
    for folder, skip in (
        (STARTER / "paper", ()), (workflows, ()), (STARTER / "hosts" / answers.host, ()),
        (texts, ("words.yml",)),
    ):  # fmt: skip
        found |= {path: text for path, text in _rendered(folder, values) if path not in skip}
    section = next(iter(answers.section_slugs))
    welcome = found.pop("welcome.md")
    found[f"content/articles/{section}/{answers.started.year}/welcome.md"] = welcome
    found["content/data/sections.yml"] = _registry(answers.section_slugs)
    found["content/data/authors.yml"] = _registry({slugify(answers.author): answers.author})
    found[RECORD] = answers.text().encode()
    found["requirements.txt"] = software.requirements().encode()
    if lists := _further_packages(answers):
        found[PACKAGES] = software.packages(lists).encode()
    found[f"vendor/{software.wheel.name}"] = software.wheel.read_bytes()
    return dict(sorted(found.items()))


def _further_packages(answers: Answers) -> list[str]:
    """Return the lists of packages that not every paper needs."""
    is_unspaced = answers.lang.partition("-")[0].lower() in UNSPACED
    return [*(["bucket"] if answers.host == "s3" else []), *(["cjk"] if is_unspaced else [])]


def _values(answers: Answers, software: Software) -> dict[str, Any]:
    return {
        "paper": answers,
        "author": slugify(answers.author),
        "host": HOSTS[answers.host],
        "project": slugify(answers.name),
        "domain": urlsplit(answers.url).hostname or "",
        "repository": _repository(answers),
        "words": words_of(answers.lang),
        "software": software,
        "python": _python_string,
        "yaml": _yaml_scalar,
    }


def _rendered(folder: Path, values: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    if not folder.is_dir():
        return
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        inner = PurePosixPath(file.relative_to(folder).as_posix())
        path = "/".join(part.replace("dot-", ".", 1) if part.startswith("dot-") else part
                        for part in inner.parts)  # fmt: skip
        path = path.removesuffix(".jinja")
        yield path, _TEMPLATES.from_string(file.read_text("utf-8")).render(values).encode()


def _repository(answers: Answers) -> str:
    """Return owner and name of the repository that Codeberg serves at the address of a paper."""
    parts = urlsplit(answers.url)
    owner = (parts.hostname or "").removesuffix(".codeberg.page")
    name = parts.path.strip("/") or slugify(answers.name)
    return f"{owner if '.' not in owner else 'NAME'}/{name}"


def _registry(names: dict[str, str]) -> bytes:
    entries = {slug: {"name": name} for slug, name in names.items()}
    return yaml.safe_dump(entries, allow_unicode=True, sort_keys=False).encode()


def _python_string(text: str) -> str:
    """Return ``text`` as a string of Python, in double quotes."""
    return json.dumps(text, ensure_ascii=False)


def _yaml_scalar(text: str) -> str:
    """Return ``text`` as a value of YAML on one line."""
    return yaml.safe_dump(text, allow_unicode=True, width=1_000_000).removesuffix("...\n").strip()
