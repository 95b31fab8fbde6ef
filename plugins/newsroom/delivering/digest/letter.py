"""The letter: an issue as HTML with its styles on the elements, and as plain text.

Template: ``mail/issue.html``, ``mail/issue.txt``.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import css_inline
from jinja2 import Environment

from newsroom.model import Issue, Site
from newsroom.problems import ContentError, Problem

MOST_BYTES = 90_000
"""Gmail cuts a mail off at 102 kB, and list servers and link checkers add to it on the way."""
WAY_OUT = "https://unsubscribe.invalid/"
"""Placeholder in a letter for the address at which its reader unsubscribes; each has its own."""
_BLANK = re.compile(r"\n\s*\n")
_GAPS = re.compile(r"\n{4,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What everybody gets alike. ``title`` is the issue's full name, ``key`` that of its files.

    ``date`` is when its time was over. ``name`` is the name of the list, ``id_host`` ends its id.
    """

    title: str
    key: str
    subject: str
    html: str
    text: str
    date: datetime
    name: str
    id_host: str


def lay_out(
    issue: Issue, site: Site, environment: Environment, imprint: str, *, way_out: bool
) -> Letter:
    """Return the letter of an issue; with ``way_out`` it says where to unsubscribe.

    Raises:
        ContentError: it is so large that mail programs would cut it off.
    """
    context = {
        "site": site,
        "issue": issue,
        "origin": site.absolute(""),
        "unsubscribe_url": WAY_OUT if way_out else "",
        "imprint": imprint,
    }
    page = environment.get_template("mail/issue.html").render(context)
    html = css_inline.inline(page, keep_at_rules=True, load_remote_stylesheets=False)
    html = _BLANK.sub("\n", html).strip() + "\n"
    if (size := len(html.encode())) > MOST_BYTES:
        what = f"the mail has {size / 1000:.0f} kB, Gmail would cut it off"
        remedy = f"shorten it to {MOST_BYTES // 1000} kB, or delete it, lower DIGEST['headlines']"
        raise ContentError([Problem(record_path(issue), what, remedy)])
    text = environment.get_template("mail/issue.txt").render(context)
    text = _GAPS.sub("\n\n\n", text).strip() + "\n"
    host = (urlsplit(site.url).hostname or "localhost").encode("idna").decode()
    newsletter = issue.newsletter
    own = [part.lower() for part in (newsletter.name, newsletter.language) if part != "weekly"]
    name = site.name if newsletter.name == "weekly" else newsletter.title
    start = "".join(f"{part}." for part in own if part)
    return Letter(
        title=issue.full_name,
        key=issue.key,
        subject=issue.subject,
        html=html,
        text=text,
        date=issue.date,
        name=name,
        id_host=f"{start}newsletter.{host}",
    )


def record_path(issue: Issue) -> str:
    """Return the file of an issue's record, for messages."""
    newsletter = issue.newsletter
    language = f"{newsletter.language.lower()}/" if newsletter.language else ""
    own = "" if newsletter.name == "weekly" else f"{newsletter.name}/"
    return f"content/data/{language}newsletters/{own}{issue.name.lower()}.yml"


def fragment(html: str) -> str:
    """Return what goes into the body of somebody else's page: the kept rules, and the content."""
    style = re.search(r"<style\b.*?</style>", html, re.DOTALL)
    body = re.search(r"<body\b[^>]*>(.*)</body>", html, re.DOTALL)
    return (style[0] if style else "") + (body[1] if body else html)
