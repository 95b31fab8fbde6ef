"""One way to do one thing: what a helper does, no other module does by hand."""

import ast
from collections.abc import Callable, Iterable, Iterator

import pytest

from tests.contracts.rooms import modules

Search = Callable[[Iterable[ast.AST]], Iterator[ast.AST]]


def drafts(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Yield what puts a file in the place of another."""
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = getattr(node.func.value, "id", "")
            by_path = node.func.attr == "replace" and len(node.args) == 1 and not node.keywords
            if by_path or (owner, node.func.attr) in {("os", "replace"), ("os", "rename")}:
                yield node


def pauses(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    for node in nodes:
        if isinstance(node, ast.Attribute) and node.attr == "sleep":
            yield node


def locks(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    for node in nodes:
        if isinstance(node, ast.Attribute) and node.attr in {"flock", "lockf"}:
            yield node


def git(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Yield lists that begin with the name of the program."""
    for node in nodes:
        if (
            isinstance(node, ast.List)
            and getattr(next(iter(node.elts), None), "value", "") == "git"
        ):
            yield node


@pytest.mark.parametrize(
    ("found", "places"),
    [
        # These look at what they wrote before they put it in its place, or write it in parts.
        (drafts, {"files/atomic.py", "reading/media_library/renditions.py",
                  "enriching/related_cache.py", "checking/positions.py",
                  "delivering/publishing/folder.py", "paging/search_index.py"}),
        # The others wait for something to be ready, which is not a failure.
        (pauses, {"engine/retry.py", "desk/comments/server.py", "delivering/publishing/ssh.py",
                  "delivering/publishing/sample.py", "delivering/publishing/netlify.py",
                      "delivering/publishing/cloudflare.py",
                  "delivering/publishing/server.py"}),
        (locks, {"files/lock.py"}),
        (git, {"files/git.py"}),
    ],
)  # fmt: skip
def test_a_thing_is_done_in_one_place(
    found: Callable[[Iterable[ast.AST]], Iterator[ast.AST]], places
):
    assert {module.path for module in modules() if any(found(module.nodes))} == places
