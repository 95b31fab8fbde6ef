"""Tasks that run the site: build, preview, check, and what is due."""

import gc
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from invoke import Exit

from newsroom.cli.command import JOBS, PORTS, choice, command, number
from newsroom.cli.paper import conf as conf_of_paper
from newsroom.cli.paper import paper, settings, settled

CONTENT = "folder with articles/, pages/, media/ and data/"
NOW = "as of this time, ISO 8601"
EDITION = {"content": CONTENT, "now": NOW}
"""Options of tasks that look at the stories as they are at some time."""


def conf_file(given: str, usual: Callable[[], Path]) -> Path:
    """Return the settings file that the command line names, else the usual one."""
    return Path(given).resolve() if given else usual()


@command(
    help={
        "content": CONTENT,
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
def build(
    c, content="", output="", production=False, conf="", cache="", clean=False, now="", jobs="0",
    profile=False, explain="",
):  # fmt: skip
    """Build the site."""
    from newsroom.building.up_to_date import publish
    from newsroom.problems import ContentError

    if clean and cache:
        raise Exit("--clean deletes .cache: delete a folder of your own yourself", 1)
    file = conf_file(conf, lambda: conf_of_paper(production=production))
    if clean:
        shutil.rmtree(file.parent / ".cache", ignore_errors=True)
    given = settings(
        PATH=content, OUTPUT_PATH=output, CACHE_PATH=cache, NOW=now, CLEAN=clean, EXPLAIN=explain,
        JOBS=number("--jobs", jobs, JOBS),
    )  # fmt: skip
    gc.disable()  # this process ends with the build
    try:
        print(publish(file, given, profile=profile))
    except ContentError as error:
        raise Exit(f"{error} Nothing was published, the last site is untouched.", 1) from None
    finally:
        gc.freeze()  # ending would look through all of it


@command(help={"port": "port on this machine", "content": CONTENT, "jobs": "processes"})
def serve(c, port="8000", content="", jobs="0"):
    """Show the site and its drafts, rebuild on save, reload the browser."""
    from newsroom.previewing.serve import serve as desk

    jobs, port = number("--jobs", jobs, JOBS), number("--port", port, PORTS)
    preview = str(paper() / ".cache/preview")
    desk(conf_of_paper(), settings(PATH=content, OUTPUT_PATH=preview, JOBS=jobs), port)


@command(
    words="path",
    lists=["path"],
    help={
        "path": "file or folder to report on (default: all content)",
        "changed": "report on what git sees as changed since the last commit",
        "against": "commit from which on published texts may not change in silence",
        "sources": "report what files tell of people and places, in git or not",
        "fix": "fix what is safe to fix, and take positions out of pictures and films",
        "strict": "warnings count as errors",
        "format": "text, json, github, gitlab or sarif",
        **EDITION,
    },
)
def check(
    c, path, changed=False, against="", sources=False, fix=False, strict=False,
    format="text", content="", now="",  # noqa: A002
):  # fmt: skip
    """Report every mistake in the content without building."""
    from newsroom.checking import check as desk

    given = settings(PATH=content, NOW=now)
    common = {"changed": changed, "fix": fix, "form": format}
    if sources:
        report = desk.check_sources(settled(), given, path, **common)
    else:
        report = desk.check(settled(), given, path, against=against, **common)
    if text := report.text(format):
        print(text)
    print(*report.fixed, report.summary(), sep="\n", file=sys.stderr)
    if report.failed(strict=strict):
        raise Exit(code=1)


@command(
    help={
        "format": "text, or github for a step's output",
        "content": CONTENT,
        "now": "instant from which to look, ISO 8601",
    }
)
def due(c, format="text", content="", now=""):  # noqa: A002 - the name of the option
    """Print the next instant at which a rebuild changes the site, and what it changes."""
    from newsroom.desk.due import due as desk

    choice("--format", format, ("text", "github"))
    print(desk(conf_of_paper(production=True), settings(PATH=content, NOW=now), format))


@command(help=EDITION)
def ledger(c, content="", now=""):
    """Add the addresses of the production site to the ledger of all that were ever published."""
    from newsroom.desk.ledger import update_ledger

    print(update_ledger(conf_of_paper(production=True), settings(PATH=content, NOW=now)))
