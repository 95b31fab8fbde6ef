"""The newsletter through GNU Mailman, a real list server.

Optional, as it is a service of the system: ``apt install mailman3``, or ``python3 -m venv V;
V/bin/pip install mailman; MAILMAN=V/bin/mailman ./inv test -k mailman``. CI installs it.
"""

import os
import shutil
import smtplib
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from aiosmtpd.controller import Controller

from tests.delivering.conftest import SENDING, parsed
from tests.ports import free_port

MAILMAN = os.environ.get("MAILMAN") or shutil.which("mailman") or ""
DEBIAN = Path("/usr/lib/mailman3/bin")
CONFIG = """
[mailman]
layout: here
site_owner: owner@lists.example
[paths.here]
var_dir: {folder}
bin_dir: {programs}
[mta]
incoming: mailman.mta.null.NullMTA
lmtp_host: 127.0.0.1
lmtp_port: {lmtp}
smtp_host: 127.0.0.1
smtp_port: {smtp}
[webservice]
hostname: 127.0.0.1
port: {web}
"""

pytestmark = pytest.mark.skipif(not MAILMAN, reason="MAILMAN names no mailman to test with")


def until(done: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "Mailman takes too long"
        time.sleep(0.2)


@pytest.fixture
def list_server(tmp_path, post_office) -> Iterator[tuple]:
    """A list news@lists.example with one member; yields the port for posts and the mailbox."""
    members, outgoing = post_office()
    lmtp, web = free_port(), free_port()
    config = tmp_path / "mailman.cfg"
    programs = DEBIAN if DEBIAN.is_dir() else Path(MAILMAN).parent
    config.write_text(
        CONFIG.format(folder=tmp_path / "var", programs=programs, lmtp=lmtp, smtp=outgoing, web=web)
    )

    def mailman(*arguments: str, **given) -> None:
        command = [MAILMAN, "-C", config, "--run-as-root", *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **given)

    class Relay:
        """What Postfix does in front of Mailman."""

        async def handle_DATA(self, server, session, envelope):  # noqa: N802
            with smtplib.LMTP("127.0.0.1", lmtp) as mailman:
                mailman.sendmail(envelope.mail_from, envelope.rcpt_tos, envelope.content)
            return "250 relayed"

    mailman("create", "--domain", "news@lists.example")
    mailman("addmembers", "-", "news@lists.example", input=b"ann@a.example\n")
    mailman("start", stderr=subprocess.DEVNULL)
    relay = Controller(Relay(), hostname="127.0.0.1", port=free_port())
    relay.start()
    try:
        api = f"http://127.0.0.1:{web}/3.1"
        login = ("restadmin", "restpass")
        until(lambda: _answers(f"{api}/system/versions", login) and _listens(lmtp))
        settings = {"default_nonmember_action": "accept", "send_welcome_message": "False"}
        url = f"{api}/lists/news.lists.example/config"
        httpx.patch(url, data=settings, auth=login).raise_for_status()
        yield relay.port, members
    finally:
        relay.stop()
        mailman("stop")


def _answers(url: str, login: tuple[str, str]) -> bool:
    try:
        return httpx.get(url, auth=login).is_success
    except httpx.TransportError:
        return False


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_members_of_a_mailman_list_get_the_newsletter(newsroom, list_server):
    port, members = list_server
    sending = {**SENDING, "port": port, "to": "news@lists.example"}
    newsroom.run(send=True, DIGEST=sending)
    until(lambda: any(b"braces" in data for _, data in members.mails))
    mail = next(parsed(data) for _, data in members.mails if b"braces" in data)
    sent = parsed((newsroom.folder / "mail.eml").read_bytes())
    assert mail["Subject"].endswith("Lead & <law>")
    assert mail["Message-ID"] == sent["Message-ID"]
    assert "news-leave@lists.example" in mail["List-Unsubscribe"]
    html = mail.get_body(("html",)).get_content()
    assert html.split() == sent.get_body(("html",)).get_content().split()
    assert "Plain {{ braces }}" in mail.get_body(("plain",)).get_content()
