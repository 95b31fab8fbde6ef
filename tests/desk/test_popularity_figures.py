"""Distinct readers, and figures that stay true however often and in what parts logs are counted."""

import json
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.desk.popularity.crowds import Crowd
from newsroom.desk.popularity.figures import merge, since, write_figures
from newsroom.desk.popularity.readers import Readers
from newsroom.reading.readers.popularity import read_popularity

figures = st.dictionaries(
    st.sampled_from(["/a/", "/b/"]), st.dictionaries(st.integers(0, 50), st.integers(1, 9))
)
# Readings: story, hour, reader. Few of each, so that they meet.
readings = st.lists(
    st.tuples(st.sampled_from(["/a/", "/b/"]), st.integers(0, 60), st.sampled_from("xyz"))
)


def counted(rows, most_held=1000):
    readers = Readers(most_held)
    for story, hour, who in rows:
        readers.add(story, hour, f"192.0.2.{ord(who)}", "Firefox")
    return readers.figures(), readers.late


def test_a_reader_counts_once_a_story_and_day_in_the_first_hour():
    rows = [("/a/", 5, "x"), ("/a/", 9, "x"), ("/b/", 9, "x"), ("/a/", 9, "y"), ("/a/", 29, "x")]
    assert counted(rows)[0] == {"/a/": {5: 1, 9: 1, 29: 1}, "/b/": {9: 1}}


def test_two_browsers_at_one_address_are_two_readers():
    readers = Readers()
    for agent in ("Firefox", "Safari", "Firefox"):
        readers.add("/a/", 1, "192.0.2.1", agent)
    assert readers.figures() == {"/a/": {1: 2}}


@given(st.randoms(use_true_random=False), st.lists(st.integers(0, 23), max_size=12))
def test_one_connection_adds_its_first_readers_only(chance, hours):
    rows = list(enumerate(hours))
    chance.shuffle(rows)
    readers = Readers(most_per_address=3)
    for number, hour in rows:
        readers.add("/a/", hour, "192.0.2.1", f"Firefox {number}")
    readers.add("/a/", 3, "192.0.2.2", "Firefox")
    expected = Counter([*sorted(hours)[:3], 3])
    assert readers.figures() == {"/a/": expected}
    assert readers.above == max(len(hours) - 3, 0)


@given(st.lists(st.sampled_from("abcdefgh"), max_size=200), st.integers(0, 300))
def test_who_makes_most_of_the_readings_is_found(others, own):
    crowd, names = Crowd(), [*others, *["proxy"] * own]
    random.Random(1).shuffle(names)  # noqa: S311 - the same every time
    for name in names:
        crowd.add(name)
    found = crowd.majority()
    if found:
        assert names.count(found[0]) / len(names) >= found[1] >= 0.5
    if own >= 0.6 * len(names) and len(names) >= 20:
        assert found
        assert found[0] == "proxy"


def test_a_crowd_of_many_takes_little_memory_and_has_no_majority():
    crowd = Crowd()
    for number in range(5000):
        crowd.add(f"192.0.2.{number}")
        crowd.add("proxy")
        crowd.add("proxy")
    assert len(crowd._counts) <= 50
    name, share = crowd.majority()
    assert name == "proxy"
    assert share == pytest.approx(2 / 3, abs=0.03)


@pytest.mark.slow
@given(st.randoms(use_true_random=False), readings)
def test_the_order_of_lines_and_lines_read_twice_change_nothing(chance, rows):
    shuffled = rows * 2
    chance.shuffle(shuffled)
    assert counted(shuffled) == counted(rows)


@given(readings)
def test_figures_add_up_to_the_distinct_readers_of_each_day(rows):
    total = sum(sum(hours.values()) for hours in counted(rows)[0].values())
    assert total == len({(story, hour // 24, who) for story, hour, who in rows})


@pytest.mark.slow
@given(readings)
def test_with_little_memory_days_are_closed_and_nobody_counts_twice(rows):
    found, late = counted(rows, most_held=2)
    total = sum(sum(hours.values()) for hours in found.values())
    assert total <= len({(story, hour // 24, who) for story, hour, who in rows}) <= total + late
    for story, hours in found.items():
        for hour, readers in hours.items():
            assert readers <= len({who for s, h, who in rows if (s, h) == (story, hour)})


@pytest.mark.slow
@given(figures, figures, figures)
def test_merging_is_idempotent_and_of_no_order(one, two, three):
    assert merge(one, one) == merge(one, {}) == one
    assert merge(one, two) == merge(two, one)
    assert merge(merge(one, two), three) == merge(one, merge(two, three))
    assert merge(merge(one, two), two) == merge(one, two)


@given(readings, st.integers(0, 60), st.integers(0, 60))
def test_overlapping_logs_never_give_an_hour_more_readers_than_it_had(rows, start, end):
    rows.sort(key=lambda row: row[1])
    first = [row for row in rows if row[1] <= end]
    second = [row for row in rows if row[1] >= start]
    for story, hours in merge(counted(first)[0], counted(second)[0]).items():
        for hour, readers in hours.items():
            assert readers <= len({who for s, h, who in rows if (s, h) == (story, hour)})


@pytest.mark.slow
@given(readings, st.integers(0, 60))
def test_a_log_that_has_grown_adds_what_is_new(rows, cut):
    rows.sort(key=lambda row: row[1])
    before = counted([row for row in rows if row[1] < cut])[0]
    assert merge(before, counted(rows)[0]) == counted(rows)[0]


def test_what_is_too_old_is_dropped():
    assert since({"/a/": {1: 1, 5: 2}, "/b/": {1: 1}}, 5) == {"/a/": {5: 2}}


@pytest.mark.slow
@given(figures)
def test_what_is_written_is_what_is_read(tmp_path_factory, found):
    file = tmp_path_factory.mktemp("data") / "popularity.json"
    write_figures(file, "logs", found)
    read, problems = read_popularity(file, "p")
    assert not problems
    assert {
        story: {int(hour.timestamp()) // 3600: count for hour, count in hours.items()}
        for story, hours in read.readers.items()
    } == found


def test_equal_figures_are_equal_bytes(tmp_path):
    one, two = tmp_path / "1.json", tmp_path / "2.json"
    write_figures(one, "logs", {"/b/": {2: 1, 1: 1}, "/a/": {1: 1}})
    write_figures(two, "logs", {"/a/": {1: 1}, "/b/": {1: 1, 2: 1}})
    assert one.read_bytes() == two.read_bytes()
    assert list(json.loads(one.read_text())["readers"]) == ["/a/", "/b/"]
    assert sorted(tmp_path.iterdir()) == [one, two]


def test_nothing_but_numbers_by_story_and_hour_leaves_the_count():
    readers = Readers()
    readers.add("/a/", 1, "192.0.2.1", "Firefox")
    assert readers.figures() == {"/a/": {1: 1}}
    assert "192.0.2.1" not in repr(vars(readers))
    assert not any(vars(readers)[name] for name in ("_days", "_salts", "_held"))


@pytest.mark.parametrize("hour", [0, 30])
def test_a_closed_day_is_not_opened_again(hour):
    rows = [("/a/", 0, "x"), ("/a/", 30, "x"), ("/a/", 31, "y"), ("/b/", hour, "z")]
    assert counted(rows, most_held=2)[1] == (hour == 0)
