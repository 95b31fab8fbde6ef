"""Licences and the reservation of mining are said to programs on every page."""

import json

import pytest

from newsroom.problems import ContentError
from tests.conftest import story

pytestmark = pytest.mark.slow

A = {
    "content/articles/ai/a.md": story(),
    "content/pages/licensing.md": "---\ntitle: Licensing\n---\nAsk us.\n",
}


@pytest.mark.slow
def test_every_page_names_the_licence(site):
    licence = "https://creativecommons.org/licenses/by/4.0/"
    built = site(A, RIGHTS={"license": licence})
    for path in ("/", "/ai/", "/ai/2026/11/a/", "/licensing/"):
        assert built.page(path).select_one("link[rel=license]")["href"] == licence


def test_reserved_mining_is_said_by_pages_and_by_the_host(site):
    policy = "https://news.example/licensing/"
    built = site(A, RIGHTS={"reserve_mining": True, "mining_policy": policy})
    page = built.page("/ai/2026/11/a/")
    assert page.select_one("meta[name=tdm-reservation]")["content"] == "1"
    assert page.select_one("meta[name=tdm-policy]")["content"] == policy
    assert json.loads(built.text("/.well-known/tdmrep.json")) == [
        {"location": "/", "tdm-reservation": 1, "tdm-policy": policy}
    ]


@pytest.mark.slow
def test_nothing_is_said_of_rights_until_it_is_decided(site):
    page = site(A).text("/ai/2026/11/a/")
    assert "tdm-" not in page
    assert "license" not in page


def test_pages_that_do_not_exist_are_mistakes(site):
    with pytest.raises(ContentError) as caught:
        site(A, RIGHTS={"acquire": "licencing", "policies": {"ethicPolicy": "licensing",
                                                             "masthead": "people"}})  # fmt: skip
    message = str(caught.value)
    assert "acquire: there is no page 'licencing'" in message
    assert "did you mean 'licensing'?" in message
    assert "'ethicPolicy' is not a policy of a publisher" in message
    assert "policies: there is no page 'people': write content/pages/people.md" in message
