"""Signing up in Chromium, and the mail as a mail program shows it."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import expect

from tests.browser.test_reading import _answer
from tests.conftest import story
from tests.theme.test_contrast import contrast

pytestmark = pytest.mark.browser


@pytest.fixture
def provider() -> Iterator[SimpleNamespace]:
    """The form endpoint of a newsletter service."""
    state = SimpleNamespace(forms=[])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            state.forms.append(dict(parse_qsl(body, keep_blank_values=True)))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<title>Look into your mail</title>")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        state.action = f"http://127.0.0.1:{server.server_port}/subscription/form"
        yield state
        server.shutdown()


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_a_reader_signs_up(chromium, site, provider, axe_script, javascript):
    listmonk = {"provider": "listmonk", "action": provider.action, "hidden_fields": {"l": "0-1"}}
    built = site({"content/articles/ai/a.md": story()}, NEWSLETTER=listmonk)
    context = chromium.new_context(java_script_enabled=javascript)
    page = context.new_page()
    page.route("https://news.example/**", lambda route: _answer(route, built, []))
    page.goto("https://news.example/ai/2026/11/a/")
    field, hint = page.get_by_label("E-mail address"), page.get_by_text("name@example.org")
    expect(page.get_by_label("Leave this empty")).not_to_be_in_viewport()
    expect(hint).to_be_hidden()
    field.fill("nonsense")
    field.press("Enter")
    expect(hint).to_be_visible()
    assert not provider.forms
    if javascript:
        page.evaluate(axe_script)
        result = page.evaluate("() => axe.run('#newsletter', {runOnly: ['wcag2a', 'wcag2aa']})")
        assert not result["violations"]
    field.fill("ann@a.example")
    field.press("Enter")
    page.wait_for_url(provider.action)
    assert provider.forms == [{"email": "ann@a.example", "l": "0-1", "nonce": ""}]
    context.close()


@pytest.fixture(scope="session")
def mail(galley) -> str:
    """The newsletter of the edition as a mail program gets it."""
    return (galley.root / ".cache/digest/2026-w47/mail.html").read_text("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 700])
def test_the_mail_is_read_on_phones_and_desks_by_day_and_night(chromium, mail, width, scheme):
    page = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.set_content(mail)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".column").bounding_box()["width"] == min(600, width - 32)
    ground, *texts = page.evaluate(
        "() => [getComputedStyle(document.querySelector('.sheet')).backgroundColor,"
        "...Array.from(document.querySelectorAll('a, h2, p, .item'),"
        "one => getComputedStyle(one).color)]"
    )
    channels = [[int(value) for value in text[4:-1].split(",")] for text in (ground, *texts)]
    assert (max(channels[0]) < 40) is (scheme == "dark")
    hexes = ["#{:02x}{:02x}{:02x}".format(*one) for one in channels]
    assert len(hexes) > 20
    assert min(contrast(text, hexes[0]) for text in hexes[1:]) >= 4.5
    expect(page.locator(".preheader")).to_be_visible()
    assert not requests
    page.close()
