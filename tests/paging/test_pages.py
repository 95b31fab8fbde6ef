"""Which pages a site has, and what stands on them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.model import CorrectionCard
from newsroom.paging.listings import paginate
from newsroom.problems import ContentError
from tests.conftest import story


def stories(count: int, **matter) -> dict[str, str]:
    return {
        f"content/articles/ai/2026/s{n:02d}.md": story(
            f"Story {n}", date=f"2026-{n % 11 + 1:02d}-{n % 27 + 1:02d}", **matter
        )
        for n in range(count)
    }


@pytest.mark.slow
def test_an_empty_site_is_a_site(site):
    built = site({})
    for path in ("/", "/ai/", "/author/olivia-scott/", "/archive/", "/hottest/", "/404.html"):
        assert built.page(path).find("h1")


@pytest.mark.slow
def test_the_pages_of_a_list_hold_every_story_once(site):
    built = site(stories(65, tags="[Law, Topic 1, Topic 11]"))
    for listing in (
        "/ai/",
        "/tag/law/",
        "/tag/topic-1/",
        "/tag/topic-11/",
        "/author/olivia-scott/",
    ):
        assert built.exists(f"{listing}page/2/index.html")
        assert not built.exists(f"{listing}page/5/index.html")
    listed = [
        link["href"]
        for path in ("/ai/", "/ai/page/2/", "/ai/page/1/")
        for link in built.page(path).select("main article h2 a, main article h3 a")
    ]
    assert len(listed) == len(set(listed)) == 65


@pytest.mark.slow
def test_listings_are_newest_first_and_lead_on(site):
    built = site(stories(45))
    page = built.page("/ai/page/1/")
    assert page.select_one("a[rel=prev]")["href"] == "/ai/"
    assert not page.select_one("a[rel=next]")
    dates = [element["datetime"] for element in built.page("/ai/").select("main article time")]
    assert dates == sorted(dates, reverse=True)


@pytest.mark.slow
def test_a_new_story_changes_the_first_page_of_a_list_alone(site):
    before = site(stories(70))
    kept = {name: before.text(f"/ai/page/{name}/") for name in (1, 2)}
    newest = {"content/articles/ai/newest.md": story("Newest", date="2026-11-22")}
    after = site(stories(70) | newest)
    assert "Newest" in after.text("/ai/")
    assert {name: after.text(f"/ai/page/{name}/") for name in (1, 2)} == kept


@pytest.mark.slow
def test_numbers_that_a_list_had_before_lead_to_its_first_page(site):
    built = site(stories(65))
    for number in (3, 4):  # 65 stories had four pages when they were counted from the newest
        page = built.page(f"/ai/page/{number}/")
        assert page.select_one("meta[http-equiv=refresh]")["content"] == "0; url=/ai/"
    assert "/page/" not in built.text("/sitemap.xml")


@given(st.integers(0, 120), st.integers(1, 9))
def test_pages_of_a_list_stay_when_it_grows(total, per_page):
    def pages(count):
        return list(paginate([entry(n) for n in range(count, 0, -1)], "/x/", per_page))

    before, after = pages(total), pages(total + 1)
    in_order = [card.url for page in before for card in page.cards]
    assert in_order == [f"/{number}" for number in range(total, 0, -1)]
    assert len(before[0].cards) < max(2 * per_page, 2)
    assert all(len(page.cards) == per_page for page in before[1:])
    # The page below a new one gets another neighbour; all others are as they were.
    assert before[2:] == after[len(after) - len(before) + 2 :]


def entry(number):
    date = datetime(2026, 1, 1, tzinfo=UTC)
    return CorrectionCard(url=f"/{number}", date=date, text="", story=None, kind="correction")


@pytest.mark.slow
def test_archives_count_by_year_and_month(site):
    built = site(stories(12))
    page = built.page("/archive/")
    assert page.select_one("a[href='/archive/2026/']")
    assert page.select_one("a[href='/archive/2026/01/']")
    assert built.exists("/archive/2026/03/index.html")


@pytest.mark.slow
def test_the_front_page_shows_every_story_once(site):
    built = site(stories(14))
    main = built.page("/").find("main")
    for hot in main.select(".hottest"):
        hot.decompose()
    links = [link["href"] for link in main.select("article h1 a, article h2 a, article h3 a")]
    assert len(links) == len(set(links)) > 5


@pytest.mark.slow
def test_a_pinned_story_leads(site):
    files = stories(10) | {
        "content/articles/world/p.md": story("Pinned", date="2026-01-01", pinned="true")
    }
    assert site(files).page("/").find("main").find("article").find("h2").text.strip() == "Pinned"


def test_two_pages_must_not_want_one_address(site):
    with pytest.raises(ContentError, match="two pages want this address"):
        site({"content/pages/ai.md": "---\ntitle: AI\n---\nHello\n"})


@pytest.mark.slow
def test_sitemap_lists_indexed_pages_with_true_dates(site):
    built = site(
        {
            "content/articles/ai/a.md": story(updated="2026-11-21T10:00:00+00:00"),
            "content/articles/ai/h.md": story("H", status="hidden"),
        }
    )
    sitemap = built.text("/sitemap.xml")
    assert (
        "<loc>https://news.example/ai/2026/11/a/</loc><lastmod>2026-11-21T10:00:00+00:00</lastmod>"
        in sitemap
    )
    assert "/ai/2026/11/h/" not in sitemap
    assert "404" not in sitemap
    assert "Sitemap: https://news.example/sitemap.xml" in built.text("/robots.txt")


def test_files_for_the_root_are_copied(site):
    built = site({"content/files/CNAME": "news.example\n", "content/files/.well-known/x": "y"})
    assert built.text("/CNAME") == "news.example\n"
    assert built.exists("/.well-known/x")


@pytest.mark.slow
def test_128_tags_on_one_story(site):
    names = ", ".join(f"Tag {n}" for n in range(128))
    built = site({"content/articles/ai/a.md": story(tags=f"[{names}]")})
    assert len(built.page("/ai/2026/11/a/").select("a[href^='/tag/tag-']")) == 128
    assert built.exists("/tag/tag-127/index.html")
