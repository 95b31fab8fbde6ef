"""Which snapshots are kept, and that a file says what was put into it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.desk.markets.history import thinned, write_history
from newsroom.model import MarketPoint
from newsroom.reading.registries.market_history import read_history

NOW = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)


def point(minutes_ago: int, probability: float | None = 0.5) -> MarketPoint:
    at = NOW - timedelta(minutes=minutes_ago)
    return MarketPoint(
        at=at, probability=probability, volume=None, unit=None, closes=None, resolution=None
    )


minutes = st.integers(0, 20 * 24 * 60)
histories = st.lists(minutes, max_size=60, unique=True).map(lambda ages: [*map(point, ages)])


def test_hours_are_kept_for_two_days_and_days_before():
    quarters = [point(quarter * 15) for quarter in range(20 * 24 * 4)]
    kept = thinned(quarters, NOW, 1000)
    recent = [one for one in kept if NOW - one.at < timedelta(days=2)]
    assert len(recent) == 49
    older = kept[: -len(recent)]
    assert len(older) == len({one.at.date() for one in older}) == 19
    assert kept[-1].at == NOW


@given(histories, st.integers(1, 30))
def test_the_newest_is_always_kept_in_order_and_number(history, most):
    kept = thinned(history, NOW, most)
    assert [one.at for one in kept] == sorted(one.at for one in kept)
    assert set(kept) <= set(history)
    assert len(kept) <= most
    if history:
        assert kept[-1] == max(history, key=lambda one: one.at)


@pytest.mark.slow
@given(histories, histories)
def test_thinning_twice_or_piece_by_piece_comes_to_the_same(one, other):
    together = thinned([*one, *other], NOW, 1000)
    assert thinned(together, NOW, 1000) == together
    assert thinned([*thinned(one, NOW, 1000), *other], NOW, 1000) == together


@pytest.mark.slow
@settings(deadline=None)  # a disk has no deadline
@given(st.lists(st.tuples(minutes, st.none() | st.floats(0, 1)), max_size=10))
def test_a_file_says_what_was_put_into_it(tmp_path_factory, given_points):
    file = tmp_path_factory.getbasetemp() / "history.json"
    points = sorted((point(*one) for one in given_points), key=lambda one: one.at)
    url, outcome = "https://manifold.markets/a/b", 'Rød "x"\n'
    write_history(file, url, outcome, points)
    assert read_history(file, "x.json", url, outcome) == (points, [])
