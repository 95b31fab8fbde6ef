"""From files to articles: addresses, names, states and what stories say of each other."""

import pytest

from newsroom.problems import ContentError
from newsroom.writing.staging import MANIFEST, mark
from tests.conftest import story
from tests.reading.test_media import png

A = "content/articles/ai/2026/a.md"


def errors(site, files, **settings) -> list[str]:
    with pytest.raises(ContentError) as caught:
        site(files, **settings)
    return [str(problem) for problem in caught.value.errors]


@pytest.mark.slow
def test_a_story_lives_under_section_year_month_and_slug(site):
    built = site({A: story(), "content/articles/ai/2026/2026-11-20-dated.md": story("B")})
    assert built.exists("/ai/2026/11/a/index.html")
    assert built.exists("/ai/2026/11/dated/index.html")


@pytest.mark.slow
def test_front_matter_decides_over_folder_and_file_name(site):
    built = site({A: story(section="World", slug="own-name")})
    assert built.exists("/world/2026/11/own-name/index.html")


@pytest.mark.slow
def test_month_of_the_address_is_in_the_publications_zone(site):
    built = site({A: story(date="2026-10-31T23:30:00+00:00")}, TIMEZONE="Europe/Berlin")
    assert built.exists("/ai/2026/11/a/index.html")


@pytest.mark.slow
def test_names_and_slugs_of_authors_both_lead_to_the_author(site):
    built = site({A: story(author=None, authors="[Olivia Scott, sam-reed]")})
    links = [link["href"] for link in built.page("/ai/2026/11/a/").select("a[href^='/author/']")]
    assert {"/author/olivia-scott/", "/author/sam-reed/"} <= set(links)


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        ({"author": "Olivia Scot"}, "a.md:4:9: unknown author 'Olivia Scot': add to data/authors"),
        ({"author": "Olivia Scot"}, "(did you mean 'Olivia Scott'?)"),
        ({"section": "ia"}, "a.md:5:10: unknown section 'ia'"),
        ({"related": "[nowhere]"}, "a.md:5:11: no story 'nowhere'"),
        ({"translation_of": "nowhere"}, "no story 'nowhere'"),
        ({"image": "{src: no.png, alt: x}"}, "a.md:5:14: no file 'no.png'"),
    ],
)
def test_an_unknown_name_is_an_error_with_place_and_remedy(site, matter, expected):
    (problem,) = errors(site, {A: story(**matter)})
    assert expected in problem


def test_all_mistakes_of_all_files_come_in_one_report(site):
    found = errors(
        site,
        {
            A: story(author="x"),
            "content/articles/ai/2026/b.md": "no front matter",
            "content/articles/nowhere/c.md": story(),
            "content/data/tags.yml": "law: {nam: Law}\n",
        },
    )
    assert {line.split(":")[0].rpartition("/")[2] for line in found} == {
        "a.md",
        "b.md",
        "c.md",
        "tags.yml",
    }


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        ({"author": "olivia-skott"}, ["4:9: unknown author 'olivia-skott'"]),
        ({"author": None, "authors": "sam-reed, sam-red"}, ["4:10: unknown author 'sam-red'"]),
        ({"author": None, "byline": "[{author: ann, role: Photos}, {name: Ann Lee}]"},
         ["4:19: unknown author 'ann'"]),
        ({"author": "[a, b]", "section": "wurld"},
         ["4:9: author: this is not text", "5:10: unknown section 'wurld'"]),
    ],
)  # fmt: skip
def test_a_wrong_date_hides_no_unknown_name(site, matter, expected):
    with pytest.raises(ContentError) as caught:
        site({A: story(date="2026-13-45", **matter)})
    date, *others = (str(problem) for problem in caught.value.errors)
    assert date.startswith(f"{A}:3:7: date: '2026-13-45' is not a valid date")
    assert [
        problem.removeprefix(f"{A}:").startswith(start)
        for problem, start in zip(others, expected, strict=True)
    ] == [True] * len(expected)


def test_two_stories_at_one_address_name_each_other(site):
    (problem,) = errors(site, {A: story(), "content/articles/ai/2025/a.md": story()})
    assert "/ai/2026/11/a/ is taken by" in problem


