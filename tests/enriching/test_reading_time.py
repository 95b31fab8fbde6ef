"""Reading time: from front matter, else from what there is to read."""

import pytest

from newsroom.enriching.reading_time import ReadingTimeOptions, image_seconds, minutes, speeds
from tests.conftest import story


@pytest.mark.parametrize(
    ("words", "characters", "code", "images", "expected"),
    [
        (0, 0, 0, 0, 1),
        (238, 0, 0, 0, 1),
        (560, 0, 0, 0, 2),
        (238 * 7, 0, 0, 0, 7),
        (0, 2200, 0, 0, 4),
        (238, 0, 119 * 3, 0, 4),
        (238, 0, 0, 10, 2),
    ],
)
def test_minutes_follow_the_measured_speeds(words, characters, code, images, expected):
    assert minutes(words, characters, code, images, "en", ReadingTimeOptions()) == expected


def test_further_images_take_less_time_but_never_under_the_least():
    assert image_seconds(3, 12, 3) == 12 + 11 + 10
    assert image_seconds(12, 12, 3) == sum([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 3, 3])


def test_a_newsroom_may_know_its_languages_better():
    options = ReadingTimeOptions(languages={"de": 100})
    assert minutes(500, 0, 0, 0, "de-AT", options) == 5
    assert minutes(500, 0, 0, 0, "en", options) == 2


@pytest.mark.parametrize(
    ("lang", "words"), [("en-GB", 238), ("de-AT", 187), ("es", 228), ("fi", 168), ("cy", 192)]
)
def test_languages_of_longer_words_are_read_at_fewer_words_a_minute(lang, words):
    assert round(speeds(lang, ReadingTimeOptions())[0]) == words


def test_languages_without_spaces_have_speeds_of_characters():
    assert speeds("zh-Hant", ReadingTimeOptions())[1] == 500
    assert speeds("th", ReadingTimeOptions())[1] == 920
    known = ReadingTimeOptions(languages={"zh": 300, "de": 220})
    assert speeds("zh", known) == (pytest.approx(192, abs=1), 300)
    assert speeds("de", known) == (220, 500)


@pytest.mark.slow
def test_a_hindi_story_of_five_hundred_words_takes_three_minutes(site):
    body = "हिन्दी समाचार " * 272
    built = site({"content/articles/ai/2026/hindi.md": story("Hindi", body, lang="hi")})
    assert built.result.edition.articles[0].word_count == 544
    assert "3 min read" in built.text("/ai/2026/11/hindi/")


@pytest.mark.slow
def test_the_page_prints_the_computed_minutes_and_front_matter_wins(site):
    built = site(
        {
            "content/articles/ai/2026/long.md": story("Long", "word " * 238 * 3),
            "content/articles/ai/2026/told.md": story("Told", "word", reading_time=7),
        }
    )
    assert "3 min read" in built.text("/ai/2026/11/long/")
    assert "7 min read" in built.text("/ai/2026/11/told/")


def test_an_unknown_option_stops_the_build(site):
    from newsroom.problems import ContentError

    with pytest.raises(ContentError, match=r"READING_TIME: unknown option 'word'.*did you mean"):
        site({}, READING_TIME={"word": 200})
