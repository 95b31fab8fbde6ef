"""Old addresses of an archive: those that its own generator made, so that no link dies."""

from pathlib import Path

import pytest

from newsroom.desk.importing import ImportReport
from newsroom.desk.importing.addresses.spellings import (
    hugo_path,
    jekyll_pretty,
    jekyll_slug,
    pelican_slug,
    zola_safe,
    zola_slug,
)
from newsroom.reading.frontmatter.header import read_source
from tests.desk.archives import imported, notes

HUGO = 'baseURL = "https://old.example/"\n[permalinks]\nposts = "{}"\n'
STORY = "---\ntitle: {}\ndate: 2024-02-04\n---\nText.\n"


def matter(into: Path, file: str) -> dict[str, object]:
    path = into / "articles" / file
    values = read_source(path.read_bytes(), file).values
    assert isinstance(values, dict)
    return dict(values)


@pytest.mark.parametrize(
    ("spell", "text", "spelled"),
    [  # as `hugo list all`, `jekyll build`, `zola build` and Pelican print them
        (hugo_path, "The-mayor’s plan: part 1", "the-mayors-plan-part-1"),
        (hugo_path, "Été & hiver", "été-hiver"),
        (hugo_path, "it's --- so", "its---so"),
        (hugo_path, "100% sure", "100-sure"),
        (hugo_path, "北京 新闻", "北京-新闻"),
        (jekyll_pretty, "The-mayor’s plan: part 1", "The-mayor-s-plan-part-1"),
        (jekyll_pretty, "it's --- so", "it's-so"),
        (jekyll_pretty, "a_b+c#d", "a_b+c-d"),
        (jekyll_slug, "Été & hiver", "été-hiver"),
        (jekyll_slug, "a_b+c#d", "a-b-c-d"),
        (jekyll_slug, "a _b__ c", "a-b-c"),
        (zola_slug, "Été à la mer", "ete-a-la-mer"),
        (zola_safe, "A plan: part 1", "A_plan_part_1"),
        (pelican_slug, "北京 新闻", "bei-jing-xin-wen"),
        (pelican_slug, "L'été & l'hiver!", "lete-lhiver"),
    ],
)
def test_names_are_spelled_as_the_generator_does(spell, text: str, spelled: str) -> None:
    assert spell(text) == spelled


def test_hugo_keeps_capitals_and_drops_accents_if_its_settings_say_so() -> None:
    assert hugo_path("Été Noir", lower=False, accents=False) == "Ete-Noir"


@pytest.mark.parametrize(
    ("pattern", "alias"),
    [
        ("/:year/:title/", "/2024/the-vote/"),
        ("/:year/:slug/", "/2024/the-vote/"),
        ("/:year/:filename/", "/2024/c-1-a/"),
        ("/:slugorcontentbasename/", "/c-1-a/"),
        ("/:sections/:contentbasename/", "/posts/c-1-a/"),
        ("/:sections[1:]/x/:title/", "/x/the-vote/"),
        ("/:year/:monthname/:weekdayname/:yearday/:title", "/2024/february/sunday/35/the-vote/"),
    ],
)
def test_every_part_of_a_pattern_of_hugo_has_its_meaning(
    tmp_path: Path, pattern: str, alias: str
) -> None:
    files = {
        "hugo.toml": HUGO.format(pattern),
        "content/posts/sub/C-1: a.md": STORY.format("The vote"),
        "content/posts/next.md": f"---\ntitle: N\ndate: 2024-02-05\n---\n[v]({alias})\n",
    }
    into, _ = imported(tmp_path, "hugo", files)
    [story] = [file for file in (into / "articles").rglob("*.md") if "next" not in file.name]
    assert matter(into, story.relative_to(into / "articles").as_posix())["aliases"] == [alias]
    [other] = (into / "articles").rglob("next.md")
    assert "[v](https:" not in other.read_text()
    assert ".md)" in other.read_text()