@pytest.mark.slow
def test_a_story_of_the_future_leaves_no_byte(site):
    """Neither in a page nor in a file name, be it a listing, feed, map, index, list or manifest."""
    embargoed = {
        "content/media/covert.png": png(9),
        "content/media/covert-body.png": png(8),
        "content/media/covert.pdf": b"%PDF covert",
        A: story(
            "Covert headline",
            "Covert text ![covert](covert-body.png), [paper]({static}covert.pdf)",
            date="2026-12-01",
            deck="Covert deck",
            tags="[Covert tag, Law]",
            aliases="[/2019/covert-alias/]",
            image="{src: covert.png, alt: covert, caption: covert}",
            translation_of="b",
            sources="[{title: Covert source, url: 'https://covert.example/'}]",
            lang="de",
            breaking="2026-12-02",
            expires="2026-12-20",
        ),
    }
    open_story = {
        "content/articles/ai/2026/b.md": story(
            "B", "[see](a.md#covert)", related="[a]", tags="[Law]", updated="2026-11-21"
        )
    }
    before = site(open_story | embargoed, NOW="2026-11-30T23:59:59+00:00")
    files = {path.relative_to(before.output): path for path in before.output.rglob("*")}
    assert not [path for path in files if "covert" in str(path) or "2026/12" in str(path)]
    told = {b"overt", b"/ai/2026/12/", b"hreflang", b"WEBP"}
    for path, file in files.items():
        if file.is_file():
            assert not [word for word in told if word in file.read_bytes()], path
    listed = (before.output / MANIFEST).read_text("utf-8").splitlines()
    assert {line.split(" ")[1] for line in listed} == {
        mark(name) for name in before.files() if name != MANIFEST
    }

    after = site({}, NOW="2026-12-01T00:00:00+00:00")
    for path in ("ai/2026/12/a", "2019/covert-alias", "tag/covert-tag", "media/covert.pdf"):
        assert after.exists(path)
    assert after.page("/ai/2026/11/b/").select_one("a[hreflang=de]")


@pytest.mark.slow
@pytest.mark.parametrize(
    "matter",
    [
        {"status": "hidden", "corrections": "[{date: 2026-11-21, text: Covert slip}]"},
        {"status": "draft", "corrections": "[{date: 2026-11-21, text: Covert slip}]"},
        {"date": "2026-12-01"},
        # Its tags and series keep their pages.
        {"expires": "2026-11-22", "tags": "[Law]", "series": None},
    ],
    ids=str,
)
def test_what_is_not_listed_is_named_in_no_other_published_file(site, matter):
    """Hidden and expired stories have a page at their address; nothing else says where it is."""
    others = {
        "label": "live", "tags": "[Covert tag, Law]", "series": "Covert run", "deck": "Covert deck",
        "lang": "de", "translation_of": "b", "related": "[b]",
    }  # fmt: skip
    day = matter.get("date", "2026-11-20")
    text = f"Covert lead.\n\n## {day} 10:00 Covert update\n\nCovert words.\n"
    built = site(
        {
            "content/articles/ai/2026/covert.md": story("Covert", text, **(others | matter)),
            "content/articles/ai/2026/b.md": story("B", related="[covert]", tags="[Law]"),
        }
    )
    own = built.output / "ai/2026/11/covert"
    # Servers answer 410 for what has expired: their lists, which they do not serve, name it.
    lists = built.output / ".hosting"
    for file in built.output.rglob("*"):
        if file.is_file() and not file.is_relative_to(own) and not file.is_relative_to(lists):
            assert b"overt" not in file.read_bytes(), file
    assert not [name for name in built.files() if "covert" in name and "/covert/" not in name]
    assert own.exists() is (matter.keys() != {"date"} and matter.get("status") != "draft")


@pytest.mark.parametrize(
    "target", ["{static}b.md", "{attach}b.md", "{static}/articles/ai/2026/b.md"]
)
def test_the_source_of_a_story_is_never_published(site, target):
    draft = {"content/articles/ai/2026/b.md": story("B", "Covert.", status="draft")}
    (problem,) = errors(site, {A: story("A", f"[b]({target})"), **draft})
    assert f"{A}:6:1: " in problem
    assert "is the source of a story or page: link to it by its path alone" in problem


