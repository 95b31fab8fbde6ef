"""What each provider's answer comes to, and what is said of one that makes no sense."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.desk.markets.readings import AnswerError, Reading
from newsroom.desk.markets.snapshots import SOURCES
from newsroom.reading.registries.market_history import MOST
from tests.desk import providers
from tests.desk.providers import kalshi_market, metaculus_question, polymarket_market


def read(provider: str, data: bytes, outcome: str = "") -> Reading:
    return SOURCES[provider].read(data, outcome)


@pytest.mark.parametrize(
    ("provider", "page", "asked"),
    [
        ("manifold", "https://manifold.markets/creator/will-it-rain?r=x", "/slug/will-it-rain"),
        ("polymarket", "https://polymarket.com/event/weather?tid=1", "/events/slug/weather"),
        ("polymarket", "https://polymarket.com/event/weather/rain", "/markets/slug/rain"),
        ("polymarket", "https://polymarket.com/market/rain", "/markets/slug/rain"),
        (
            "kalshi",
            "https://kalshi.com/markets/kxrain/rain/kxrain-26dec",
            "/events/KXRAIN-26DEC?with_nested_markets=true",
        ),
        (
            "metaculus",
            "https://www.metaculus.com/questions/123/rain/",
            "/posts/123/?with_cp=true",
        ),
        ("manifold", "https://manifold.markets/a/..%2Fme", "/slug/..%252Fme"),
    ],
)
def test_the_address_of_a_page_says_what_to_ask(provider, page, asked):
    assert SOURCES[provider].path(page) == asked


@pytest.mark.parametrize(
    ("provider", "page"),
    [
        ("manifold", "https://manifold.markets/home"),
        ("polymarket", "https://polymarket.com/"),
        ("polymarket", "https://polymarket.com/profile/somebody"),
        ("kalshi", "https://kalshi.com/markets/kxrain"),
        ("metaculus", "https://www.metaculus.com/tournament/rain/"),
    ],
)
def test_the_address_of_no_question_is_refused(provider, page):
    with pytest.raises(AnswerError, match="no question at this address: write one such as"):
        SOURCES[provider].path(page)


@pytest.mark.parametrize(
    ("provider", "data", "outcome", "reading"),
    [
        (
            "manifold", providers.manifold(), "",
            Reading(probability=0.6234, volume=18250.71, unit="mana",
                    closes=datetime(2026, 12, 31, 12, tzinfo=UTC), resolution=None),
        ),
        (
            "polymarket", providers.polymarket(), "",
            Reading(probability=0.31, volume=1234567.891, unit="dollars",
                    closes=datetime(2026, 12, 31, 12, tzinfo=UTC), resolution=None),
        ),
        (
            "kalshi", providers.kalshi(), "",
            Reading(probability=0.56, volume=1200, unit="contracts",
                    closes=datetime(2026, 12, 31, 23, 59, tzinfo=UTC), resolution=None),
        ),
        (
            "metaculus", providers.metaculus(), "",
            Reading(probability=0.44, volume=312, unit="forecasters",
                    closes=datetime(2026, 12, 30, tzinfo=UTC), resolution=None),
        ),
    ],
)  # fmt: skip
def test_a_question_of_yes_or_no(provider, data, outcome, reading):
    assert read(provider, data, outcome) == reading


TWO_MARKETS = providers.polymarket_event(
    polymarket_market(groupItemTitle="Red", outcomePrices='["0.2", "0.8"]'),
    polymarket_market(groupItemTitle="Blue", outcomePrices='["0.75", "0.25"]'),
)
TWO_TICKERS = providers.kalshi(
    kalshi_market(yes_sub_title="Red", last_price_dollars="0.2000"),
    kalshi_market(yes_sub_title="Blue", ticker="KXRAIN-26DEC-T2", last_price_dollars="0.8000"),
)
TWO_OPTIONS = providers.metaculus(
    question=metaculus_question((0.1, 0.9), type="multiple_choice", options=["Red", "Blue"])
)
GROUP = providers.metaculus(
    question=None,
    group_of_questions={
        "questions": [metaculus_question((0.3,), label="Red"), metaculus_question(label="Blue")]
    },
)


@pytest.mark.parametrize(
    ("provider", "data", "outcome", "probability"),
    [
        ("manifold", providers.manifold_choices(), "Blue", 0.8),
        ("manifold", providers.manifold_choices(), "blue", 0.8),
        ("polymarket", TWO_MARKETS, "Blue", 0.75),
        ("polymarket", providers.polymarket(), "No", 0.69),
        ("kalshi", TWO_TICKERS, "Blue", 0.8),
        ("kalshi", TWO_TICKERS, "kxrain-26dec-t2", 0.8),
        ("metaculus", TWO_OPTIONS, "Blue", 0.9),
        ("metaculus", GROUP, "Red", 0.3),
    ],
)
def test_an_outcome_is_chosen_by_name(provider, data, outcome, probability):
    assert read(provider, data, outcome).probability == probability


@pytest.mark.parametrize(
    ("provider", "data"),
    [
        ("manifold", providers.manifold_choices()),
        ("polymarket", TWO_MARKETS),
        ("kalshi", TWO_TICKERS),
        ("metaculus", TWO_OPTIONS),
        ("metaculus", GROUP),
    ],
)
def test_several_answers_want_a_choice_and_a_slip_is_explained(provider, data):
    with pytest.raises(AnswerError, match="several answers: write `outcome:` with one of 'Red'"):
        read(provider, data)
    with pytest.raises(AnswerError, match=r"no answer 'Blu'.*did you mean 'Blue'"):
        read(provider, data, "Blu")


def mixed(share=None, own=None, **fields):
    """Return a market of two answers that ended as a mixture; ``share`` is of the first."""
    red = {"id": "a1", "text": "Red", "probability": 0.4, "resolutionProbability": share}
    blue = {"id": "a2", "text": "Blue", "probability": 0.6}
    usual = {"isResolved": True, "resolution": "CHOOSE_MULTIPLE"}
    answers = [{**red, "resolution": own}, blue]
    return providers.manifold_choices(**{**usual, "answers": answers, **fields})


@pytest.mark.parametrize(
    ("provider", "data", "outcome", "resolution"),
    [
        ("manifold", providers.manifold(isResolved=True, resolution="YES"), "", "yes"),
        ("manifold", providers.manifold(isResolved=True, resolution="MKT"), "", "partly"),
        ("manifold", providers.manifold(isResolved=True, resolution="CANCEL"), "", "cancelled"),
        ("manifold", providers.manifold_choices(isResolved=True, resolution="a2"), "Blue", "yes"),
        ("manifold", providers.manifold_choices(isResolved=True, resolution="a2"), "Red", "no"),
        (
            "manifold",
            providers.manifold_choices(
                isResolved=True, resolution="MKT", resolutions={"a1": 40, "a2": 60}
            ),
            "Red",
            "partly",
        ),
        ("manifold", mixed(), "Red", "mixture"),
        ("manifold", mixed(resolution="MKT"), "Blue", "mixture"),
        ("manifold", mixed(resolution="CANCEL"), "Blue", "cancelled"),
        ("manifold", mixed(resolutions={"a1": 0.4, "a2": 0.6}), "Red", "partly"),
        ("manifold", mixed(resolutions={"a2": 1}), "Blue", "yes"),
        ("manifold", mixed(resolutions={"a2": 100}), "Red", "no"),
        ("manifold", mixed(resolutions={}), "Red", "mixture"),
        ("manifold", mixed(share=0.4), "Red", "partly"),
        ("manifold", mixed(share=0), "Red", "no"),
        ("manifold", mixed(share=1), "Red", "yes"),
        ("manifold", mixed(share=0.4, own="MKT"), "Red", "partly"),
        ("manifold", mixed(own="NO"), "Red", "no"),
        (
            "manifold",
            providers.manifold(isResolved=True, resolution="MKT", resolutionProbability=1),
            "",
            "yes",
        ),
        (
            "polymarket",
            providers.polymarket(
                closed=True, umaResolutionStatus="resolved", outcomePrices='["0", "1"]'
            ),
            "",
            "no",
        ),
        ("polymarket", providers.polymarket(closed=True, outcomePrices='["1", "0"]'), "", "yes"),
        (
            "polymarket",
            providers.polymarket(
                closed=True, umaResolutionStatus="proposed", outcomePrices='["1", "0"]'
            ),
            "",
            None,
        ),
        ("polymarket", providers.polymarket(closed=True), "", None),
        ("kalshi", providers.kalshi(kalshi_market(status="finalized", result="yes")), "", "yes"),
        ("kalshi", providers.kalshi(kalshi_market(status="determined", result="yes")), "", None),
        ("kalshi", providers.kalshi(kalshi_market(status="settled", result="")), "", "cancelled"),
        ("metaculus", providers.metaculus(question=metaculus_question(resolution="no")), "", "no"),
        (
            "metaculus",
            providers.metaculus(question=metaculus_question(None, resolution="annulled")),
            "",
            "cancelled",
        ),
        (
            "metaculus",
            providers.metaculus(
                question=metaculus_question(
                    (0.1, 0.9), type="multiple_choice", options=["Red", "No"], resolution="No"
                )
            ),
            "No",
            "yes",
        ),
    ],
)
def test_how_a_market_ended(provider, data, outcome, resolution):
    assert read(provider, data, outcome).resolution == resolution


@pytest.mark.parametrize(
    ("provider", "data", "complaint"),
    [
        ("manifold", b"", "cannot be read"),
        ("manifold", b"<html>", "cannot be read"),
        ("manifold", b"[]", "cannot be read"),
        ("manifold", b"\xff\xfe", "cannot be read"),
        ("manifold", b"[" * 100_000, "cannot be read"),
        ("manifold", providers.manifold(probability="0.5x"), "cannot be read .probability"),
        ("manifold", providers.manifold(probability=True), "cannot be read .probability"),
        ("manifold", providers.manifold(probability=float("nan")), "cannot be read .probability"),
        ("manifold", providers.manifold(probability=float("inf")), "cannot be read .probability"),
        ("manifold", providers.manifold(probability=62), "cannot be read .probability"),
        ("manifold", providers.manifold(probability=-0.1), "cannot be read .probability"),
        ("manifold", providers.manifold(volume=-1), "cannot be read .volume"),
        ("manifold", providers.manifold(probability=None), "no figure yet"),
        ("manifold", providers.manifold(outcomeType="PSEUDO_NUMERIC"), "kind 'PSEUDO_NUMERIC'"),
        ("manifold", providers.manifold(isResolved=True, resolution="?"), "ended as '\\?'"),
        ("manifold", providers.manifold(isResolved=True), "ended as None"),
        ("kalshi", providers.kalshi(kalshi_market(status="settled", result="x")), "ended as 'x'"),
        (
            "metaculus",
            providers.metaculus(question=metaculus_question(resolution="Maybe")),
            "ended as 'Maybe'",
        ),
        ("polymarket", providers.polymarket(outcomePrices="[0.5"), "cannot be read .outcomePrices"),
        ("polymarket", providers.polymarket(outcomePrices='["NaN", "1"]'), "cannot be read"),
        ("polymarket", providers.polymarket(outcomePrices='["0.1"]'), "2 outcomes and 1 prices"),
        ("polymarket", providers.polymarket(outcomePrices="[]"), "no figure yet"),
        ("polymarket", providers.polymarket(endDate="soon"), "cannot be read .endDate"),
        ("kalshi", b'{"event": {"markets": []}}', "no figure yet"),
        ("kalshi", b'{"error": {"code": "not_found"}}', "cannot be read .event"),
        ("kalshi", providers.kalshi(kalshi_market(last_price_dollars=56)), "cannot be read"),
        (
            "kalshi",
            providers.kalshi(kalshi_market(last_price_dollars="0.0000", volume_fp="0.00")),
            "no figure yet",
        ),
        ("metaculus", providers.metaculus(question=None), "kind 'notebook'"),
        ("metaculus", providers.metaculus(question=metaculus_question(None)), "no figure yet"),
        (
            "metaculus",
            providers.metaculus(question=metaculus_question(type="numeric")),
            "kind 'numeric'",
        ),
    ],
)
def test_an_answer_that_makes_no_sense_is_explained(provider, data, complaint):
    with pytest.raises(AnswerError, match=complaint):
        read(provider, data)


def test_a_question_may_close_in_the_year_40000():
    assert read("manifold", providers.manifold(closeTime=1.2e15)).closes is None


def test_what_an_answer_holds_is_not_printed_raw():
    data = providers.manifold_choices(
        answers=[
            {"id": "1", "text": "\x1b[2J<script>", "probability": 0.5},
            {"id": "2", "text": "b", "probability": 0.5},
        ]
    )
    with pytest.raises(AnswerError) as caught:
        read("manifold", data)
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize(
    ("provider", "data", "outcome", "probability"),
    [
        ("metaculus", providers.metaculus(question=metaculus_question(label=None)), "", 0.44),
        ("metaculus", providers.metaculus(nr_forecasters=None), "", 0.44),
        (
            "metaculus",
            providers.metaculus(
                question=None,
                group_of_questions={
                    "questions": [
                        metaculus_question(label="Red"),
                        metaculus_question(label=None),
                        metaculus_question(type=None),
                        None,
                    ]
                },
            ),
            "Red",
            0.44,
        ),
        (
            "polymarket",
            providers.polymarket_event(
                polymarket_market(groupItemTitle="Red"),
                polymarket_market(groupItemTitle="Blue", outcomePrices=None, outcomes=None),
                polymarket_market(groupItemTitle="Grey", outcomePrices="[0.5"),
            ),
            "Red",
            0.31,
        ),
        (
            "kalshi",
            providers.kalshi(
                kalshi_market(yes_sub_title="Red"),
                kalshi_market(ticker="T2", last_price_dollars=None, volume_fp=None),
            ),
            "Red",
            0.56,
        ),
        ("manifold", providers.manifold(volume=None, closeTime=None, answers=None), "", 0.6234),
        (
            "manifold",
            providers.manifold_choices(
                answers=[{"id": "a", "text": "Red", "probability": 0.2}, {"id": "b", "text": 7}]
            ),
            "Red",
            0.2,
        ),
    ],
)
def test_what_is_null_or_broken_elsewhere_does_no_harm(provider, data, outcome, probability):
    assert read(provider, data, outcome).probability == probability


@pytest.mark.parametrize(
    ("provider", "data", "outcome", "complaint"),
    [
        (
            "polymarket",
            providers.polymarket_event(
                polymarket_market(groupItemTitle="Red"),
                polymarket_market(groupItemTitle="Blue", outcomePrices=None),
            ),
            "Blue",
            "no figure yet",
        ),
        (
            "kalshi",
            providers.kalshi(
                kalshi_market(yes_sub_title="Red"),
                kalshi_market(yes_sub_title="Blue", ticker="T2", last_price_dollars="x"),
            ),
            "Blue",
            "1 of 2 answers in it are not as they should be",
        ),
        (
            "kalshi",
            providers.kalshi(kalshi_market(), kalshi_market(ticker="T2")),
            "above 1 inch",
            "has 2 answers that are named 'above 1 inch'",
        ),
    ],
)
def test_an_answer_that_cannot_be_told_for_sure_is_refused(provider, data, outcome, complaint):
    with pytest.raises(AnswerError, match=complaint):
        read(provider, data, outcome)


ANSWERS = [
    ("manifold", providers.manifold(), ""),
    ("manifold", mixed(resolutions={"a1": 40, "a2": 60}), "Red"),
    ("manifold", providers.manifold(isResolved=True, resolution="MKT"), ""),
    ("polymarket", providers.polymarket(closed=True, umaResolutionStatus="resolved"), ""),
    ("polymarket", TWO_MARKETS, "Red"),
    ("kalshi", TWO_TICKERS, "Red"),
    ("kalshi", providers.kalshi(kalshi_market(status="finalized", result="yes")), ""),
    ("metaculus", TWO_OPTIONS, "Red"),
    ("metaculus", GROUP, "Red"),
    ("metaculus", providers.metaculus(question=metaculus_question(resolution="no")), ""),
]
anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5)
    | st.sampled_from(["", "NaN", "1.5", "-0", "[]", "null", "MKT", "YES", "yes", 10**400, 1e308]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)  # fmt: skip


def places(value, inner=()):
    """Yield the way to every value of an answer, from outside in."""
    yield inner
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in pairs:
            yield from places(item, (*inner, key))


def changed(value, place, new):
    """Return an answer with another value at ``place``; a function takes a key away."""
    if not place:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    if len(place) == 1 and callable(new):
        del copy[place[0]]
    else:
        copy[place[0]] = changed(value[place[0]], place[1:], new)
    return copy


@pytest.mark.slow
@settings(max_examples=200)
@given(st.data(), st.sampled_from(ANSWERS), anything | st.just(len))
def test_whatever_an_answer_holds_there_is_a_figure_or_a_reason(data, known, new):
    provider, answer, outcome = known
    value = json.loads(answer)
    place = data.draw(st.sampled_from(list(places(value))[1:]))
    right = read(provider, answer, outcome)
    try:
        reading = read(provider, json.dumps(changed(value, place, new)).encode(), outcome)
    except AnswerError:
        return
    assert reading.resolution or 0 <= reading.probability <= 1
    assert reading.volume is None or 0 <= reading.volume <= MOST
    if new is None or new is len:  # what is not said does not turn into something else
        assert reading.resolution in (right.resolution, None, "mixture", "partly")
        assert reading.probability in (right.probability, None)
