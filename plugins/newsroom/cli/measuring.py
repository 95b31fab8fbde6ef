"""Tasks that measure the finished site."""

from invoke import Exit

from newsroom.cli.command import command
from newsroom.cli.paper import settings, settled

OUTPUT = "folder of the finished site"


@command(
    words="page",
    lists=["page"],
    help={
        "page": "address such as /ai/2026/11/slug/, or file (default: a page of each kind)",
        "all": "measure every page",
        "machines": "print what search engines, feed readers and networks see of each page",
        "output": OUTPUT,
    },
)
def audit(c, page, all=False, machines=False, output=""):  # noqa: A002 - the name of the option
    """Measure the finished site against its budgets: bytes, links, HTML, access, speed."""
    given = settings(OUTPUT_PATH=output)
    if machines:
        from newsroom.desk.audit.machines import views

        print("\n\n".join(views(settled(), given, page)))
        return
    from newsroom.desk.audit.measures import audit as desk

    report = desk(settled(), given, page, every=all)
    print(report.text())
    if report.broken():
        raise Exit(code=1)