@pytest.mark.slow
def test_a_hidden_story_that_is_named_as_related_is_left_out_with_a_warning(site):
    built = site(
        {
            A: story("Listed", related="[covert]", tags="[Law]"),
            "content/articles/ai/2026/covert.md": story("C", status="hidden", related="[a]"),
        }
    )
    (warning,) = built.warnings
    assert warning.startswith(f"{A}:5:11: warning: 'covert' is hidden")
    assert "/ai/2026/11/a/" in built.text("/ai/2026/11/covert/")


@pytest.mark.slow
def test_a_draft_is_seen_in_the_preview_only(site):
    files = {A: story(status="draft")}
    assert not site(files).exists("/ai/2026/11/a/index.html")
    assert "noindex" in site({}, PREVIEW=True).text("/ai/2026/11/a/")


@pytest.mark.slow
def test_a_hidden_story_has_a_page_but_stands_in_no_list(site):
    built = site({A: story("Hidden one", status="hidden", tags="[Rare]")})
    assert "noindex" in built.text("/ai/2026/11/a/")
    pages = [path for path in built.files() if path.endswith((".html", ".xml", ".atom", ".json"))]
    assert [path for path in pages if "Hidden one" in built.text(path)] == [
        "ai/2026/11/a/index.html"
    ]
    assert not built.exists("/tag/rare/")


@pytest.mark.slow
def test_an_expired_story_answers_that_it_is_gone(site):
    built = site({A: story("Offer", "Old text", expires="2026-11-22")})
    page = built.text("/ai/2026/11/a/")
    assert "no longer available" in page
    assert "Old text" not in page
    assert "Offer" not in built.text("/ai/")


@pytest.mark.slow
def test_links_between_files_lead_to_the_pages(site):
    built = site(
        {
            A: story("A", "[b](../../world/b.md#part), [about](../../../pages/about.md)"),
            "content/articles/world/b.md": story("B", "[a]({filename}/articles/ai/2026/a.md)"),
            "content/pages/about.md": "---\ntitle: About\n---\nHello\n",
        }
    )
    assert built.page("/ai/2026/11/a/").select_one("a[href='/world/2026/11/b/#part']")
    assert built.page("/ai/2026/11/a/").select_one("a[href='/about/']")
    assert built.page("/world/2026/11/b/").select_one("a[href='/ai/2026/11/a/']")


def test_a_dead_link_is_an_error_at_its_line(site):
    (problem,) = errors(site, {A: story("A", "one\n\n[b](b.md)")})
    assert problem.startswith("content/articles/ai/2026/a.md:8:1: no story 'b.md'")


@pytest.mark.parametrize(
    ("link", "hint"),
    [
        ("the-vot.md", " (did you mean 'content/articles/world/2025/the-vote.md'?)"),
        ("../the-vote.md", " (did you mean 'content/articles/world/2025/the-vote.md'?)"),
        ("../2026/law/index.md", ""),
        ("lion/index.md", " (did you mean 'content/articles/ai/lions/index.md'?)"),
    ],
)
def test_a_dead_link_suggests_a_file_of_nearly_the_same_name_in_any_folder(site, link, hint):
    other = {"content/articles/world/2025/the-vote.md": story("The vote"),
             "content/articles/ai/lions/index.md": story("Lions", slug="lions")}  # fmt: skip
    (problem,) = errors(site, {A: story("A", f"[b]({link})"), **other})
    assert problem.endswith(f"write its path relative to this file{hint}")


@pytest.mark.slow
def test_translations_point_at_each_other(site):
    built = site(
        {A: story(), "content/articles/ai/b.md": story("B", lang="de", translation_of="a")}
    )
    assert built.page("/ai/2026/11/a/").select_one("a[hreflang=de][href='/ai/2026/11/b/']")
    assert built.page("/ai/2026/11/b/").select_one("a[hreflang=en][href='/ai/2026/11/a/']")


@pytest.mark.slow
def test_everything_works_below_a_path_of_the_domain(site):
    built = site({A: story(tags="[Law]")}, SITEURL="https://example.org/paper")
    assert built.exists("/ai/2026/11/a/index.html")
    for path in ("/", "/ai/2026/11/a/", "/tag/law/"):
        for element in built.page(path).select("[href], [src]"):
            target = element.get("href") or element.get("src")
            assert target.startswith(("/paper/", "#", "http", "mailto:")), (path, target)
