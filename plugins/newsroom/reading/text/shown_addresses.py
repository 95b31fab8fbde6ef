"""Addresses that a text from right to left shows: they are written from left to right."""

import re

from newsroom.languages.locales import direction

_SHOWN = re.compile(
    r"<a((?:(?! dir=)[^<>])*>(?:https?://|www\.|[\w.+-]+@[\w-]+\.)[^\s<>]*</a>)", re.IGNORECASE
)


def isolate_addresses(html: str, lang: str) -> str:
    """Return a text whose links keep the order of their signs where their words are an address."""
    if "<a " not in html or direction(lang) == "ltr":
        return html
    return _SHOWN.sub(r'<a dir="ltr"\1', html)
