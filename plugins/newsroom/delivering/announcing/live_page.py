"""The page of a story as readers get it now: whether it is out, and what networks show of it."""

from dataclasses import dataclass

import httpx
from lxml import html

TIMEOUT = 20


@dataclass(frozen=True, kw_only=True)
class LivePage:
    """What the page says for networks; ``image`` is the address of its picture, or empty."""

    title: str
    description: str
    image: str
    image_type: str


class NotOutError(Exception):
    """Readers do not get the story at its address; says what they get."""


def live_page(client: httpx.Client, url: str, title: str) -> LivePage:
    """Return what is at the address of a story with that headline.

    Raises:
        NotOutError: it is not there yet.
    """
    try:
        answer = client.get(url, headers={"Cache-Control": "no-cache"})
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NotOutError(f"{url} cannot be read ({str(error) or type(error).__name__})") from None
    if answer.status_code != httpx.codes.OK:
        raise NotOutError(f"{url} answers {answer.status_code}")
    facts = _facts(answer.text)
    if facts.get("og:title") != title:
        raise NotOutError(f"{url} does not have the headline {title!r} yet")
    return LivePage(
        title=title,
        description=facts.get("og:description", ""),
        image=facts.get("og:image", ""),
        image_type=facts.get("og:image:type", ""),
    )


def _facts(page: str) -> dict[str, str]:
    """Return property → content of each ``meta`` element, the first one of several."""
    found: dict[str, str] = {}
    if page.strip():
        for one in html.document_fromstring(page.encode(), parser=_PARSER).iter("meta"):
            if name := one.get("property"):
                found.setdefault(name, one.get("content", ""))
    return found


_PARSER = html.HTMLParser(encoding="utf-8")
