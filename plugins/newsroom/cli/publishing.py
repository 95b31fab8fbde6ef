"""Tasks that bring the site to its readers: publish, list what was published, go back."""

from collections.abc import Iterator
from contextlib import contextmanager

from invoke import Exit

from newsroom.cli.command import JOBS, command, number
from newsroom.cli.paper import settings, settled
from newsroom.cli.site import CONTENT, EDITION, NOW, conf_file

NAME = "target of the setting PUBLISH (default: the first one)"
UNLOCK = "take the lock of a run that you know is dead"
CONF = "settings file (default: publishconf.py)"


@contextmanager
def failures() -> Iterator[None]:
    """End with the one line of what failed."""
    from newsroom.delivering.publishing.target import PublishingError

    try:
        yield
    except PublishingError as error:
        raise Exit(str(error), 1) from None


@command(
    words="name",
    help={
        "name": NAME,
        "dry_run": "list what would be sent and removed, and do nothing",
        "unlock": UNLOCK,
        "removals": "publish though most of the site would be removed",
        "conf": CONF,
        "content": CONTENT,
        "output": "folder of the finished site",
        "cache": "folder of the caches (default: .cache)",
        "now": NOW,
        "jobs": "processes at once (default: all cores)",
    },
)
def publish(
    c, name="", dry_run=False, unlock=False, removals=False, conf="", content="", output="",
    cache="", now="", jobs="0",
):  # fmt: skip
    """Build the site for production and publish what changed.

    Nothing is sent if anything is wrong. A run that breaks leaves the old site served, and the
    next one goes on where it stopped.
    """
    from newsroom.delivering.publishing.publish import PublishRequest
    from newsroom.desk.publishing import publish as desk
    from newsroom.problems import ContentError

    given = settings(
        PATH=content, OUTPUT_PATH=output, CACHE_PATH=cache, NOW=now,
        JOBS=number("--jobs", jobs, JOBS),
    )  # fmt: skip
    request = PublishRequest(dry_run=dry_run, unlock=unlock, removals=removals)
    with failures():
        try:
            print(desk(conf_file(conf, settled), given, name, request))
        except ContentError as error:
            raise Exit(f"{error} Nothing was sent, the last site is still served.", 1) from None


@command(words="name", help={"name": NAME, "conf": CONF})
def releases(c, name="", conf=""):
    """List the releases that a target keeps, newest first; * is the one that is served."""
    from newsroom.desk.publishing import list_releases as desk

    with failures():
        print(desk(conf_file(conf, settled), {}, name))


@command(
    words="which",
    lists=["which"],
    help={
        "which": "target, number of a release, or both (default: first target, release before)",
        "unlock": UNLOCK,
        "conf": CONF,
    },
)
def rollback(c, which, unlock=False, conf=""):
    """Serve an earlier release again, in seconds and without a build."""
    from newsroom.desk.publishing import roll_back as desk

    numbers = [word for word in which if word.isdecimal()]
    names = [word for word in which if not word.isdecimal()]
    if len(numbers) > 1 or len(names) > 1:
        raise Exit("rollback takes one target and one release, such as: live 12", 2)
    with failures():
        number, name = "".join(numbers), "".join(names)
        print(desk(conf_file(conf, settled), {}, number, name, unlock=unlock))


@command(
    words="story",
    lists=["story"],
    help={
        "story": "slug, file or address of a story, however old it is (default: what is new)",
        "dry_run": "print the posts, and send nothing",
        "conf": CONF,
        **EDITION,
    },
)
def announce(c, story, dry_run=False, conf="", content="", now=""):
    """Announce new stories on Mastodon and Bluesky, each once."""
    from newsroom.desk.announcing import AnnouncingError
    from newsroom.desk.announcing import announce as desk

    given = settings(PATH=content, NOW=now)
    try:
        print(desk(conf_file(conf, settled), given, story, dry=dry_run))
    except AnnouncingError as error:
        raise Exit(str(error), 1) from None
