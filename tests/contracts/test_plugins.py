"""docs/plugins.md: its reference is made from the code, and its plugin runs as it is printed."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from newsroom import signals
from newsroom.checking.check import check
from newsroom.desk.importing import import_archive
from tests.conftest import REGISTRIES, ROOT, story, write_files

PAGE = (ROOT / "docs/plugins.md").read_text("utf-8")
FACTS = "{key_facts: [The bill passed, It is law from May]}"
MANY = "{key_facts: [One, Two, Three, Four, Five, Six]}"


def files_of(page: str) -> dict[str, str]:
    """Return path → text of the files that a page prints, each below its path in bold."""
    return dict(re.findall(r"\*\*`([^`]+)`\*\*\n\n```\w+\n(.*?)```", page, re.DOTALL))


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a paper with the plugin of the tutorial."""
    root = tmp_path_factory.mktemp("paper")
    shutil.copytree(ROOT / "theme", root / "theme")
    write_files(root, REGISTRIES)
    stories = {
        "content/articles/ai/facts.md": story("Facts", "The bill passed.", extra=FACTS),
        "content/articles/ai/many.md": story("Many", "The bill failed.", extra=MANY),
        "content/articles/ai/none.md": story("None", "There was no bill."),
    }
    write_files(root, {**stories, **files_of(PAGE)})
    (root / "publishconf.py").write_text(
        "import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).parent))\n"
        "from pelicanconf import *\nSITEURL = 'https://news.example'\n"
    )
    return root


def test_the_reference_is_made_from_the_code():
    command = [sys.executable, "-c", "from tools.plugin_reference import *\n"
               "assert written(PAGE.read_text('utf-8')) == PAGE.read_text('utf-8')"]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert not done.returncode, "refresh it: python tools/plugin_reference.py"
    for hook in signals.HOOKS:
        assert "When:" in hook.__doc__
        assert "May change:" in hook.__doc__


def test_the_plugin_of_the_tutorial_is_short():
    files = files_of(PAGE)
    assert {Path(name).parts[0] for name in files} == {
        "pelicanconf.py", "plugins", "tests", "theme"
    }  # fmt: skip
    lines = [line for text in files.values() for line in text.splitlines() if line.strip()]
    assert len(lines) < 60


@pytest.mark.slow
def test_the_plugin_of_the_tutorial_passes_its_own_test(paper):
    code = (
        "import sys; from pathlib import Path; from newsroom.testing.runner import run_tests; "
        "sys.exit(not run_tests(Path(sys.argv[1]), Path(sys.argv[1]) / 'tests', 'key_facts'))"
    )
    command = [sys.executable, "-c", code, str(paper)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout


@pytest.mark.slow
def test_the_rule_of_the_tutorial_finds_what_it_should(paper):
    found = check(paper / "pelicanconf.py", {"CACHE_PATH": str(paper / ".cache")})
    [one] = [finding for finding in found.findings if finding.rule == "many-key-facts"]
    assert str(one) == (
        "content/articles/ai/many.md:5:8: warning: 6 key facts are too many: keep the five that "
        "matter most [many-key-facts]"
    )


def test_the_dialect_of_an_export_imports_as_it_is_printed(tmp_path):
    (code,) = re.findall(r"```python\n(import json\n.*?)```", PAGE, re.DOTALL)
    offered: dict[str, Any] = {}
    exec(code, offered)  # noqa: S102 - the code of our own page
    posts = [{"id": n, "title": f"Vote {n}", "date": "2020-01-01", "text": "It *passed*."}
             for n in (1, 2)]  # fmt: skip
    write_files(tmp_path, {"old/posts.json": json.dumps(posts), "old/notes.md": "Not a story."})
    dialects = {one.name: one for one in offered["IMPORTERS"]}
    import_archive("posts", tmp_path / "old", tmp_path / "new", dialects=dialects)
    written = [file.read_text("utf-8") for file in (tmp_path / "new").rglob("*.md")]
    stories = [text for text in written if "It *passed*." in text]
    assert len(stories) == 2
    assert not [text for text in written if "Not a story." in text]
