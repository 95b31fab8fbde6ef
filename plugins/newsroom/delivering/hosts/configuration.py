"""Prints the configuration of nginx, Caddy or Apache that serves a site as it is meant to be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from newsroom.files import caching
from newsroom.files.security import security_headers
from newsroom.problems import Problem

SERVERS = {
    "nginx": "nginx.conf.jinja",
    "caddy": "Caddyfile.jinja",
    "apache": "apache.conf.jinja",
}
"""Server → template of its configuration."""
_PLAIN = re.compile(r"/[\w./+-]+", re.ASCII)
_TEMPLATES = Environment(  # noqa: S701 - of plain text
    loader=FileSystemLoader(Path(__file__).parent), undefined=StrictUndefined, trim_blocks=True,
    lstrip_blocks=True, keep_trailing_newline=True,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Hosted:
    """A site on a server of one's own.

    ``root`` is the folder that is served; ``certificate`` and ``key`` are files, empty where the
    server gets them itself or the site has no TLS. ``forms`` are the codings in which files lie
    there compressed; ``policy`` is the Content-Security-Policy. ``behind`` is the port of a server
    that only another one asks (a proxy with TLS, or a container's), 0 for one that readers ask.

    ``search_policy`` is for the ``search_pages`` alone. ``folders`` are those of further languages,
    which have an error page each.
    """

    url: str
    root: str
    policy: str
    forms: Sequence[str] = ()
    certificate: str = ""
    key: str = ""
    behind: int = 0
    search_policy: str = ""
    search_pages: Sequence[str] = ()
    folders: Sequence[str] = ()

    @property
    def searching(self) -> str:
        """The paths of the pages that search, as a regular expression; empty without any."""
        paths = "|".join(map(re.escape, self.search_pages))
        return rf"^(?:{paths})(?:index\.html(?:\.\w+)?)?$" if paths else ""

    @property
    def domain(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def tls(self) -> bool:
        return self.url.startswith("https:") and not self.behind

    @property
    def port(self) -> int:
        return self.behind or urlsplit(self.url).port or (443 if self.tls else 80)

    @property
    def base(self) -> str:
        return urlsplit(self.url).path

    @property
    def name(self) -> str:
        """A name for files and variables."""
        return "paper_" + re.sub(r"\W+", "_", self.domain)


def configuration(server: str, hosted: Hosted) -> str:
    """Return the text of the configuration."""
    headers = security_headers(hosted.policy, hosted.url)
    return _TEMPLATES.get_template(SERVERS[server]).render(
        site=hosted, headers=headers, caching=caching
    )


def mistakes(hosted: Hosted, paper: Path) -> list[Problem]:
    """Return why a folder cannot be served: it would show sources, or no server reads its name."""
    given = {"--root": hosted.root, "--cert": hosted.certificate, "--key": hosted.key}
    remedy = "write a whole path of plain letters, such as /srv/news/current"
    found = [
        Problem(option, f"{path!r} cannot be written into a configuration", remedy)
        for option, path in given.items()
        if path and not _PLAIN.fullmatch(path)
    ]
    root, home = Path(hosted.root).resolve(), paper.resolve()
    if root == home or root in home.parents or home in root.parents:
        what = f"{hosted.root} is the folder of the paper, or shares it: drafts would be served"
        found.append(Problem("--root", what, "publish to a folder of its own, such as /srv"))
    if bool(hosted.certificate) != bool(hosted.key):
        remedy = "name both: --cert fullchain.pem --key privkey.pem"
        found.append(Problem("--cert", "certificate and key belong together", remedy))
    return found
