"""Resolving what a text points at: other stories, pages, pictures and files.

Parsing leaves ``href="story:…"`` and ``src="media:…"`` in the HTML, so that a parsed text stays
good when the story it points at moves.
"""

import html
import re
from collections.abc import Callable, Mapping
from functools import partial

from newsroom.model import Picture
from newsroom.reading.charts.placing import put_charts
from newsroom.text.urls import under

# In a tag: the text of a page may show such attributes, but holds no "<" and no ">".
_TARGET = re.compile(r'(href|src|poster)="((?:story|media):[^"]*)"(?=[^<>]*>)')

# In canonical HTML every attribute has a value in quotes, and a text holds no "<".
_TAG = re.compile(r'<(?:a|audio|blockquote|del|img|ins|q|source|track|video)(?: [\w-]+="[^"]*")+>')
_ADDRESS = re.compile(r'(?<= )(href|src|poster|cite)="(/[^"]*)"')


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
    text = _TARGET.sub(partial(_attribute, attributes), text)
    return put_charts(text, attributes) if 'data-chart="' in text else text


def _attribute(attributes: Mapping[str, str], match: re.Match[str]) -> str:
    # A target that leads nowhere was reported; what is left of it is a link without address.
    return attributes.get(f"{match[1]} {html.unescape(match[2])}", "")


def rooted(load: Callable[[], str], base: str) -> str:
    """Return a body whose links within the site begin with the folder that it is served from."""
    return _TAG.sub(partial(_rooted_tag, html.escape(base)), load())


def _rooted_tag(base: str, tag: re.Match[str]) -> str:
    return _ADDRESS.sub(lambda found: f'{found[1]}="{under(base, found[2])}"', tag[0])


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
