"""Handing mails over to a mail server: connected, encrypted, and knowing how sure a failure is.

What fails before the text was handed over has surely not been delivered, and is tried again; what
fails after it may have been, and is never repeated by itself.
"""

import smtplib
import ssl
from contextlib import suppress
from typing import Literal

from newsroom.delivering.digest.options import DigestOptions, address_of
from newsroom.engine.retry import retry

Outcome = Literal["sent", "refused", "later", "lost", "unclear"]
ATTEMPTS = 3
PAUSE = 1.0
"""Seconds before the second attempt; twice as many before the third."""


class SmtpError(Exception):
    """The server cannot be used at all; nothing was handed over."""


def connect(options: DigestOptions, user: str, password: str) -> smtplib.SMTP:
    """Return a connection that is encrypted and logged in as the options want.

    Raises:
        SmtpError: no server, no encryption, a wrong password.
        OSError: the network failed.
    """
    place = f"{options.host}:{options.port}"
    trust = ssl.create_default_context()
    try:
        if options.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                options.host, options.port, timeout=options.timeout, context=trust
            )
        else:
            server = smtplib.SMTP(options.host, options.port, timeout=options.timeout)
    except ssl.SSLError as error:
        raise SmtpError(f"{place} cannot be trusted ({error.reason})") from None
    try:
        if options.security == "starttls":
            server.starttls(context=trust)
        if user:
            server.login(user, password)
        server.ehlo_or_helo_if_needed()
    except (smtplib.SMTPException, OSError) as error:
        server.close()
        if isinstance(error, smtplib.SMTPNotSupportedError):
            raise SmtpError(f"{place} does not offer what is asked for ({error})") from None
        if isinstance(error, smtplib.SMTPAuthenticationError):
            said = _said(error.smtp_error)
            raise SmtpError(f"{place} refuses user or password ({said})") from None
        if isinstance(error, ssl.SSLError):
            raise SmtpError(f"{place} cannot be trusted ({error.reason})") from None
        raise
    return server


def hand_over(server: smtplib.SMTP, sender: str, to: str, data: bytes) -> tuple[Outcome, str]:
    """Hand one mail over; ``lost`` means the connection ended before the text was on its way.

    Raises:
        SmtpError: the server takes no mails of this sender at all.
    """
    try:
        server.rset()
        code, reply = server.mail(sender)
        if code >= 400:
            raise SmtpError(f"mails of {sender} are not taken ({code} {_said(reply)})")
        code, reply = server.rcpt(to)
        if code >= 400:
            return _refusal(code, reply)
    except (smtplib.SMTPServerDisconnected, OSError) as error:
        return "lost", str(error)
    try:
        code, reply = server.data(data)
    except smtplib.SMTPDataError as error:
        return _refusal(error.smtp_code, error.smtp_error)
    except (smtplib.SMTPServerDisconnected, OSError) as error:
        return "unclear", str(error)
    return _refusal(code, reply) if code >= 400 else ("sent", "")


def _refusal(code: int, reply: bytes | str) -> tuple[Outcome, str]:
    return ("later" if code < 500 else "refused"), f"{code} {_said(reply)}"


class _LostError(Exception):
    """The connection ended before a mail was on its way."""


def _pause(attempt: int, _failure: Exception) -> float:
    return PAUSE * attempt


class Courier:
    """Carries mails to one server, over a connection that is made again when it breaks."""

    def __init__(self, options: DigestOptions, login: tuple[str, str]) -> None:
        self._options = options
        self._login = login
        self._sender = address_of(options.sender)
        self._server: smtplib.SMTP | None = None

    def deliver(self, to: str, data: bytes) -> tuple[Outcome, str]:
        """Deliver one mail; what was surely lost on the way is tried again.

        Raises:
            SmtpError: the server cannot be reached or does not let us in.
        """
        try:
            return retry(lambda: self._attempt(to, data), _LostError, ATTEMPTS, _pause)
        except _LostError as error:
            return "lost", str(error)

    def _attempt(self, to: str, data: bytes) -> tuple[Outcome, str]:
        self._server = self._server or self._reach()
        outcome, why = hand_over(self._server, self._sender, to, data)
        if outcome == "lost":
            self._server.close()
            self._server = None
            raise _LostError(why)
        return outcome, why

    def leave(self) -> None:
        if self._server:
            with suppress(smtplib.SMTPException, OSError):
                self._server.quit()

    def _reach(self) -> smtplib.SMTP:
        failures = smtplib.SMTPException, OSError
        try:
            return retry(lambda: connect(self._options, *self._login), failures, ATTEMPTS, _pause)
        except failures as error:
            place = f"{self._options.host}:{self._options.port}"
            why = getattr(error, "strerror", "") or str(error)
            raise SmtpError(f"{place} does not answer ({why})") from None


def _said(reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
