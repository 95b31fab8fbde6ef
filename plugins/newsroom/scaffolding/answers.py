"""What is asked of somebody who starts a paper; ``.newsroom.yml`` of the paper keeps it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import yaml
from babel import Locale, UnknownLocaleError

from newsroom.options import suggestion
from newsroom.problems import ContentError, Problem
from newsroom.reading.registries.registry import RESERVED
from newsroom.text.urls import is_web_address, slugify

RECORD = ".newsroom.yml"
HOSTS = {
    "github-pages": "GitHub Pages",
    "gitlab-pages": "GitLab Pages",
    "codeberg": "Codeberg Pages",
    "netlify": "Netlify",
    "cloudflare": "Cloudflare Pages",
    "server": "a server of your own, by rsync",
    "s3": "S3, or what speaks its protocol",
    "none": "decide later",
}
"""Host → what it is, in the order in which they are offered."""
HEADER = """\
# What this paper was started with. ./inv upgrade needs it to bring files up to date.
"""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The facts of a new paper.

    ``started`` dates its first story. ``source`` is the git address that the software comes from,
    as pip writes it (``git+https://…``); it is empty if that is not known.
    """

    name: str
    url: str
    lang: str
    timezone: str
    sections: tuple[str, ...]
    author: str
    host: str
    started: date
    source: str = ""

    @property
    def section_slugs(self) -> dict[str, str]:
        return {slugify(name): name for name in self.sections}

    def text(self) -> str:
        """Return the text of ``.newsroom.yml``."""
        values = asdict(self) | {"sections": list(self.sections)}
        return HEADER + yaml.safe_dump(values, allow_unicode=True, sort_keys=False)


def read_answers(paper: Path) -> Answers | None:
    """Return what ``paper`` was started with, ``None`` if ``newsroom init`` did not make it.

    Raises:
        ContentError: the record cannot be read.
    """
    file = paper / RECORD
    try:
        values = yaml.safe_load(file.read_text("utf-8"))
        return answers_of(values)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, AttributeError, KeyError, yaml.YAMLError):
        remedy = f"take the file from git again: git checkout HEAD -- {RECORD}"
        what = "the record of the paper cannot be read"
        raise ContentError([Problem(str(file), what, remedy)]) from None


def answers_of(values: dict[str, Any]) -> Answers:
    """Return the answers that a record holds; keys of other versions are left out."""
    known = {one.name: values[one.name] for one in fields(Answers) if one.name in values}
    known["sections"] = tuple(known["sections"])
    return Answers(**known)


def mistakes(answers: Answers) -> list[Problem]:
    """Return what is wrong with the answers, all at once."""
    return [Problem(option, what, remedy) for option, what, remedy in _mistakes(answers)]


def _mistakes(answers: Answers) -> Iterator[tuple[str, str, str]]:
    if not slugify(answers.name):
        yield "--name", f"{answers.name!r} has no letter", "write the name of the paper"
    if not is_web_address(answers.url) or "?" in answers.url or "#" in answers.url:
        remedy = "write the address of the site, such as https://news.example"
        yield "--url", f"{answers.url!r} is not a web address", remedy
    try:
        Locale.parse(answers.lang, sep="-")
    except (ValueError, UnknownLocaleError):
        remedy = "write its code (BCP 47), such as en, de or pt-BR"
        yield "--lang", f"{answers.lang!r} is not a known language", remedy
    zones = available_timezones()
    if answers.timezone not in zones:
        remedy = f"write one such as Europe/Berlin{suggestion(answers.timezone, zones)}"
        yield "--timezone", f"{answers.timezone!r} is not a known time zone", remedy
    yield from _wrong_sections(answers.sections)
    if not slugify(answers.author):
        yield "--author", f"{answers.author!r} has no letter", "write who signs the first story"
    if answers.host not in HOSTS:
        remedy = f"write one of {', '.join(HOSTS)}{suggestion(answers.host, HOSTS)}"
        yield "--host", f"{answers.host!r} is not a known host", remedy


def _wrong_sections(sections: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    if not sections:
        yield "--sections", "a paper needs a section", 'write names, such as "News, Sport"'
    seen: dict[str, str] = {}
    for name in sections:
        slug = slugify(name)
        if not slug:
            yield "--sections", f"{name!r} has no letter", "write the name of a section"
        elif slug in RESERVED:
            what = f"{name!r} would have the address /{slug}/, which the software uses itself"
            yield "--sections", what, "give the section another name"
        elif slug in seen:
            what = f"{seen[slug]!r} and {name!r} would have the same address /{slug}/"
            yield "--sections", what, "give one of them another name"
        seen[slug] = name
