"""Drafts at Buttondown and Listmonk: a real HTTP server that answers as they do, and worse."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from newsroom.delivering.digest import drafts
from newsroom.desk.digest import SendingError
from newsroom.problems import ContentError
from tests.ports import free_port

# As the services' own documents show their answers.
BUTTONDOWN = {"id": "6b1e7b5c-1f0a-4c5e-9a2b-000000000047", "status": "draft", "subject": "S",
              "creation_date": "2026-11-25T12:00:00Z", "body": "", "slug": "2026-w47"}  # fmt: skip
LISTMONK = {"data": {"id": 12, "uuid": "90c889cc", "status": "draft", "name": "N",
                     "type": "regular", "lists": [{"id": 3, "name": "N"}]}}  # fmt: skip


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """A server; ``answers`` are given in turn: (status, headers, body), after ``wait`` seconds."""
    state = SimpleNamespace(requests=[], answers=[], wait=0.0)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # tags, on two pages
            assert self.headers["Authorization"] == "Token key-1"
            first = {
                "results": [{"id": "sub_tag_1", "name": "Weekly"}],
                "next": f"{state.url}/v1/tags?page=2",
            }
            second = {"results": [{"id": "sub_tag_2", "name": "law"}], "next": None}
            data = json.dumps(second if self.path.endswith("page=2") else first).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.requests.append((self.path, dict(self.headers), body))
            time.sleep(state.wait)
            status, headers, text = state.answers.pop(0)
            data = text.encode() if isinstance(text, str) else json.dumps(text).encode()
            if status is None:  # hang up
                self.connection.close()
                return
            self.send_response(status)
            for name, value in {"Content-Length": str(len(data)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    monkeypatch.setattr(drafts, "PAUSE", 0.01)
    monkeypatch.setenv("BUTTONDOWN_KEY", "key-1")
    monkeypatch.setenv("LISTMONK_USER", "api")
    monkeypatch.setenv("LISTMONK_TOKEN", "tok")
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.handle_error = lambda *_: None  # of clients that went away
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        state.url = f"http://127.0.0.1:{server.server_port}"
        yield state
        server.shutdown()


def buttondown(service, **more):
    return {"via": "buttondown", "url": service.url, "timeout": 5, **more}


@pytest.mark.slow
def test_buttondown_gets_a_draft(newsroom, service):
    service.answers = [(201, {}, BUTTONDOWN)]
    said = newsroom.run(send=True, DIGEST=buttondown(service))
    assert said.endswith(f"draft {BUTTONDOWN['id']} waits at Buttondown")
    ((path, headers, body),) = service.requests
    assert path == "/v1/emails"
    assert headers["Authorization"] == "Token key-1"
    assert (body["subject"], body["status"], body["slug"]) == ("Lead & <law>", "draft", "2026-w47")
    assert body["body"].startswith("<!-- buttondown-editor-mode: plaintext --><style>@media")
    assert body["body"].count("{{ unsubscribe_url }}") == 1
    assert "Plain &#123;&#123; braces }}" in body["body"]
    assert "<body" not in body["body"]
    with pytest.raises(SendingError, match="was sent on"):
        newsroom.run(send=True, DIGEST=buttondown(service))
    assert len(service.requests) == 1


LAW = {"filters": [{"field": "subscriber.tags", "operator": "contains", "value": "sub_tag_2"}],
       "groups": [], "predicate": "and"}  # fmt: skip
SEVERAL = {
    "NEWSLETTER": {"provider": "buttondown", "action": "https://buttondown.example/join"},
    "NEWSLETTERS": {"weekly": {"title": "All", "value": "law"}, "ai": {"title": "AI"}},
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({**BUTTONDOWN, "filters": LAW}, "for readers with the tag 'law' waits at Buttondown"),
        (BUTTONDOWN, "for ALL readers (choose the tag 'law' there before you send it) waits"),
    ],
)
def test_a_draft_of_one_of_several_newsletters_is_for_those_who_chose_it(
    newsroom, service, answer, said
):
    service.answers = [(201, {}, answer)]
    assert said in newsroom.run(send=True, DIGEST=buttondown(service), **SEVERAL)
    ((_, _, body),) = service.requests
    assert body["filters"] == LAW


@pytest.mark.slow
def test_a_draft_whose_tag_is_not_there_is_not_made(newsroom, service):
    digest = buttondown(service, tag="sports")
    with pytest.raises(SendingError, match=r"no tag 'sports'.* create it there: nothing was sent"):
        newsroom.run(send=True, DIGEST=digest)
    assert not service.requests


@pytest.mark.slow
def test_listmonk_gets_a_draft(newsroom, service):
    service.answers = [(200, {}, LISTMONK)]
    options = {"via": "listmonk", "url": service.url + "/", "lists": (3,), "template": 2,
               "sender": "The Forecast <news@forecast.example>"}  # fmt: skip
    assert newsroom.run(send=True, DIGEST=options).endswith("draft 12 waits at Listmonk")
    ((path, headers, body),) = service.requests
    assert path == "/api/campaigns"
    assert headers["Authorization"] == "token api:tok"
    assert body["lists"] == [3]
    assert (body["type"], body["content_type"], body["template_id"]) == ("regular", "html", 2)
    for part in (body["body"], body["altbody"]):
        assert part.count("{{ UnsubscribeURL }}") == 1
        assert 'Plain {{ "{{" }} braces }}' in part


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ((401, {}, {"detail": "Invalid token."}), 'answers 401: {"detail": "Invalid token."}'),
        ((400, {}, {"code": "email_duplicate"}), "email_duplicate"),
        ((302, {"Location": "https://other.example/"}, ""), "leads to https://other.example/"),
        ((422, {}, "<html>" + "x" * 9999), "answers 422: <html>xxx"),
    ],
)
def test_what_is_refused_can_be_tried_again(newsroom, service, answer, message):
    service.answers = [answer, (201, {}, BUTTONDOWN)]
    with pytest.raises(SendingError) as caught:
        newsroom.run(send=True, DIGEST=buttondown(service))
    assert message in str(caught.value)
    assert "nothing was sent" in str(caught.value)
    assert len(str(caught.value)) < 500
    assert "waits" in newsroom.run(send=True, DIGEST=buttondown(service))


@pytest.mark.slow
@pytest.mark.parametrize(
    "answer",
    [
        (500, {}, "oops"),
        (201, {}, "not json"),
        (201, {}, {"status": "draft"}),
        (200, {}, "[1]"),
        (None, {}, ""),
    ],
)
def test_an_answer_that_says_nothing_is_left_to_a_person(newsroom, service, answer):
    service.answers = [answer]
    with pytest.raises(SendingError, match="it may have been sent or not"):
        newsroom.run(send=True, DIGEST=buttondown(service))
    with pytest.raises(SendingError, match=r"\(buttondown\) and did not end"):
        newsroom.run(send=True, DIGEST=buttondown(service))
    assert len(service.requests) == 1


@pytest.mark.slow
def test_a_slow_answer_is_not_waited_for_for_ever(newsroom, service):
    service.answers, service.wait = [(201, {}, BUTTONDOWN)], 0.6
    with pytest.raises(SendingError, match=r"gave no answer \(ReadTimeout"):
        newsroom.run(send=True, DIGEST=buttondown(service, timeout=0.1))


@pytest.mark.slow
@pytest.mark.parametrize("status", [429, 503])
def test_a_service_that_asks_for_patience_gets_it(newsroom, service, status):
    service.answers = [(status, {"Retry-After": "0"}, ""), (status, {}, ""), (201, {}, BUTTONDOWN)]
    assert "waits" in newsroom.run(send=True, DIGEST=buttondown(service))
    service.answers = [(status, {}, "later")] * 3
    with pytest.raises(SendingError, match=f"answers {status}: later"):
        newsroom.run(send=True, again=True, DIGEST=buttondown(service))
    assert len(service.requests) == 6


@pytest.mark.slow  # it is tried again after a second
def test_a_service_that_is_not_there(newsroom, service):
    url = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(SendingError, match="cannot be reached"):
        newsroom.run(send=True, DIGEST={**buttondown(service), "url": url})


@pytest.mark.parametrize(
    ("options", "unset", "message"),
    [
        ({"via": "buttondown"}, "BUTTONDOWN_KEY", "BUTTONDOWN_KEY is not in the environment"),
        ({"via": "listmonk", "lists": (1,)}, "LISTMONK_TOKEN", "LISTMONK_TOKEN is not in the"),
        ({"via": "listmonk", "lists": (1,)}, "", "option 'url' is ''"),
        ({"via": "listmonk", "url": "http://lists.example", "lists": (1,)}, "", "https:// address"),
        ({"via": "listmonk", "url": "https://lists.example"}, "", "to which lists"),
        ({"via": "mailchimp"}, "", "option 'via' is 'mailchimp'"),
    ],
)
def test_wrong_settings_are_told_before_anything_is_made(
    newsroom, service, monkeypatch, options, unset, message
):
    if unset:
        monkeypatch.delenv(unset)
    with pytest.raises(ContentError) as caught:
        newsroom.run(send=True, DIGEST=options)
    assert message in str(caught.value)
    assert not newsroom.record.exists()
