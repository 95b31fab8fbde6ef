"""Data moves right only: from room to room, and no room writes what is another's."""

import dataclasses
import subprocess
import sys
from collections import defaultdict

import pytest

from newsroom import edition
from tests.conftest import ROOT
from tests.contracts.rooms import WAY, modules

MODULES = modules()
ON_THE_WAY = [module for module in MODULES if module.room in WAY]
SHARED = (
    "edition", "embeds", "engine", "files", "languages", "media", "model", "options", "problems",
    "schema_org", "text", "themes",
)  # fmt: skip
"""What every room may use, and what uses no room."""
STAGES = {
    "reading": edition.ReadEdition,
    "enriching": edition.EnrichedEdition,
    "paging": edition.PagedEdition,
    "writing": edition.Edition,
}
WRITTEN_BY_SEVERAL = {
    "edition.due": "whatever asks the clock adds when its answer changes",
    "edition.privacy": "whatever learns something about readers adds a sentence",
    "story.load_body": "enriching marks the links of sponsored stories in the body that was read",
}
"""What more than one room writes, each with its reason."""


def fields_of(kind: type) -> set[str]:
    return {field.name for field in dataclasses.fields(kind)}


@pytest.mark.parametrize("module", ON_THE_WAY, ids=lambda module: module.path)
def test_a_room_imports_no_other_and_none_of_the_tools(module):
    rooms = {name.partition(".")[0] for name in module.imported()} - {module.room}
    tools = {one.room for one in MODULES} - {*SHARED, *WAY, "offers", "settings", "signals"}
    assert not rooms & {*WAY, *tools, "desk"} - {"__init__"}


@pytest.mark.parametrize("name", SHARED)
def test_what_rooms_share_imports_none_of_them(name):
    for module in MODULES:
        if module.room == name:
            assert not {one.partition(".")[0] for one in module.imported()} & {*WAY, "desk"}


@pytest.mark.parametrize("module", ON_THE_WAY, ids=lambda module: module.path)
def test_what_a_module_says_that_it_sets_is_what_it_sets(module):
    assert module.promised() == module.written()


def test_no_field_is_written_by_two_rooms():
    rooms = defaultdict(set)
    for module in ON_THE_WAY:
        for name in module.written():
            rooms[name].add(module.room)
    several = {name for name, writers in rooms.items() if len(writers) > 1}
    assert several == set(WRITTEN_BY_SEVERAL)


def test_a_field_of_a_stage_is_written_by_its_room_alone():
    inherited = fields_of(edition.OpenedEdition)
    written = [(module, name) for module in MODULES for name in module.written()]
    for room, stage in STAGES.items():
        own = fields_of(stage) - inherited
        inherited |= own
        writers = {
            name: module.path
            for module, name in written
            if name.removeprefix("edition.") in own and module.room not in (room, "edition")
            and name.startswith("edition.")
        }  # fmt: skip
        assert not writers


def test_every_field_of_a_later_stage_has_a_writer():
    written = {name for module in MODULES for name in module.written()}
    later = fields_of(edition.Edition) - fields_of(edition.OpenedEdition)
    ordered = {"jobs", "replaced"}  # PagedEdition.add does it
    assert {name for name in later if f"edition.{name}" not in written} == ordered


@pytest.mark.parametrize("module", ON_THE_WAY, ids=lambda module: module.path)
def test_functions_of_a_room_see_what_is_there_when_it_works(module):
    stage = STAGES.get(module.room)
    for function, annotation in module.editions():
        if stage:
            assert annotation.strip('"') == stage.__name__, function


@pytest.mark.slow
def test_a_type_checker_refuses_what_a_later_room_sets(tmp_path):
    file = tmp_path / "early.py"
    file.write_text(
        "from newsroom.edition import EnrichedEdition, ReadEdition\n"
        "def right(edition: EnrichedEdition) -> object:\n    return edition.hot, edition.articles\n"
        "def wrong(edition: ReadEdition) -> object:\n    return edition.hot\n"
    )
    command = [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", str(file)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert 'early.py:5: error: "ReadEdition" has no attribute "hot"' in done.stdout
    assert "Found 1 error" in done.stdout
