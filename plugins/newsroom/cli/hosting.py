"""Tasks for where and when a paper is published."""

from pathlib import Path

from invoke import Exit

from newsroom.cli.command import PORTS, choice, command, number
from newsroom.cli.paper import conf, settings, settled
from newsroom.cli.site import CONTENT, EDITION

SERVERS = ("nginx", "caddy", "apache")


@command(
    words="server",
    help={
        "server": "nginx, caddy or apache",
        "root": "folder that is served (default: /srv/DOMAIN/current)",
        "cert": "file of the certificate (default: that of certbot; Caddy gets its own)",
        "key": "file of its key",
        "behind": "port of plain HTTP, for a proxy with TLS or a container in front",
        "content": CONTENT,
    },
)
def host(c, server="", root="", cert="", key="", behind="", content=""):
    """Print the configuration of a web server for this paper."""
    from newsroom.desk.hosting import host as desk

    if not server:
        raise Exit("Name the web server: newsroom host nginx, caddy or apache", 1)
    choice("The web server", server, SERVERS)
    given = settings(PATH=content)
    port = number("--behind", behind, PORTS) if behind else 0
    site = conf(production=True), given, server
    print(desk(*site, root=root, cert=cert, key=key, behind=port), end="")


@command(
    words="file",
    lists=["file"],
    help={
        "file": "story, and the pictures that belong to it alone",
        "new_key": "make a secret key and print its public half",
        **EDITION,
    },
)
def seal(c, file, new_key=False, content="", now=""):
    """Encrypt a draft or scheduled story, and delete its plain text.

    Nobody without the key learns its headline, its address or its text, though the repository is
    public. It opens at its hour: newsroom unseal --due, in CI.
    """
    from newsroom.desk.sealing.keys import make_key, usual_file

    if new_key:
        place = Path(file[0]) if file else usual_file()
        public = make_key(place)
        print(f"The secret key is in {place}. Keep a copy in another place, and never commit it.")
        print(f'Write into pelicanconf.py: SEAL = {{"recipients": ["{public}"]}}')
        return
    if not file:
        raise Exit("Name the story: newsroom seal content/articles/…/story.md", 1)
    from newsroom.desk.sealing.seal import seal as desk

    print(desk(settled(), settings(PATH=content, NOW=now), file))


@command(
    words="name",
    lists=["name"],
    help={
        "name": "name of a sealed story, to edit it (without one: list all)",
        "due": "open those whose hour has come",
        **EDITION,
    },
)
def unseal(c, name, due=False, content="", now=""):
    """List sealed stories, open one, or all whose hour has come."""
    from newsroom.desk.sealing import unseal as desk

    site = settled(), settings(PATH=content, NOW=now)
    if due:
        print(desk.unseal_due(*site))
    else:
        print(desk.unseal(*site, name) if name else desk.list_sealed(*site))
