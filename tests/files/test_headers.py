"""The file ``_headers``: the search has a policy of its own, where the host can do that."""

import pytest

from newsroom.files.headers import headers_file
from newsroom.problems import ContentError
from tests.conftest import REGISTRIES, story

USUAL, SEARCH = "default-src 'self'", "default-src 'self'; script-src 'wasm-unsafe-eval'"
PATHS = ("index.html", "search/index.html", "de/search/index.html", "ai/2026/11/search/index.html")
STORY = {**REGISTRIES, "content/articles/ai/2026/a.md": story("A")}


def read(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("/"):
            lines = found[line] = []
        else:
            lines.append(line.strip())
    return found


def policies(host: str, search: str = SEARCH) -> dict[str, list[str]]:
    made = headers_file(host, PATHS, policy=USUAL, search_policy=search, url="https://news.example")
    return {
        address: [line for line in lines if "Content-Security-Policy" in line]
        for address, lines in read(made.decode()).items()
    }


def test_a_host_that_replaces_headers_gives_the_search_its_own():
    own = ["! Content-Security-Policy", f"Content-Security-Policy: {SEARCH}"]
    assert policies("cloudflare") == {
        "/*": [f"Content-Security-Policy: {USUAL}"], "/search/": own, "/de/search/": own,
    }  # fmt: skip


def test_a_host_that_joins_headers_gives_all_pages_that_of_the_search():
    assert policies("netlify") == {"/*": [f"Content-Security-Policy: {SEARCH}"]}


@pytest.mark.parametrize("host", ["netlify", "cloudflare"])
def test_without_a_search_there_is_one_policy(host):
    assert policies(host, "") == {"/*": [f"Content-Security-Policy: {USUAL}"]}


def test_cloudflare_reads_no_more_than_a_hundred_rules():
    paths = [f"theme/main.{number:012x}.css" for number in range(200)]
    for host, rules in (("cloudflare", 100), ("netlify", 201)):
        made = headers_file(host, paths, policy=USUAL, search_policy="", url="https://news.example")
        assert len(read(made.decode())) == rules


@pytest.mark.slow
@pytest.mark.parametrize("host", ["netlify", "cloudflare"])
def test_a_build_for_a_host_writes_what_its_answers_say(site, host):
    built = site(STORY, HEADERS={"host": host}, SITEURL="https://news.example")
    rules = read(built.text("/_headers"))
    assert any(line.startswith("Content-Security-Policy: default-src") for line in rules["/*"])
    assert "X-Content-Type-Options: nosniff" in rules["/*"]
    kept = [path for path, lines in rules.items() if "immutable" in "".join(lines)]
    assert kept
    assert all(built.exists(path) for path in kept)


@pytest.mark.slow
def test_only_a_paper_that_names_its_host_has_the_file(site):
    assert not site(STORY).exists("_headers")


@pytest.mark.slow
def test_the_file_of_a_paper_takes_the_place_of_the_one_that_is_made(site):
    own = {**STORY, "content/files/_headers": "/*\n  X-Own: yes\n"}
    assert site(own, HEADERS={"host": "netlify"}).text("/_headers") == "/*\n  X-Own: yes\n"


@pytest.mark.slow
def test_a_host_that_does_not_read_it_stops_the_build(site):
    with pytest.raises(ContentError, match="HEADERS: option 'host' is 'nginx'"):
        site(STORY, HEADERS={"host": "nginx"})
