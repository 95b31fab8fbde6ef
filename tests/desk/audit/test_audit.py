"""The command ``audit`` on a finished site, with a real browser."""

import pytest

from tests.conftest import ROOT, story

pytestmark = pytest.mark.browser
TOOLS = str(ROOT / "node_modules")
PALE = """
    <!doctype html>
    <html lang="en">
    <head><title>Pale</title><meta name="viewport" content="width=device-width">
    <style>p {color: #ccc; background: #fff}</style></head>
    <body><main><h1>Pale</h1><p id="p">Nobody can read this.</p></main>
    <script>setInterval(() => p.parentNode.prepend(document.createElement("hr")), 100)</script>
    <script src="https://tracker.invalid/t.js" async></script></body>
    </html>
    """


def row(text: str, kind: str) -> list[str]:
    """Return the cells of a row of the table, without its heading."""
    line = next(line for line in text.splitlines() if line.startswith(kind))
    return line.removeprefix(kind).split()


def test_a_built_site_keeps_its_budgets_in_a_browser(site, program):
    site({"content/articles/ai/vote.md": story("The vote")}, MENUITEMS=())
    done = program("audit", "/", "/ai/2026/11/vote/", NODE_PATH=TOOLS)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.rstrip().endswith("2 pages of 2 kinds: every budget holds.")
    heads = " ".join(done.stdout.splitlines()[0].split())
    assert heads.startswith("kind pages HTML CSS JS dead links third parties ids HTML errors axe")
    pages, _, _, _, *found = row(done.stdout, "front")
    assert pages == "1"
    assert found[:5] == ["0"] * 5  # links, third parties, ids, HTML, axe
    assert float(found[5]) == 0
    assert 0.5 < float(found[6]) <= 3.5


def test_what_a_browser_finds_breaks_a_budget_and_says_where(site, program):
    site({"content/files/pale.html": PALE}, MENUITEMS=())
    done = program("audit", "/pale.html", NODE_PATH=TOOLS)
    assert done.returncode == 1
    for part in (
        "/pale.html: third parties 1, the budget is 0\n    tracker.invalid",
        '/pale.html: axe 2, the budget is 0\n    color-contrast (light): <p id="p">',
        "/pale.html: CLS 0.",
        "1 page of 1 kind: 3 budgets are broken.",
    ):
        assert part in done.stdout


def test_what_is_not_installed_is_said_and_the_rest_is_measured(site, program):
    site({"content/articles/ai/vote.md": story("The vote")}, MENUITEMS=())
    done = program("audit", "/", PATH="/nowhere", NODE_PATH="")
    assert done.returncode == 0, done.stdout
    assert "install Chromium, and write playwright into packages.txt" in done.stdout
    assert "install Java, and run: npm install --ignore-scripts vnu-jar" in done.stdout
    assert "npm install lighthouse" in done.stdout
    assert row(done.stdout, "front")[0] == "1"
