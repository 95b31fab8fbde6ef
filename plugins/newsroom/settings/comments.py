"""How readers comment on this site: the setting, and what it means for them.

Setting: ``COMMENTS`` and, for discussions on GitHub, ``GISCUS``.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import AfterValidator

from newsroom.files.paths import address_mistake
from newsroom.languages.words import Words
from newsroom.model import Statement
from newsroom.options import load_options
from newsroom.problems import ContentError, Problem
from newsroom.text.urls import is_web_address

SNAPSHOT = "data/comments.json"
"""The last known comments, below the content folder."""
SALT = "Eech7co8Ohloopo9Ol6baimi"
"""The salt with which Isso hashes addresses as long as nobody writes another one into its file."""
_PLAIN = re.compile(r"[^\s?#]+")
_SPAN = re.compile(r"(\d+)([smhdw])")
_SPANS = {"s": "second", "m": "minute", "h": "hour", "d": "day", "w": "week"}
_HASH = re.compile(r"[0-9a-f]{12}")


def _address(value: str) -> str:
    own = not address_mistake(value)
    if value and not (_PLAIN.fullmatch(value) and (own or is_web_address(value))):
        raise ValueError(
            "write an address such as https://comments.example, or a path such as /isso"
        )
    return value.rstrip("/")


def _hash(value: str) -> str:
    if not _HASH.fullmatch(value):
        raise ValueError("write what ./inv comments --mark ADDRESS prints")
    return value


@dataclass(frozen=True)
class CommentOptions:
    """Setting ``COMMENTS``.

    ``provider``: ``isso``, ``giscus`` or ``none``. ``source``: where a build reads the comments,
    Isso's database (a path relative to the project) or the address of its API. ``server``: the
    address that browsers talk to; without one nobody can write. ``authors``: slug of an author →
    hash of the address with which they comment. ``keep``: whether a build keeps what it read for
    those that cannot read it. ``isso``: options of Isso by section of its file.
    """

    provider: Literal["isso", "giscus", "none"] = "none"
    source: str = ""
    server: Annotated[str, AfterValidator(_address)] = ""
    authors: dict[str, Annotated[str, AfterValidator(_hash)]] = field(default_factory=dict)
    keep: bool = False
    isso: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def salt(self) -> str:
        return self.isso.get("hash", {}).get("salt", SALT)

    @property
    def from_server(self) -> bool:
        """Whether a build asks the server, not a file."""
        return self.source.startswith(("http://", "https://"))


@dataclass(frozen=True, kw_only=True)
class Giscus:
    """Setting ``GISCUS``: what giscus.app shows for the repository that holds the discussions."""

    repo: str = ""
    repo_id: str = ""
    category: str = ""
    category_id: str = ""


def comment_options(settings: Mapping[str, Any]) -> CommentOptions:
    """Read the setting ``COMMENTS``.

    Raises:
        ContentError: an unknown option, or a wrong value.
    """
    return load_options(settings, "COMMENTS", CommentOptions)


def giscus_options(settings: Mapping[str, Any]) -> Giscus:
    """Read the setting ``GISCUS``, of which nothing may be missing.

    Raises:
        ContentError: an unknown option, or an empty one.
    """
    options = load_options(settings, "GISCUS", Giscus)
    missing = [name for name in Giscus.__dataclass_fields__ if not getattr(options, name)]
    if missing:
        what = f"{', '.join(missing)} must be given where comments are giscus"
        remedy = "copy the values that https://giscus.app shows for your repository"
        raise ContentError([Problem("GISCUS", what, remedy)])
    return options


def address_hash(address: str, salt: str) -> str:
    """Return how Isso names the writer of a comment: PBKDF2 of the e-mail address as typed."""
    return hashlib.pbkdf2_hmac("sha1", address.encode(), salt.encode(), 1000, 6).hex()


def in_words(span: str, words: Words) -> str:
    """Return a span of time in Isso's way of writing, such as ``15m`` or ``1h30m``, in words."""
    found = _SPAN.findall(span)
    parts = [words.duration(int(number), _SPANS[unit]) for number, unit in found]
    return " ".join(parts) or words.duration(int(span), "second")


def privacy_statement(options: CommentOptions, words: Words) -> Statement | None:
    """Return what comments do with a reader's data, ``None`` where nobody can write any."""
    if options.provider == "giscus":
        said = _of_giscus(words)
    elif options.provider == "isso" and options.server:
        said = _of_isso(options, words)
    else:
        return None
    return Statement(title=words.gettext("Comments"), text=words.sentences(*said))


def _of_giscus(words: Words) -> tuple[str, ...]:
    _ = words.gettext
    return (
        _("Comments are kept by GitHub and shown by giscus.app."),
        _(
            "Both are asked for nothing before you press the button that shows the discussion; from"
            " then on they receive your IP address and what your browser says of itself, and may"
            " set cookies of their own."
        ),
        _(
            "To write you need a GitHub account. Your browser then keeps a token of giscus.app in"
            " its storage for this site, until you delete it."
        ),
    )


def _of_isso(options: CommentOptions, words: Words) -> tuple[str, ...]:
    _, server = words.gettext, options.server
    window = in_words(options.isso.get("general", {}).get("max-age", "15m"), words)
    return (
        _("Comments are kept by a comment server of our own, a part of this site.")
        if server.startswith("/")
        else _("Comments are kept by a comment server of our own, at {server}.", server=server),
        _(
            "When you come to the comments of a story, your browser asks that server for new ones;"
            " it sends no cookie unless you have written a comment within {duration}.",
            duration=window,
        ),
        _(
            "A comment you post is kept with your name, your text, the time, your e-mail address if"
            " you give one, which is never shown, and, against floods, your IP address without its"
            " end. The server answers with a short hash of that e-mail address, else of that IP"
            " address, which is the same for all comments of one writer."
        ),
        _(
            "Recommending a comment keeps that shortened address too, in a filter from which it"
            " cannot be read, so that nobody counts twice."
        ),
        _(
            "When you post, the server sets one signed cookie for the comment, so that you can"
            " change or delete it for {duration}; the tab of your browser remembers which comments"
            " are yours until you close it. Reading and recommending set no cookie.",
            duration=window,
        ),
    )
