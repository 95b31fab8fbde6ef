"""Which pages a site has, and what stands on them."""

import pytest

from newsroom.problems import ContentError
from tests.conftest import story


def stories(count: int, **matter) -> dict[str, str]:
    return {
        f"content/articles/ai/2026/s{n:02d}.md": story(
            f"Story {n}", date=f"2026-{n % 11 + 1:02d}-{n % 27 + 1:02d}", **matter
        )
        for n in range(count)
    }


def test_an_empty_site_is_a_site(site):
    built = site({})
    for path in ("/", "/ai/", "/author/olivia-scott/", "/archive/", "/hottest/", "/404.html"):
        assert built.page(path).find("h1")


@pytest.mark.slow
def test_listings_are_paged_under_page_2(site):
    built = site(stories(45, tags="[Law, Topic 1, Topic 11]"))
    for listing in (
        "/ai/",
        "/tag/law/",
        "/tag/topic-1/",
        "/tag/topic-11/",
        "/author/olivia-scott/",
    ):
        assert built.exists(f"{listing}page/3/index.html")
        assert not built.exists(f"{listing}page/4/index.html")
    listed = [
        link["href"]
        for path in ("/ai/", "/ai/page/2/", "/ai/page/3/")
        for link in built.page(path).select("main article h2 a, main article h3 a")
    ]
    assert len(listed) == len(set(listed)) == 45


@pytest.mark.slow
def test_listings_are_newest_first_and_lead_on(site):
    built = site(stories(25))
    page = built.page("/ai/page/2/")
    assert page.select_one("a[rel=prev]")["href"] == "/ai/"
    assert not page.select_one("a[rel=next]")
    dates = [element["datetime"] for element in built.page("/ai/").select("main article time")]
    assert dates == sorted(dates, reverse=True)


def test_archives_count_by_year_and_month(site):
    built = site(stories(12))
    page = built.page("/archive/")
    assert page.select_one("a[href='/archive/2026/']")
    assert page.select_one("a[href='/archive/2026/01/']")
    assert built.exists("/archive/2026/03/index.html")


def test_the_front_page_shows_every_story_once(site):
    built = site(stories(14))
    main = built.page("/").find("main")
    for hot in main.select(".hottest"):
        hot.decompose()
    links = [link["href"] for link in main.select("article h1 a, article h2 a, article h3 a")]
    assert len(links) == len(set(links)) > 5


def test_a_pinned_story_leads(site):
    files = stories(10) | {
        "content/articles/world/p.md": story("Pinned", date="2026-01-01", pinned="true")
    }
    assert site(files).page("/").find("main").find("article").find("h2").text.strip() == "Pinned"


def test_two_pages_must_not_want_one_address(site):
    with pytest.raises(ContentError, match="two pages want this address"):
        site({"content/pages/ai.md": "---\ntitle: AI\n---\nHello\n"})


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
