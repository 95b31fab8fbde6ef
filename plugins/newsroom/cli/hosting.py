"""Tasks for where and when a paper is published."""

from invoke import Exit

from newsroom.cli.command import choice, command
from newsroom.cli.paper import conf, settings
from newsroom.cli.site import CONTENT

SERVERS = ("nginx", "caddy", "apache")


@command(
    words="server",
    help={
        "server": "nginx, caddy or apache",
        "root": "folder that is served (default: /srv/DOMAIN/current)",
        "cert": "file of the certificate (default: that of certbot; Caddy gets its own)",
        "key": "file of its key",
        "content": CONTENT,
    },
)
def host(c, server="", root="", cert="", key="", content=""):
    """Print the configuration of a web server for this paper."""
    from newsroom.desk.hosting import host as desk

    if not server:
        raise Exit("Name the web server: newsroom host nginx, caddy or apache", 1)
    choice("SERVER", server, SERVERS)
    given = settings(PATH=content)
    print(desk(conf(production=True), given, server, root=root, cert=cert, key=key), end="")
