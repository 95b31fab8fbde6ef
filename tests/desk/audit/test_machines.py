"""What ``audit --machines`` says of a page."""

import pytest

from newsroom.desk.audit.finished_site import choose, open_site
from newsroom.desk.audit.machines import view, views
from newsroom.problems import ContentError
from tests.conftest import CONF, story

pytestmark = pytest.mark.slow

LONG = "A headline that goes on and on, and that no search engine will ever show as a whole"


def seen(built, name):
    site = open_site(built.output)
    [page] = choose(site, [name], 1, every=False)
    lines = (" ".join(line.split()) for line in view(site, page).splitlines())
    return list(lines)


def test_a_page_is_shown_as_search_engines_networks_and_feed_readers_see_it(site):
    text = story("The vote", "It passed.", deck="A law for machines.", date="2026-11-23T09:00:00Z")
    lines = seen(site({"content/articles/ai/vote.md": text}), "/ai/2026/11/vote/")
    address = "https://news.example/ai/2026/11/vote/"
    for line in (
        "/ai/2026/11/vote/ (story)",
        "title The vote — The Galley (21 characters)",
        "description A law for machines. (19 characters)",
        f"address {address}",
        "robots max-image-preview:large",
        "published 2026-11-23T09:00:00+00:00",
        "data NewsArticle, BreadcrumbList",
        "kind article",
        "is in /news-sitemap.xml, /sitemap.xml",
        "title The vote",
        "authors https://news.example/author/olivia-scott/",
        "offers /ai/feed (atom, rss, json)",
    ):
        assert line in lines
    feeds = next(line for line in lines if line.startswith("is in /ai/feed"))
    assert "/feed (atom, json, rss)" in feeds
    assert any(line.startswith("there is no picture: give the story one, or") for line in lines)
    [lacking] = [line for line in lines if line.startswith("structured data lacks")]
    assert "NewsArticle: image: give the story one" in lacking


def test_a_page_to_which_nobody_is_led_may_look_as_it_likes(site):
    lines = seen(site({"content/articles/ai/vote.md": story()}), "/404.html")
    assert lines[lines.index("Problems") :] == ["Problems", "none"]


def test_the_picture_of_the_card_is_named_with_its_file(site):
    files = {"content/articles/ai/vote.md": story("The vote")}
    built = site(files, SHARE={"pictures": True})
    lines = seen(built, "/ai/2026/11/vote/")
    assert "picture https://news.example/ai/2026/11/vote/share.jpg, 1200 × 630" in lines
    file = built.output / "ai/2026/11/vote/share.jpg"
    assert any(line.startswith(f"its file {file} (") for line in lines)
    assert not any("no picture" in line for line in lines)


def test_a_headline_that_is_cut_and_a_page_without_a_sitemap_are_named(site):
    built = site({"content/articles/ai/vote.md": story(LONG)})
    remedy = "write a shorter one for them (headlines.search in front matter)"
    problem = f"the headline has {len(LONG)} characters, search engines cut it: {remedy}"
    assert problem in seen(built, "/ai/2026/11/vote/")
    (built.output / "sitemap.xml").write_text("<urlset/>")
    (built.output / "news-sitemap.xml").unlink()
    lines = seen(built, "/ai/2026/11/vote/")
    assert "it is in no sitemap, though search engines may list it" in lines


def test_a_page_must_be_named(tmp_path):
    with pytest.raises(ContentError, match="no page is named"):
        views(CONF, {"OUTPUT_PATH": str(tmp_path)}, [])
