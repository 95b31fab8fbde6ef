"""Tasks that make a paper and bring it to another version of the software."""

import sys
from datetime import datetime
from pathlib import Path

from invoke import Exit

from newsroom.cli.command import command
from newsroom.cli.paper import conf, paper, settings


@command(
    words="folder",
    pairs=["import"],
    help={
        "folder": "folder of the new paper",
        "name": "name of the paper",
        "url": "address at which it will be published, such as https://news.example",
        "lang": "language, such as en, de or pt-BR",
        "timezone": "time zone, such as Europe/Berlin",
        "sections": 'names, with commas between them: "News, Sport"',
        "author": "who signs the first story",
        "host": "where it will be published (asked for with a list)",
        "yes": "ask nothing: what is not given gets a default",
        "import": "DIALECT PATH: bring an archive over, as ./inv import --from does",
        "demo": "begin with the demo edition (only in a clone of the software)",
        "record": "take the answers from the record of another paper (.newsroom.yml)",
    },
)
def init(
    c, folder="", name="", url="", lang="", timezone="", sections="", author="", host="",
    yes=False, import_="", demo=False, record="",
):  # fmt: skip
    """Start a paper in a new folder.

    Asks for what is not given. In a folder that is a paper already it changes nothing and says
    what differs from what it would write.
    """
    from newsroom.scaffolding import extras, questions
    from newsroom.scaffolding import init as desk

    if not folder:
        raise Exit("Name the folder of the new paper: newsroom init FOLDER", 1)
    place = Path(folder)
    if difference := desk.compare_paper(place):
        print(difference)
        return
    desk.check_place(place)
    archive = extras.archive_of(import_)
    if demo:
        extras.check_demo()
    if record:
        answers = questions.recorded(Path(record))
    else:
        given = {
            "name": name, "url": url, "lang": lang, "timezone": timezone, "sections": sections,
            "author": author, "host": host,
        }  # fmt: skip
        ask = None if yes or not sys.stdin.isatty() else questions.person
        answers = questions.complete(given, ask, datetime.now().astimezone().date())
    started = desk.start_paper(place, answers)
    if demo:
        extras.add_demo(place)
    if archive:
        print(extras.import_into(place, archive, answers))
    print(started)


@command(words="topic", help={"topic": "name of a document, such as writing"})
def docs(c, topic=""):
    """Show the documents, or one of them, without a network."""
    from newsroom.desk.docs import contents, document, plain

    if not topic:
        print(contents())
    elif sys.stdout.isatty():
        import pydoc  # other tasks need not load it

        pydoc.pager(plain(document(topic)))
    else:
        print(plain(document(topic)), end="")


@command(help={"k": "only tests whose names match"})
def test(c, k=""):
    """Test the paper: what every paper must pass, then the tests in tests/."""
    from newsroom.testing.runner import run_tests

    folder = paper()
    if not run_tests(folder, folder / "tests", k):
        raise Exit(code=1)


@command(help={"lang": "language whose catalogue is made or updated, such as sv"})
def messages(c, lang=""):
    """Collect the texts of pages for who translates them, in locale/<lang>.po."""
    from newsroom.building.build import load_settings
    from newsroom.desk.messages import update_paper

    found = load_settings(conf(), settings())
    print(update_paper(found, paper(), lang or found["DEFAULT_LANG"]))


@command(
    words="target",
    help={
        "target": "version, wheel, address of one, or git+https://…@VERSION (default: the newest)"
    },
)
def upgrade(c, target=""):
    """Bring the paper to another version of the software, and show which pages that changes."""
    from newsroom.scaffolding.upgrade import upgrade as desk

    done = desk(paper(), target, lambda text: print(text, file=sys.stderr, flush=True))
    print(done)
    if done.mistakes:
        raise Exit(code=1)
