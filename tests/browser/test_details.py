"""What only some stories say, in a real browser: valid and accessible, in both directions."""

import os
import subprocess
import threading
from functools import partial
from http.server import ThreadingHTTPServer

import pytest

from newsroom.building.build import build
from tests.browser.conftest import StaticHost
from tests.conftest import CONF, REGISTRIES, ROOT, story, write_files

pytestmark = pytest.mark.browser

A = "content/articles/ai/2026/a.md"
MATTER = {
    "author": None,
    "byline": "[olivia-scott, {name: Reuters, kind: agency}, {author: sam-reed, role: Photos by}]",
    "headlines": "{card: Short, search: Search, social: Social}",
    "also_in": "[world]",
    "key_points": "[One, Two]",
    "fact_box": "{title: At a glance, text: '- **Two** facts[^1]\n\n\n  [^1]: A note.'}",
    "method": "We _asked_.",
    "date": "2024-11-20 09:00",
}
CORRECTIONS = (
    "[{date: 2024-11-21, text: It was seven.},"
    " {date: 2024-11-21, text: Seven means seven., kind: clarification},"
    " {date: 2024-11-22, text: The vote is over., kind: update},"
    " {date: 2024-11-22, text: We should have asked., kind: note}]"
)
STORY = "ai/2024/11/a/"
PAGES = (STORY, f"{STORY}revisions/", "corrections/", "ai/", "world/", "author/sam-reed/", "")


def commit(root, text: str, day: str) -> None:
    write_files(root, {A: text})
    moment = f"2024-11-{day}T12:00:00+00:00"
    who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b.example", "GIT_AUTHOR_DATE": moment,
           "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b.example",
           "GIT_COMMITTER_DATE": moment}  # fmt: skip
    for words in (["add", "-A"], ["-c", "commit.gpgsign=false", "commit", "-q", "-m", "x"]):
        subprocess.run(["git", *words], cwd=root, env={**os.environ, **who}, check=True)


@pytest.fixture(scope="module", params=["en", "ar"])
def output(request, tmp_path_factory):
    root = tmp_path_factory.mktemp("details")
    write_files(root, REGISTRIES)
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    title = "How _Moby-Dick_ was read"
    commit(root, story(title, "The house voted 301 to 98.", **MATTER), "20")
    commit(root, story(title, "The house voted 302.", **MATTER, corrections=CORRECTIONS), "22")
    overrides = {
        "PATH": str(root / "content"), "OUTPUT_PATH": str(root / "output"),
        "CACHE_PATH": str(root / ".cache"), "NOW": "2026-11-23T12:00:00+00:00", "JOBS": 1,
        "DEFAULT_LANG": request.param, "AGED": {"months": 12}, "REVISIONS": {"show": True},
    }  # fmt: skip
    build(CONF, overrides)
    return root / "output"


def test_their_pages_are_valid_html(output):
    tool = ROOT / "node_modules/.bin/html-validate"
    config = ROOT / "tests/browser/htmlvalidate.json"
    pages = [output / path / "index.html" for path in PAGES]
    assert all(page.is_file() for page in pages)  # the tool is silent on a missing file
    command = [tool, "--config", config, *pages]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1440, "dark")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    chromium, output, axe_script, width, scheme
):
    handler = partial(StaticHost, directory=str(output))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        context = chromium.new_context(
            base_url=f"http://127.0.0.1:{server.server_port}", color_scheme=scheme,
            bypass_csp=True, viewport={"width": width, "height": 900},
        )  # fmt: skip
        page = context.new_page()
        found = []
        for path in PAGES[:3]:
            assert page.goto(f"/{path}").ok, path
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
            page.evaluate(axe_script)
            tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
            result = page.evaluate("tags => axe.run({runOnly: tags})", tags)
            found += [(path, one["id"], one["nodes"][0]["html"]) for one in result["violations"]]
        context.close()
        server.shutdown()
    assert not found
