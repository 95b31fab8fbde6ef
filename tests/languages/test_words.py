"""Dates, numbers, spans and lists are written as the language has them, with its digits."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsroom.languages.catalogues import script_of
from newsroom.languages.words import DateOptions, locale_of, open_words
from tests.conftest import ROOT, story

MOMENT = datetime(2026, 11, 23, 10, 5, tzinfo=UTC)


def words(lang, **options):
    return open_words(lang, Path("no-folder"), DateOptions(**options))


@pytest.mark.parametrize(
    ("lang", "date"),
    [("en", "23 November 2026"), ("en-US", "November 23, 2026"), ("de", "23. November 2026"),
     ("fr", "23 novembre 2026"), ("es", "23 de noviembre de 2026"), ("pl", "23 listopada 2026"),
     ("uk", "23 листопада 2026\u202fр."), ("tr", "23 Kasım 2026"), ("fa", "۲۳ نوامبر ۲۰۲۶"),
     ("ar-EG", "٢٣ نوفمبر ٢٠٢٦"), ("he", "23 בנובמבר 2026"), ("zh", "2026年11月23日"),
     ("ja", "2026年11月23日")],
)  # fmt: skip
def test_dates(lang, date):
    assert words(lang).date(MOMENT) == date


@pytest.mark.parametrize(
    ("lang", "number", "share"),
    [("en", "12,345", "62%"), ("de", "12.345", "62\u00a0%"), ("fr", "12\u202f345", "62\u00a0%"),
     ("fa", "۱۲٬۳۴۵", "۶۲٪"), ("ar-EG", "١٢٬٣٤٥", "٦٢٪\u061c"), ("tr", "12.345", "%62")],
)  # fmt: skip
def test_numbers(lang, number, share):
    assert words(lang).number(12_345) == number
    assert words(lang).percent(0.62) == share


@pytest.mark.parametrize(
    ("lang", "span"),
    [("en", "5 minutes"), ("de", "5 Minuten"), ("pl", "5 minut"), ("ar", "5 دقائق"),
     ("fa", "۵ دقیقه"), ("tr", "5 dakika"), ("zh", "5分钟"), ("ja", "5 分")],
)  # fmt: skip
def test_spans_of_time(lang, span):
    assert words(lang).duration(5, "minute") == span


@pytest.mark.parametrize(
    ("lang", "names"),
    [("en", "A, B and C"), ("de", "A, B und C"), ("es", "A, B y C"), ("ar", "A وB وC"),
     ("zh", "A、B和C"), ("ja", "A、B、C")],
)  # fmt: skip
def test_lists_of_names(lang, names):
    assert words(lang).listed(["A", "B", "C"]) == names


@pytest.mark.parametrize(
    ("lang", "forms"),
    [("pl", ["1 artykuł", "2 artykuły", "5 artykułów", "22 artykuły"]),
     ("ar", ["مقال واحد", "مقالان", "5 مقالات", "22 مقالًا"]),
     ("ja", ["記事1本", "記事2本", "記事5本", "記事22本"])],
)  # fmt: skip
def test_plurals(lang, forms):
    said = [words(lang).ngettext("{number} story", "{number} stories", n) for n in (1, 2, 5, 22)]
    assert said == forms


def test_digits_can_be_chosen():
    assert words("ar", digits="arab").number(12) == "١٢"
    assert words("fa", digits="latn").date(MOMENT) == "23 نوامبر 2026"


@pytest.mark.parametrize(
    ("lang", "script"),
    [("en", "Latn"), ("pt-BR", "Latn"), ("sr", "Cyrl"), ("sr-Latn", "Latn"), ("zh", "Hans"),
     ("zh-TW", "Hant"), ("ja", "Jpan"), ("fa", "Arab")],
)  # fmt: skip
def test_the_script_of_a_language(lang, script):
    assert script_of(locale_of(lang)) == script


@pytest.mark.slow
def test_a_page_has_the_digits_of_its_language_throughout(site):
    page = site({"content/articles/ai/a.md": story("یک", "دو. " * 500)}, DEFAULT_LANG="fa").page(
        "/"
    )
    assert page.html["data-locale"] == "fa-u-ca-gregory-nu-arabext"
    facts = page.select_one(".card-facts").get_text(" ", strip=True)
    assert "۲۰ نوامبر ۲۰۲۶" in facts
    assert "دقیقه مطالعه" in facts
    assert not set("0123456789") & set(facts)


@pytest.mark.slow
def test_a_summary_in_chinese_has_no_spaces_between_sentences(site):
    body = "代表们周四通过了该法律。部长表示满意。" * 2
    built = site({"content/articles/ai/a.md": story("一", body)}, DEFAULT_LANG="zh")
    summary = built.page("/ai/2026/11/a/").select_one("meta[name=description]")["content"]
    assert summary.startswith("代表们周四通过了该法律。部长表示满意。")


@pytest.mark.slow
@pytest.mark.parametrize("script", ["ar", "zh"])
def test_fonts_without_the_letters_are_not_loaded_ahead(site, script):
    files = {"content/articles/ai/a.md": story()}
    assert not site(files, DEFAULT_LANG=script).page("/").select("link[rel=preload]")
    assert site(files, DEFAULT_LANG="de").page("/").select("link[rel=preload]")


@pytest.mark.slow
def test_the_locale_of_the_process_counts_nowhere():
    code = (
        "from datetime import datetime, UTC\nfrom pathlib import Path\n"
        "from newsroom.languages.words import DateOptions, open_words\n"
        "words = open_words('de', Path('x'), DateOptions())\n"
        "print(words.date(datetime(2026, 3, 1, tzinfo=UTC)), words.number(1234), words.month(3))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True,
            env={**os.environ, "LC_ALL": name, "LANG": name, "LANGUAGE": name},
        ).stdout
        for name in ("C", "fr_FR.UTF-8", "ar_EG.UTF-8")
    }  # fmt: skip
    assert said == {"1. März 2026 1.234 März\n"}
