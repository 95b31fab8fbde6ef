"""The file ``_headers``: the search has a policy of its own, where the host can do that."""

from pathlib import Path

import pytest

from newsroom.delivering.publishing.headers import headers_file
from newsroom.delivering.publishing.site import read_site

USUAL, SEARCH = "default-src 'self'", "default-src 'self'; script-src 'wasm-unsafe-eval'"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        ".hosting/content-security-policy.txt": USUAL,
        ".hosting/content-security-policy-search.txt": SEARCH,
        "index.html": "", "search/index.html": "", "de/search/index.html": "",
        "ai/2026/11/search/index.html": "",
    }  # fmt: skip
    for path, text in files.items():
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_text(text)
    return tmp_path / "site"


def rules(folder: Path, *, replaces: bool) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    site = read_site(folder, folder.parent / "notes.json")
    for line in headers_file(site, "https://news.example", replaces=replaces).decode().split("\n"):
        if line.startswith("/"):
            lines = found[line] = []
        elif "Content-Security-Policy" in line:
            lines.append(line.strip())
    return found


def test_a_host_that_replaces_headers_gives_the_search_its_own(folder):
    own = ["! Content-Security-Policy", f"Content-Security-Policy: {SEARCH}"]
    assert rules(folder, replaces=True) == {
        "/*": [f"Content-Security-Policy: {USUAL}"], "/search/": own, "/de/search/": own,
    }  # fmt: skip


def test_a_host_that_joins_headers_gives_all_pages_that_of_the_search(folder):
    assert rules(folder, replaces=False) == {"/*": [f"Content-Security-Policy: {SEARCH}"]}


def test_without_a_search_there_is_one_policy(folder):
    (folder / ".hosting/content-security-policy-search.txt").unlink()
    for replaces in (True, False):
        assert rules(folder, replaces=replaces) == {"/*": [f"Content-Security-Policy: {USUAL}"]}
