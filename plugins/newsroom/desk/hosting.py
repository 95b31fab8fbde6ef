"""Prints what a web server needs to serve a paper: from its settings and its stories."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newsroom import signals
from newsroom.building.build import load_settings
from newsroom.delivering.hosts.configuration import Hosted, configuration, mistakes
from newsroom.delivering.hosts.policy import content_security_policy
from newsroom.edition import Edition
from newsroom.files.precompressed import PrecompressOptions
from newsroom.options import load_options
from newsroom.paging.redirects import RedirectOptions
from newsroom.pipeline import open_with_plugins, run_until
from newsroom.problems import ContentError


def host(
    conf: Path, overrides: Mapping[str, Any], server: str, *, root: str, cert: str = "",
    key: str = "", behind: int = 0,
) -> str:  # fmt: skip
    """Return the configuration of ``server`` for the paper of ``conf``; see ``Hosted``.

    Raises:
        ContentError: content or settings have mistakes, or the folder cannot be served.
    """
    edition = open_with_plugins(load_settings(conf, overrides, publishing=True))
    with edition.ending:
        run_until(edition, signals.page)
        edition.problems.raise_errors()
        policy = content_security_policy(edition.site, _bodies(edition))
    url = edition.site.url
    domain = urlsplit(url).hostname
    own_certificate = url.startswith("https:") and not behind and server != "caddy"
    if own_certificate and not cert and not key:
        cert, key = (f"/etc/letsencrypt/live/{domain}/{name}.pem" for name in _CERTBOT)
    hosted = Hosted(
        url=url,
        root=root or f"/srv/{domain}/current",
        policy=policy,
        forms=load_options(edition.settings, "PRECOMPRESS", PrecompressOptions).forms,
        certificate=cert,
        key=key,
        behind=behind,
    )
    if problems := mistakes(hosted, conf.parent):
        raise ContentError(problems)
    if server not in load_options(edition.settings, "REDIRECTS", RedirectOptions).hosts:
        what = "old addresses will have pages that lead on, but neither 301 nor 410"
        print(f"REDIRECTS: warning: {what}: add {server!r} to its hosts", file=sys.stderr)
    return configuration(server, hosted)


_CERTBOT = ("fullchain", "privkey")
"""The names that certbot gives its files."""


def _bodies(edition: Edition) -> Iterator[str]:
    for article in (*edition.with_page, *edition.waiting):
        yield article.load_body()
    for document in edition.documents:
        yield document.load_body()
