"""Asking a provider: in time, within a size, again after a pause, and nobody else than itself."""

import time
from collections.abc import Mapping

import httpx
from httpx import codes

from newsroom.desk.markets.readings import AnswerError, MissingError
from newsroom.engine.retry import BusyError, retry, wanted_pause

LARGEST = 2_000_000
"""Bytes of an answer after unpacking; a question with hundreds of answers has a tenth of it."""
MOST_REDIRECTS = 3
_NETWORK = "check the network, then run ./inv markets again"


class BusyProviderError(BusyError):
    """``error`` is what to report when no attempt succeeded."""

    def __init__(self, error: AnswerError, pause: float = 0) -> None:
        super().__init__(str(error), pause)
        self.error = error


def fetch(
    client: httpx.Client, url: str, headers: Mapping[str, str], *,
    timeout: float, attempts: int, pause: float,
) -> bytes:  # fmt: skip
    """Return the answer at ``url``. ``timeout`` (seconds) holds for the whole of an attempt.

    Raises:
        AnswerError: there is none, after ``attempts`` where trying again makes sense.
    """
    try:
        return retry(
            lambda: _attempt(client, url, headers, time.monotonic() + timeout),
            BusyProviderError,
            attempts,
            lambda attempt, busy: max(pause * 2 ** (attempt - 1), busy.pause),
        )
    except BusyProviderError as busy:
        raise busy.error from None


def _attempt(client: httpx.Client, url: str, headers: Mapping[str, str], deadline: float) -> bytes:
    target = None
    for _ in range(MOST_REDIRECTS + 1):
        try:
            target = target or httpx.URL(url)
            left = max(deadline - time.monotonic(), 0.001)
            with client.stream("GET", target, headers=headers, timeout=left) as response:
                if not response.has_redirect_location:
                    return _body(response, deadline)
                target = next_address(target, response.headers["Location"])
        except httpx.TimeoutException:
            raise BusyProviderError(AnswerError("did not answer in time", _NETWORK)) from None
        except httpx.DecodingError:
            what = "gave an answer whose compression is broken"
            raise BusyProviderError(AnswerError(what, _NETWORK)) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            what = f"cannot be reached ({str(error) or type(error).__name__})"
            raise BusyProviderError(AnswerError(what, _NETWORK)) from None
    raise AnswerError("redirects in a circle", "write the address of the question's page again")


def next_address(current: httpx.URL, location: str) -> httpx.URL:
    """Return where a redirect leads.

    Raises:
        AnswerError: to another scheme, host or port, which may be anybody's.
    """
    try:
        target = current.join(location)
    except httpx.InvalidURL:
        target = httpx.URL()
    if (target.scheme, target.host, target.port) != (current.scheme, current.host, current.port):
        what = f"redirects to another site ({location[:100]!r})"
        raise AnswerError(what, "see whether its interface has moved, and set MARKETS['apis']")
    return target


def _body(response: httpx.Response, deadline: float) -> bytes:
    status = response.status_code
    if status == 429 or status >= 500:
        what = f"answered {status} {codes.get_reason_phrase(status)}".rstrip()
        raise BusyProviderError(
            AnswerError(what, "try again later"),
            wanted_pause(response.headers.get("Retry-After", "")),
        )
    if status in (401, 403):
        what = f"answered {status}: it wants a key"
        raise AnswerError(what, "put yours into the environment; docs/markets.md says how")
    if status == 404:
        what = "answered 404 Not Found"
        raise MissingError(what, "see whether the question is still at its address")
    if status != 200:
        what = f"answered {status} {codes.get_reason_phrase(status)}".rstrip()
        raise AnswerError(what, "see whether the question is still at its address")
    data = bytearray()
    for part in response.iter_bytes():
        data += part
        if len(data) > LARGEST:
            what = f"gave an answer of more than {LARGEST:,} bytes"
            raise AnswerError(what, "see whether its interface has changed")
        if time.monotonic() > deadline:
            raise BusyProviderError(AnswerError("did not answer in time", _NETWORK))
    return bytes(data)
