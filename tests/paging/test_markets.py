"""Prediction markets on pages: never a figure without source and time."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsroom.checking.check import check
from newsroom.desk.due import due
from newsroom.enriching.markets import chance
from newsroom.languages.words import DateOptions, open_words
from newsroom.model import Market
from newsroom.paging.markets import figures
from newsroom.problems import ContentError
from tests.conftest import CONF, REGISTRIES, story, write_files

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
URL = "https://manifold.markets/creator/rain"
REGISTRY = f"""
    rain:
      question: Will it “rain” & pour?
      provider: manifold
      url: {URL}
      section: world
    """
A = "/ai/2026/11/a/"
WORDS = open_words("en", Path("no-folder"), DateOptions())
CITED = {"content/articles/ai/a.md": story("Story A", markets="[rain]")}


def history(*points: tuple[float, float | None], url: str = URL, outcome: str = "", **last):
    """Return the file of snapshots so many hours ago; ``last`` belongs to the last one."""
    found = [
        {"at": (NOW - timedelta(hours=hours)).isoformat()}
        | ({} if probability is None else {"probability": probability})
        for hours, probability in points
    ]
    found[-1] |= last
    data = {"url": url, "outcome": outcome, "points": found}
    return {"content/data/market-history/rain.json": json.dumps(data)}


def market_site(site, *points, registry=REGISTRY, settings=None, **last):
    files = {**CITED, "content/data/markets.yml": registry}
    if points:
        files |= history(*points, **last)
    return site(files, **(settings or {}))


def card(built):
    return built.page(A).select_one(".markets .market")


def said(element) -> str:
    return re.sub(r"\s+", " ", element.get_text(" ")).strip()


@pytest.mark.slow
def test_a_card_says_figure_source_time_volume_and_end(site):
    found = card(market_site(site, (1, 0.62), volume=1234, unit="mana", closes="2026-12-31T09:00Z"))
    assert said(found.h3) == "Will it “rain” & pour?"
    assert found.select_one(".market-chance").text == "62%"
    assert found.select_one(".market-bar rect")["width"] == "62"
    assert said(found.select_one(".facts")) == (
        "Manifold as of 23 November 2026, 11:00 UTC 1,234 mana traded closes 31 December 2026"
    )
    assert found.a["href"] == URL
    assert found.time["datetime"] == "2026-11-23T11:00:00+00:00"


@pytest.mark.slow
def test_before_the_first_snapshot_there_is_the_question_and_its_source(site):
    found = card(market_site(site))
    assert said(found) == "Will it “rain” & pour? Manifold"
    assert not found.select("svg, .market-chance")


@pytest.mark.slow
def test_a_change_over_a_week_and_the_way_there(site):
    found = card(market_site(site, (24 * 20, 0.4), (24 * 8, 0.55), (24 * 3, 0.7), (0, 0.62)))
    assert found.select_one(".market-change").text == "up 7 points in a week"
    trend = found.select_one("svg.market-trend")
    assert trend["aria-label"] == "Since 3 November 2026: 40% at first, between 40% and 70%"
    assert trend.polyline["points"] == "0.0,18.0 60.0,13.5 85.0,9.0 100.0,11.4"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("points", "change"),
    [
        (((168, 0.62), (0, 0.62)), "unchanged in a week"),
        (((168, 0.63), (0, 0.62)), "down 1 point in a week"),
        (((240, 0.5), (0, 0.62)), "up 12 points in a week"),
        (((241, 0.5), (0, 0.62)), ""),
        (((167, 0.5), (0, 0.62)), ""),
    ],
)
def test_a_change_is_told_only_over_about_a_week(site, points, change):
    found = card(market_site(site, *points)).select(".market-change")
    assert [one.text for one in found] == ([change] if change else [])


@pytest.mark.parametrize(
    ("probability", "words"),
    [(0, "under 1%"), (0.004, "under 1%"), (0.01, "1%"), (0.5, "50%"), (0.99, "99%"),
     (0.991, "over 99%"), (1, "over 99%")],
)  # fmt: skip
def test_no_figure_claims_certainty(probability, words):
    assert chance(probability, WORDS) == words


@pytest.mark.slow
def test_a_resolved_market_says_how_it_ended_and_shows_no_figure(site):
    built = market_site(site, (50, 0.9), (1, 1), resolution="yes")
    assert said(card(built).select_one(".market-figure")) == "Resolved: Yes"
    assert not card(built).select(".market-bar, [data-market]")
    assert not built.page("/").select(".market-strip")
    assert json.loads(built.text("/markets/markets.json")) == {}


@pytest.mark.slow
def test_a_stale_figure_says_so_from_its_hour_on(site):
    assert not card(market_site(site, (47, 0.5))).select(".market-note")
    built = market_site(site, (48, 0.5))
    assert said(card(built).select_one(".market-note")) == "This figure is out of date."
    assert not built.page("/").select(".market-strip")
    built = market_site(site, (48, 0.5), settings={"MARKETS": {"stale_hours": 49}})
    assert not card(built).select(".market-note")


@pytest.mark.slow
def test_a_closed_market_waits_for_its_decision(site):
    built = market_site(site, (60, 0.5), closes="2026-11-22T00:00:00Z")
    assert said(card(built).select_one(".market-note")) == (
        "Closed 22 November 2026, not yet decided."
    )
    assert "closes" not in said(card(built).select_one(".facts"))


@pytest.mark.slow
def test_the_editors_closing_time_wins_and_is_in_the_publications_zone(site):
    registry = REGISTRY + "  closes: 2026-12-24 00:30\n    "
    built = market_site(
        site, (1, 0.5), registry=registry, closes="2027-06-01T00:00Z",
        settings={"TIMEZONE": "Europe/Berlin"},
    )  # fmt: skip
    assert "closes 24 December 2026" in said(card(built))
    assert "as of 23 November 2026, 12:00 +0100" in said(card(built))


@pytest.mark.slow
def test_snapshots_after_the_time_of_the_build_are_not_known_yet(site):
    built = market_site(site, (2, 0.5), (-1, 0.9))
    assert card(built).select_one(".market-chance").text == "50%"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-23T11:30Z", "2026-11-23T12:00:00+00:00 (in 30 min): the market"),
        ("2026-11-23T12:00Z", "2026-11-25T12:00:00+00:00 (in 2 days): the market"),
        ("2026-11-25T12:00Z", "2026-12-31T00:00:00+00:00 (in 35 days 12 h): the market"),
        ("2026-12-31T00:00Z", "Nothing is due."),
    ],
)
def test_instants_at_which_a_card_changes_are_due(site, now, expected):
    built = market_site(site, (1, 0.5), (0, 0.6), closes="2026-12-31T00:00:00Z")
    settings = {"PATH": str(built.root / "content"), "CACHE_PATH": str(built.root / ".cache")}
    told = due(CONF, {**settings, "NOW": now})
    assert told.startswith(expected)


@pytest.mark.slow
def test_the_page_lists_markets_by_section_with_their_stories(site):
    more = f"""{REGISTRY}
    snow:
      question: Snow?
      provider: kalshi
      url: https://kalshi.com/markets/kxsnow/snow/kxsnow-26
      outcome: Above 1 inch
    """
    files = {"content/articles/world/b.md": story("Story B", markets="[rain, rain]")}
    built = site({**files, **CITED, "content/data/markets.yml": more, **history((1, 0.62))})
    page = built.page("/markets/")
    assert [said(title) for title in page.select("h2.band-title")] == ["World", "More questions"]
    assert [said(title) for title in page.select("h3")] == [
        "Will it “rain” & pour?",
        "Snow? Above 1 inch",
    ]
    assert [link["href"] for link in page.select("#rain .market-stories a")] == [
        "/ai/2026/11/a/",
        "/world/2026/11/b/",
    ]
    assert len(built.page("/world/2026/11/b/").select(".markets .market")) == 1
    assert "https://news.example/markets/" in built.text("/sitemap.xml")


@pytest.mark.slow
def test_before_the_first_market_the_page_says_so(site):
    built = site({"content/articles/ai/a.md": story(), "content/data/markets.yml": "# None yet.\n"})
    assert "No question is being followed yet" in said(built.page("/markets/").select_one(".empty"))
    assert not built.page(A).select(".markets")
    assert not built.exists("/markets/markets.json")
    footer = built.page("/").select(".footer a")
    assert {"/markets/"} <= {link["href"] for link in footer}


@pytest.mark.slow
def test_a_paper_that_follows_no_markets_does_not_speak_of_them(site):
    built = site({"content/articles/ai/a.md": story()}, NEWSLETTER={"action": "https://x.example"})
    assert not built.exists("/markets/")
    assert not built.page("/").select("a[href='/markets/']")


@pytest.mark.slow
def test_the_front_page_has_a_strip_of_open_ones(site):
    built = market_site(site, (1, 0.62))
    strip = built.page("/").select_one(".market-strip")
    assert said(strip.select_one("li")) == (
        "Will it “rain” & pour? 62% Manifold as of 23 November 2026, 11:00 UTC"
    )


@pytest.mark.slow
def test_a_disclosure_stands_below_the_markets(site):
    words = "Some of us <b>forecast</b> too."
    built = market_site(site, (1, 0.5), settings={"MARKETS": {"disclosure": words}})
    assert said(built.page(A).select(".markets .market-note")[-1]) == words
    assert words in said(built.page("/markets/").main)


@pytest.mark.slow
def test_the_file_of_figures_is_what_cards_show(site):
    built = market_site(site, (169, 0.5), (1, 0.62))
    assert json.loads(built.text("/markets/markets.json")) == {
        "rain": {
            "as_of": "2026-11-23T11:00:00+00:00",
            "percent": 62,
            "chance": "62%",
            "change": "up 12 points in a week",
        }
    }
    assert built.page(A).select_one(".markets")["data-markets"] == "/markets/markets.json"
    assert card(built)["data-market"] == "rain"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("refresh", "address"),
    [
        ("", ""),
        ("/live.json", "/daily/live.json"),
        ("https://live.example/m.json", "https://live.example/m.json"),
    ],
)
def test_pages_ask_where_the_setting_says(site, refresh, address):
    settings = {"MARKETS": {"refresh": refresh}, "SITEURL": "https://news.example/daily"}
    built = market_site(site, (1, 0.5), settings=settings)
    assert built.page(A).select_one(".markets")["data-markets"] == address


@pytest.mark.slow
def test_a_snapshot_of_another_page_is_not_shown(site):
    built = market_site(site, (1, 0.62), url="https://manifold.markets/creator/snow")
    assert not card(built).select(".market-chance")
    assert built.warnings == [
        "content/data/market-history/rain.json: warning: these snapshots are of another page or "
        "outcome than the registry names: run ./inv markets rain to begin again"
    ]


@pytest.mark.slow
def test_a_new_figure_changes_its_pages_only(site):
    market_site(site, (1, 0.62))
    built = site({"content/articles/ai/other.md": story("Other")})
    pages = [path for path in built.files() if path.endswith(".html")]
    before = {path: (built.output / path).stat().st_mtime_ns for path in pages}
    built = site(history((1, 0.63)))
    assert card(built).select_one(".market-chance").text == "63%"
    made = {path for path in pages if (built.output / path).stat().st_mtime_ns != before[path]}
    assert made == {"ai/2026/11/a/index.html", "markets/index.html", "index.html"}


@pytest.mark.slow
def test_hostile_texts_are_only_texts(site):
    registry = f"""
    rain:
      question: "</h3><script>alert(1)</script>"
      outcome: "<img src=x onerror=alert(1)>"
      provider: manifold
      url: {URL}
    """
    built = market_site(site, (1, 0.5), registry=registry, outcome="<img src=x onerror=alert(1)>")
    for path in (A, "/markets/", "/"):
        page = built.page(path)
        assert not page.select("main script:not([type]), main img[onerror]")
        assert "</h3><script>" in said(page.main)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"content/articles/ai/b.md": story("B", markets="[rain, reign]")},
            "content/articles/ai/b.md:5:17: unknown market 'reign': write an id of "
            "data/markets.yml (did you mean 'rain'?)",
        ),
        (
            {"content/articles/ai/b.md": story("B", markets="[raim]", date="2030-01-01")},
            "content/articles/ai/b.md:5:11: unknown market 'raim'",
        ),
        (
            {
                "content/articles/ai/b.md": "Title: B\nDate: 2026-11-20\nAuthor: Sam Reed\n"
                "Markets: rain, hail\n\nText.\n"
            },
            "content/articles/ai/b.md:4:10: unknown market 'hail'",
        ),
        (
            {"content/data/markets.yml": REGISTRY.replace("section: world", "section: wordl")},
            "content/data/markets.yml:5:12: rain: unknown section 'wordl': write a slug of "
            "sections.yml (did you mean 'world'?)",
        ),
        (
            {"content/data/markets.yml": REGISTRY.replace("question:", "qestion:")},
            "content/data/markets.yml:2:3: unknown key 'qestion': use question, provider",
        ),
        (
            {"content/data/markets.yml": REGISTRY.replace(URL, "manifold.markets/x")},
            "content/data/markets.yml:4:8: url: 'manifold.markets/x' is not a web address",
        ),
        (
            {"content/data/markets.yml": REGISTRY.replace(URL, "https://evil.example/x")},
            "content/data/markets.yml:4:8: rain: 'https://evil.example/x' is not a page of",
        ),
        ({"content/data/markets.yml": "Rain It:\n  question: x\n"}, "write 'rain-it'"),
        ({"content/data/markets.yml": "rain:\n"}, "write at least `question:`"),
        ({"content/data/markets.yml": "- rain\n"}, "markets.yml:1:1: the file has no entries"),
        (
            {"content/data/market-history/rain.json": "{"},
            "content/data/market-history/rain.json: this file does not hold snapshots",
        ),
        (
            history((1, 1.5)),
            "this file does not hold snapshots (points.0.probability: Input should be less",
        ),
        (
            history((1, float("nan"))),
            "this file does not hold snapshots (points.0.probability: Input should be",
        ),
        (
            history((1, 0.5), resolution="maybe"),
            "this file does not hold snapshots (points.0.resolution",
        ),
        (history((1, 0.5), volume=1 << 70), "this file does not hold snapshots (points.0.volume"),
        (
            history((1, 0.5), closes="9999-12-31T23:59:59Z"),
            "this file does not hold snapshots (points.0.closes: the year 9999 is beyond the "
            "calendar)",
        ),
    ],
)
def test_mistakes_are_one_line_with_their_place(site, files, message):
    with pytest.raises(ContentError) as caught:
        site({**CITED, "content/data/markets.yml": REGISTRY, **files})
    assert message in str(caught.value)


def test_a_check_reports_an_unknown_id_with_everything_else(tmp_path):
    write_files(tmp_path, {**REGISTRIES, "content/articles/ai/a.md": story(markets="[reign]")})
    given = {"PATH": str(tmp_path / "content"), "CACHE_PATH": str(tmp_path / ".cache")}
    report = check(CONF, given)
    assert "content/articles/ai/a.md:5:11" in report.text("text")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"stale_hour": 4}, "did you mean 'stale_hours'?"),
        ({"stale_hours": float("inf")}, "option 'stale_hours' is inf"),
        ({"refresh": "live.json"}, "'live.json': write an address that begins with https://"),
        ({"refresh": "javascript:alert(1)"}, "write an address that begins with https://"),
        ({"apis": {"manifold": "ftp://x"}}, "write an address that begins with https://"),
        ({"apis": {"predictit": "https://x"}}, "MARKETS: option 'apis"),
    ],
)
def test_a_wrong_setting_stops_the_build(site, options, message):
    with pytest.raises(ContentError) as caught:
        site(CITED | {"content/data/markets.yml": REGISTRY}, MARKETS=options)
    assert message in str(caught.value)


def test_figures_leave_out_what_has_none():
    empty = Market(
        id="a", lang="en", question="?", outcome="", provider="Kalshi", url="https://kalshi.com",
        section=None, state="unknown", percent=None, chance="", change="", trend=None, as_of=None,
        activity="", closes=None, resolution="",
    )  # fmt: skip
    assert figures([empty]) == b"{}\n"
