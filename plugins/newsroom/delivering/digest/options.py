"""Setting ``DIGEST``: what is in an issue, and how it leaves the house.

Passwords and keys come from the environment alone: ``SMTP_USER``, ``SMTP_PASSWORD``,
``BUTTONDOWN_KEY``, ``LISTMONK_USER``, ``LISTMONK_TOKEN``, ``DIGEST_SECRET``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from email.utils import parseaddr
from ipaddress import ip_address
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, PositiveInt

from newsroom.delivering.credentials import REMEDY, credential, login_flaw, token_flaw
from newsroom.options import Mistake, load_options, read_options
from newsroom.problems import Problem
from newsroom.settings.newsletters import mistakes_in, newsletter_options
from newsroom.settings.signup import SignupOptions

_LIST_ID = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+")

APIS = {"buttondown": "https://api.buttondown.com", "listmonk": ""}


def _line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("write it in one line")
    return text


def _address(text: str) -> str:
    if text and address_of(text) != text:
        raise ValueError("write name@host")
    return text


def _list_id(text: str) -> str:
    if text and not _LIST_ID.fullmatch(text):
        raise ValueError("write names joined by dots, such as newsletter.forecast.example")
    return text


def _web(text: str) -> str:
    if not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError("write an https:// address in ASCII, without spaces")
    return text


@dataclass(frozen=True)
class DigestOptions:
    """Setting ``DIGEST``.

    ``headlines``: most stories of a section. ``ranking``: lines of the Hottest list. ``imprint``:
    who sends, with a postal address. ``sender``: ``The Forecast <news@forecast.example>``.

    ``via`` SMTP: ``to`` is the address of a list, or ``recipients`` a file with an address a line,
    each of which gets a mail of its own. ``unsubscribe`` is the web address at which one leaves,
    with ``{recipient}`` and ``{token}``; ``unsubscribe_mail`` an address for the same. ``list_id``
    is the name of the list for mail programs (RFC 2919), else ``newsletter.`` and the site's host.

    ``via`` an API: ``url`` is its server, ``lists`` and ``template`` are numbers of Listmonk. At
    Buttondown readers with the ``tag`` get the draft, without it all.
    """

    headlines: PositiveInt = 4
    ranking: PositiveInt = 5
    imprint: str = ""
    sender: Annotated[str, AfterValidator(_line)] = ""
    via: Literal["smtp", "buttondown", "listmonk"] = "smtp"
    host: str = "localhost"
    port: PositiveInt = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    to: str = ""
    recipients: str = ""
    unsubscribe: Annotated[str, AfterValidator(_web)] = ""
    unsubscribe_mail: Annotated[str, AfterValidator(_address)] = ""
    list_id: Annotated[str, AfterValidator(_list_id)] = ""
    url: str = ""
    lists: tuple[int, ...] = ()
    template: int | None = None
    tag: str = ""
    timeout: Annotated[float, Field(gt=0)] = 30


def address_of(text: str) -> str:
    """Return the mail address in ``Name <name@host>``; an empty text if there is no address."""
    address = parseaddr(text)[1]
    name, _, host = address.rpartition("@")
    plain = address.isascii() and address.isprintable() and " " not in address
    return address if plain and name and "." in f"{host}." and host else ""


def options_of(settings: Mapping[str, Any], name: str) -> DigestOptions:
    """Return how a newsletter is made and sent: its own options, else those of ``DIGEST``.

    Raises:
        ContentError: an unknown option, or a wrong value.
    """
    common = settings.get("DIGEST") or {}
    own = newsletter_options(settings)[name].digest
    if isinstance(common, Mapping):
        common = {**common, **own}
    options = load_options({"DIGEST": common}, "DIGEST", DigestOptions)
    return replace(options, tag=options.tag or _ticked_tag(settings, name))


def _ticked_tag(settings: Mapping[str, Any], name: str) -> str:
    """Return the tag that Buttondown's form gives to who chooses a newsletter among several."""
    there = newsletter_options(settings)
    several = sum(bool(one.title and not one.ended) for one in there.values()) > 1
    form = load_options(settings, "NEWSLETTER", SignupOptions).provider
    own = there[name]
    if not several or form != "buttondown" or own.field not in ("", "tag"):
        return ""
    return own.value or name


