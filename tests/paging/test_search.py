"""Search: which stories are in the index, when it is made, and what stays as it was."""

import json
from gzip import decompress

import pytest

from tests.conftest import story
from tests.engine.publication import snapshot

ALWAYS = {"when": "always"}
FILES = {
    "content/articles/ai/new.md": story("Court hears the case", "A zebra crossed.", tags="[Law]"),
    "content/articles/world/old.md": story("Harbour", "A lighthouse.", date="2025-05-01"),
    "content/articles/ai/draft.md": story("Draftword", status="draft"),
    "content/articles/ai/hidden.md": story("Hiddenword", status="hidden"),
    "content/articles/ai/later.md": story("Laterword", date="2026-12-24"),
    "content/articles/ai/gone.md": story("Goneword", date="2026-01-01", expires="2026-02-01"),
    "content/articles/ai/live.md": story(
        "Vote",
        "Lead.\n\n## 2026-11-22 10:00 Clerk\n\nPassed.\n\n## 2026-11-24 10:00 Heldback\n\nNo.",
        label="live",
    ),
}  # fmt: skip


def fragments(built, year: int | str) -> dict[str, dict]:
    """Return what the index of a year holds of each story, by its address."""
    found = {}
    for file in (built.output / f"search/{year}/fragment").iterdir():
        _, brace, rest = decompress(file.read_bytes()).partition(b"{")
        fragment = json.loads(brace + rest)
        found[fragment["url"]] = fragment
    return found


@pytest.mark.slow
def test_each_year_has_an_index_of_its_listed_stories_and_no_others(site):
    built = site(FILES, SEARCH=ALWAYS)
    assert set(fragments(built, 2025)) == {"/world/2025/05/old/"}
    newest = fragments(built, 2026)
    assert set(newest) == {"/ai/2026/11/new/", "/ai/2026/11/live/"}
    assert "Passed" in newest["/ai/2026/11/live/"]["content"]
    everything = b"".join(
        decompress(file.read_bytes()) if file.suffix.startswith(".pf_") else file.read_bytes()
        for file in (built.output / "search").rglob("*")
        if file.suffix in (".pf_fragment", ".pf_index", ".pf_meta", ".json")
    )
    assert b"zebra" in everything
    for word in (b"draftword", b"hiddenword", b"laterword", b"goneword", b"heldback"):
        assert word not in everything.lower()


@pytest.mark.slow
def test_a_result_knows_its_filters_and_facts(site):
    built = site(FILES, SEARCH=ALWAYS)
    found = fragments(built, 2026)["/ai/2026/11/new/"]
    assert found["meta"]["title"] == "Court hears the case"
    assert found["meta"]["day"] == "20 November 2026"
    facts = json.loads(built.text("/search/2026/facts.json"))
    assert [1795165200, "ai", ["olivia-scott"], ["law"], "2026"] in facts.values()


@pytest.mark.slow
def test_a_new_story_makes_the_index_of_its_year_alone(site):
    def kept(built) -> dict[str, int]:
        return {
            one.name: one.stat().st_mtime_ns for one in (built.root / ".cache/search").iterdir()
        }

    before = kept(site(FILES, SEARCH=ALWAYS))
    built = site({"content/articles/world/more.md": story("More")}, SEARCH=ALWAYS)
    after = kept(built)
    assert "/world/2026/11/more/" in fragments(built, 2026)
    assert len(before) == len(after) == 2
    assert len(before.items() & after.items()) == 1
    assert kept(site({}, SEARCH=ALWAYS, CLEAN=True)) == after


@pytest.mark.slow
def test_headlines_of_all_but_recent_years_have_an_index_that_a_new_story_leaves(site):
    recent = {**ALWAYS, "recent": 1}
    built = site(FILES, SEARCH=recent)
    found = fragments(built, "headlines")
    assert set(found) == {"/world/2025/05/old/"}
    assert found["/world/2025/05/old/"]["content"].strip(" .") == "Harbour"
    assert found["/world/2025/05/old/"]["meta"]["deck"] == "A lighthouse."
    files = snapshot(built.output / "search/headlines")
    built = site({"content/articles/world/more.md": story("More")}, SEARCH=recent)
    assert snapshot(built.output / "search/headlines") == files
    assert not site({}, SEARCH=ALWAYS).exists("/search/headlines/facts.json")
    assert not (built.output / "search/headlines").exists()


@pytest.mark.slow
def test_stories_of_all_years_have_names_of_their_own(site):
    built = site(FILES, SEARCH=ALWAYS)
    names = [file.stem for file in (built.output / "search").glob("*/fragment/*")]
    assert sorted(names) == ["2025-0", "2026-0", "2026-1"]


