"""The tasks of ./inv: each calls one function of the desk or one tool."""

import gc
import shutil
import sys
from functools import wraps
from pathlib import Path

from invoke import Exit, task
from invoke.main import program

ROOT = Path(__file__).parent
CACHE = ROOT / ".cache"
PYTHON = sys.executable
JOBS, PORTS = range(1025), range(1, 65536)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
sys.path.insert(0, str(ROOT / "plugins"))


def told_plainly(function):
    """End with the report of the mistakes, or one line, instead of a traceback."""
    from newsroom.problems import ContentError

    @wraps(function)
    def run(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except ContentError as error:
            raise Exit(str(error), 1) from None
        except OSError as error:
            if not error.filename:
                raise
            reason = (error.strerror or str(error)).lower()
            what = f"{error.filename}: {reason}: mend the permissions, or make room"
            raise Exit(what, 1) from None
        except KeyboardInterrupt:
            raise Exit("Interrupted.", 130) from None

    return run


def take_words(name, option, *flags):
    """Let the task ``name`` take any number of words: invoke knows only options that repeat.

    Of its other options only ``flags`` may stand without a value.
    """
    words = program.core.unparsed if hasattr(program, "core") else []
    if words[:1] == [name]:
        for place in range(1, len(words)):
            bare = words[place] == "-" or not words[place].startswith("-")
            before = words[place - 1]
            takes_value = before.startswith("--") and "=" not in before and before not in flags
            if bare and not takes_value:
                words[place] = f"--{option}={words[place]}"


def number(option, text, allowed):
    """Return a whole number of the command line: invoke itself would end with a traceback."""
    if not text.isdecimal() or int(text) not in allowed:
        what = f"{option} is a whole number from {allowed[0]} to {allowed[-1]}, not {text!r}"
        raise Exit(what, 1)
    return int(text)


def settings(**given):
    """Return the settings that the command line gives; what was not given stays as configured."""
    return {"CACHE_PATH": str(CACHE), **{name: value for name, value in given.items() if value}}


@task(
    help={
        "content": "folder with articles/, pages/, media/ and data/",
        "output": "folder of the finished site",
        "production": "build with publishconf.py",
        "conf": "build with another settings file",
        "cache": "folder of the caches (default: .cache)",
        "clean": "delete the caches first and make every file again",
        "now": "build as of this time, ISO 8601",
        "jobs": "processes at once (default: all cores)",
        "profile": "print the seconds of each stage and each template",
        "explain": "file or address: say why it was made again, and what changed in it",
    }
)
@told_plainly
def build(
    c, content="", output="", production=False, conf="", cache="", clean=False, now="", jobs="0",
    profile=False, explain="",
):  # fmt: skip
    """Build the site."""
    from newsroom.desk.standing import publish
    from newsroom.problems import ContentError

    if clean and cache:
        raise Exit("--clean deletes .cache: delete a folder of your own yourself", 1)
    if clean:
        shutil.rmtree(CACHE, ignore_errors=True)
    file = Path(conf) if conf else ROOT / ("publishconf.py" if production else "pelicanconf.py")
    # Pelican would take relative paths from the folder of the settings file.
    folders = {"PATH": content, "OUTPUT_PATH": output, "CACHE_PATH": cache}
    given = {name: str(Path(folder).resolve()) for name, folder in folders.items() if folder}
    jobs = number("--jobs", jobs, JOBS)
    given = settings(**given, NOW=now, JOBS=jobs, CLEAN=clean, EXPLAIN=explain)
    gc.disable()  # this process ends with the build
    try:
        print(publish(file, given, profile=profile))
    except ContentError as error:
        raise Exit(f"{error} Nothing was published, the last site is untouched.", 1) from None
    finally:
        gc.freeze()  # ending would look through all of it


@task(help={"port": "port on this machine", "content": "content folder", "jobs": "processes"})
@told_plainly
def serve(c, port="8000", content="", jobs="0"):
    """Show the site and its drafts, rebuild on save, reload the browser."""
    from newsroom.desk.previewing.run import serve as desk

    jobs, port = number("--jobs", jobs, JOBS), number("--port", port, PORTS)
    given = settings(PATH=content, OUTPUT_PATH=str(CACHE / "preview"), JOBS=jobs)
    desk(ROOT / "pelicanconf.py", given, port)


take_words("check", "path", "--changed", "--fix", "--strict")


@task(
    iterable=["path"],
    help={
        "path": "file or folder to report on (default: all content)",
        "changed": "report on what git sees as changed since the last commit",
        "against": "commit from which on published texts may not change in silence",
        "fix": "mend what is safe to mend",
        "strict": "warnings count as errors",
        "format": "text, json, github or sarif",
        "content": "content folder",
        "now": "check as of this time, ISO 8601",
    },
)
@told_plainly
def check(
    c, path, changed=False, against="", fix=False, strict=False, format="text",  # noqa: A002
    content="", now="",
):  # fmt: skip
    """Report every mistake in the content without building: ./inv check [PATH…]"""
    from newsroom.desk.checking.run import check as desk

    given = settings(PATH=content, NOW=now)
    report = desk(
        ROOT / "pelicanconf.py", given, path, changed=changed, against=against, fix=fix, form=format
    )
    if text := report.text(format):
        print(text)
    print(*report.fixed, report.summary(), sep="\n", file=sys.stderr)
    if report.failed(strict=strict):
        raise Exit(code=1)


take_words("new", "headline", "--no-edit", "--edit")


@task(
    iterable=["headline"],
    help={
        "headline": "the headline, in quotes",
        "section": "slug or name of its section",
        "author": "slug or name of its author",
        "tags": "names, with commas between them",
        "date": "ISO 8601 (default: now)",
        "status": "draft, published or hidden",
        "content": "content folder",
        "edit": "open $VISUAL or $EDITOR when at a terminal",
    },
)
@told_plainly
def new(
    c, headline, section="", author="", tags="", date="", status="draft", content="", edit=True
):
    """Begin a story, asking for what is missing: ./inv new HEADLINE"""
    from newsroom.desk import new as desk

    wish = desk.Wish(" ".join(headline), section, author, tags, date, status)
    ask = desk.person()
    conf = ROOT / "pelicanconf.py"
    print(desk.new(conf, settings(PATH=content), wish, ask, edit=edit and ask is not None))


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


@task(
    help={
        "format": "text, or github for a step's output",
        "content": "content folder",
        "now": "instant from which to look, ISO 8601",
    }
)
@told_plainly
def due(c, format="text", content="", now=""):  # noqa: A002 - the name of the option
    """Print the next instant at which a rebuild changes the site, and what it changes."""
    from newsroom.desk.due import due as desk

    if format not in ("text", "github"):
        raise Exit(f"--format is text or github, not {format}", 1)
    print(desk(ROOT / "publishconf.py", settings(PATH=content, NOW=now), format))


@task(help={"content": "content folder", "now": "as of this time, ISO 8601"})
@told_plainly
def ledger(c, content="", now=""):
    """Add the addresses of the production site to the ledger of all that were ever published."""
    from newsroom.desk.ledger import update_ledger

    print(update_ledger(ROOT / "publishconf.py", settings(PATH=content, NOW=now)))


take_words("hottest", "log")


@task(
    iterable=["log"],
    help={
        "log": "access log or export of a counter; - is standard input",
        "content": "content folder",
        "now": "count as of this time, ISO 8601",
    },
)
@told_plainly
def hottest(c, log, content="", now=""):
    """Count readers: ./inv hottest LOG…"""
    from newsroom.desk.popularity import count_readers

    if not log:
        raise Exit("Name the logs: ./inv hottest /var/log/nginx/access.log*", 1)
    print(count_readers(ROOT / "publishconf.py", settings(PATH=content, NOW=now), log))


@task(
    iterable=["approve", "delete"],
    help={
        "production": "with the settings of publishconf.py",
        "pending": "list the comments that wait for a moderator",
        "approve": "number of a comment that readers may see",
        "delete": "number of a comment to delete for good",
        "mark": "print what marks the writer with this e-mail address as one of the newsroom",
        "content": "content folder",
    },
)
@told_plainly
def comments(c, approve, delete, production=False, pending=False, mark=None, content=""):
    """Run the comment server beside ./inv serve, or moderate."""
    from newsroom.desk import comments as desk

    site = ROOT / ("publishconf.py" if production else "pelicanconf.py"), settings(PATH=content)
    for number in approve:
        print(desk.approve(*site, number))
    for number in delete:
        print(desk.delete(*site, number))
    if pending:
        print(desk.pending(*site))
    if mark is not None:
        print(desk.writer_hash(*site, mark))
    if not (approve or delete or pending or mark is not None):
        print(desk.run(*site))


@task(
    help={
        "week": "ISO week such as 2026-W47 (default: the last one that is over)",
        "send": "send it as DIGEST in publishconf.py says",
        "again": "send it though it was sent, or may have been",
        "content": "content folder",
        "now": "as of this time, ISO 8601",
    }
)
@told_plainly
def digest(c, week="", send=False, again=False, content="", now=""):
    """Make the newsletter of a week, and send it."""
    from newsroom.desk import digest as desk

    wish = desk.Wish(week, send, again)
    try:
        print(desk.digest(ROOT / "publishconf.py", settings(PATH=content, NOW=now), wish))
    except desk.SendingError as error:
        raise Exit(str(error), 1) from None


take_words("markets", "id")


@task(
    iterable=["id"],
    help={
        "id": "id of a market (default: all that are not resolved)",
        "content": "content folder",
        "now": "time of the snapshot, ISO 8601",
    },
)
@told_plainly
def markets(c, id, content="", now=""):  # noqa: A002 - the name of the option
    """Take snapshots of prediction markets: ./inv markets [ID…]"""
    from newsroom.desk.markets import take_snapshots

    report = take_snapshots(ROOT / "publishconf.py", settings(PATH=content, NOW=now), id)
    print(report)
    if report.failures:
        raise Exit(code=1)


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


@task(
    help={
        "stories": "stories of the corpus",
        "runs": "how often each command is measured; the medians count",
        "quick": "1,000 stories, one run, nothing recorded",
        "large": "ten times the stories as well (takes an hour)",
    }
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
    if not any(map(shutil.which, BROWSERS)):
        missing.append("Chromium (Debian: apt install chromium; macOS: brew install chromium)")
    if not shutil.which("openssl"):
        missing.append("OpenSSL (Debian: apt install openssl)")
    if not shutil.which("npm"):
        missing.append("Node.js with npm (https://nodejs.org)")
    if missing:
        raise Exit("The tests need, and cannot install:\n  " + "\n  ".join(missing), 1)
    packages, marker = ROOT / "package-lock.json", ROOT / "node_modules/.package-lock.json"
    if not marker.exists() or marker.stat().st_mtime < packages.stat().st_mtime:
        c.run("npm ci --no-audit --no-fund --loglevel=error")
