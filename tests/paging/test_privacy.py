"""The privacy page says what the settings make true, and nothing else."""

import json

import pytest

from newsroom.problems import ContentError
from tests.conftest import story

STORY = {"content/articles/ai/a.md": story(markets="[rain]")}
MARKETS = {
    "content/data/markets.yml": """
        rain:
          question: Rain?
          provider: manifold
          url: https://manifold.markets/a/rain
        """
}
STATEMENTS = ("Reading", "Access log", "Films and pictures of others", "Kept in your browser")
OWN = {"content/pages/privacy.md": "---\ntitle: Your data\n---\nWrite to us.\n\n## Who\n\nUs.\n"}


def popularity(source: str) -> dict[str, str]:
    return {"content/data/popularity.json": json.dumps({"source": source, "readers": {}})}


def statements(built, path: str = "/privacy/") -> dict[str, str]:
    page = built.page(path)
    titles = page.select(".prose h3") or page.select(".prose h2")
    return {title.text: title.find_next_sibling("p").text for title in titles}


@pytest.mark.slow
def test_a_site_without_any_setting_has_the_page_and_says_what_is_always_true(site):
    built = site({"content/articles/ai/a.md": story()}, COMMENTS={})
    assert built.page("/privacy/").h1.text == "Privacy"
    found = statements(built)
    assert list(found) == list(STATEMENTS)
    assert "sets no cookie" in found["Reading"]
    assert "come from news.example." in found["Reading"]
    assert "https://news.example/privacy/" in built.text("/sitemap.xml")


@pytest.mark.slow
def test_the_newsrooms_own_text_stands_above(site):
    built = site({"content/articles/ai/a.md": story(), **OWN}, COMMENTS={})
    page = built.page("/privacy/")
    assert page.h1.text == "Your data"
    assert [title.text for title in page.select("main h2")] == [
        "Who",
        "What happens when you read this site",
    ]
    assert list(statements(built)) == list(STATEMENTS)


def test_other_pages_carry_no_statements(site):
    built = site({"content/pages/about.md": "---\ntitle: About\n---\nUs.\n"})
    assert "cookie" not in built.page("/about/").main.text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("files", "settings", "title", "words"),
    [
        ({}, {"PRIVACY": {"log_days": 7}}, "Access log", "It is kept for 7 days."),
        ({}, {"PRIVACY": {"log_days": 1}}, "Access log", "It is kept for one day."),
        (
            {},
            {"NEWSLETTER": {"action": "https://lists.example/subscribe"}},
            "Newsletter",
            "sends the e-mail address that you enter to lists.example, and nothing else",
        ),
        (popularity("logs"), {}, "Hottest", "is made from the access log. Kept are numbers"),
        (popularity("matomo"), {}, "Hottest", "is made from the counts of Matomo."),
        (MARKETS, {}, "Prediction markets", "ask this site for newer figures."),
        (
            MARKETS,
            {"MARKETS": {"refresh": "https://news.example/m.json"}},
            "Prediction markets",
            "ask this site for newer figures.",
        ),
        (
            MARKETS,
            {"MARKETS": {"refresh": "https://live.example/m.json"}},
            "Prediction markets",
            "ask live.example for newer figures; it receives your IP address.",
        ),
        (MARKETS, {"MARKETS": {"refresh": ""}}, "Prediction markets", "the link to it."),
    ],
)
def test_a_setting_brings_its_sentence(site, files, settings, title, words):
    quiet = statements(site({"content/articles/ai/a.md": story()}))
    built = site({**(STORY if files == MARKETS else {}), **files}, **settings)
    assert words in statements(built)[title]
    assert words not in quiet.get(title, "")


@pytest.mark.slow
def test_without_a_refresh_nothing_is_asked(site):
    built = site({**STORY, **MARKETS}, MARKETS={"refresh": ""})
    assert "newer figures" not in statements(built)["Prediction markets"]


@pytest.mark.slow
def test_another_page_can_carry_them_or_none(site):
    files = {"content/pages/datenschutz.md": "---\ntitle: Datenschutz\n---\nText.\n"}
    built = site(files, PRIVACY={"page": "datenschutz"})
    assert "Reading" in statements(built, "/datenschutz/")
    assert not built.exists("/privacy/")
    built = site({**files, **OWN}, PRIVACY={"page": ""})
    assert "cookie" not in built.page("/privacy/").main.text


@pytest.mark.parametrize(
    "options",
    [
        {"log_days": -1},
        {"pages": "x"},
        {"log_days": "many"},
        {"page": "../x"},
        {"page": "a/b"},
    ],
)
def test_a_wrong_setting_stops_the_build(site, options):
    with pytest.raises(ContentError, match="PRIVACY: "):
        site({"content/articles/ai/a.md": story()}, PRIVACY=options)
