"""The lite edition: every story as text alone, where a setting wants it."""

import brotli
import pytest

from newsroom.text.text_only import text_only
from tests.conftest import story

FILES = {
    "content/articles/ai/vote.md": story(
        "The vote", "It passed.\n\n## Why\n\n" + "Many words of it. " * 2000, deck="A law.",
        sources="[{title: The bill, url: https://a.example/}]",
    ),
    "content/articles/world/other.md": story("Another"),
}  # fmt: skip


@pytest.mark.slow
def test_without_the_setting_there_is_none(site):
    built = site(FILES)
    assert not any(name.startswith("lite/") for name in built.files())
    assert "/lite/" not in built.text("/ai/2026/11/vote/")


@pytest.mark.slow
def test_every_story_has_a_page_of_text_that_leads_to_the_full_one(site):
    built = site(FILES, LITE=True)
    page = built.page("/lite/ai/2026/11/vote/")
    assert page.h1.get_text() == "The vote"
    assert page.find("h2", string="Why")
    assert page.select_one("a[href='https://a.example/']")
    assert page.select_one("a[href='/ai/2026/11/vote/']").get_text() == "With pictures"
    assert page.select_one("link[rel=canonical]")["href"] == "https://news.example/ai/2026/11/vote/"
    assert not page.select("script, img, [rel=stylesheet], meta[name=robots]")
    assert len(brotli.compress(built.text("/lite/ai/2026/11/vote/").encode())) < 10_000


@pytest.mark.slow
def test_full_stories_and_the_foot_of_each_page_lead_to_it(site):
    built = site(FILES, LITE=True, SITEURL="https://news.example/paper")
    assert built.page("/ai/2026/11/vote/").select_one(
        ".story-foot a[href='/paper/lite/ai/2026/11/vote/']"
    )
    assert built.page("/").select_one(".footer a[href='/paper/lite/']").get_text() == "Text only"
    lite = built.page("/lite/")
    assert lite.select_one("a[href='/paper/lite/world/2026/11/other/']").get_text() == "Another"


@pytest.mark.slow
def test_it_is_in_no_sitemap_no_ledger_and_has_no_share_picture(site):
    built = site(FILES, LITE=True, SHARE={"pictures": True})
    assert "/lite/" not in built.text("/sitemap.xml")
    assert built.page("/lite/").select_one("meta[name=robots]")["content"] == "noindex"
    assert not any(address.startswith("/lite/") for address in built.result.edition.addresses)
    assert not built.exists("/lite/ai/2026/11/vote/share.jpg")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("", ""),
        ("<p>A &amp; <b class='x'>b</b></p>", "<p>A &amp; <b>b</b></p>"),
        ('<p lang="fr" style="x">A</p>', '<p lang="fr">A</p>'),
        ('<picture><source srcset="a"><img src="a" alt="A dog"></picture>', "<em>[A dog]</em>"),
        ('<img src="a" alt="">B', "B"),
        (
            '<figure><img src="a" alt="A"><figcaption>B</figcaption></figure>',
            "<figure><em>[A]</em><figcaption>B</figcaption></figure>",
        ),
        (
            '<video src="/media/a.mp4" controls><track src="b"></video> After',
            '<a href="/media/a.mp4">a.mp4</a> After',
        ),
        ("<figure><svg><path/></svg><p>A</p></figure>", "<figure><p>A</p></figure>"),
    ],
)
def test_of_a_text_what_can_be_read_stays(body, text):
    assert text_only(body) == text
