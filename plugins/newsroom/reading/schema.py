"""The closed schema of front matter: one model that validates, explains and documents itself."""

import re
from datetime import datetime, tzinfo
from typing import Annotated, Any, Literal, TypeVar, get_args
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from newsroom.options import suggestion
from newsroom.problems import Problem
from newsroom.reading.frontmatter import Marks, Source
from newsroom.urls import slugify

_DATE = re.compile(r"\d{4}-?\d\d-?\d\d([T ]\d\d.*)?|\d{4}-?W\d\d.*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SPACE = re.compile(r"\s+")


def _wrong(what: str, remedy: str) -> PydanticCustomError:
    return PydanticCustomError("wrong", "{what}|{remedy}", {"what": what, "remedy": remedy})


def _text(value: Any) -> Any:
    if not isinstance(value, str):
        raise _wrong("this is no text", "write one line of text (in quotes if it holds : or #)")
    text = _SPACE.sub(" ", value).strip()
    if not text:
        raise _wrong("the text is empty", "write it, or take the line away")
    return text


def _moment(value: Any, info: ValidationInfo) -> Any:
    """Read ISO 8601; without an offset it is in the publication's zone (validation context)."""
    if not isinstance(value, str) or not _DATE.fullmatch(value.strip()):
        remedy = "write ISO 8601: 2026-11-23, 2026-11-23 09:40 or 2026-11-23T09:40:00+01:00"
        raise _wrong(f"{value!r} is no date", remedy)
    try:
        # 3.11 reads "+0100" and "Z", but not the space before an offset that git and Jekyll write.
        moment = datetime.fromisoformat(re.sub(r"\s+(?=[+-]\d)", "", value.strip()))
    except ValueError as error:
        remedy = "write ISO 8601: 2026-11-23, 2026-11-23 09:40 or 2026-11-23T09:40:00+01:00"
        raise _wrong(f"{value!r} is no date ({error})", remedy) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=(info.context or {})["zone"])


def _items(value: Any) -> Any:
    if isinstance(value, str):
        return [item for part in value.split(",") if (item := part.strip())]
    return [] if value is None else value


def _own_slug(value: Any) -> Any:
    text = _text(value)
    if slugify(text) != text:
        raise _wrong(f"{text!r} is no slug", f"write {slugify(text) or 'lower-case-words'!r}")
    return text


def _path(value: Any) -> Any:
    text = _text(value)
    if not text.startswith("/") or text.startswith("//") or ".." in text.split("/"):
        raise _wrong(f"{text!r} is no address of this site", "write a path such as /2019/old-name/")
    return text


def _address(value: Any) -> Any:
    text = _text(value)
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise _wrong(f"{text!r} is no web address", "write it in full: https://example.org/page")
    return text


def _tongue(value: Any) -> Any:
    text = _text(value)
    if not _LANGUAGE.fullmatch(text):
        raise _wrong(f"{text!r} is no language tag", "write BCP 47: en, pt-BR, zh-Hant")
    return text


