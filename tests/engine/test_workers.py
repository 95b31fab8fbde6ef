"""Many processes: none is left over, and what goes wrong in one is told."""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from multiprocessing import active_children

import pytest

from newsroom.engine.workers import BackgroundTask, Crew, WorkerError
from newsroom.problems import ContentError, Problem
from tests.conftest import ROOT, story
from tests.engine.processes import group

ENDLESS = """
import sys, time
from newsroom.engine.workers import Crew
with Crew(time.sleep, [60] * 9, 3, 1) as results:
    print("begun", flush=True)
    list(results)
"""
MANY = {f"content/articles/ai/{n}.md": story(f"S{n}", tags=f"[t{n}]") for n in range(20)}


def square(number):
    return number * number


def fail_at_seven(number):
    if number == 7:
        raise OSError(28, "No space left on device", "seven")
    return number


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def fail():
    raise OSError(28, "No space left on device", "seven")


class PairError(Exception):
    """Cannot be unpickled: its message is not what it is made of."""

    def __init__(self, one, other):
        super().__init__(f"{one} and {other}")


def break_at_seven(number):
    if number == 7:
        raise PairError(1, 2)
    return number


def refuse_seven(number):
    if number == 7:
        raise ContentError([Problem("a.md", "seven", "write eight", line=1, column=2)])
    return number


def end_at_seven(number):
    if number == 7:
        os._exit(3)
    return number


def die_at_seven(number):
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("workers", [1, 2, 5, 50])
@pytest.mark.parametrize("chunk", [1, 3, 100])
def test_every_item_is_worked_on_once(workers, chunk):
    with Crew(square, range(20), workers, chunk) as results:
        assert sorted(results) == [number * number for number in range(20)]
    assert not active_children()


def test_no_items_are_no_work():
    with Crew(square, [], 2, 3) as results:
        assert list(results) == []


def test_an_error_comes_with_its_file():
    with pytest.raises(OSError, match="No space left") as caught, \
            Crew(fail_at_seven, range(20), 2, 3) as results:  # fmt: skip
        list(results)
    assert caught.value.filename == "seven"
    assert not active_children()


def test_an_error_that_cannot_travel_is_told_in_words():
    with pytest.raises(RuntimeError, match="break_at_seven"), \
            Crew(break_at_seven, range(20), 2, 3) as results:  # fmt: skip
        list(results)


def test_mistakes_of_content_are_reported_as_such():
    with pytest.raises(ContentError, match=r"a.md:1:2: seven: write eight\n1 mistake"), \
            Crew(refuse_seven, range(20), 2, 3) as results:  # fmt: skip
        list(results)


@pytest.mark.parametrize(
    ("do", "how"), [(end_at_seven, "exit status 3"), (die_at_seven, "SIGKILL")]
)
def test_a_worker_that_dies_says_on_what(do, how):
    with pytest.raises(WorkerError, match=how) as caught, Crew(do, range(20), 2, 5) as results:
        list(results)
    assert caught.value.number == 7
    assert not active_children()


def test_work_beside_is_done_in_another_process_and_once():
    aside = BackgroundTask(os.getpid, in_background=True)
    assert aside.result() == aside.result() != os.getpid()
    assert not active_children()


def test_work_that_is_not_beside_is_done_when_it_is_asked_for():
    asked = []
    aside = BackgroundTask(lambda: asked.append(1), in_background=False)
    assert not asked
    assert aside.result() is aside.result() is None
    assert asked == [1]


def test_work_beside_that_nobody_waits_for_is_ended():
    aside = BackgroundTask(partial(time.sleep, 60), in_background=True)
    assert len(active_children()) == 1
    aside.end()
    assert not active_children()


@pytest.mark.parametrize(("do", "error"), [(fail, OSError), (die, WorkerError)])
def test_what_fails_beside_is_raised_where_it_is_waited_for(do, error):
    with pytest.raises(error):
        BackgroundTask(do, in_background=True).result()
    assert not active_children()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_end_with_their_parent(how):
    process = subprocess.Popen(
        [sys.executable, "-c", ENDLESS], cwd=ROOT / "plugins", text=True, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    with process:
        assert process.stdout.readline() == "begun\n"
        workers = [one for one in group(process.pid) if one != process.pid]
        assert len(workers) == 3
        process.send_signal(how)
        if how == signal.SIGINT:
            process.wait(60)
            assert not group(process.pid)
        else:  # they sleep on, and end when they want to tell what they did
            for worker in workers:
                os.kill(worker, 0)
        for worker in group(process.pid):
            os.kill(worker, signal.SIGKILL)


@pytest.mark.parametrize(
    ("code", "how"),
    [
        ("import os; os._exit(3)", "exit status 3"),
        ("import os; os.kill(os.getpid(), 9)", "SIGKILL"),
    ],
)
def test_a_build_whose_worker_dies_names_the_file(site, tmp_path, code, how):
    plugin = f"""
from newsroom import signals
from newsroom.model.jobs import FileJob

def crash():
    {code}

def add(edition):
    edition.add(FileJob("crash.txt", crash, ()))

def register():
    signals.page.connect(add)
"""
    name = f"crashing_{how[:4].lower()}".replace(" ", "")
    (tmp_path / "extra").mkdir()
    (tmp_path / "extra" / f"{name}.py").write_text(plugin)
    from newsroom.defaults import PLUGINS

    started = time.monotonic()
    with pytest.raises(ContentError, match=rf"/crash\.txt: .*{how}"):
        site(MANY, JOBS=2, PLUGINS=[*PLUGINS, name],
             PLUGIN_PATHS=[str(ROOT / "plugins"), str(tmp_path / "extra")])  # fmt: skip
    assert time.monotonic() - started < 20
    assert not (tmp_path / "output").exists()


def test_a_build_whose_plugin_fails_names_the_file(site, tmp_path):
    plugin = """
from newsroom import signals
from newsroom.model.jobs import FileJob

def fail():
    raise ValueError("no such moon")

def add(edition):
    edition.add(FileJob("fail.txt", fail, ()))
    edition.add(FileJob("fail-too.txt", fail, (object(),)) if edition.preview else
                FileJob("fine.txt", bytes, (b"",)))

def register():
    signals.page.connect(add)
"""
    (tmp_path / "extra").mkdir()
    (tmp_path / "extra" / "failing_plugin.py").write_text(plugin)
    from newsroom.defaults import PLUGINS

    settings = {"PLUGINS": [*PLUGINS, "failing_plugin"],
                "PLUGIN_PATHS": [str(ROOT / "plugins"), str(tmp_path / "extra")]}  # fmt: skip
    for jobs in (1, 2):
        with pytest.raises(ContentError, match=r"/fail\.txt: .*ValueError: no such moon"):
            site(MANY, JOBS=jobs, **settings)
    with pytest.raises(ContentError, match=r"/fail-too\.txt: .*reads a object"):
        site(MANY, PREVIEW=True, **settings)
