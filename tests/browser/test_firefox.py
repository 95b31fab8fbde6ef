"""Firefox sets pages as Chromium does. A page tells its server what it looks like: no driver."""

import json
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import StaticHost
from tests.conftest import story

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PROBE = """<script>
addEventListener("load", async () => {
  await document.fonts.ready;
  const body = document.querySelector(".prose > p");
  const box = body.getBoundingClientRect();
  const range = document.createRange();
  range.selectNodeContents(body);
  range.setStart(body.firstChild, 1); // behind the first letter
  const lines = {};
  for (const { top, left } of range.getClientRects()) lines[Math.round(top)] = left - box.left;
  const root = document.documentElement;
  const seen = {
    indents: Object.values(lines),
    overflow: root.scrollWidth - root.clientWidth,
    fonts: [...document.fonts].filter((one) => one.status === "loaded").map((one) => one.family),
    buttons: [...document.querySelectorAll(".share button")].map((one) => one.textContent),
  };
  await fetch("/seen", { method: "POST", body: JSON.stringify(seen) });
});
</script></body>"""

Look = Callable[[str], dict[str, Any]]


class AskingHost(StaticHost):
    """Puts the probe into pages, and keeps what it sends."""

    policy = "default-src 'self' 'unsafe-inline'"
    seen: list[dict[str, Any]]

    def do_GET(self) -> None:  # noqa: N802 - the name that the server calls
        file = Path(self.translate_path(self.path)) / "index.html"
        if not file.is_file():
            super().do_GET()
            return
        data = file.read_text("utf-8").replace("</body>", PROBE).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_POST(self) -> None:  # noqa: N802 - the name that the server calls
        self.seen.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(204)
        self.end_headers()


@pytest.fixture
def look(tmp_path: Path) -> Iterator[Look]:
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.fail("Firefox is needed: apt install firefox-esr, or brew install firefox")
    kind = type("Host", (AskingHost,), {"seen": []})
    handler = partial(kind, directory=str(tmp_path / "output"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()

        def open_page(path: str) -> dict[str, Any]:
            subprocess.run(
                [
                    program, "--headless", "--no-remote", "--profile", tmp_path / "profile",
                    "--window-size=1300", f"--screenshot={tmp_path / 'page.png'}",
                    f"http://127.0.0.1:{server.server_port}{path}",
                ],
                check=True, capture_output=True, timeout=60,
            )  # fmt: skip
            return kind.seen[-1]

        (tmp_path / "profile").mkdir()
        yield open_page
        server.shutdown()


def test_a_long_read_begins_with_a_letter_of_three_lines(site, look):
    text = "A newspaper that closes leaves its issues in libraries. " * 12
    site({"content/articles/ai/2026/a.md": story("A", text, label="analysis", reading_time=9)})
    seen = look("/ai/2026/11/a/")
    assert [indent > 20 for indent in seen["indents"][:5]] == [True, True, True, False, False]
    assert seen["overflow"] <= 0
    assert "Newsreader" in seen["fonts"]
    assert seen["buttons"][0] == "Save"
