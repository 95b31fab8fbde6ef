"""Which tests are slow, and in which order all run: docs/decisions/010-tests.md gives the rule.

A test is slow when it starts a program, waits, encodes pictures, or builds a larger site or its
site several times (more than about a twentieth of a second of processor time).
That follows from its folder or its fixtures, or it says so with ``@pytest.mark.slow``.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.scratch import use_memory

SLOW_FOLDERS = ("benchmarks", "browser", "engine", "scaffolding")
SLOW_FIXTURES = {"chromium", "isso_program", "list_server", "preview", "program"}
PLAIN_FIXTURES = {"capsys", "monkeypatch", "no_process_left", "request", "tmp_path"}
MOST_SECONDS = 1.5
"""Processor time that a test of the fast tier may take; the first one in a process loads code."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--fast", action="store_true", help="leave out what is slow")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Try fewer examples of each property where a run must be quick; a full run tries all.

    None has a deadline by the clock: the machine may have other work.
    """
    settings.register_profile("fast", deadline=None, max_examples=25)
    settings.register_profile("full", deadline=None)
    settings.load_profile("fast" if config.getoption("fast") else "full")
    if config.getoption("fast") or config.getoption("numprocesses", None):
        use_memory(config)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not even load what would be left out as a whole."""
    outside = collection_path.parent != config.rootpath / "tests"
    if outside or not config.getoption("fast") or collection_path.name not in SLOW_FOLDERS:
        return None
    return True


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        folder = item.path.relative_to(config.rootpath / "tests").parts[0]
        if folder in SLOW_FOLDERS or SLOW_FIXTURES.intersection(_fixtures(item)):
            item.add_marker(pytest.mark.slow)
    if config.getoption("fast"):
        slow = [item for item in items if item.get_closest_marker("slow")]
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in set(slow)]
    items.sort(key=_turn)


def _fixtures(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def _turn(item: pytest.Item) -> int:
    """Units first, then small sites, then what is slow, and browsers last."""
    if item.get_closest_marker("browser"):
        return 3
    if item.get_closest_marker("slow"):
        return 2
    return int(not _fixtures(item) <= PLAIN_FIXTURES)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fail a test of the fast tier that is none."""
    before = sum(os.times()[:4])
    yield
    taken = sum(os.times()[:4]) - before
    if item.config.getoption("fast") and taken > MOST_SECONDS:
        pytest.fail(f"took {taken:.1f} s of processor time: make it faster, or mark it slow")
