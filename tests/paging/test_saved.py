"""Saving stories for later: a page, a button where scripts run, and a setting."""

import pytest

from tests.conftest import story

FILES = {"content/articles/ai/vote.md": story("The vote")}


@pytest.mark.slow
def test_stories_name_the_button_and_every_page_leads_to_the_list(site):
    built = site(FILES)
    share = built.page("/ai/2026/11/vote/").select_one(".share")
    assert (share["data-save"], share["data-saved"]) == ("Save", "Saved")
    for path in ("/", "/ai/", "/saved/"):
        assert built.page(path).select_one(".reading-panel a")["href"] == "/saved/"


def test_the_list_is_not_for_search_engines_and_in_no_sitemap(site):
    built = site(FILES)
    page = built.page("/saved/")
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert page.select_one("noscript").get_text(strip=True) == "Saving stories needs JavaScript."
    assert "/saved/" not in built.text("/sitemap.xml")


def test_a_setting_takes_page_link_and_button_away(site):
    built = site(FILES, SAVED=False)
    assert not built.exists("/saved/")
    assert "data-save" not in built.text("/ai/2026/11/vote/")
    assert "/saved/" not in built.text("/")


@pytest.mark.slow
def test_the_page_of_privacy_says_what_stays_in_the_browser(site):
    said = " ".join(site(FILES).page("/privacy/").get_text(" ").split())
    assert "the list of stories that you save, stay in your browser" in said
    assert "The 30 stories that you read last are kept there too" in said
    said = " ".join(site(FILES, OFFLINE={"stories": 0}).page("/privacy/").get_text(" ").split())
    assert "stay in your browser" in said
    assert "read last" not in said
