"""Breaking news: a banner above the front page, sections and Hottest, until it ends."""

import pytest

from newsroom.problems import ContentError
from tests.conftest import story

A = "content/articles/ai/a.md"
B = "content/articles/world/b.md"
NEWS = story("It broke", breaking="2026-11-23 14:00")
LATER = {"content/articles/ai/c.md": story("Later", date="2026-11-23 10:00")}
WITH_BANNER = ("/", "/ai/", "/world/", "/hottest/")


def banner(built, path: str = "/hottest/") -> list[tuple[str, str]]:
    return [(link.text, link["href"]) for link in built.page(path).select(".breaking a")]


@pytest.mark.slow
@pytest.mark.parametrize("path", WITH_BANNER)
def test_the_banner_names_and_links_the_story(site, path):
    assert banner(site({A: NEWS, **LATER}), path) == [("It broke", "/ai/2026/11/a/")]


@pytest.mark.slow
def test_a_page_that_leads_with_the_story_says_it_once(site):
    page = site({A: NEWS}).page("/")
    assert not page.select(".breaking")
    assert page.select_one(".front-lead .kicker strong").text == "Breaking"
    later = site({**LATER}).page("/")
    assert not later.select(".front-lead .kicker strong")
    assert later.select(".breaking")


@pytest.mark.slow
def test_the_banner_is_a_named_region_of_plain_text(site):
    page = site({A: NEWS}).page("/hottest/")
    section = page.select_one("section.breaking")
    assert page.find(id=section["aria-labelledby"]).text == "Breaking"
    assert not section.find_parent("main")
    assert not section.select("[role], [aria-live], script")


@pytest.mark.slow
def test_several_stories_break_at_once_newest_first(site):
    other = story("Another", date="2026-11-23 08:00", breaking="2026-11-24")
    assert [title for title, _ in banner(site({A: NEWS, B: other}))] == ["Another", "It broke"]


@pytest.mark.slow
def test_the_banner_ends_at_its_time(site):
    files = {A: NEWS, B: story("Another", breaking="2026-11-23 13:00")}
    assert len(banner(site(files, NOW="2026-11-23T12:59:59+00:00"))) == 2
    assert banner(site({}, NOW="2026-11-23T13:00:00+00:00")) == [("It broke", "/ai/2026/11/a/")]
    assert not site({}, NOW="2026-11-23T14:00:00+00:00").page("/hottest/").select(".breaking")


@pytest.mark.slow
@pytest.mark.parametrize(
    "matter",
    [{"status": "hidden"}, {"status": "draft"}, {"date": "2026-11-23 13:00"},
     {"expires": "2026-11-23 11:00"}],
)  # fmt: skip
def test_only_what_readers_may_see_breaks(site, matter):
    built = site({A: story("It broke", breaking="2026-11-24", **matter)}, PREVIEW=True)
    assert not banner(built)


@pytest.mark.slow
def test_its_end_changes_few_pages_however_many_stories_there_are(site):
    many = {
        f"content/articles/ai/s{number:02d}.md": story(
            f"S{number}", date=f"2026-10-{number % 27 + 1:02d}", tags="[Law]"
        )
        for number in range(50)
    }
    built = site({**many, A: NEWS})
    assert built.exists("/ai/page/1/index.html")
    before = {path: built.text(path) for path in built.files() if path.endswith(".html")}
    after = site({}, NOW="2026-11-23T14:00:00+00:00")
    changed = {path for path, text in before.items() if after.text(path) != text}
    assert changed == {f"{path}index.html".lstrip("/") for path in WITH_BANNER}


def test_the_end_must_lie_after_the_date(site):
    with pytest.raises(ContentError, match=r"a\.md:5:11: `breaking` is not after `date`"):
        site({A: story(breaking="2026-11-20")})
