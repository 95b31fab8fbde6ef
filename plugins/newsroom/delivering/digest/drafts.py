"""Drafts at a newsletter service: Buttondown or Listmonk gets the letter, a person sends it there.

Only what the service surely did not accept is tried again: a connection that was not made, and an
answer 429 or 503.
"""

from collections.abc import Mapping
from typing import Any

import httpx

from newsroom.delivering.credentials import credential
from newsroom.delivering.digest.letter import WAY_OUT, Letter, fragment
from newsroom.delivering.digest.options import APIS, DigestOptions
from newsroom.delivering.notices.post import NoticeError, ask
from newsroom.engine.retry import BusyError, retry, wanted_pause

ATTEMPTS = 3
PAUSE = 1.0
_AGAIN = {429, 503}


class DraftError(Exception):
    """The service did not take the draft; nothing was made there."""


class UnclearDraftError(Exception):
    """The service may have made the draft and did not say so."""


def buttondown(letter: Letter, tag: str = "") -> tuple[str, dict[str, Any]]:
    """Return path and body of the request; ``tag`` is the id of that of its readers, if not all.

    The comment says that the body is HTML. Braces are signs of its template language; in HTML an
    entity does as well.
    """
    html = fragment(letter.html).replace("{{", "&#123;&#123;").replace("{%", "&#123;%")
    html = html.replace(WAY_OUT, "{{ unsubscribe_url }}")
    body: dict[str, Any] = {
        "subject": letter.subject,
        "body": f"<!-- buttondown-editor-mode: plaintext -->{html}",
        "slug": letter.key,
        "status": "draft",
    }
    if tag:
        own = {"field": "subscriber.tags", "operator": "contains", "value": tag}
        body["filters"] = {"filters": [own], "groups": [], "predicate": "and"}
    return "/v1/emails", body


def listmonk(letter: Letter, options: DigestOptions) -> tuple[str, dict[str, Any]]:
    """Return path and body of the request. Braces are signs of Go's templates."""

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
    return "/api/campaigns", body


def create_draft(letter: Letter, options: DigestOptions, environment: Mapping[str, str]) -> str:
    """Create the draft and return its id at the service, and who gets it.

    Raises:
        DraftError: the service refuses it, or cannot be reached.
        UnclearDraftError: it gave no answer, or one that cannot be understood.
    """
    server = (options.url or APIS[options.via]).rstrip("/")
    transport = httpx.HTTPTransport(retries=ATTEMPTS - 1)  # of connecting alone
    headers = {"Authorization": _credentials(options, environment)}
    with httpx.Client(transport=transport, timeout=options.timeout, headers=headers) as client:
        tag = ""
        if options.via == "listmonk":
            path, body = listmonk(letter, options)
        else:
            tag = tag_id(client, f"{server}/v1/tags", options.tag) if options.tag else ""
            path, body = buttondown(letter, tag)
        url = server + path
        answer = _post(client, url, body)
    found = _understood(answer, url)
    made = str(found["id"])
    if not tag:
        return made
    if tag in str(found.get("filters")):
        return f"{made} for readers with the tag {options.tag!r}"
    return f"{made} for ALL readers (choose the tag {options.tag!r} there before you send it)"


def _credentials(options: DigestOptions, environment: Mapping[str, str]) -> str:
    if options.via == "buttondown":
        return f"Token {credential(environment, 'BUTTONDOWN_KEY')}"
    user, token = (credential(environment, f"LISTMONK_{one}") for one in ("USER", "TOKEN"))
    return f"token {user}:{token}"


def tag_id(client: httpx.Client, url: str, name: str) -> str:
    """Return the id of a tag at Buttondown, which writes them on pages.

    Raises:
        DraftError: there is no such tag: the draft would go to everybody.
    """
    page: str | None = url
    while page:
        try:
            answer = ask(client, "GET", page).json()
            known = {one["name"].lower(): str(one["id"]) for one in answer["results"]}
            page = answer.get("next")
        except NoticeError as error:
            raise DraftError(str(error)) from None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise DraftError(f"{page} answers without tags") from None
        if name.lower() in known:
            return known[name.lower()]
    raise DraftError(f"Buttondown has no tag {name!r}, which says who gets this: create it there")


def _understood(answer: httpx.Response, url: str) -> dict[str, Any]:
    """Return what the service says of the draft that it made."""
    if answer.is_redirect:
        to = answer.headers.get("location", "another address")
        raise DraftError(f"{url} leads to {to}: write that server as DIGEST['url']")
    if answer.is_client_error or answer.status_code in _AGAIN:
        raise DraftError(f"{url} answers {answer.status_code}: {_said(answer)}")
    if not answer.is_success:
        raise UnclearDraftError(f"{url} answers {answer.status_code}: {_said(answer)}")
    try:
        found = answer.json()
        found = found.get("data", found)
        return {"id": found["id"], **found}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UnclearDraftError(f"{url} answers without the draft's id: {_said(answer)}") from None


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