def test_a_part_that_nobody_knows_is_reported(tmp_path: Path) -> None:
    files = {"hugo.toml": HUGO.format("/:issue/:title/"), "content/posts/a.md": STORY.format("A")}
    into, report = imported(tmp_path, "hugo", files)
    assert "aliases" not in matter(into, "news/2024/a.md")
    assert "the meaning of :issue is unknown" in notes(report)


def test_the_folders_above_posts_are_categories_of_jekyll(tmp_path: Path) -> None:
    files = {
        "_config.yml": "url: https://old.example\npermalink: pretty\n",
        "de/News Desk/_posts/2024-02-06-Wahl.md": "---\ntitle: W\nlang: de\ncategory: Big\n---\n",
        "_posts/2024-02-07-b.md": "---\ntitle: B\n---\n[w](/de/news%20desk/big/2024/02/06/Wahl/)\n",
    }
    into, _ = imported(tmp_path, "jekyll", files)
    found = matter(into, "news-desk/2024/wahl.md")
    assert found["aliases"] == ["/de/news desk/big/2024/02/06/Wahl/"]
    assert "(../../news-desk/2024/wahl.md)" in (into / "articles/news/2024/b.md").read_text()


@pytest.mark.parametrize(
    ("config", "header", "alias"),
    [
        ("permalink: ordinal", "", "/2024/035/a.html"),
        ("permalink: weekdate", "", "/2024/W05/Sun/a.html"),
        ("collections:\n  posts:\n    permalink: /p/:title/", "", "/p/a/"),
        ("defaults:\n  - scope: {type: posts}\n    values: {permalink: '/d/:slug/'}", "", "/d/a/"),
        ("permalink: pretty", "permalink: /own/:title/\n", "/own/a/"),
        ("permalink: pretty", "permalink: none\n", "/a.html"),
    ],
)
def test_patterns_of_jekyll(tmp_path: Path, config: str, header: str, alias: str) -> None:
    files = {"_config.yml": config, "_posts/2024-02-04-a.md": f"---\ntitle: T\n{header}---\nT.\n"}
    into, _ = imported(tmp_path, "jekyll", files)
    assert matter(into, "news/2024/a.md")["aliases"] == [alias]


def reserved(report: ImportReport) -> str:
    return "\n".join(str(one) for one in report.problems if "leads to another page" in one.what)


@pytest.mark.parametrize("name", ["author", "tag", "search", "saved", "about", "news", "archive"])
def test_an_old_address_never_takes_one_of_the_paper(tmp_path: Path, name: str) -> None:
    pages = tmp_path / "content/pages"
    pages.mkdir(parents=True)
    (pages / "about.md").write_text("---\ntitle: About\n---\nUs.\n")
    files = {"hugo.toml": HUGO.format("/:filename/"), f"content/posts/{name}.md": STORY.format("A")}
    into, report = imported(tmp_path, "hugo", files)
    assert "aliases" not in matter(into, f"news/2024/{name}.md")
    assert f"the old address /{name}/ leads to another page already" in reserved(report)


def test_below_the_folders_of_lists_old_addresses_are_kept(tmp_path: Path) -> None:
    files = {
        "hugo.toml": HUGO.format("/archive/:year/:title/"),
        "content/posts/a.md": STORY.format("A"),
    }
    into, report = imported(tmp_path, "hugo", files)
    assert matter(into, "news/2024/a.md")["aliases"] == ["/archive/2024/a/"]
    assert not reserved(report)


def test_an_address_that_a_story_of_an_earlier_import_has_is_left_to_it(tmp_path: Path) -> None:
    files = {"hugo.toml": HUGO.format("/:title/"), "content/posts/a.md": STORY.format("One")}
    imported(tmp_path, "hugo", files)
    (tmp_path / "old/content/posts/a.md").rename(tmp_path / "old/content/posts/b.md")
    into, report = imported(tmp_path, "hugo", {})
    assert matter(into, "news/2024/a.md")["aliases"] == ["/one/"]
    assert "aliases" not in matter(into, "news/2024/b.md")
    assert "/one/" in reserved(report)


