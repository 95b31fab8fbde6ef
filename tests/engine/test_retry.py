"""Trying again what may work later."""

import pytest

from newsroom.engine import retry as module
from newsroom.engine.retry import LONGEST_PAUSE, retry


@pytest.fixture
def pauses(monkeypatch):
    taken = []
    monkeypatch.setattr(module.time, "sleep", taken.append)
    return taken


def failing(times: int, error: Exception):
    left = [error] * times

    def work() -> str:
        if left:
            raise left.pop()
        return "done"

    return work


def test_it_tries_until_it_works_and_pauses_between(pauses):
    assert retry(failing(2, OSError()), OSError, 3, lambda attempt, _: attempt * 2.0) == "done"
    assert pauses == [2.0, 4.0]


def test_the_last_failure_is_raised_without_a_pause_behind_it(pauses):
    with pytest.raises(OSError, match="busy"):
        retry(failing(9, OSError("busy")), OSError, 3, lambda *_: 1.0)
    assert pauses == [1.0, 1.0]


def test_another_failure_is_not_tried_again(pauses):
    with pytest.raises(ValueError, match="wrong"):
        retry(failing(1, ValueError("wrong")), OSError, 3, lambda *_: 1.0)
    assert not pauses


def test_a_pause_has_a_limit(pauses):
    retry(failing(1, OSError()), OSError, 2, lambda *_: 1e6)
    assert pauses == [LONGEST_PAUSE]
