"""Share pictures: drawn of every page, with every letter of the headline, and kept."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from newsroom.desk.card import card
from newsroom.paging import share, share_fonts
from newsroom.paging.share_lines import Word, fit, in_order, words
from newsroom.problems import ContentError
from tests.conftest import CONF, REGISTRIES, story, write_files
from tests.reading.test_media import photograph

A = "content/articles/ai/2026/a.md"
ON = {"SHARE": {"pictures": True}}
IMAGE = "{src: 2026/p.jpg, alt: Ships}"


def meta(built, path: str) -> dict[str, str]:
    tags = built.page(path).select('meta[property^="og:image"]')
    return {tag["property"].removeprefix("og:image"): tag["content"] for tag in tags}


def colours(built, url: str) -> set[tuple[int, ...]]:
    path = url.split("/", 3)[3]
    with Image.open(built.output / path) as image:
        assert image.size == (1200, 630)
        assert image.format == "JPEG"
        return {pixel for _, pixel in image.convert("RGB").getcolors(1200 * 630)}


@pytest.mark.slow
def test_every_kind_of_page_has_one_and_says_what_it_is(site):
    built = site({A: story("Parliament passes a law", tags="[Law]")}, **ON)
    pages = ("/", "/ai/", "/tag/law/", "/author/olivia-scott/", "/ai/2026/11/a/", "/archive/")
    found = {path: meta(built, path) for path in pages}
    assert len({one[""] for one in found.values()}) == len(pages)
    for path, said in found.items():
        assert said[""].endswith(f"{path}share.jpg")
        assert (said[":width"], said[":height"], said[":type"]) == ("1200", "630", "image/jpeg")
        colours(built, said[""])
    assert found["/ai/2026/11/a/"][":alt"] == "Parliament passes a law"


@pytest.mark.slow
def test_it_shows_the_photograph_of_the_story(site):
    red = io.BytesIO()
    noise = Image.effect_noise((300, 200), 99).resize((1200, 800))
    Image.merge("RGB", (Image.new("L", (1200, 800), 250), noise, noise)).save(red, "JPEG")
    built = site({A: story(image=IMAGE), "content/media/2026/p.jpg": red.getvalue()}, **ON)
    shown = colours(built, meta(built, "/ai/2026/11/a/")[""])
    assert sum(r > 230 and g < 150 and b < 150 for r, g, b in shown) > 100


@pytest.mark.slow
def test_without_it_other_sites_show_the_photograph_with_its_size(site):
    built = site({A: story(image=IMAGE), "content/media/2026/p.jpg": photograph(1600, 1200)})
    said = meta(built, "/ai/2026/11/a/")
    assert said[""].endswith("/media/2026/p-1200x675.jpg")
    assert (said[":width"], said[":height"], said[":type"]) == ("1200", "675", "image/jpeg")
    assert not [path for path in built.files() if path.endswith("share.jpg")]


@pytest.mark.slow
def test_a_headline_that_no_font_can_write_has_none_and_that_is_said(site):
    built = site({A: story("議会は法律を可決した")}, **ON)
    assert not meta(built, "/ai/2026/11/a/")
    told = "\n".join(built.warnings)
    assert "SHARE: warning: no share picture of /ai/2026/11/a/index.html: no font has" in told
    assert "(Hiragana): put a font with Hiragana letters below theme/static/fonts/" in told
    assert meta(built, "/ai/")  # other pages have theirs


@pytest.mark.slow
@pytest.mark.slow
def test_an_accent_behind_its_letter_is_drawn_on_it(site):
    title = "Cafe\u0301 for u\u0308ber-readers"
    built = site({"content/articles/ai/a.md": story(title)}, SHARE={"pictures": True})
    assert built.exists("/ai/2026/11/a/share.jpg")
    assert not built.warnings


def test_a_font_that_is_not_there_is_an_error(site):
    with pytest.raises(ContentError, match=r"SHARE: the font 'fonts/no.ttf' cannot be used"):
        site({A: story()}, SHARE={"pictures": True, "fonts": ("fonts/no.ttf",)})


@pytest.mark.slow
def test_it_is_drawn_again_only_when_what_it_shows_changes(site, tmp_path):
    def drawn() -> dict[str, int]:
        return {
            file.name: file.stat().st_mtime_ns for file in (tmp_path / ".cache/share").iterdir()
        }

    site({A: story("One")}, **ON)
    before = drawn()
    site({A: story("One", "Another text of the same story.")}, CLEAN=True, **ON)
    assert drawn() == before
    site({A: story("Two")}, **ON)
    assert len(drawn().keys() - before.keys()) == 1


@pytest.mark.slow
def test_the_command_draws_that_of_a_draft(site, tmp_path):
    site({A: story("A plain story", status="draft")})
    overrides = {"PATH": str(tmp_path / "content"), "CACHE_PATH": str(tmp_path / ".cache"),
                 "OUTPUT_PATH": str(tmp_path / "output")}  # fmt: skip
    with Image.open(io.BytesIO(card(CONF, overrides, tmp_path / A))) as image:
        assert image.size == (1200, 630)
    with pytest.raises(ContentError, match="no page is made of this file"):
        card(CONF, overrides, tmp_path / "content/data/sections.yml")


def width_of(word: str) -> float:
    return len(word) * 0.5


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" "), min_size=1)
)
def test_a_headline_is_never_cut(text):
    size, lines = fit(text, 1000, 400, (90, 60, 30), width_of)
    assert "".join(word.text for line in lines for word in line) == "".join(text.split())
    if size > 8:
        assert len(lines) * size * 1.12 <= 400


def test_a_text_without_spaces_is_broken_between_its_signs():
    assert [word.text for word in words("新法、来年")] == ["新", "法、", "来", "年"]
    assert list(words("two words")) == [Word("two"), Word("words")]


@pytest.mark.parametrize(
    ("text", "from_right", "expected"),
    [
        ("a b c", False, "a b c"),
        ("א ב ג", True, "ג ב א"),
        ("א New York ב", True, "ב New York א"),
        ("the word שלום עולם here", False, "the word עולם שלום here"),
        ("חוק 2026 חדש", True, "חדש 2026 חוק"),
    ],
)
def test_words_are_ordered_by_their_directions(text, from_right, expected):
    assert "".join(in_order(list(words(text)), from_right=from_right)) == expected


def test_longer_headlines_are_set_smaller():
    texts = [" ".join("x" * (2 + number % 7) for number in range(count)) for count in (3, 12, 40)]
    sizes = [fit(text, 1000, 400, range(90, 20, -2), width_of)[0] for text in texts]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 3


def test_a_task_draws_the_picture_of_the_file_that_it_is_given(program, tmp_path):
    write_files(tmp_path, {**REGISTRIES, A: story("A headline")})
    run = program("card", A, "--into", "a.jpg")
    assert run.returncode == 0, run.stderr
    with Image.open(tmp_path / "a.jpg") as image:
        assert image.size == (1200, 630)


@pytest.mark.slow
def test_without_fribidi_it_says_so_and_draws_all_the_same(site, monkeypatch, recwarn):
    monkeypatch.setattr(share, "can_shape", lambda: False)
    monkeypatch.setattr(share_fonts, "can_shape", lambda: False)
    share_fonts.font.cache_clear()
    built = site({A: story("Parliament passes a law")}, **ON)
    share_fonts.font.cache_clear()
    assert [one for one in built.warnings if "Debian: apt install libfribidi0" in one]
    assert (built.output / "ai/2026/11/a/share.jpg").exists()
    assert not recwarn
