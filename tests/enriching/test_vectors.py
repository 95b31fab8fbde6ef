"""Vectors of terms: the worked example of the module."""

import doctest

from newsroom.enriching import vectors


def test_the_worked_example_is_right():
    found = doctest.testmod(vectors)
    assert found.attempted
    assert not found.failed
