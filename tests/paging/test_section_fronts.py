"""Section fronts and topic pages as editors want them, and the most read of a section."""

import json

import pytest

from newsroom.problems import ContentError
from tests.conftest import story

pytestmark = pytest.mark.slow

SECTION, TAG = "content/data/sections/ai.yml", "content/data/tags/law.yml"


def stories(count: int = 8) -> dict[str, str]:
    return {
        f"content/articles/ai/s{n:02d}.md": story(
            f"S{n:02d}", date=f"2026-11-{n + 1:02d}", tags="[Law]"
        )
        for n in range(count)
    }


def readers(**counts: int) -> dict[str, str]:
    figures = {f"/ai/2026/11/{slug}/": {"2026-11-23T11Z": count} for slug, count in counts.items()}
    return {"content/data/popularity.json": json.dumps({"source": "logs", "readers": figures})}


def titles(built, url: str, selector: str) -> list[str]:
    return [link.text for link in built.page(url).main.select(f"{selector} .card-title a")]


@pytest.mark.slow
def test_a_section_without_wishes_is_its_list(site):
    built = site(stories())
    assert not built.page("/ai/").select(".front")
    assert titles(built, "/ai/", ".river-opening")[0] == "S07"


@pytest.mark.slow
def test_editors_lay_out_a_section_front_like_the_front_page(site):
    wishes = "lead: s01\npinned:\n  - {story: s03, until: 2026-11-24}\n"
    package = "packages:\n  - {title: Sea, stories: [s00, s04]}\n"
    built = site(stories() | {SECTION: wishes + package})
    assert titles(built, "/ai/", ".front") == ["S01", "S03", "S07"]
    assert titles(built, "/ai/", ".package") == ["S00", "S04"]
    assert titles(built, "/ai/", ".river") == ["S06", "S05", "S02"]
    assert titles(built, "/", ".front-lead") == ["S07"]
    assert built.page("/ai/2026/11/s00/").find(id="package-title")


@pytest.mark.slow
def test_a_pin_ends_at_its_time(site):
    built = site(stories() | {SECTION: "pinned:\n  - {story: s03, until: 2026-11-24}\n"})
    assert titles(built, "/ai/", ".front-lead") == ["S03"]
    assert [one.source for one in built.result.edition.due if "pinned" in one.what] == [SECTION]
    assert titles(site({}, NOW="2026-11-24"), "/ai/", ".front-lead") == ["S07"]


@pytest.mark.slow
def test_a_lead_may_come_from_another_section(site):
    far = {"content/articles/world/far.md": story("Far", date="2026-11-01")}
    assert titles(site(stories() | far | {SECTION: "lead: far\n"}), "/ai/", ".front-lead") == [
        "Far"
    ]


@pytest.mark.slow
def test_a_topic_page_is_edited_in_the_same_way(site):
    built = site(stories() | {TAG: "lead: s02\n"})
    assert titles(built, "/tag/law/", ".front") == ["S02", "S07", "S06"]
    assert "S02" not in titles(built, "/tag/law/", ".river")


@pytest.mark.slow
def test_further_pages_of_an_edited_section_have_all_their_stories(site):
    built = site(stories(12) | {SECTION: "lead: s00\n"}, LISTINGS={"per_page": 4})
    assert titles(built, "/ai/page/1/", ".river") == ["S03", "S02", "S01", "S00"]
    assert not built.page("/ai/page/1/").select(".front")


@pytest.mark.slow
def test_a_section_that_is_all_on_top_says_nothing_of_an_empty_list(site):
    built = site(stories(3) | {SECTION: "lead: s00\n"})
    assert titles(built, "/ai/", ".front") == ["S00", "S02", "S01"]
    assert not built.page("/ai/").select(".river, .empty")


@pytest.mark.slow
def test_what_is_live_is_on_top_of_its_section(site):
    body = "Lead.\n\n## 2026-11-23 11:00 News\n\nText."
    live = story("Live", body, label="live", date="2026-11-01")
    built = site(stories(20) | {"content/articles/ai/live.md": live})
    assert titles(built, "/ai/", ".front-lead") == ["Live"]


@pytest.mark.slow
def test_a_section_lists_its_own_most_read(site):
    far = {"content/articles/world/far.md": story("Far")}
    built = site(stories() | far | readers(s01=9, s05=30, s02=12, s06=1))
    assert titles(built, "/ai/", ".front-ranking") == ["S05", "S02", "S01"]
    assert not built.page("/world/").select(".front-ranking")


@pytest.mark.slow
def test_two_stories_make_no_list_of_the_most_read(site):
    assert not site(stories() | readers(s01=9, s05=30)).page("/ai/").select(".front-ranking")


@pytest.mark.slow
def test_the_list_of_a_section_can_be_shorter_and_off(site):
    files = stories() | readers(s01=9, s05=30, s02=12, s03=40)
    built = site(files, HOTTEST={"section_count": 3})
    assert titles(built, "/ai/", ".front-ranking") == ["S03", "S05", "S02"]
    assert not site({}, HOTTEST={"section_count": 0}).page("/ai/").select(".front-ranking")


@pytest.mark.parametrize(
    ("path", "text", "report"),
    [
        (
            "content/data/sections/aii.yml",
            "lead: s01",
            "no section 'aii': give the file the slug of a section (did you mean 'ai'?)",
        ),
        (
            "content/data/tags/laws.yml",
            "lead: s01",
            "no tag 'laws': give the file the slug of a tag (did you mean 'law'?)",
        ),
        (
            "content/data/sections/ai.yaml",
            "lead: s01",
            "this file is not read: rename it to ai.yml",
        ),
        (SECTION, "lead: s1", "ai.yml:1:7: no story 's1': write the slug of a story"),
        (SECTION, "sections: {ai: off}", "ai.yml:1:1: unknown key 'sections': use lead, second,"),
    ],
)
def test_a_mistake_in_the_file_of_a_section_has_its_place(site, path, text, report):
    with pytest.raises(ContentError) as caught:
        site(stories() | {path: text})
    assert report in str(caught.value)
