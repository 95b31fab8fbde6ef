"""The tasks of ./inv: each calls one function of the desk."""

import sys
from functools import wraps
from pathlib import Path

from invoke import task

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT / "plugins"))


def told_plainly(function):
    """Turn mistakes of content into their report and exit status 1, instead of a traceback."""
    from newsroom.problems import ContentError

    @wraps(function)
    def run(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except ContentError as error:
            sys.exit(str(error))

    return run


def overrides(content, output, now, jobs):
    given = {"PATH": content, "OUTPUT_PATH": output, "NOW": now, "JOBS": jobs}
    return {name: value for name, value in given.items() if value}


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
        desk.remove_caches(ROOT / ".cache")
    conf = ROOT / ("publishconf.py" if production else "pelicanconf.py")
    print(desk.build(conf, overrides(content, output, now, jobs)))


@task(help={"port": "port on this machine", "content": "content folder", "jobs": "processes"})
@told_plainly
def serve(c, port=8000, content="", jobs=0):
    """Show the site, rebuild on save, reload the browser."""
    from newsroom.desk.preview import serve

    given = overrides(content, ROOT / ".cache" / "preview", "", jobs)
    serve(ROOT / "pelicanconf.py", given, port)
