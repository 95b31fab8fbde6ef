"""Drafts at a newsletter service: Buttondown or Listmonk gets the letter, a person sends it there.

Only what the service surely did not accept is tried again: a connection that was not made, and an
answer 429 or 503.
"""

from collections.abc import Mapping
from typing import Any

import httpx

from newsroom.delivering.digest.letter import WAY_OUT, Letter, fragment
from newsroom.delivering.digest.options import APIS, DigestOptions
from newsroom.engine.retry import BusyError, retry, wanted_pause

ATTEMPTS = 3
PAUSE = 1.0
_AGAIN = {429, 503}


class DraftError(Exception):
    """The service did not take the draft; nothing was made there."""


class UnclearDraftError(Exception):
    """The service may have made the draft and did not say so."""


def buttondown(letter: Letter, key: str) -> tuple[str, dict[str, str], dict[str, Any]]:
    """Return path, headers and body of the request.

    The comment says that the body is HTML. Braces are signs of its template language; in HTML an
    entity does as well.
    """
    html = fragment(letter.html).replace("{{", "&#123;&#123;").replace("{%", "&#123;%")
    html = html.replace(WAY_OUT, "{{ unsubscribe_url }}")
    body = {
        "subject": letter.subject,
        "body": f"<!-- buttondown-editor-mode: plaintext -->{html}",
        "slug": letter.key,
        "status": "draft",
    }
    return "/v1/emails", {"Authorization": f"Token {key}"}, body


def listmonk(
    letter: Letter, options: DigestOptions, user: str, token: str
) -> tuple[str, dict[str, str], dict[str, Any]]:
    """Return path, headers and body of the request. Braces are signs of Go's templates."""

    def own(text: str) -> str:
        return text.replace("{{", '{{ "{{" }}').replace(WAY_OUT, "{{ UnsubscribeURL }}")

    body: dict[str, Any] = {
        "name": f"Newsletter {letter.title}",
        "subject": own(letter.subject),
        "lists": list(options.lists),
        "type": "regular",
        "content_type": "html",
        "body": own(fragment(letter.html)),
        "altbody": own(letter.text),
        "messenger": "email",
    }
    if options.sender:
        body["from_email"] = options.sender
    if options.template is not None:
        body["template_id"] = options.template
    return "/api/campaigns", {"Authorization": f"token {user}:{token}"}, body


def create_draft(letter: Letter, options: DigestOptions, environment: Mapping[str, str]) -> str:
    """Create the draft and return its id at the service.

    Raises:
        DraftError: the service refuses it, or cannot be reached.
        UnclearDraftError: it gave no answer, or one that cannot be understood.
    """
    if options.via == "buttondown":
        path, headers, body = buttondown(letter, environment["BUTTONDOWN_KEY"])
    else:
        names = environment["LISTMONK_USER"], environment["LISTMONK_TOKEN"]
        path, headers, body = listmonk(letter, options, *names)
    url = (options.url or APIS[options.via]).rstrip("/") + path
    transport = httpx.HTTPTransport(retries=ATTEMPTS - 1)  # of connecting alone
    with httpx.Client(transport=transport, timeout=options.timeout, headers=headers) as client:
        answer = _post(client, url, body)
    if answer.is_redirect:
        to = answer.headers.get("location", "another address")
        raise DraftError(f"{url} leads to {to}: write that server as DIGEST['url']")
    if answer.is_client_error or answer.status_code in _AGAIN:
        raise DraftError(f"{url} answers {answer.status_code}: {_said(answer)}")
    if not answer.is_success:
        raise UnclearDraftError(f"{url} answers {answer.status_code}: {_said(answer)}")
    try:
        found = answer.json()
        made = found["id"] if options.via == "buttondown" else found["data"]["id"]
    except (ValueError, KeyError, TypeError):
        raise UnclearDraftError(f"{url} answers without the draft's id: {_said(answer)}") from None
    return str(made)


class _BusyServiceError(BusyError):
    def __init__(self, answer: httpx.Response) -> None:
        super().__init__("", wanted_pause(answer.headers.get("retry-after", "")))
        self.answer = answer


def _post(client: httpx.Client, url: str, body: dict[str, Any]) -> httpx.Response:
    try:
        return retry(lambda: _attempt(client, url, body), _BusyServiceError, ATTEMPTS, _pause)
    except _BusyServiceError as busy:
        return busy.answer


def _attempt(client: httpx.Client, url: str, body: dict[str, Any]) -> httpx.Response:
    try:
        answer = client.post(url, json=body)
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        raise DraftError(f"{url} cannot be reached ({error})") from None
    except httpx.HTTPError as error:
        raise UnclearDraftError(f"{url} gave no answer ({type(error).__name__})") from None
    if answer.status_code in _AGAIN:
        raise _BusyServiceError(answer)
    return answer


def _pause(attempt: int, busy: BusyError) -> float:
    return busy.pause or PAUSE * attempt


def _said(answer: httpx.Response) -> str:
    return " ".join(answer.text.split())[:200] or "nothing"
