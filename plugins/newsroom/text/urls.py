"""Names and addresses: how a slug is made and where every page of the site lives."""

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from newsroom.files.paths import address_mistake

_DROPPED = str.maketrans("", "", "'’ʼ`\"“”")
_DATED_NAME = re.compile(r"\d{4}-\d\d-\d\d-(?=.)")
_FILE = re.compile(
    r"\.(html?|xml|rss|atom|rdf|json|txt|pdf|csv|jpe?g|png|gif|webp|svg)$", re.IGNORECASE
)
_MAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.IGNORECASE)
_IPV4 = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.|$)){4}", re.ASCII)
_USUAL_HOST = re.compile(r"https?://(?:[\w-]+\.)+[a-z]+(?=[/?#]|\Z)", re.ASCII | re.IGNORECASE)
"""A host in which nothing can be wrong: labels, a name at the end, no port."""
_NO_HOST = re.compile(r"[\s%<>^|\[\]]")
IMMUTABLE = re.compile(r"^/?theme/.*\.[0-9a-f]{12}\.\w+$")
"""Paths of files whose names carry a hash: browsers may keep them forever."""
_SPOKEN = {"+": " plus ", "#": " sharp "}


def slugify(text: str) -> str:
    """Return the readable URL part for ``text``: lower case, words joined by hyphens.

    Accents are taken off Latin letters; letters of other scripts stay as they are, so that
    names in them remain distinct and readable. ``+`` and ``#`` behind a letter are spoken
    (``C++`` is ``c-plus-plus``), and single signs go by their Unicode name (``🎉`` is
    ``party-popper``). The result is NFC; it is empty only for text without any visible sign.
    """
    if text.isascii() and text.replace("-", "").isalnum() and text.islower():
        return "-".join(filter(None, text.split("-")))
    words: list[str] = []
    previous = ""
    for char in unicodedata.normalize("NFKD", text.translate(_DROPPED)).casefold():
        if char.isalnum():
            words.append(char)
        elif unicodedata.category(char).startswith("M"):
            # An accent on a Latin letter goes; a vowel sign of another script is part of the word.
            words.append(char if previous.isalnum() and not previous.isascii() else "")
            continue
        elif char in _SPOKEN and (previous.isalnum() or previous in _SPOKEN):
            words.append(_SPOKEN[char])
        else:
            words.append(" ")
        previous = char
    slug = "-".join(unicodedata.normalize("NFC", "".join(words)).split())
    return slug or _sign_names(text)


def _sign_names(text: str) -> str:
    signs = (unicodedata.name(char, "") for char in text if unicodedata.category(char) == "So")
    return "-".join("-".join(signs).lower().split())


def file_slug(path: str) -> str:
    """Return the slug that the name of a source gives: without date, suffix and ``index``."""
    file = PurePosixPath(path)
    name = file.parent.name if file.stem in ("index", "_index") else file.stem
    return slugify(_DATED_NAME.sub("", name))


def host_mistake(address: str) -> str:
    """Return what is wrong with the host of an address of the web, or ``""``."""
    if _USUAL_HOST.match(address):  # nearly all: reading the parts takes ten times as long
        return ""
    try:
        parts = urlsplit(address)
        if parts.port == 0 or not _is_host(parts.hostname or ""):
            return "with a wrong host or port"
    except ValueError:  # a wrong port, or a wrong address in brackets
        return "with a wrong host or port"
    return "with the name or password of a user" if "@" in parts.netloc else ""


def _is_host(name: str) -> bool:
    """Return whether browsers take this for a host (WHATWG URL, 3.5)."""
    if ":" in name:  # IPv6, in brackets
        return True
    name = unquote(name)
    labels = name.removesuffix(".").split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _IPV4.fullmatch(name) is not None
    return all(labels) and not _NO_HOST.search(name)


def is_web_address(text: str) -> bool:
    """Return whether this leads to a host of the web."""
    if not text.lower().startswith(("http:", "https:")) or host_mistake(text):
        return False
    # Browsers read a backslash as a slash, so that the host they find would be another one.
    return text.isprintable() and not {" ", "\\"} & set(text)


def is_mail_address(text: str) -> bool:
    return _MAIL.fullmatch(text) is not None


def is_link(text: str) -> bool:
    """Return whether this may be printed as a link: to the web, to a mail address, or within."""
    if text.startswith("mailto:"):
        return is_mail_address(text.removeprefix("mailto:").partition("?")[0])
    return is_web_address(text) or not address_mistake(text)


def under(base: str, address: str) -> str:
    """Return an address of a site that is served below the folder ``base`` (``/paper`` or ``""``).

    What begins with a slash gets the folder, unless it has it already.
    """
    if not base or not address.startswith("/") or address.startswith("//"):
        return address
    return address if f"{address}/".startswith(f"{base}/") else base + address


def page_path(url: str) -> str:
    """Return the file of the output folder that answers ``url`` (site-relative, ``/``-led)."""
    path = unquote(url).lstrip("/")
    return path + "index.html" if url.endswith("/") else path


def page_address(path: str) -> str:
    """Return the address that a file of the output folder answers, readable: not quoted."""
    return "/" + (path[: -len("index.html")] if f"/{path}".endswith("/index.html") else path)


def old_address(path: str) -> str:
    """Return an old address, not quoted; what is not a file gets the slash of a folder."""
    path = unquote(path)
    return path if path.endswith("/") or _FILE.search(path) else f"{path}/"


def story_url(section: str, year: int, month: int, slug: str) -> str:
    return f"/{quote(section)}/{year:04d}/{month:02d}/{quote(slug)}/"


def section_url(slug: str) -> str:
    return f"/{quote(slug)}/"


def tag_url(slug: str) -> str:
    return f"/tag/{quote(slug)}/"


def series_url(slug: str) -> str:
    return f"/series/{quote(slug)}/"


def author_url(slug: str) -> str:
    return f"/author/{quote(slug)}/"


def archive_url(year: int, month: int | None = None) -> str:
    return f"/archive/{year:04d}/" + (f"{month:02d}/" if month else "")


def hashed_path(path: str, data: bytes) -> str:
    """Return the path of a file below ``theme/`` with a hash of its bytes before the suffix."""
    stem, dot, suffix = path.rpartition(".")
    return f"{stem}.{hashlib.blake2b(data, digest_size=6).hexdigest()}{dot}{suffix}"


def numbered_url(url: str, number: int) -> str:
    """Return the address of the numbered page of the listing at ``url``."""
    return f"{url}page/{number}/"
