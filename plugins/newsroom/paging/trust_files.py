"""What the paper says of itself to programs: ``security.txt``, ``trust.txt`` and ``ads.txt``.

Setting: ``SECURITY``, ``TRUST``, ``ADS``.

Formats: RFC 9116; trust.txt 1.4 (JournalList); ads.txt 1.1 (IAB Tech Lab).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator

from newsroom import signals
from newsroom.edition import PagedEdition
from newsroom.options import load_options, web_address
from newsroom.paging.host_files import add_host_file
from newsroom.text.urls import is_mail_address, is_web_address

SOON = timedelta(days=30)
SHARES = {"DIRECT", "RESELLER"}


def contact(text: str) -> str:
    """Return an address to write to as a URI: a validator for options."""
    if is_web_address(text) or text.startswith(("mailto:", "tel:")):
        return text
    if is_mail_address(text):
        return f"mailto:{text}"
    raise ValueError("write a mail address, or an address that begins with https://")


def record(text: str) -> str:
    """Return a line of ads.txt: a validator for options."""
    fields = [field.strip() for field in text.split("#", maxsplit=1)[0].split(",")]
    if len(fields) not in (3, 4) or not all(fields) or fields[2].upper() not in SHARES:
        raise ValueError(
            "write domain, account, DIRECT or RESELLER, and the certification id if there is one"
        )
    return ", ".join(fields)


def moment(text: str) -> str:
    """Return a date that can be read: a validator for options."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("write a date such as 2027-06-30") from None
    return text


Contacts = tuple[Annotated[str, AfterValidator(contact)], ...]
Web = Annotated[str, AfterValidator(web_address)]
Records = tuple[Annotated[str, AfterValidator(record)], ...]


@dataclass(frozen=True)
class SecurityOptions:
    """Setting ``SECURITY``: where to report holes, and until when this is true (ISO 8601)."""

    contact: Contacts = ()
    expires: Annotated[str, AfterValidator(moment)] | None = None
    policy: Web | None = None
    encryption: Web | None = None
    acknowledgments: Web | None = None
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class TrustOptions:
    """Setting ``TRUST``: the associations, owners and partners of the paper, by their addresses."""

    belongto: tuple[Web, ...] = ()
    member: tuple[Web, ...] = ()
    control: tuple[Web, ...] = ()
    controlledby: tuple[Web, ...] = ()
    vendor: tuple[Web, ...] = ()
    customer: tuple[Web, ...] = ()
    contact: Contacts = ()


@dataclass(frozen=True)
class AdOptions:
    """Setting ``ADS``: who may sell the space for advertisements; an empty tuple says nobody."""

    records: Records | None = None
    owner: str = ""
    manager: str = ""


def text_of(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def security_lines(options: SecurityOptions, expires: datetime, url: str, lang: str) -> list[str]:
    """Return ``security.txt``; ``url`` is its own address."""
    optional = {
        "Encryption": options.encryption,
        "Policy": options.policy,
        "Acknowledgments": options.acknowledgments,
    }
    return [
        *(f"Contact: {one}" for one in options.contact),
        f"Expires: {expires.isoformat()}",
        *(f"{name}: {value}" for name, value in optional.items() if value),
        f"Preferred-Languages: {', '.join(options.languages or (lang,))}",
        f"Canonical: {url}",
    ]


def add_security(edition: PagedEdition) -> None:
    options = load_options(edition.settings, "SECURITY", SecurityOptions)
    if not options.contact and not options.expires:
        return
    if not options.contact or not options.expires:
        remedy = "write both 'contact' and 'expires', such as 2027-06-30 (RFC 9116)"
        edition.problems.error("SECURITY", "half of what security.txt must say is missing", remedy)
        return
    expires = datetime.fromisoformat(options.expires)
    expires = expires if expires.tzinfo else expires.replace(tzinfo=edition.zone)
    if expires < edition.now + SOON:
        what = f"security.txt is valid until {expires:%Y-%m-%d} only"
        remedy = "see that the contacts are right, and write a date in the coming year"
        edition.problems.warning("SECURITY", what, remedy)
    path = ".well-known/security.txt"
    url = edition.site.absolute(f"/{path}")
    lines = security_lines(options, expires, url, edition.site.lang)
    add_host_file(edition, path, text_of, (lines,))


def trust_lines(
    options: TrustOptions, social: Iterable[str], policies: Iterable[str], training: bool | None
) -> Iterator[str]:
    """Yield ``trust.txt``; ``training`` is whether models may be trained with the texts."""
    for name in ("belongto", "member", "control", "controlledby", "vendor", "customer"):
        yield from (f"{name}={url}" for url in getattr(options, name))
    yield from (f"social={url}" for url in social)
    yield from (f"disclosure={url}" for url in policies)
    yield from (f"contact={one}" for one in options.contact)
    if training is not None:
        yield f"datatrainingallowed={'yes' if training else 'no'}"


def add_trust(edition: PagedEdition) -> None:
    site, options = edition.site, load_options(edition.settings, "TRUST", TrustOptions)
    if options == TrustOptions():
        return
    social = [link.url for link in site.social if is_web_address(link.url)]
    policies = dict.fromkeys(map(site.absolute, site.policies.values()))
    training = (edition.settings.get("CRAWLERS") or {}).get("ai_training")
    lines = list(trust_lines(options, social, policies, training))
    add_host_file(edition, "trust.txt", text_of, (lines,))


def add_ads(edition: PagedEdition) -> None:
    options = load_options(edition.settings, "ADS", AdOptions)
    if options.records is None:
        return
    nobody = ("placeholder.example.com, placeholder, DIRECT, placeholder",)
    domains: dict[Literal["OWNERDOMAIN", "MANAGERDOMAIN"], str]
    domains = {"OWNERDOMAIN": options.owner, "MANAGERDOMAIN": options.manager}
    lines = [*(options.records or nobody), *(f"{k}={v}" for k, v in domains.items() if v)]
    add_host_file(edition, "ads.txt", text_of, (lines,))


def add_files(edition: PagedEdition) -> None:
    add_security(edition)
    add_trust(edition)
    add_ads(edition)


def register() -> None:
    signals.page.connect(add_files)
