"""Tasks for what readers see and do next to the stories: counts, comments, mail, markets."""

from pathlib import Path

from invoke import Exit

from newsroom.cli.command import command
from newsroom.cli.paper import conf, settings
from newsroom.cli.site import CONTENT, NOW


@command(
    words="log",
    lists=["log"],
    help={
        "log": "access log or export of a counter; - is standard input",
        "content": CONTENT,
        "now": "count as of this time, ISO 8601",
    },
)
def hottest(c, log, content="", now=""):
    """Count the readers of stories."""
    from newsroom.desk.popularity import count_readers

    if not log:
        raise Exit("Name the logs: ./inv hottest /var/log/nginx/access.log*", 1)
    print(count_readers(conf(production=True), settings(PATH=content, NOW=now), log))


@command(
    lists=["approve", "delete"],
    help={
        "production": "with the settings of publishconf.py",
        "pending": "list the comments that wait for a moderator",
        "approve": "number of a comment that readers may see",
        "delete": "number of a comment to delete for good",
        "mark": "print what marks the writer with this e-mail address as one of the newsroom",
        "import": "export of WordPress or Disqus whose comments come below the stories here",
        "content": CONTENT,
    },
)
def comments(
    c, approve, delete, production=False, pending=False, mark=None, import_="", content=""
):
    """Run the comment server next to the preview, moderate, or bring old comments over."""
    from newsroom.desk import comments as desk

    site = conf(production=production), settings(PATH=content)
    for number in approve:
        print(desk.approve(*site, number))
    for number in delete:
        print(desk.delete(*site, number))
    if pending:
        print(desk.pending(*site))
    if mark is not None:
        print(desk.writer_hash(*site, mark))
    if import_:
        print(desk.bring_over(*site, Path(import_)))
    if not (approve or delete or pending or import_ or mark is not None):
        print(desk.run(*site))


@command(
    words="name",
    help={
        "name": "newsletter of NEWSLETTERS (default: the first one), or de/weekly",
        "issue": "week 2026-W47, day 2026-11-23, or slug of a story (default: the newest one)",
        "week": "the same as --issue",
        "send": "send it as DIGEST in publishconf.py says",
        "again": "send it though it was sent, or may have been",
        "due": "make, and with --send send, what is due and was not sent, in every language",
        "pending": "list newsletter and issue of what is due, and do nothing",
        "lang": "a language of LANGUAGES, such as de (default: that of the paper)",
        "content": CONTENT,
        "now": NOW,
    },
)
def digest(
    c, name="", issue="", week="", send=False, again=False, due=False, pending=False, lang="",
    content="", now="",
):  # fmt: skip
    """Make an issue of a newsletter, and send it."""
    from newsroom.desk import digest as desk

    site = conf(production=True), settings(PATH=content, NOW=now)
    if (due or pending) and (name or issue or week or again or lang):
        raise Exit("--due is about all newsletters: name none, and no issue or language", 1)
    try:
        if pending:
            print(desk.list_due(*site))
        elif due:
            print(desk.digest_due(*site, send=send))
        else:
            request = desk.DigestRequest(
                issue=issue or week, send=send, again=again, newsletter=name, lang=lang
            )
            print(desk.digest(*site, request))
    except desk.SendingError as error:
        raise Exit(str(error), 1) from None


@command(
    words="id",
    lists=["id"],
    help={
        "id": "id of a market (default: all that are not resolved)",
        "content": CONTENT,
        "now": "time of the snapshot, ISO 8601",
    },
)
def markets(c, id, content="", now=""):  # noqa: A002 - the name of the option
    """Take snapshots of prediction markets."""
    from newsroom.desk.markets import take_snapshots

    report = take_snapshots(conf(production=True), settings(PATH=content, NOW=now), id)
    print(report)
    if report.failures:
        raise Exit(code=1)
