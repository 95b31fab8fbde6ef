"""The tasks of ./inv: those of the package, and those for who works on the software itself."""

import shutil
import sys
from pathlib import Path

from invoke import Exit, task

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT / "plugins"))
from newsroom.cli import namespace  # noqa: E402 - found there
from newsroom.engine.browsers import chromium  # noqa: E402
from newsroom.testing.runner import run_tests  # noqa: E402

PYTHON = sys.executable
SOFTWARE = "plugins/newsroom tests benchmarks tools tasks.py"
"""What the rules of style are for: a paper at the top level has its own."""


@task(
    help={
        "k": "only tests whose names match",
        "fast": "only what takes seconds: no style, no browser, no program that tests start",
    },
    auto_shortflags=False,
)
def test(c, k="", fast=False):
    """Test the software (style, types, all tests), then the paper at the top level."""
    # Compiled code is kept also where Python is asked to keep none: tests start many programs.
    kept = {"PYTHONDONTWRITEBYTECODE": ""}
    # A worker takes files in a row, so that what the tests of a file share is made once.
    pytest = f"{PYTHON} -m pytest -n auto --dist worksteal"
    if fast:
        _install(c, "test")
        kept["PYTHONPYCACHEPREFIX"] = str(ROOT / ".venv/pycache")
        c.run(f"{pytest} --fast", pty=sys.stdout.isatty(), env=kept)
        return
    _install_test_tools(c)
    if k:
        c.run(f"{pytest} -k '{k}'", pty=sys.stdout.isatty(), env=kept)
        return
    lint(c)
    c.run(pytest, pty=sys.stdout.isatty(), env=kept)
    if not run_tests(ROOT, None):
        raise Exit(code=1)


@task(auto_shortflags=False)
def lint(c):
    """Check style, types and templates of the software."""
    _install_test_tools(c)
    c.run(f"{PYTHON} -m ruff check {SOFTWARE}")
    c.run(f"{PYTHON} -m ruff format --check {SOFTWARE}")
    c.run(f"{PYTHON} -m mypy")
    c.run(f"{PYTHON} -m djlint --lint --quiet theme/templates")


@task(
    help={
        "stories": "stories of the corpus",
        "runs": "how often each command is measured; the medians count",
        "quick": "1,000 stories, one run, nothing recorded",
        "large": "ten times the stories as well (takes an hour)",
    },
    auto_shortflags=False,
)
def bench(c, stories=10_000, runs=3, quick=False, large=False):
    """Measure the build against Hugo and plain Pelican."""
    _install(c, "bench")
    sys.path.insert(0, str(ROOT))
    from benchmarks import harness

    if quick:
        stories, runs = 1_000, 1
    text = harness.measure(stories, runs, large=large)
    print(text)
    if not quick:
        file = ROOT / "benchmarks/RESULTS.md"
        file.write_text(text, "utf-8")
        print(f"wrote {file.relative_to(ROOT)}")


@task(auto_shortflags=False)
def catalogues(c):
    """Update the texts to translate, in plugins/newsroom/locale."""
    from newsroom.desk.messages import update_software

    print("\n".join(update_software()))


def _install(c, tools):
    """Install the packages of requirements/<tools>.txt, once."""
    lock, stamp = ROOT / f"requirements/{tools}.txt", ROOT / f".venv/installed-{tools}.txt"
    if not stamp.exists() or stamp.read_bytes() != lock.read_bytes():
        print(f"Installing the tools of requirements/{tools}.txt (once) …", file=sys.stderr)
        c.run(f"{PYTHON} -m pip install -q --disable-pip-version-check --require-hashes -r {lock}")
        shutil.copy(lock, stamp)


def _install_test_tools(c):
    """Install what PyPI and npm have; say what must be there already and is not."""
    _install(c, "test")
    missing = []
    if not chromium():
        missing.append("Chromium (Debian: apt install chromium; macOS: brew install chromium)")
    if not shutil.which("openssl"):
        missing.append("OpenSSL (Debian: apt install openssl)")
    if not shutil.which("npm"):
        missing.append("Node.js with npm (https://nodejs.org)")
    if missing:
        raise Exit("The tests need, and cannot install:\n  " + "\n  ".join(missing), 1)
    packages, marker = ROOT / "package-lock.json", ROOT / "node_modules/.package-lock.json"
    if not marker.exists() or marker.stat().st_mtime < packages.stat().st_mtime:
        c.run("npm ci --ignore-scripts --no-audit --no-fund --loglevel=error")


for own in (test, lint, bench, catalogues):
    namespace.add_task(own)
