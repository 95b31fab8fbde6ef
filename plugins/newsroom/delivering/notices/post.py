"""One request over HTTP. Where trying again may help, it is tried again."""

from typing import Any

import httpx

from newsroom.engine.retry import BusyError, retry, wanted_pause

ATTEMPTS = 3
TIMEOUT = 15


class NoticeError(Exception):
    """A notice was not taken. After ``refused``, other notices may still be taken."""

    refused = False


class RefusedError(NoticeError):
    """The service answered that it does not take this notice; ``status`` is that of its answer."""

    refused = True

    def __init__(self, what: str, status: int) -> None:
        super().__init__(what)
        self.status = status


def post(client: httpx.Client, url: str, **content: Any) -> None:
    """Send a notice.

    Raises:
        NoticeError: there was no good answer after all attempts.
        RefusedError: the service does not take it.
    """
    ask(client, "POST", url, **content)


def ask(client: httpx.Client, method: str, url: str, **content: Any) -> httpx.Response:
    """Send a request that may be repeated, and return the good answer.

    Raises:
        NoticeError: there was no good answer after all attempts.
        RefusedError: the service does not take it.
    """
    try:
        return retry(lambda: _attempt(client, method, url, content), BusyError, ATTEMPTS, _pause)
    except BusyError as error:
        raise NoticeError(f"{url} {error}") from None


def _attempt(
    client: httpx.Client, method: str, url: str, content: dict[str, Any]
) -> httpx.Response:
    try:
        answer = client.request(method, url, **content)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise BusyError(f"cannot be reached ({str(error) or type(error).__name__})") from None
    status = answer.status_code
    if answer.is_success:
        return answer
    if status == httpx.codes.TOO_MANY_REQUESTS or answer.is_server_error:
        raise BusyError(f"answers {status}", wanted_pause(answer.headers.get("Retry-After", "")))
    said = " ".join(answer.text.split())[:200]
    raise RefusedError(f"{url} answers {status}" + (f" ({said})" if said else ""), status)


def _pause(attempt: int, error: BusyError) -> float:
    return max(2.0**attempt / 4, error.pause)
