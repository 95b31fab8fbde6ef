"""Prints what a web server needs to serve a paper: from its settings and its stories."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newsroom import signals
from newsroom.building.dry_run import dry_run
from newsroom.delivering.hosts.configuration import Hosted, configuration, mistakes
from newsroom.files.precompressed import PrecompressOptions
from newsroom.languages.further import folder_of
from newsroom.options import load_options
from newsroom.paging.policy import policy_of, search_pages
from newsroom.paging.redirects import RedirectOptions
from newsroom.problems import ContentError


def host(
    conf: Path, overrides: Mapping[str, Any], server: str, *, root: str, cert: str = "",
    key: str = "", behind: int = 0,
) -> str:  # fmt: skip
    """Return the configuration of ``server`` for the paper of ``conf``; see ``Hosted``.

    Raises:
        ContentError: content or settings have mistakes, or the folder cannot be served.
    """
    edition = dry_run(conf, overrides, signals.page, publishing=True)
    url = edition.site.url
    domain = urlsplit(url).hostname
    own_certificate = url.startswith("https:") and not behind and server != "caddy"
    if own_certificate and not cert and not key:
        cert, key = (f"/etc/letsencrypt/live/{domain}/{name}.pem" for name in _CERTBOT)
    hosted = Hosted(
        url=url,
        root=root or f"/srv/{domain}/current",
        policy=policy_of(edition, PLAYERS),
        forms=load_options(edition.settings, "PRECOMPRESS", PrecompressOptions).forms,
        certificate=cert,
        key=key,
        behind=behind,
        search_policy=policy_of(edition, PLAYERS, searches=True),
        search_pages=search_pages(edition),
        folders=[folder_of(lang) for lang in edition.own if lang],
    )
    if problems := mistakes(hosted, conf.parent):
        raise ContentError(problems)
    if server not in load_options(edition.settings, "REDIRECTS", RedirectOptions).hosts:
        what = "old addresses will have pages that lead on, but neither 301 nor 410"
        print(f"REDIRECTS: warning: {what}: add {server!r} to its hosts", file=sys.stderr)
    return configuration(server, hosted)


PLAYERS = ("www.youtube-nocookie.com", "player.vimeo.com")
"""Any story may show a film tomorrow: the hosts of players are always allowed."""
_CERTBOT = ("fullchain", "privkey")
"""The names that certbot gives its files."""
