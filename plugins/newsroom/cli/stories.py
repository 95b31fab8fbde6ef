"""Tasks that bring stories in: a new one, and whole archives."""

import json
import sys
from pathlib import Path

from invoke import Exit

from newsroom.cli.command import command
from newsroom.cli.paper import CONF, conf, find_paper, settings
from newsroom.cli.site import CONTENT


@command(
    words="headline",
    lists=["headline"],
    help={
        "headline": "the headline, in quotes",
        "section": "slug or name of its section",
        "author": "slug or name of its author",
        "tags": "names, with commas between them",
        "date": "ISO 8601 (default: now)",
        "status": "draft, published or hidden",
        "content": CONTENT,
        "edit": "open $VISUAL or $EDITOR when at a terminal",
    },
)
def new(
    c, headline, section="", author="", tags="", date="", status="draft", content="", edit=True
):
    """Begin a story; asks for what is missing."""
    from newsroom.desk import new as desk

    request = desk.NewStoryRequest(
        headline=" ".join(headline),
        section=section,
        author=author,
        tags=tags,
        date=date,
        status=status,
    )
    ask = desk.person()
    print(desk.new(conf(), settings(PATH=content), request, ask, edit=edit and ask is not None))


@command(
    name="import",
    words="path",
    help={
        "from": "jekyll, hugo, pelican, wordpress, ghost, substack, medium, or one of a plugin",
        "path": "folder of the archive, the export in it, or the ZIP file of an export",
        "into": "folder that becomes the content folder",
        "section": "section for stories that name none",
        "author": "byline for stories that name nobody",
        "permalink": "pattern of the old addresses, e.g. /:year/:month/:title/",
        "site_url": "address of the old site",
        "force": "overwrite stories that were edited since",
    },
)
def import_(
    c, path="", from_="", into="content", section="news", author="", permalink="", site_url="",
    force=False,
):  # fmt: skip
    """Bring an existing archive over."""
    from newsroom.desk.importing import ArchiveError, import_archive, known_dialects

    if not path:
        raise Exit("Name the folder of the archive: ./inv import --from hugo PATH", 1)
    folder = find_paper(Path.cwd()) or Path.cwd()
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
            dialects=known_dialects(folder / CONF),
        )
    except ArchiveError as error:
        raise Exit(str(error), 1) from None
    print(report.summary())


@command(help={"into": "file to write"})
def schema(c, into="front-matter.schema.json"):
    """Write the JSON Schema of front matter, which editors complete and check with."""
    from newsroom.reading.frontmatter.schema import json_schema

    text = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    Path(into).write_text(text, "utf-8")
    print(f"wrote {into}")


@command(
    words="file",
    help={"file": "a story or page", "into": "picture to write", "content": CONTENT},
)
def card(c, file="", into=".cache/share.jpg", content=""):
    """Draw the picture that other sites show of a story or page."""
    from newsroom.desk.card import card as draw
    from newsroom.problems import ContentError

    if not file:
        raise Exit("Name the story or page: ./inv card FILE", 1)
    try:
        data = draw(conf(), settings(PATH=content), Path(file))
    except ContentError as error:
        raise Exit(str(error), 1) from None
    target = Path(into)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    print(f"{target}: 1200 × 630 pixels, {len(data) / 1000:.0f} kB")
    if sys.stdout.isatty():
        import webbrowser  # other tasks need not load it

        webbrowser.open(target.resolve().as_uri())