@pytest.mark.slow
def test_the_same_stories_give_the_same_bytes(site, tmp_path):
    first = snapshot(site(FILES, SEARCH=ALWAYS).output)
    again = snapshot(site({}, SEARCH=ALWAYS, CLEAN=True, CACHE_PATH=str(tmp_path / "new")).output)
    assert first == again


@pytest.mark.slow
def test_only_the_newest_year_has_the_engine(site):
    built = site(FILES, SEARCH=ALWAYS)
    assert built.exists("/search/2026/pagefind.js")
    assert built.exists("/search/2026/wasm.en.pagefind")
    assert not list((built.output / "search/2025").glob("*.js"))
    assert not list((built.output / "search").rglob("*ui*"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "settings", [{}, {"SEARCH": {"when": "never"}}, {"SEARCH": ALWAYS, "PREVIEW": True}]
)
def test_ordinary_builds_and_previews_have_no_index_and_no_box(site, settings):
    built = site(FILES, **settings)
    assert not list((built.output / "search").glob("2*"))
    assert not built.page("/").select(".search-box")
    page = built.page("/search/").main
    assert "no search here" in page.text
    assert {"/archive/", "/tag/"} <= {link["href"] for link in page.select("a")}


@pytest.mark.slow
def test_a_site_without_the_package_says_so_and_works(site, monkeypatch):
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", "/nowhere")
    built = site({"content/articles/ai/a.md": story()}, SEARCH=ALWAYS)
    assert built.warnings == [
        "SEARCH: warning: Pagefind is not installed, so this site has no search: "
        "write pagefind[bin] into packages.txt, run ./inv again (without ./inv: "
        "pip install pagefind[bin]), or set SEARCH = {'when': 'never'}"
    ]
    assert "no search here" in built.text("/search/")


@pytest.mark.slow
def test_the_box_is_in_the_masthead_the_archive_and_on_the_error_page(site):
    built = site(FILES, SEARCH=ALWAYS, SITEURL="https://news.example/paper")
    for path, boxes in (("/", 1), ("/archive/", 2), ("/404.html", 2)):
        found = built.page(path).select(".search-box")
        assert [box["action"] for box in found] == ["/paper/search/"] * boxes
    years = json.loads(built.page("/search/").select_one("[data-search]")["data-search"])
    assert [year["url"] for year in years] == ["/paper/search/2026/", "/paper/search/2025/"]
    assert "/paper/ai/2026/11/new/" in fragments(built, 2026)


@pytest.mark.slow
def test_only_the_search_page_loads_its_script(site):
    built = site(FILES, SEARCH=ALWAYS)
    assert built.page("/search/").select("script[src*='/theme/search.']")
    assert "/theme/search." not in built.text("/")
    assert not any(path.startswith("theme/search/") for path in built.files())


@pytest.mark.slow
def test_the_page_offers_the_most_used_tags(site):
    more = {"content/articles/ai/b.md": story("B", tags="[Law, Rare]")}
    built = site(FILES | more, SEARCH={"when": "always", "tags": 1})
    options = built.page("/search/").select("#search-tags option")
    assert [(one["value"], one["data-slug"]) for one in options] == [("Law", "law")]


@pytest.mark.slow
def test_sponsored_stories_say_who_paid_in_their_result(site):
    paid = {"content/articles/ai/p.md": story("Buy", label="sponsored", sponsor="Acme")}
    found = fragments(site(FILES | paid, SEARCH=ALWAYS), 2026)["/ai/2026/11/p/"]
    assert "Buy" in found["meta"]["title"] != "Buy"
    assert found["meta"]["authors"] == "Acme"


@pytest.mark.slow
def test_a_paper_in_chinese_without_the_program_that_splits_it_is_warned(site, monkeypatch):
    plain = pytest.importorskip("pagefind_bin").get_executable()
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(plain))
    chinese = {"content/articles/ai/z.md": story("法院裁定版权法案")}
    built = site(chinese, SEARCH=ALWAYS, DEFAULT_LANG="zh")
    assert [one for one in built.warnings if one.startswith("SEARCH")] == [
        "SEARCH: warning: readers find whole sentences of Chinese or Japanese only, no words in "
        "them: write pagefind_bin_extended into packages.txt, run ./inv again (without "
        "./inv: pip install pagefind_bin_extended)"
    ]


@pytest.mark.slow
def test_chinese_and_japanese_words_are_found_within_sentences(site):
    pytest.importorskip("pagefind_bin_extended")
    chinese = {
        "content/articles/ai/z.md": story("法院裁定版权法案", "议会今天通过了法案。", lang="zh")
    }
    built = site(chinese, SEARCH=ALWAYS, DEFAULT_LANG="zh")
    index = b"".join(
        decompress(file.read_bytes()) for file in (built.output / "search/2026/index").iterdir()
    )
    assert "版权".encode() in index
