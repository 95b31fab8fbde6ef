"""Documents name modules, files and words of the code that exist."""

import ast
import importlib
import re
import subprocess
from functools import cache
from pathlib import PurePosixPath

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "plugins/newsroom"
DOCUMENTS = [
    file.relative_to(ROOT).as_posix()
    for file in (
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *sorted((ROOT / "docs").rglob("*.md")),
    )
]
OF_PAPERS = {
    ".cache/", ".comments/", ".well-known/", "_drafts/", "content/files/", "output/", "vendor/",
    "plugins/key_facts.py", "tests/test_key_facts.py", "theme/static/css/paper.css", "paper.css",
    "more.css", "base/", "mail.html", "articles/ai/2026/", ".cache/digest/2026-w47/", "kinds/",
    "output/ai/2026/11/vote/index.html", "map.css", "map.html", "theme/static/stories/map.css",
    "theme/templates/stories/map.html", ".newsroom/", "path/.newsroom/", "path/releases/", "news/",
}  # fmt: skip
"""What papers and builds have, and this repository does not."""
_FILE = re.compile(r"(?<![\w./:{-])(?:[\w.-]+/)*[\w-]+\.(?:py|css|html)\b(?!\.)")
_FOLDER = re.compile(r"(?<![\w./:<>-])(?:[\w.-]+/)+(?![\w<*{.%-])")
_MODULE = re.compile(r"\bnewsroom(?:\.\w+)+")
_FENCED = re.compile(r"^```.*?^```|^ {4}.*?$", re.MULTILINE | re.DOTALL)


@cache
def names() -> frozenset[str]:
    """Return every file of the repository, and every folder with a slash at its end."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    files = [line for line in listed.splitlines() if (ROOT / line).exists()]
    files = [file for file in files if not file.startswith("content/")]  # a paper of its own
    folders = {f"{folder}/" for file in files for folder in PurePosixPath(file).parents}
    return frozenset([*files, *folders])


def exists(mention: str) -> bool:
    """Whether a path, or the end of a path, is in the repository or belongs to papers."""
    return mention in OF_PAPERS or any(f"/{name}".endswith(f"/{mention}") for name in names())


def has_attribute(dotted: str) -> bool:
    """Whether ``newsroom.…`` is a module, or something in a module."""
    parts = dotted.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        for part in parts[end:]:
            found = getattr(found, part, None)
        return found is not None
    return False


def code_in(document: str) -> list[str]:
    """Return what stands between single backticks."""
    text = _FENCED.sub("", (ROOT / document).read_text("utf-8"))
    return re.findall(r"`([^`\n]+)`", text)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_module_and_folder_that_a_document_names_exists(document):
    dead = []
    for code in code_in(document):
        mentions = _FILE.findall(code) + _FOLDER.findall(code)
        dead += [mention for mention in mentions if not exists(mention)]
        if not code.startswith(".newsroom"):
            dead += [dotted for dotted in _MODULE.findall(code) if not has_attribute(dotted)]
    assert not dead, f"{document} names what does not exist: rename it there too"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_relative_link_of_a_document_leads_to_a_file(document):
    folder = (ROOT / document).parent
    text = re.sub(r"`[^`\n]*`", "", _FENCED.sub("", (ROOT / document).read_text("utf-8")))
    targets = re.findall(r"\]\((?!https?:|#|/|mailto:)([^)#\s]+)", text)
    assert not [target for target in targets if not (folder / target).exists()]


def rows_of_the_glossary() -> list[list[str]]:
    lines = (ROOT / "docs/glossary.md").read_text("utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    return [[*row, ""][:4] for row in rows if not row[0].startswith(("word", "---"))]


@cache
def identifiers() -> dict[str, str]:
    """Return every name that the package defines, each with the module that does."""
    found = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        module = file.relative_to(PACKAGE).as_posix()
        found[file.stem] = module
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                found[node.name] = module
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found[node.id] = module
            elif isinstance(node, ast.arg):
                found[node.arg] = module
    return found


def words_of(name: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]


def test_the_glossary_is_short():
    assert 20 <= len(rows_of_the_glossary()) <= 40


def test_every_word_of_the_glossary_is_a_name_in_the_code():
    macros = {
        name
        for file in (ROOT / "theme/templates").rglob("*.html")
        for name in [*re.findall(r"{% macro (\w+)", file.read_text("utf-8")), file.stem]
    }
    known = {*identifiers(), *macros}
    missing = [row[1] for row in rows_of_the_glossary() if row[1].strip("`") not in known]
    assert not missing


def test_no_name_in_the_code_uses_a_synonym_that_the_glossary_refuses():
    refused = {word for row in rows_of_the_glossary() for word in row[3].split(", ") if word}
    assert len(refused) >= 10
    used = {
        f"{name} ({module})"
        for name, module in identifiers().items()
        # Archives of other programs have their own words.
        if not module.startswith("desk/importing/") and refused.intersection(words_of(name))
    }
    assert not used, "take the word of docs/glossary.md"


def test_a_mention_of_a_module_that_was_renamed_is_found():
    assert exists("reading/assembly/content.py")
    assert exists("paging/")
    assert not exists("reading/morgue.py")
    assert has_attribute("newsroom.checking.findings.Rule")
    assert not has_attribute("newsroom.checking.findings.Rulers")
    assert not has_attribute("newsroom.reading.morgue")
