"""The kinds of values in front matter and registries: each reads a text and says what is wrong."""

import re
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationInfo
from pydantic_core import PydanticCustomError

from newsroom.engine.clock import YEARS
from newsroom.files.paths import address_mistake
from newsroom.model.extra import mistake_of_key
from newsroom.reading.markup.references import clean_address
from newsroom.text.characters import forbidden
from newsroom.text.urls import is_link, is_web_address, slugify

_DATE = re.compile(r"\d{4}-?\d\d-?\d\d([T ]\d\d.*)?|\d{4}-?W\d\d.*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SPACE = re.compile(r"\s+")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


class Closed(BaseModel):
    """A group of keys that takes no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def wrong(what: str, remedy: str) -> PydanticCustomError:
    """Return the error of a value, for ``validation.py`` to give it its place."""
    return PydanticCustomError("wrong", "{what}|{remedy}", {"what": what, "remedy": remedy})


def _text(value: Any) -> Any:
    if not isinstance(value, str):
        raise wrong("this is not text", "write one line of text (in quotes if it holds : or #)")
    text = _SPACE.sub(" ", _readable(value)).strip()
    if not text:
        raise wrong("the text is empty", "write it, or delete the line")
    return text


def _note(value: Any) -> Any:
    if not isinstance(value, str):
        raise wrong("this is not text", "write a text (in quotes if it holds : or #)")
    return _readable(value)


def _readable(text: str) -> str:
    if mistake := forbidden(text):
        raise wrong(mistake, "delete it, or write the text again by hand")
    return text


def _moment(value: Any, info: ValidationInfo) -> Any:
    """Read ISO 8601; without an offset it is in the publication's zone (validation context)."""
    if not isinstance(value, str) or not _DATE.fullmatch(value.strip()):
        remedy = "write ISO 8601: 2026-11-23, 2026-11-23 09:40 or 2026-11-23T09:40:00+01:00"
        raise wrong(f"{value!r} is not a valid date", remedy)
    try:
        # 3.11 reads "+0100" and "Z", but not the space before an offset that git and Jekyll write.
        moment = datetime.fromisoformat(re.sub(r"\s+(?=[+-]\d)", "", value.strip()))
    except ValueError as error:
        remedy = "write ISO 8601: 2026-11-23, 2026-11-23 09:40 or 2026-11-23T09:40:00+01:00"
        raise wrong(f"{value!r} is not a valid date ({error})", remedy) from None
    if moment.year not in YEARS:
        raise wrong(f"{value!r} is beyond the calendar", "write a year from 1000 to 8999")
    return moment if moment.tzinfo else moment.replace(tzinfo=(info.context or {})["zone"])


def _key(value: Any) -> Any:
    if mistake := mistake_of_key(value):
        raise wrong(*mistake)
    return value


def items(value: Any) -> Any:
    if isinstance(value, str):
        return [item for part in value.split(",") if (item := part.strip())]
    return [] if value is None else value


def _own_slug(value: Any) -> Any:
    text = _text(value)
    if slugify(text) != text:
        raise wrong(
            f"{text!r} is not a valid slug", f"write {slugify(text) or 'lower-case-words'!r}"
        )
    return text


def _path(value: Any) -> Any:
    text = _text(value)
    if mistake := address_mistake(text):
        what = f"{text!r} is not an address of this site ({mistake})"
        raise wrong(what, "write a path such as /2019/old-name/")
    return text


def _address(value: Any) -> Any:
    text = _text(value)
    if not is_web_address(text):
        raise wrong(f"{text!r} is not a web address", "write it in full: https://example.org/page")
    return clean_address(text)


def _identity(value: Any) -> Any:
    text = _text(value)
    if not _URI.fullmatch(text) and (not text.startswith("/") or " " in text):
        remedy = (
            "write the first address of the story, such as /world/2026/11/fire/, or the id that "
            "its feed had: https://… or tag:…"
        )
        raise wrong(f"{text!r} cannot be an id", remedy)
    return text


def _link(value: Any) -> Any:
    text = _text(value)
    if not is_link(text):
        remedy = "write it in full: https://example.org/page, or as a path of this site: /about/"
        raise wrong(f"{text!r} is not a valid address", remedy)
    return clean_address(text)


def _tongue(value: Any) -> Any:
    text = _text(value)
    if not _LANGUAGE.fullmatch(text):
        raise wrong(f"{text!r} is not a language tag", "write BCP 47: en, pt-BR, zh-Hant")
    return text


Text = Annotated[str, BeforeValidator(_text)]
Note = Annotated[str, BeforeValidator(_note)]
"""A text that may be empty or have several lines."""
Moment = Annotated[datetime, BeforeValidator(_moment)]
Slug = Annotated[str, BeforeValidator(_own_slug)]
SitePath = Annotated[str, BeforeValidator(_path)]
Identity = Annotated[str, BeforeValidator(_identity)]
WebAddress = Annotated[str, BeforeValidator(_address)]
AnyAddress = Annotated[str, BeforeValidator(_link)]
Language = Annotated[str, BeforeValidator(_tongue)]
Additions = dict[Annotated[str, BeforeValidator(_key)], Any]
Words = Annotated[list[Text], BeforeValidator(items)]
