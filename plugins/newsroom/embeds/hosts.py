"""Hosts of the paper's own choice, whose pages may be shown in frames.

Setting: ``EMBEDS``, a dict with the fields of :class:`EmbedOptions`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import AfterValidator, ConfigDict

from newsroom.embeds.providers import Kind

_SIZE = re.compile(r"[1-9]\d{0,4}x[1-9]\d{0,4}|x[1-9]\d{1,3}")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z0-9-]+(?::\d+)?")


def _size(text: str) -> str:
    if not _SIZE.fullmatch(text):
        raise ValueError("write a ratio such as 16x9, or a height in pixels such as x450")
    return text


def _host(text: str) -> str:
    if not _HOST.fullmatch(text):
        raise ValueError("write a host alone, such as charts.example.org")
    return text


def _name(text: str) -> str:
    if not text.strip():
        raise ValueError("write the name of the provider, which readers see")
    return text.strip()


@dataclass(frozen=True)
class Host:
    """``name`` is what readers see. ``size`` is a ratio, or a height in pixels (``x450``)."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    name: Annotated[str, AfterValidator(_name)]
    kind: Kind = "chart"
    size: Annotated[str, AfterValidator(_size)] = "16x9"


@dataclass(frozen=True)
class EmbedOptions:
    """Setting ``EMBEDS``: the hosts whose pages may be shown in frames, besides the providers'."""

    hosts: Mapping[Annotated[str, AfterValidator(_host)], Host] = field(default_factory=dict)
