"""A letter as a mail: RFC 5322 with a plain and an HTML part, the same bytes every time."""

import hashlib
import hmac
from datetime import datetime
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from html import escape
from urllib.parse import quote

from newsroom.delivering.digest.headers import NamedHeader, TextHeader, WholeHeader
from newsroom.delivering.digest.letter import WAY_OUT, Letter
from newsroom.delivering.digest.options import DigestOptions, address_of

HEADERS = {
    "Subject": TextHeader, "From": NamedHeader, "To": WholeHeader, "List-Id": NamedHeader,
    "List-Unsubscribe": WholeHeader, "Message-ID": WholeHeader,
}  # fmt: skip


def ways_out(options: DigestOptions, recipient: str, secret: str) -> tuple[str, str]:
    """Return where ``recipient`` unsubscribes: web address and mail address, each may be empty.

    The token is HMAC-SHA256 of the address in lower case: who has it was sent it.
    """
    token = hmac.new(secret.encode(), recipient.lower().encode(), hashlib.sha256).hexdigest()[:32]
    web = options.unsubscribe.replace("{recipient}", quote(recipient, safe=""))
    return web.replace("{token}", token), options.unsubscribe_mail


def compose(
    letter: Letter, options: DigestOptions, recipient: str, sent: datetime, secret: str = ""
) -> EmailMessage:
    """Return the mail of one recipient, or of a list; ``sent`` is the time of sending.

    ``List-Id`` is RFC 2919, ``List-Unsubscribe`` RFC 2369, ``List-Unsubscribe-Post`` RFC 8058
    (wants a web address).
    """
    sender = address_of(options.sender) or "newsletter@localhost"
    mark = hashlib.sha256(f"{letter.title} {recipient}".encode()).hexdigest()[:16]
    headers = HeaderRegistry()
    for name, kind in HEADERS.items():
        headers.map_to_type(name, kind)
    mail = EmailMessage(policy=SMTP.clone(header_factory=headers))
    mail["Subject"] = letter.subject
    mail["From"] = f"{parseaddr(options.sender)[0]} <{sender}>".lstrip()
    mail["To"] = recipient
    mail["Date"] = sent
    mail["Message-ID"] = f"<{letter.key}.{mark}@{sender.rpartition('@')[2]}>"
    mail["List-Id"] = f"{letter.name} <{options.list_id or letter.id_host}>"
    web, post = ways_out(options, recipient, secret)
    if web or post:
        links = [web and f"<{web}>", post and f"<mailto:{post}?subject=unsubscribe>"]
        mail["List-Unsubscribe"] = ", ".join(filter(None, links))
    if web.startswith("https:"):
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    way_out = web or f"mailto:{post}?subject=unsubscribe"
    mail.set_content(letter.text.replace(WAY_OUT, way_out), cte="quoted-printable")
    html = letter.html.replace(WAY_OUT, escape(way_out))
    mail.add_alternative(html, subtype="html", cte="quoted-printable")
    mail.set_boundary(f"=_{mark}")
    return mail
