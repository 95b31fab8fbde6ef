"""Requests to the API of a host, with a token from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from newsroom.delivering.publishing.target import PublishingError
from newsroom.engine.retry import retry

_ATTEMPTS, _TIMEOUT = 4, 60
_BUSY = (429, 500, 502, 503, 504)
"""Answers after which it is worth to ask again."""


@dataclass(frozen=True, kw_only=True)
class Api:
    """The API of ``host`` at ``address``; ``variable`` is where its ``token`` comes from.

    ``remedies`` says for each status what to do about it.
    """

    host: str
    address: str
    variable: str
    token: str
    remedies: Mapping[int, str]

    def ask(self, method: str, path: str, **given: Any) -> httpx.Response:
        """Return the answer to a request.

        Raises:
            PublishingError: there is no token, no answer, or a refusal.
        """
        if not self.token:
            what = f"{self.variable} is not in the environment"
            raise PublishingError(what, "set it to your token")
        headers = {"Authorization": f"Bearer {self.token}", **given.pop("headers", {})}

        def ask() -> httpx.Response:
            url = self.address + path
            answer = httpx.request(method, url, headers=headers, timeout=_TIMEOUT, **given)
            if answer.status_code in _BUSY:
                answer.raise_for_status()
            return answer

        try:
            answer = retry(ask, httpx.HTTPError, _ATTEMPTS, lambda attempt, _: 2.0**attempt / 4)
        except httpx.HTTPStatusError as error:
            raise self._refused(error.response) from None
        except httpx.HTTPError as error:
            what = f"{self.address} does not answer ({str(error) or type(error).__name__})"
            remedy = "check the network and the option 'api', then run the same again"
            raise PublishingError(what, remedy) from None
        if not answer.is_success:
            raise self._refused(answer)
        return answer

    def read(self, method: str, path: str, **given: Any) -> Any:
        """Return what is in the answer to a request, as ``ask`` makes it.

        Raises:
            PublishingError: it is not JSON.
        """
        try:
            return self.ask(method, path, **given).json()
        except ValueError:
            what = f"{self.address} does not answer as the API of {self.host} does"
            raise PublishingError(what, "check the option 'api'") from None

    def _refused(self, answer: httpx.Response) -> PublishingError:
        said = " ".join(answer.text.split())[:200]
        remedy = self.remedies.get(answer.status_code, "run the same again later")
        return PublishingError(f"{self.host} answers {answer.status_code} ({said})", remedy)
