"""What the settings say of how a source is read: the time zone, and the schema of ``extra``.

Settings: ``EXTRA``, ``EMBEDS``.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field, create_model

from newsroom.embeds.hosts import EmbedOptions, Host
from newsroom.engine.code_digest import digest_of_plugins
from newsroom.languages.folders import FOLDER, digest_of_catalogues, paper_catalogues
from newsroom.model.extra import mistake_of_key
from newsroom.offers import MARKDOWN, listed, offers
from newsroom.options import load_options
from newsroom.problems import ContentError, Problem
from newsroom.reading.frontmatter.fields import Closed, Moment, Text, Words, wrong

if TYPE_CHECKING:  # it is loaded only when there is something to parse
    from markdown import Extension


@dataclass(frozen=True, kw_only=True)
class ExtraField:
    """A key of setting ``EXTRA``.

    ``type``: what its value is. ``required``: whether every story has it. ``card``: whether cards
    show it too.
    """

    type: Literal["text", "integer", "number", "boolean", "date", "list", "mapping", "mappings"] = (
        "text"
    )
    required: bool = False
    card: bool = False


@dataclass(frozen=True, kw_only=True)
class Rules:
    """``zone`` is an IANA name, ``lang`` the language of texts that name none.

    Without ``extra``, every key of ``extra`` is taken as written.

    ``catalogues`` is the folder of the paper's own texts, ``texts`` the digest of all texts.
    ``embeds`` are the hosts whose pages may be shown in frames.
    ``markdown`` are the modules that offer extensions of Markdown, ``code`` is the digest of them
    and all other plugins of the site.
    """

    zone: str
    lang: str
    extra: Mapping[str, ExtraField] = field(default_factory=dict)
    embeds: Mapping[str, Host] = field(default_factory=dict)
    markdown: tuple[str, ...] = ()
    code: str = ""
    texts: str = ""
    catalogues: Path = field(default=Path(FOLDER), repr=False)

    def extensions(self) -> list["Extension"]:
        """Return the extensions of Markdown that plugins offer."""
        return listed({"PLUGINS": self.markdown}, MARKDOWN)


def _integer(value: Any) -> Any:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise wrong(f"{value!r} is not a whole number", "write digits, such as 12") from None


def _number(value: Any) -> Any:
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number):
        raise wrong(f"{value!r} is not a number", "write digits, such as 12 or 0.5")
    return number


_TYPES: dict[str, Any] = {
    "text": Text,
    "integer": Annotated[int, BeforeValidator(_integer)],
    "number": Annotated[float, BeforeValidator(_number)],
    "boolean": bool,
    "date": Moment,
    "list": Words,
    "mapping": dict[str, Any],
    "mappings": list[dict[str, Any]],
}


def read_rules(settings: Mapping[str, Any]) -> Rules:
    """Return the rules of a publication.

    Raises:
        ContentError: the setting ``EXTRA`` is wrong.
    """
    given = settings.get("EXTRA") or {}
    if not isinstance(given, Mapping):
        remedy = 'write a dict, such as {"key_facts": {"type": "list"}}'
        raise ContentError([Problem("EXTRA", f"{given!r} is not a dict", remedy)])
    extra = {}
    for key, value in given.items():
        if mistake := mistake_of_key(key):
            raise ContentError([Problem("EXTRA", *mistake)])
        name = f"EXTRA.{key}"
        extra[key] = load_options({name: value}, name, ExtraField)
    markdown = tuple(module for module, _ in offers(settings, MARKDOWN))
    code = digest_of_plugins(tuple(settings["PLUGIN_PATHS"]), markdown).hex() if markdown else ""
    embeds = load_options(settings, "EMBEDS", EmbedOptions).hosts
    paper = paper_catalogues(settings)
    return Rules(
        zone=str(settings["TIMEZONE"]), lang=settings["DEFAULT_LANG"], extra=extra, embeds=embeds,
        markdown=markdown, code=code, texts=digest_of_catalogues(paper), catalogues=paper,
    )  # fmt: skip


def with_extra(model: type[Closed], extra: Mapping[str, ExtraField]) -> type[Closed]:
    """Return ``model`` with a closed schema for its ``extra``, if there is one."""
    if not extra:
        return model
    kinds: dict[str, Any] = {
        key: (_TYPES[one.type], ...) if one.required else (_TYPES[one.type] | None, None)
        for key, one in extra.items()
    }
    matter = create_model("ExtraMatter", __base__=Closed, **kinds)
    default = Field(default_factory=dict, validate_default=True)
    return create_model(model.__name__, __base__=model, extra=(matter, default))
