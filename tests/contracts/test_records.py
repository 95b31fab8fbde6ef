"""Records are built by keyword, so that no two of their values can be exchanged unseen."""

import ast
import dataclasses
import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from newsroom import model
from newsroom.model import Link
from newsroom.problems import Problem
from newsroom.reading.frontmatter.schema import FrontMatter, PageMatter
from newsroom.reading.sources.parsed_story import Matter
from tests.contracts.rooms import modules

ORDERED = {
    ("path", "what"), ("what", "remedy"), ("line", "column"), ("width", "height"),
    ("start", "end"), ("low", "high"), ("left", "right"), ("wall", "cpu"), ("year", "number"),
    ("path", "template"), ("path", "key"),
}  # fmt: skip
"""Pairs that everybody gives in this order, as in ``path:line:column: what: remedy``."""

RECORDS = [
    kind
    for kind in map(model.__dict__.get, model.__all__)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind)
]


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_a_record_is_built_by_keyword(kind):
    positional = [field.name for field in dataclasses.fields(kind) if not field.kw_only]
    assert not [name for name in positional if not name.startswith("_")]


def positional(node: ast.ClassDef) -> list[tuple[str, str]]:
    """Return name and type of each field of a dataclass that can be given by position."""
    decorators = [ast.unparse(one) for one in node.decorator_list]
    if not any(re.match(r"dataclass\b(?!.*kw_only=True)", one) for one in decorators):
        return []
    fields = [one for one in node.body if isinstance(one, ast.AnnAssign)]
    given = [one for one in fields if not re.search("init=False|kw_only", ast.unparse(one))]
    return [(ast.unparse(one.target), ast.unparse(one.annotation)) for one in given]


def exchangeable() -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield classes with two neighbouring fields whose values mypy would let change places."""
    for module in modules():
        for node in module.nodes:
            if isinstance(node, ast.ClassDef) and not node.name.endswith("Options"):
                for (name, kind), (after, other) in pairwise(positional(node)):
                    if kind == other and not name.startswith("_") and (name, after) not in ORDERED:
                        yield node.name, (name, after)


def test_values_of_one_type_are_given_by_name():
    # Options are read from settings, by name. A file that was read keeps its values in a tuple.
    known = {("ReadFile", ("key", "text"))}
    assert set(exchangeable()) == known


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
