"""Resolving what a text points at: other stories, pages, pictures and files.

Parsing leaves ``href="story:…"`` and ``src="media:…"`` in the HTML, so that a parsed text stays
good when the story it points at moves.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from html import escape, unescape

from newsroom.reading.charts.placing import put_charts
from newsroom.reading.media_library.embedded import PICTURE, PictureTag, in_text
from newsroom.text.urls import under

# In a tag: the text of a page may show such attributes, but holds no "<" and no ">".
_TARGET = re.compile(r'(href|src|poster)="((?:story|media):[^"]*)"(?=[^<>]*>)')

# In canonical HTML every attribute has a value in quotes, and a text holds no "<".
_TAG = re.compile(r'<(?:a|audio|blockquote|del|img|ins|q|source|track|video)(?: [\w-]+="[^"]*")+>')
_ADDRESS = re.compile(r'(?<= )(href|src|poster|cite)="(/[^"]*)"')


Found = Mapping[str, str | PictureTag]
"""Placeholder → what was found for it: an attribute, or a picture in the place of an ``<img>``."""


def resolve(text: str, found: Found) -> str:
    """Replace every placeholder by what was found for it, by their first names."""
    if 'src="media:' in text:
        text = PICTURE.sub(partial(_picture, found), text)
    text = _TARGET.sub(partial(_attribute, found), text)
    return put_charts(text, found) if 'data-chart="' in text else text


def _attribute(found: Found, match: re.Match[str]) -> str:
    # A target that leads nowhere was reported; what is left of it is a link without address.
    return str(found.get(f"{match[1]} {unescape(match[2])}", ""))


def _picture(found: Found, match: re.Match[str]) -> str:
    picture = found.get(f"src {unescape(match['target'])}")
    return in_text(picture, match) if isinstance(picture, PictureTag) else match[0]


def rooted(load: Callable[[], str], base: str) -> str:
    """Return a body whose links within the site begin with the folder that it is served from."""
    return _TAG.sub(partial(_rooted_tag, escape(base)), load())


def _rooted_tag(base: str, tag: re.Match[str]) -> str:
    return _ADDRESS.sub(lambda found: f'{found[1]}="{under(base, found[2])}"', tag[0])


def body_loader(load: Callable[[bytes], str], key: bytes, found: Found | None) -> Callable[[], str]:
    """Return the function that loads a body and resolves what it points at (``None``: nothing).

    What it points at may be all unpublished, with nothing found: its placeholders go even so.
    """
    if found is None:
        return partial(load, key)
    return partial(_load_resolved, load, key, found)


def _load_resolved(load: Callable[[bytes], str], key: bytes, found: Found) -> str:
    return resolve(load(key), found)
