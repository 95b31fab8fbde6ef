"""Resolving what a text points at: other stories, pages, pictures and files.

Parsing leaves ``href="story:…"`` and ``src="media:…"`` in the HTML, so that a parsed text stays
good when the story it points at moves.
"""

import html
import re
from collections.abc import Callable, Mapping
from functools import partial

from newsroom.model import Picture

_TARGET = re.compile(r'(href|src|poster)="((?:story|media):[^"]*)"')


def media_attributes(picture: Picture) -> str:
    """Return the attributes of an ``<img>`` in the text column (at most 45rem wide)."""
    source = f'src="{html.escape(picture.src)}" width="{picture.width}" height="{picture.height}"'
    if not picture.srcset:
        return source
    return (
        f'{source} srcset="{html.escape(picture.srcset)}" sizes="(min-width: 45rem) 45rem, 100vw"'
    )


def resolve(text: str, attributes: Mapping[str, str]) -> str:
    """Replace every placeholder by the attributes that were found for it, by their first names."""
    return _TARGET.sub(partial(_attribute, attributes), text)


def _attribute(attributes: Mapping[str, str], match: re.Match[str]) -> str:
    # A target that leads nowhere was reported; what is left of it is a link without address.
    return attributes.get(f"{match[1]} {html.unescape(match[2])}", "")


def body_loader(
    load: Callable[[bytes], str], key: bytes, attributes: Mapping[str, str] | None
) -> Callable[[], str]:
    """Return the function that loads a body and resolves what it points at (``None``: nothing).

    What it points at may be all unpublished, without attributes: its placeholders go even so.
    """
    if attributes is None:
        return partial(load, key)
    return partial(_load_resolved, load, key, attributes)


def _load_resolved(load: Callable[[bytes], str], key: bytes, attributes: Mapping[str, str]) -> str:
    return resolve(load(key), attributes)
