"""The worker for reading without a connection, as files of the site."""

import json
import re

import pytest

from tests.conftest import story

FILES = {"content/articles/ai/vote.md": story("The vote")}


def known(built) -> dict[str, object]:
    found = re.findall(r"^const (\w+)=(.*);$", built.text("/worker.js"), re.MULTILINE)
    return {name: json.loads(value) for name, value in found if name.islower()}


@pytest.mark.slow
def test_every_page_names_the_worker_and_the_worker_knows_the_site(site):
    built = site(FILES, SITEURL="https://news.example/paper", OFFLINE={"stories": 12})
    assert built.page("/ai/2026/11/vote/").html["data-worker"] == "/paper/worker.js"
    facts = known(built)
    assert facts["homes"] == {"/paper/": "/paper/saved/"}
    assert facts["stories"] == 12
    assert len(facts["parts"]) == 5
    for part in facts["parts"]:
        assert built.exists(part.removeprefix("/paper")), part


def test_switched_off_no_page_names_it_and_it_deletes_itself(site):
    built = site(FILES, OFFLINE={"stories": 0})
    assert "data-worker" not in built.text("/")
    worker = built.text("/worker.js")
    assert "registration.unregister()" in worker
    assert '"fetch"' not in worker


@pytest.mark.slow
def test_a_preview_has_no_worker(site):
    built = site(FILES, PREVIEW=True)
    assert "data-worker" not in built.text("/")
    assert "registration.unregister()" in built.text("/worker.js")


def test_without_a_page_of_saved_stories_nothing_is_loaded_ahead(site):
    facts = known(site(FILES, SAVED=False))
    assert facts["homes"] == {"/": ""}
    assert facts["parts"] == []
