"""A CSV in a fence, or in a file, becomes a drawing with the table behind it."""

import re
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from newsroom.problems import ContentError
from newsroom.reading.charts.numbers import shown, ticks
from newsroom.reading.charts.places import chosen, places_of
from newsroom.reading.text.body import BodyRenderer
from tests.conftest import story

RENDERER = BodyRenderer()
ROWS = "year,Lisbon,Porto\n2015,6.2,5\n2019,10.1,8.2\n2026,16.25,12.1"


def fence(kind: str = "line", rows: str = ROWS, title: str = "title: Rents") -> str:
    words = f"{title}\nunit: euros\nsource: INE\nnote: Net.\n\n{rows}"
    return f"Before.\n\n```chart {kind}\n{words}\n```\n"


def chart(*args: str, lang: str = "en"):
    body = RENDERER.render(fence(*args), lang=lang)
    assert not body.mistakes
    return BeautifulSoup(body.html, "html.parser").select_one("figure.chart")


@pytest.mark.parametrize("kind", ["line", "area", "column", "bar", "dot"])
def test_every_kind_has_its_words_its_drawing_and_its_table(kind):
    found = chart(kind)
    assert found.figcaption.strong.text == "Rents"
    assert found.select_one(".chart-unit").text == "euros"
    assert found.select_one(".chart-foot").text == "Net. Source: INE"
    assert [item.text for item in found.select(".chart-legend li")] == ["Lisbon", "Porto"]
    assert found.svg["aria-label"] == "Chart: Rents. Its figures follow as a table."
    rows = [[cell.text for cell in row.find_all(["th", "td"])] for row in found.select("tr")]
    assert rows == [
        ["year", "Lisbon", "Porto"], ["2015", "6.2", "5"], ["2019", "10.1", "8.2"],
        ["2026", "16.25", "12.1"],
    ]  # fmt: skip
    marks = {"line": ".line", "area": ".area"}.get(kind, ".bar, .dot")
    assert len(found.svg.select(marks)) == (2 if kind in ("line", "area") else 6)


@pytest.mark.slow
def test_a_drawing_follows_the_page_and_carries_no_style_id_or_script():
    for kind in ("line", "area", "column", "bar", "dot"):
        text = str(chart(kind).svg)
        assert not re.search(r"style|\bid=|script|fill=|stroke=|#[0-9a-f]{3}|href", text)
        assert text == str(chart(kind).svg)


@pytest.mark.slow
def test_bars_are_as_long_as_their_figures_and_begin_at_zero():
    found = chart("bar", "a,b\nx,10\ny,-5\nz,20")
    bars = [(bar["x"], bar["width"]) for bar in found.svg.select(".bar")]
    # 82 % of the width are for 25: from -5 to 20.
    assert bars == [("16.4%", "32.8%"), ("0%", "16.4%"), ("16.4%", "65.6%")]
    assert [text.text for text in found.svg.select(".value")] == ["10", "−5", "20"]


def test_a_line_is_broken_where_a_figure_is_missing():
    path = chart("line", "year,a\n2020,1\n2021,2\n2022,\n2023,3\n2024,4").svg.select_one(".line")[
        "d"
    ]
    assert path.count("M") == 2
    assert path.count("L") == 2


def test_years_are_as_far_apart_as_they_were():
    assert places_of(["2015", "2019", "2025"]) == pytest.approx([0, 400, 1000], abs=1)
    assert places_of(["2026-01-01", "2026-01-02", "2026-01-05"]) == [0, 250, 1000]
    assert places_of(["a", "b", "c"]) == [0, 500, 1000]
    assert places_of(["2020", "2019", "2018"]) == [0, 500, 1000]


def test_labels_that_would_overlap_on_a_phone_are_left_out():
    labels = ["2015", "2023", "2025", "2026"]
    assert chosen(labels, places_of(labels)) == [0, 1, 3]
    years = [str(year) for year in range(1990, 2026)]
    kept = chosen(years, places_of(years))
    assert kept[0] == 0
    assert kept[-1] == 35
    assert 4 <= len(kept) <= 8


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [("0", "16.25", "0 5 10 15 20"), ("-14000", "25000", "-20000 -10000 0 10000 20000 30000"),
     ("3", "3", "0 1 2 3"), ("0.001", "0.0042", "0.001 0.002 0.003 0.004 0.005")],
)  # fmt: skip
def test_an_axis_has_round_numbers(low, high, expected):
    assert [f"{one:f}" for one in ticks(Decimal(low), Decimal(high))] == expected.split()


def test_numbers_are_written_as_the_language_writes_them():
    assert shown(Decimal("-1234567.50"), "en") == "−1\u202f234\u202f567.50"
    assert shown(Decimal("1234.5"), "de") == "1234,5"
    assert shown(Decimal(12000), "pt") == "12\u202f000"
    cells = chart("line", "year;a\n2020;1 200,5\n2021;2.5", lang="de").select("td")
    assert [cell.text for cell in cells] == ["1200,5", "2,5"]


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ("y;a\n1;1.234,5\n2;12.500\n", ["1234,5", "12\u202f500"]),
        ("y;a\n1;1.234.500\n2;700\n", ["1\u202f234\u202f500", "700"]),
        ("y;a\n1;1.234\n2;0.5\n", ["1,234", "0,5"]),
        ('y,a\n1,"1,234.5"\n2,7\n', ["1234,5", "7"]),
    ],
)  # fmt: skip
def test_dots_and_commas_are_read_as_the_whole_table_uses_them(rows, cells):
    assert [cell.text for cell in chart("line", rows, lang="de").select("td")] == cells


