"""Records are built by keyword, so that no two of their values can be exchanged unseen."""

import dataclasses

import pytest

from newsroom import model
from newsroom.model import Link
from newsroom.problems import Problem
from newsroom.reading.frontmatter.schema import FrontMatter, PageMatter
from newsroom.reading.sources.parsed_story import Matter

RECORDS = [
    kind
    for kind in map(model.__dict__.get, model.__all__)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind)
]


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_a_record_is_built_by_keyword(kind):
    positional = [field.name for field in dataclasses.fields(kind) if not field.kw_only]
    assert not [name for name in positional if not name.startswith("_")]


def test_a_record_that_is_built_by_position_is_refused():
    with pytest.raises(TypeError, match="positional"):
        Link("Title", "https://example.com")


def test_a_problem_is_built_in_the_order_in_which_it_is_read():
    mistake = Problem("content/a.md", "no author", "add a line `author:`", line=3, column=1)
    assert str(mistake) == "content/a.md:3:1: no author: add a line `author:`"
    assert str(Problem("SITEURL", "no address", "write one")) == "SITEURL: no address: write one"


def test_problems_are_sorted_by_their_place_in_the_file():
    lines = [
        Problem("a.md", what, "fix it", line=line) for line, what in [(9, "a"), (10, "b"), (2, "c")]
    ]
    assert [problem.line for problem in sorted(lines)] == [2, 9, 10]


def test_the_record_of_front_matter_has_the_keys_of_its_schema():
    keys = {**FrontMatter.model_fields, **PageMatter.model_fields}
    assert {field.name for field in dataclasses.fields(Matter)} == set(keys)


def test_what_front_matter_leaves_out_means_the_same_in_its_record():
    record = Matter(title="Title")
    for name, field in FrontMatter.model_fields.items():
        if not field.is_required():
            assert getattr(record, name) == field.default or not getattr(record, name), name
