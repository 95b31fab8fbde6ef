"""One name, one thing: no class or module of the package is called like another kind of thing."""

import ast
from collections import defaultdict

from tests.contracts.rooms import modules

SAYS_NOTHING = {
    "base",
    "common",
    "core",
    "helpers",
    "misc",
    "run",
    "tools",
    "util",
    "utils",
}


def classes() -> dict[str, list[str]]:
    """Return the name of each class, without a leading ``_`` → the modules that have one."""
    found = defaultdict(list)
    for module in modules():
        for node in module.nodes:
            if isinstance(node, ast.ClassDef):
                found[node.name.lstrip("_")].append(module.path)
    return found


def test_no_two_classes_have_the_same_name():
    assert {name: places for name, places in classes().items() if len(places) > 1} == {}


def test_options_are_named_after_what_they_are_options_of():
    assert "Options" not in classes()


def test_modules_are_named_after_what_is_in_them():
    names = {
        module.path: module.path.rpartition("/")[2].removesuffix(".py") for module in modules()
    }
    assert {path for path, name in names.items() if name in SAYS_NOTHING} == set()