def own_mistakes(value: Any) -> list[Mistake]:
    """Return what is wrong with the setting ``NEWSLETTERS``, and with how each of them is sent."""
    if found := mistakes_in(value):
        return found
    return [
        Mistake(f"{name}: {one.what}", one.remedy, (name, "digest", *one.keys))
        for name, given in value.items()
        for one in read_options(given.get("digest", {}), DigestOptions)[1]
    ]


def mistakes(options: DigestOptions, environment: Mapping[str, str]) -> list[Problem]:
    """Return what is missing or wrong before anything can be sent."""
    found = (_smtp if options.via == "smtp" else _api)(options, environment)
    return [Problem("DIGEST", what, remedy) for what, remedy in found]


def _smtp(options: DigestOptions, environment: Mapping[str, str]) -> list[tuple[str, str]]:
    found = []
    if not address_of(options.sender):
        found.append(("option 'sender' is not a valid address", "write Name <name@host>"))
    if bool(options.to) == bool(options.recipients):
        found.append(("nobody to send to, or twice", "set either 'to' or 'recipients'"))
    if options.to and not address_of(options.to):
        found.append((f"option 'to' is {options.to!r}", "write the address of the list"))
    user, password = (credential(environment, f"SMTP_{one}") for one in ("USER", "PASSWORD"))
    if bool(user) != bool(password):
        found.append(("user and password belong together", "set SMTP_USER and SMTP_PASSWORD"))
    flaws = (login_flaw(environment, one) for one in ("SMTP_USER", "SMTP_PASSWORD"))
    found += [(flaw, REMEDY) for flaw in flaws if flaw]
    if options.security == "none" and user and not is_local(options.host):
        found.append(("the password would travel in the clear", "set 'security' to 'starttls'"))
    if options.recipients:
        found += _way_out(options, environment)
    elif "{" in options.unsubscribe:
        remedy = "leave it out: a list server writes its own"
        found.append(("option 'unsubscribe' names a reader, but all get the same mail", remedy))
    return found


def _way_out(options: DigestOptions, environment: Mapping[str, str]) -> list[tuple[str, str]]:
    web = options.unsubscribe
    if not web and not options.unsubscribe_mail:
        remedy = "set 'unsubscribe' (a web address) or 'unsubscribe_mail'"
        return [("the mails would have no way to unsubscribe", remedy)]
    if web and "{recipient}" not in web and "{token}" not in web:
        remedy = "write {recipient} or {token} where the address belongs"
        return [("option 'unsubscribe' does not say who leaves", remedy)]
    if "{token}" in web:
        secret = environment.get("DIGEST_SECRET", "")
        if not secret.strip():
            return [("{token} needs a secret", "set DIGEST_SECRET to a long random text")]
        # The server that checks tokens uses each sign of it: none is removed in silence.
        if secret != secret.strip() or not secret.isprintable():
            what = "DIGEST_SECRET has a line break, or a space at its beginning or end"
            return [(what, "write it without, here and at the server that checks {token}")]
    if web and urlsplit(web).scheme != "https" and not is_local(urlsplit(web).hostname or ""):
        return [("option 'unsubscribe' is not an https:// address", "RFC 8058 wants one")]
    return []


def _api(options: DigestOptions, environment: Mapping[str, str]) -> list[tuple[str, str]]:
    needed = {"buttondown": ("BUTTONDOWN_KEY",), "listmonk": ("LISTMONK_USER", "LISTMONK_TOKEN")}
    found = []
    for name in needed[options.via]:
        flaw = (login_flaw if name == "LISTMONK_USER" else token_flaw)(environment, name)
        if not credential(environment, name):
            found.append((f"{name} is not in the environment", "set it to the key"))
        elif flaw:
            found.append((flaw, REMEDY))
    url = urlsplit(options.url or APIS[options.via])
    if url.scheme != "https" and not (url.scheme == "http" and is_local(url.hostname or "")):
        found.append((f"option 'url' is {options.url!r}", "write its https:// address"))
    if options.via == "listmonk" and not options.lists:
        found.append(("Listmonk must know to which lists", "set 'lists', such as (1,)"))
    return found


def is_local(host: str) -> bool:
    """Return whether ``host`` is this machine, where nobody listens in."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