Text = Annotated[str, BeforeValidator(_text)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Slug = Annotated[str, BeforeValidator(_own_slug)]
SitePath = Annotated[str, BeforeValidator(_path)]
WebAddress = Annotated[str, BeforeValidator(_address)]
Language = Annotated[str, BeforeValidator(_tongue)]
Words = Annotated[list[Text], BeforeValidator(_items)]


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


M = TypeVar("M", bound=Closed)


class ImageMatter(Closed):
    src: Text = Field(description="Path below content/media.")
    alt: Text = Field(description="What the picture shows, for readers who cannot see it.")
    caption: Text | None = None
    credit: Text | None = None


class CorrectionMatter(Closed):
    date: Moment
    text: Text


class SourceMatter(Closed):
    title: Text
    url: WebAddress


class FrontMatter(Closed):
    """Front matter of a story."""

    title: Text = Field(description="Headline, plain text.")
    deck: Text | None = Field(None, description="Standfirst: one sentence below the headline.")
    date: Moment = Field(description="ISO 8601; without an offset in the publication's zone.")
    updated: Moment | None = Field(None, description="Last material change, not before date.")
    section: Text | None = Field(None, description="Slug of data/sections.yml; else the folder.")
    author: Text | None = Field(None, description="Slug or name of data/authors.yml.")
    authors: Words = Field([], description="Several authors, in the order of the byline.")
    tags: Words = Field([], description="Names or slugs; data/tags.yml merges spellings.")
    reading_time: int | None = Field(None, ge=1, le=600, description="Minutes; else computed.")
    summary: Text | None = Field(None, description="For cards and feeds; else from the text.")
    image: ImageMatter | None = None
    label: Literal["news", "analysis", "opinion", "explainer", "live", "sponsored"] = "news"
    status: Literal["published", "draft", "hidden"] = "published"
    expires: Moment | None = Field(None, description="From then on the page says it is gone.")
    slug: Slug | None = Field(None, description="Last part of the address; else the file name.")
    aliases: Annotated[list[SitePath], BeforeValidator(_items)] = Field(
        [], description="Old addresses that lead here."
    )
    pinned: bool = Field(False, description="Lead of the front page.")
    breaking: Moment | None = Field(None, description="Banner on the front page until then.")
    corrections: list[CorrectionMatter] = []
    related: Words = Field([], description="Slugs of stories to show first as related news.")
    markets: Words = Field([], description="Ids of data/markets.yml.")
    comments: Literal["open", "closed", "off"] = "open"
    canonical: WebAddress | None = Field(None, description="Where the story first appeared.")
    sources: list[SourceMatter] = []
    lang: Language | None = None
    translation_of: Text | None = Field(None, description="Slug of the original story.")

    @model_validator(mode="after")
    def _consistent(self) -> "FrontMatter":
        if self.updated and self.updated < self.date:
            raise _wrong("`updated` lies before `date`", "correct one of the two")
        if self.expires and self.expires <= self.date:
            raise _wrong("`expires` does not lie after `date`", "correct one of the two")
        for number, item in enumerate(self.corrections):
            # By days: a correction often has no time, and may follow its story within hours.
            if item.date.date() < self.date.astimezone(item.date.tzinfo).date():
                name = f"corrections.{number}.date"
                raise _wrong(f"`{name}` lies before `date`", "correct one of the two")
        if self.author and self.authors:
            raise _wrong("both `author` and `authors`", "keep one of the two lines")
        return self


class PageMatter(Closed):
    """Front matter of a page that is no story (content/pages)."""

    title: Text
    deck: Text | None = None
    date: Moment | None = None
    updated: Moment | None = None
    slug: Slug | None = None
    lang: Language | None = None


def validate(
    source: Source, path: str, zone: tzinfo | None, model: type[M]
) -> tuple[M | None, list[Problem]]:
    """Check the values of a header against ``model``; every mistake comes with its place."""
    given = {key: value for key, value in source.values.items() if value is not None}
    problems = []
    if "author" in model.model_fields and not {"author", "authors"} & given.keys():
        remedy = "add a line `author:` with a slug of data/authors.yml"
        problems.append(Problem(path, 1, 1, "no author", remedy))
    try:
        matter = model.model_validate(given, context={"zone": zone})
    except ValidationError as error:
        problems += [_problem(item, source, path, model) for item in error.errors()]
    return (None if problems else matter), problems


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a story's front matter, for editors."""
    return FrontMatter.model_json_schema()


def _problem(item: Any, source: Source, path: str, model: type[Closed]) -> Problem:
    name = ".".join(map(str, item["loc"]))
    kind, given = item["type"], item["input"]
    line, column = _place(name, kind == "extra_forbidden", source.marks)
    key = name.rpartition(".")[2]
    if kind == "wrong":
        what, remedy = item["ctx"]["what"], item["ctx"]["remedy"]
        if name:
            what = f"{name}: {what}"
        else:
            line, column = _named_place(what, source.marks)
    elif kind == "extra_forbidden":
        known = _fields(name, model)
        what, remedy = f"unknown key {key!r}", f"use {', '.join(known)}{suggestion(key, known)}"
    elif kind == "missing":
        what, remedy = f"{name!r} is missing", f"add a line `{key}:`"
    elif kind == "literal_error":
        known = re.findall(r"'([^']+)'", item["ctx"]["expected"])
        hint = suggestion(str(given), known)
        what, remedy = f"{name}: {given!r} is unknown", f"write one of {', '.join(known)}{hint}"
    elif kind.startswith("bool"):
        what, remedy = f"{name}: {given!r} is neither true nor false", "write true or false"
    elif kind.startswith("int") or "than" in kind:
        what, remedy = f"{name}: {given!r} is no number of minutes", "write a whole number from 1"
    elif kind.startswith("list"):
        what, remedy = f"{name}: this is no list", "write each item on a line of its own: `- item`"
    else:
        what, remedy = f"{name}: this is no group of keys", "write its keys on indented lines"
    return Problem(path, line, column, what, remedy)


def _place(name: str, of_key: bool, marks: Marks) -> tuple[int, int]:
    """Return the place of a value, or of the nearest thing around it that was written."""
    if of_key and name + ":" in marks:
        return marks[name + ":"]
    while name and name not in marks:
        name = name.rpartition(".")[0]
    return marks[name] if name else marks.get("", (1, 1))


def _named_place(what: str, marks: Marks) -> tuple[int, int]:
    names = re.findall(r"`([\w.]+)`", what)
    return next((marks[name] for name in names if name in marks), (1, 1))


def _fields(name: str, model: type[Closed]) -> list[str]:
    """Return the keys that may stand where the unknown key ``name`` does."""
    inner: Any = model
    if "." in name:
        inner = model.model_fields[name.partition(".")[0]].annotation
        while parts := get_args(inner):
            inner = parts[0]
    return list(inner.model_fields)