def test_pictures_and_links_below_the_folder_of_a_host(tmp_path: Path) -> None:
    files = {
        "pelicanconf.py": "SITEURL = 'https://old.example/blog'\nARTICLE_URL = '{slug}/'\n",
        "content/a.md": "Title: A\nDate: 2024-02-01\n\n[p](/blog/files/p.pdf) [b](/blog/b/) "
        "[c](https://old.example/blog/b/#x) [d](https://old.example/blog/files/p.pdf) "
        "[gone](/blog/gone/) [root](/other/)\n",
        "content/b.md": "Title: B\nDate: 2024-02-01\n\nText.\n",
        "content/files/p.pdf": "%PDF",
    }
    into, _ = imported(tmp_path, "pelican", files)
    assert (
        (into / "articles/news/2024/a.md")
        .read_text()
        .endswith(
            "[p](../../../media/2024/p.pdf) [b](b.md) [c](b.md#x) [d](../../../media/2024/p.pdf) "
            "[gone](https://old.example/blog/gone/) [root](https://old.example/blog/other/)\n"
        )
    )


LANGUAGES = {
    "folders": (
        "[languages.en]\ncontentDir = 'content/en'\n[languages.fr]\ncontentDir = 'content/fr'\n",
        "content/en/posts/vote.md", "content/fr/posts/vote.md",
    ),
    "names": ("[languages.en]\n[languages.fr]\n", "content/posts/vote.md",
              "content/posts/vote.fr.md"),
}  # fmt: skip


@pytest.mark.parametrize("kind", LANGUAGES)
def test_folders_and_names_of_languages_join_a_story_with_its_translation(
    tmp_path: Path, kind: str
) -> None:
    config, original, translation = LANGUAGES[kind]
    files = {
        "hugo.toml": f"baseURL = 'https://old.example/'\n{config}",
        original: STORY.format("The vote"),
        translation: STORY.format("Le vote"),
    }
    into, _ = imported(tmp_path, "hugo", files)
    english, french = matter(into, "news/2024/vote.md"), matter(into, "news/2024/vote-fr.md")
    assert (english["lang"], english["aliases"]) == ("en", ["/posts/vote/"])
    assert (french["lang"], french["aliases"]) == ("fr", ["/fr/posts/vote/"])
    assert french["translation_of"] == "vote"
    assert "translation_of" not in english


@pytest.mark.parametrize(
    ("dialect", "files", "original"),
    [
        ("jekyll", {
            "_config.yml": "lang: en\n",
            "_posts/2024-02-04-vote.md": "---\ntitle: V\nlang: en\nref: v\n---\nT.\n",
            "_posts/2024-02-05-wahl.md": "---\ntitle: W\nlang: de\nref: v\n---\nT.\n",
        }, "vote"),
        ("pelican", {
            "pelicanconf.py": "DEFAULT_LANG = 'en'\n",
            "a.md": "Title: V\nSlug: vote\nDate: 2024-02-04\n\nT.\n",
            "b.md": "Title: W\nSlug: vote\nDate: 2024-02-04\nLang: de\n\nT.\n",
        }, "vote"),
        ("hugo", {
            "config.toml": "base_url = 'https://old.example'\n[languages.de]\n",
            "content/vote.md": STORY.format("V"), "content/vote.de.md": STORY.format("W"),
        }, "vote"),
    ],
)  # fmt: skip
def test_other_generators_say_in_their_own_way_what_is_a_translation(
    tmp_path: Path, dialect: str, files: dict[str, str], original: str
) -> None:
    into, _ = imported(tmp_path, dialect, files)
    found = [matter(into, str(file.relative_to(into / "articles")))
             for file in sorted((into / "articles").rglob("*.md"))]  # fmt: skip
    [translation] = [one for one in found if "translation_of" in one]
    assert (translation["lang"], translation["translation_of"]) == ("de", original)
    if dialect == "pelican":
        assert translation["aliases"] == ["/vote-de.html"]
