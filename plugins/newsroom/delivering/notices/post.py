"""One notice over HTTP. Where trying again may help, it is tried again."""

from typing import Any

import httpx

from newsroom.engine.retry import BusyError, retry, wanted_pause

ATTEMPTS = 3
TIMEOUT = 15


class NoticeError(Exception):
    """A notice was not taken. After ``refused``, other notices may still be taken."""

    refused = False


class RefusedError(NoticeError):
    """The service answered that it does not take this notice."""

    refused = True


def post(client: httpx.Client, url: str, **content: Any) -> None:
    """Send a notice.

    Raises:
        NoticeError: there was no good answer after all attempts.
        RefusedError: the service does not take it.
    """
    try:
        retry(lambda: _attempt(client, url, content), BusyError, ATTEMPTS, _pause)
    except BusyError as error:
        raise NoticeError(f"{url} {error}") from None


def _attempt(client: httpx.Client, url: str, content: dict[str, Any]) -> None:
    try:
        answer = client.post(url, **content)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise BusyError(f"cannot be reached ({str(error) or type(error).__name__})") from None
    status = answer.status_code
    if answer.is_success:
        return
    if status == httpx.codes.TOO_MANY_REQUESTS or answer.is_server_error:
        raise BusyError(f"answers {status}", wanted_pause(answer.headers.get("Retry-After", "")))
    said = " ".join(answer.text.split())[:200]
    raise RefusedError(f"{url} answers {status}" + (f" ({said})" if said else ""))


def _pause(attempt: int, error: BusyError) -> float:
    return max(2.0**attempt / 4, error.pause)
