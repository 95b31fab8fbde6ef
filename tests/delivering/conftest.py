"""A newsroom with two weeks of stories, the task ``digest`` on it, and real mail servers."""

import asyncio
import json
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from newsroom.delivering.digest import smtp
from newsroom.desk.digest import DigestRequest, digest
from tests.conftest import CONF, REGISTRIES, story, write_files
from tests.ports import free_port

NOW = "2026-11-25T12:00:00+00:00"
CORRECTION = "[{date: 2026-11-18, text: It was five.}, {date: 2026-11-24, text: Too late.}]"
STORIES = {
    "content/articles/ai/lead.md": story("Lead & <law>", date="2026-11-17", pinned="true"),
    "content/articles/ai/plain.md": story("Plain {{ braces }}", date="2026-11-20"),
    "content/articles/ai/paid.md": story(
        "Paid", date="2026-11-19", label="sponsored", sponsor="Acme"
    ),
    "content/articles/world/view.md": story(
        "A view", date="2026-11-18", label="opinion", author="sam-reed", deck="Said with care."
    ),
    "content/articles/world/fixed.md": story(
        "Fixed", date="2026-11-16T00:00:00+00:00", corrections=CORRECTION
    ),
    "content/articles/world/before.md": story("Before", date="2026-11-15T23:59:59+00:00"),
    "content/articles/world/after.md": story("After", date="2026-11-23T00:00:00+00:00"),
}
SENDING = {"sender": "The Forecast <news@forecast.example>", "host": "127.0.0.1",
           "security": "none", "to": "list@lists.example", "timeout": 5}  # fmt: skip


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    write_files(tmp_path, {**REGISTRIES, **STORIES})
    monkeypatch.setattr(smtp, "PAUSE", 0.01)
    for name in ("SMTP_USER", "SMTP_PASSWORD", "DIGEST_SECRET"):
        monkeypatch.delenv(name, raising=False)

    def run(
        week: str = "",
        *,
        send: bool = False,
        again: bool = False,
        name: str = "",
        lang: str = "",
        **settings: Any,
    ) -> str:
        overrides = {
            "PATH": str(tmp_path / "content"),
            "OUTPUT_PATH": str(tmp_path / "output"),
            "CACHE_PATH": str(tmp_path / ".cache"),
            "SITEURL": "https://news.example",
            "NOW": NOW,
            "JOBS": 1,
            **settings,
        }
        request = DigestRequest(issue=week, send=send, again=again, newsletter=name, lang=lang)
        return digest(CONF, overrides, request)

    folder = tmp_path / ".cache/digest/2026-w47"
    record = tmp_path / "content/data/newsletters/2026-w47.yml"
    return SimpleNamespace(run=run, root=tmp_path, folder=folder, record=record)


def parsed(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=policy.default)  # type: ignore[return-value]


def write_figures(root: Path, readers: dict[str, dict[str, int]]) -> None:
    text = json.dumps({"source": "logs", "readers": readers})
    write_files(root, {"content/data/popularity.json": text})


class Mailbox:
    """Takes mails; answers are given instead: a line, ``drop`` the connection, ``hang``."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], bytes]] = []
        self.encrypted: list[bool] = []
        self.reached = threading.Event()
        self.at_mail: list[str] = []
        self.at_rcpt: dict[str, list[str]] = {}
        self.at_data: dict[str, list[str]] = {}

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        if self.at_mail:
            return self.at_mail.pop(0)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if answer := self._next(self.at_rcpt, address):
            if answer == "drop":
                server.transport.abort()
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.encrypted.append(server.transport.get_extra_info("ssl_object") is not None)
        answer = self._next(self.at_data, envelope.rcpt_tos[0])
        if answer == "hang":
            self.reached.set()
            await asyncio.sleep(60)
        if not answer or answer == "take and drop":
            self.mails.append((envelope.rcpt_tos, envelope.content))
        if answer and answer.endswith("drop"):
            server.transport.abort()
        return answer or "250 taken"

    @staticmethod
    def _next(answers: dict[str, list[str]], address: str) -> str:
        waiting = answers.get(address, [])
        return waiting.pop(0) if waiting else ""

    @property
    def addresses(self) -> list[str]:
        return [address for addresses, _ in self.mails for address in addresses]


PostOffice = Callable[..., Any]


@pytest.fixture
def post_office() -> Iterator[PostOffice]:
    """Start SMTP servers; each call gives a mailbox and its port."""
    running: list[Controller] = []

    def start(**given: Any) -> tuple[Mailbox, int]:
        box = Mailbox()
        port = free_port()
        controller = Controller(box, hostname="127.0.0.1", port=port, **given)
        controller.start()
        running.append(controller)
        return box, port

    yield start
    for controller in running:
        controller.stop()


def only(user: str, password: str) -> Callable[..., AuthResult]:
    def check(server, session, envelope, mechanism, data) -> AuthResult:
        right = (data.login, data.password) == (user.encode(), password.encode())
        return AuthResult(success=right, handled=False)

    return check


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 and its key, made by openssl."""
    folder = tmp_path_factory.mktemp("tls")
    key, file = folder / "key.pem", folder / "cert.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
               "-keyout", key, "-out", file, "-subj", "/CN=127.0.0.1",
               "-addext", "subjectAltName=IP:127.0.0.1"]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    return file, key


def server_context(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context
