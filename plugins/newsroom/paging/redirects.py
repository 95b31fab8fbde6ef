"""Old addresses: ``aliases`` of stories and ``data/redirects.yml`` lead to where things are now.

Template: ``redirect.html``.
"""

from newsroom import signals
from newsroom.edition import Edition
from newsroom.jobs import PageJob
from newsroom.paging.listings import head


def add_redirects(edition: Edition) -> None:
    for article in edition.with_page:
        for old in article.aliases:
            add_redirect(edition, old, article.url)
    for old, new in edition.redirects.items():
        if new != "gone":
            add_redirect(edition, old, edition.site.href(new))


def add_redirect(edition: Edition, old: str, target: str) -> None:
    url = old if old.endswith(("/", ".html")) else f"{old}/"
    page = head(edition, "redirect", "Moved", target, indexed=False)
    context = {"page": page, "target": target}
    edition.add(PageJob(edition.site.file(edition.site.href(url)), "redirect.html", context))


def register() -> None:
    signals.page.connect(add_redirects)