@pytest.mark.parametrize(
    ("kind", "rows", "title", "mistakes"),
    [
        ("line", "y,a,b\n1,2\n2,3,4,5\n", "title: T",
         ["18: the row has 2 cells, the head has 3", "19: the row has 4 cells, the head has 3"]),
        ("line", "y,a\n1,n/a\n2,3x\n", "title: T",
         ["18: 'n/a' is not a number", "19: '3x' is not a number"]),
        ("line", "y;a\n1;1.234\n", "title: T", ["18: '1.234' may be 1234 or a fraction"]),
        ("line", "y,a\n", "title: T", ["17: there are no figures"]),
        ("line", 'y,a\n1,"2\n', "title: T", ["18: the row cannot be read"]),
        ("line", ",".join("yabcdefg") + "\n1,2,3,4,5,6,7,8", "title: T",
         ["17: 7 columns are too many to tell apart"]),
        ("pie", ROWS, "title: T", ["11: 'pie' is not a kind of chart"]),
        ("", ROWS, "title: T", ["11: the chart has no kind"]),
        ("line", ROWS, "titel: T", ["12: unknown key 'titel' of a", "11: the chart has no title"]),
        ("area", "y,a\n1,2\n2,\n", "title: T", ["17: a has no figure at 2, which"]),
    ],
)  # fmt: skip
def test_every_mistake_is_reported_at_its_line(kind, rows, title, mistakes):
    body = RENDERER.render(fence(kind, rows, title), first_line=9)
    found = [f"{one.line}: {one.what}" for one in body.mistakes]
    assert len(found) == len(mistakes)
    assert all(map(str.startswith, found, mistakes))
    assert all(one.remedy for one in body.mistakes)
    assert "<svg" not in body.html


def test_what_a_cell_holds_is_text():
    text = str(chart("bar", "a,<b>x</b>\n<script>,1", "title: <i>T</i>"))
    assert "<script>" not in text
    assert "&lt;i&gt;T&lt;/i&gt;" in text


FILE = "```chart line\ntitle: Rents\nfile: rents.csv\n```\n"


@pytest.mark.slow
def test_a_file_is_shown_and_a_change_of_it_changes_the_page(site):
    rows = "content/data/charts/rents.csv"
    built = site(
        {"content/articles/ai/a.md": story(body=FILE), rows: "\ufeffyear,a\n2020,1\n2021,2\n"}
    )
    assert built.page("/ai/2026/11/a/").select_one("figure.chart td").text == "1"
    built = site({rows: "year,a\n2020,7\n2021,2\n"})
    assert built.page("/ai/2026/11/a/").select_one("figure.chart td").text == "7"


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"content/data/charts/rent.csv": "y,a\n1,2\n"},
         "content/articles/ai/a.md:6:1: no file 'rents.csv' in content/data/charts/: put it there,"
         " or fix its name (did you mean 'rent.csv'?)"),
        ({"content/data/charts/rents.csv": "y,a\n1,2\n2\n"},
         "content/data/charts/rents.csv:3:1: the row has 1 cell, the head has 2"),
        ({"content/data/charts/rents.csv": b"y,\xff\n1,2\n"},
         "content/data/charts/rents.csv:1:1: the file is not in UTF-8"),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_stops_the_build_at_its_line(site, files, message):
    with pytest.raises(ContentError) as error:
        site({"content/articles/ai/a.md": story(body=FILE), **files})
    assert message in str(error.value)


def test_a_ragged_fence_stops_the_build(site):
    with pytest.raises(ContentError) as error:
        site({"content/articles/ai/a.md": story(body=fence("line", "y,a\n1\n"))})
    assert "content/articles/ai/a.md:15:1: the row has 1 cell, the head has 2" in str(error.value)


@pytest.mark.slow
def test_feeds_get_the_figures_and_no_drawing(site):
    feed = site({"content/articles/ai/a.md": story(body=fence())}).text("/feed.atom")
    assert "svg" not in feed
    assert "16.25" in feed
    assert "chart-legend" not in feed


def test_code_in_other_fences_stays_code():
    body = RENDERER.render("```chartjs\na: 1\n```\n\n```\nchart line\n```")
    assert body.html.count("<pre") == 2


def labels_of(drawn):
    return [text.text for text in drawn.select("svg text") if text["text-anchor"] == "middle"]


def test_every_column_has_its_name_in_two_rows_if_one_is_too_short():
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    rows = "month,a\n" + "\n".join(f"{month},{number}" for number, month in enumerate(months))
    drawn = chart("column", rows)
    assert labels_of(drawn) == months
    heights = {text["y"] for text in drawn.select('svg text[text-anchor="middle"]')}
    assert len(heights) == 2
    assert max(map(int, heights)) < int(drawn.svg["height"])


def test_columns_whose_names_do_not_fit_are_bars():
    names = ["Castelo Branco", "Vila Real", "Viana do Castelo", "Portalegre", "Bragança", "Faro"]
    drawn = chart("column", "district,a\n" + "\n".join(f"{name},5" for name in names))
    assert [text.text for text in drawn.select("svg text.label")] == names


def test_days_below_columns_are_thinned_out():
    days = [f"2026-{month:02}" for month in range(1, 13)]
    drawn = chart("column", "month,a\n" + "\n".join(f"{day},5" for day in days))
    assert labels_of(drawn) == days[::3]
    assert len(drawn.select("svg .bar")) == 12


def test_no_drawing_covers_the_numbers_of_its_axis():
    for kind in ("area", "column", "line"):
        drawn = chart(kind, "year,a\n2020,120000\n2021,250000\n")
        starts = [part["x"] for part in drawn.select("svg svg, svg .bar")]
        assert all(float(start.rstrip("%")) > 15 for start in starts)
        assert starts
