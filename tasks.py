"""The tasks of ./inv: each calls one function of the desk or one tool."""

import shutil
import sys
from functools import wraps
from pathlib import Path

from invoke import Exit, task

ROOT = Path(__file__).parent
CACHE = ROOT / ".cache"
PYTHON = sys.executable
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
sys.path.insert(0, str(ROOT / "plugins"))


def told_plainly(function):
    """End with the report of the mistakes and exit status 1, instead of a traceback."""
    from newsroom.problems import ContentError

    @wraps(function)
    def run(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except ContentError as error:
            raise Exit(str(error), 1) from None

    return run


def settings(**given):
    """Return the settings that the command line gives; what was not given stays as configured."""
    return {"CACHE_PATH": str(CACHE), **{name: value for name, value in given.items() if value}}


@task(
    help={
        "content": "folder with articles/, pages/, media/ and data/",
        "output": "folder of the finished site",
        "production": "build with publishconf.py",
        "clean": "delete the caches first",
        "now": "build as of this time, ISO 8601",
        "jobs": "processes at once (default: all cores)",
    }
)
@told_plainly
def build(c, content="", output="", production=False, clean=False, now="", jobs=0):
    """Build the site."""
    from newsroom.desk import build as desk

    if clean:
        desk.remove_caches(CACHE)
    conf = ROOT / ("publishconf.py" if production else "pelicanconf.py")
    print(desk.build(conf, settings(PATH=content, OUTPUT_PATH=output, NOW=now, JOBS=jobs)))


@task(help={"port": "port on this machine", "content": "content folder", "jobs": "processes"})
@told_plainly
def serve(c, port=8000, content="", jobs=0):
    """Show the site and its drafts, rebuild on save, reload the browser."""
    from newsroom.desk import preview

    given = settings(PATH=content, OUTPUT_PATH=str(CACHE / "preview"), JOBS=jobs)
    preview.serve(ROOT / "pelicanconf.py", given, port)


@task(
    name="import",
    positional=["path"],
    help={
        "from": "jekyll, hugo or pelican",
        "path": "folder of the archive",
        "into": "folder that becomes the content folder",
        "section": "section for stories that name none",
        "author": "byline for stories that name nobody",
        "permalink": "pattern of the old addresses, e.g. /:year/:month/:title/",
        "site_url": "address of the old site",
        "force": "overwrite stories that were edited since",
    },
)
@told_plainly
def import_(
    c, path, from_="", into="content", section="news", author="", permalink="", site_url="",
    force=False,
):  # fmt: skip
    """Bring an existing archive over."""
    from newsroom.desk.importing import ArchiveError, import_archive

    if path in ("--help", "-h"):  # invoke takes the word behind the task for the path
        c.run(f"{ROOT}/inv --help import")
        return
    try:
        report = import_archive(
            from_,
            Path(path),
            Path(into),
            section=section,
            default_author=author or None,
            permalink=permalink,
            site_url=site_url,
            force=force,
        )
    except ArchiveError as error:
        raise Exit(str(error), 1) from None
    print(report.summary())


@task
def schema(c):
    """Write the JSON Schema of front matter for editors."""
    import json

    from newsroom.reading.schema import json_schema

    file = ROOT / "docs/front-matter.schema.json"
    file.write_text(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(f"wrote {file.relative_to(ROOT)}")


@task(help={"k": "only tests whose names match"})
def test(c, k=""):
    """Check style and types, then run the whole test suite."""
    _install_test_tools(c)
    if not k:
        lint(c)
    chosen = f"-k '{k}'" if k else ""
    c.run(f"{PYTHON} -m pytest -n auto {chosen}", pty=sys.stdout.isatty())


@task
def lint(c):
    """Check style, types and templates."""
    _install_test_tools(c)
    c.run(f"{PYTHON} -m ruff check .")
    c.run(f"{PYTHON} -m ruff format --check .")
    c.run(f"{PYTHON} -m mypy")
    c.run(f"{PYTHON} -m djlint --lint --quiet theme/templates")


def _install_test_tools(c):
    """Install what PyPI and npm have; say what must be there already and is not."""
    lock, stamp = ROOT / "requirements/test.txt", ROOT / ".venv/installed-test.txt"
    if not stamp.exists() or stamp.read_bytes() != lock.read_bytes():
        print("Installing what the tests need (once) …", file=sys.stderr)
        c.run(f"{PYTHON} -m pip install -q --disable-pip-version-check --require-hashes -r {lock}")
        shutil.copy(lock, stamp)
    missing = []
    if not any(map(shutil.which, BROWSERS)):
        missing.append("Chromium (Debian: apt install chromium; macOS: brew install chromium)")
    if not shutil.which("npm"):
        missing.append("Node.js with npm (https://nodejs.org)")
    if missing:
        raise Exit("The tests need, and cannot install:\n  " + "\n  ".join(missing), 1)
    packages, marker = ROOT / "package-lock.json", ROOT / "node_modules/.package-lock.json"
    if not marker.exists() or marker.stat().st_mtime < packages.stat().st_mtime:
        c.run("npm ci --no-audit --no-fund --loglevel=error")
