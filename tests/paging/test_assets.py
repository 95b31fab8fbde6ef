"""Theme files: a name is its bytes, and what was replaced stays for a while."""

import re

import pytest

from tests.conftest import story

A = "content/articles/ai/2026/a.md"
DAY = "2026-11-{:02}T12:00:00+00:00"


def hashed(built, stem: str, suffix: str) -> list[str]:
    name = re.compile(rf"theme/{stem}\.[0-9a-f]{{12}}\.{suffix}")
    return sorted(path for path in built.files() if name.fullmatch(path))


@pytest.mark.slow
def test_every_font_that_the_style_sheet_names_is_there_under_its_hash(site):
    built = site({A: story()})
    [css] = hashed(built, "site", "css")
    fonts = re.findall(r"url\(\"([^\"]+)\"\)", built.text(css))
    assert len(fonts) >= 5
    for font in fonts:
        assert re.fullmatch(r"fonts/[\w-]+\.[0-9a-f]{12}\.woff2", font)
        assert built.exists(f"/theme/{font}")
    preloaded = {link["href"] for link in built.page("/").select("link[rel=preload]")}
    assert preloaded <= {f"/theme/{font}" for font in fonts}


@pytest.mark.slow
def test_a_picture_of_a_style_sheet_gets_a_hash_and_that_of_a_template_does_not(site, tmp_path):
    files = {
        A: story(),
        "theme/static/css/paper.css": "main { background: url(img/dots.png#x) }",
        "theme/static/img/dots.png": b"dots",
        "theme/static/img/badge.png": b"badge",
    }
    (tmp_path / "theme").mkdir()
    built = site(files, THEME=str(tmp_path / "theme"))
    [css], [dots] = hashed(built, "site", "css"), hashed(built, "img/dots", "png")
    assert f"url({dots.removeprefix('theme/')}#x)" in built.text(css)
    assert built.exists("/theme/img/badge.png")


def paper(site, tmp_path, colour: str, day: int, **settings):
    (tmp_path / "theme").mkdir(exist_ok=True)
    files = {A: story(), "theme/static/css/paper.css": f"main {{ border: 1px solid {colour} }}"}
    return site(files, THEME=str(tmp_path / "theme"), NOW=DAY.format(day), **settings)


@pytest.mark.slow
def test_a_replaced_style_sheet_stays_until_its_time_is_over(site, tmp_path):
    grace = {"ASSETS": {"grace_days": 3}}
    [first] = hashed(paper(site, tmp_path, "red", 20, **grace), "site", "css")
    changed = paper(site, tmp_path, "blue", 21, **grace)
    both = hashed(changed, "site", "css")
    assert len(both) == 2
    assert "red" in changed.text(first)
    assert first not in changed.text("/")
    assert hashed(paper(site, tmp_path, "blue", 23, **grace), "site", "css") == both
    over = hashed(paper(site, tmp_path, "blue", 24, **grace), "site", "css")
    assert over == [name for name in both if name != first]


@pytest.mark.slow
def test_a_style_sheet_that_comes_back_is_there_once_and_stays(site, tmp_path):
    grace = {"ASSETS": {"grace_days": 3}}
    [red] = hashed(paper(site, tmp_path, "red", 1, **grace), "site", "css")
    paper(site, tmp_path, "blue", 2, **grace)
    assert red in hashed(paper(site, tmp_path, "red", 3, **grace), "site", "css")
    assert hashed(paper(site, tmp_path, "red", 9, **grace), "site", "css") == [red]


@pytest.mark.slow
def test_without_the_setting_nothing_old_is_kept(site, tmp_path):
    [first] = hashed(paper(site, tmp_path, "red", 20), "site", "css")
    assert first not in paper(site, tmp_path, "blue", 21).files()


@pytest.mark.slow
def test_a_damaged_file_of_the_cache_is_not_published(site, tmp_path):
    grace = {"ASSETS": {"grace_days": 3}}
    [first] = hashed(paper(site, tmp_path, "red", 20, **grace), "site", "css")
    for file in (tmp_path / ".cache/assets").iterdir():
        if file.name != "index.json":
            file.write_bytes(file.read_bytes()[:-1])
    assert first not in paper(site, tmp_path, "blue", 21, **grace).files()
