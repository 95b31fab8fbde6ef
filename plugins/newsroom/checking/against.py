"""Published texts that changed without a word to the reader.

``materiality.py`` says which changes are material: of headline, deck and text together, by
``CHECK["changed_words"]``. Readers learn of a change when ``updated`` was set again or an entry was
added to ``corrections``.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from newsroom.checking.findings import CheckOptions, Finding, Remark, found
from newsroom.checking.git import edits_since, file_at
from newsroom.checking.manuscript import Manuscript
from newsroom.reading.frontmatter.header import read_source
from newsroom.reading.frontmatter.marked_yaml import FrontMatterError
from newsroom.reading.frontmatter.rules import Rules
from newsroom.reading.frontmatter.schema import FrontMatter
from newsroom.reading.frontmatter.validation import validate
from newsroom.reading.markup.outline import plain_text
from newsroom.reading.sources.parse import Parser
from newsroom.text.materiality import changes, words_of


def silent_changes(
    ref: str, content: Path, zone: ZoneInfo, now: datetime, options: CheckOptions
) -> Iterator[Finding]:
    """Yield a finding for every published story that changed materially since ``ref`` in silence.

    Raises:
        ContentError: git does not know ``ref``.
    """
    project, parser = content.parent, Parser(Rules(zone=str(zone), lang="en"))
    for then, path in edits_since(ref, content / "articles"):
        try:
            old = file_at(ref, then, content / "articles")
            new = (content / "articles" / path).read_bytes()
        except OSError:
            continue
        if remark := silence(old, new, ref, parser, zone, now, options.changed_words):
            source = (content / "articles" / path).relative_to(project).as_posix()
            if finding := found(source, "silent-change", remark, options):
                yield finding


def silence(
    old: bytes, new: bytes, ref: str, parser: Parser, zone: ZoneInfo, now: datetime, most: int
) -> Remark | None:
    """Compare two versions of a story; None where readers need not know, or do."""
    before, after = _matter(old, zone), _matter(new, zone)
    if before is None or after is None or before.status == "draft" or after.status == "draft":
        return None
    if before.date > now or after.label == "live":  # a live story dates every update itself
        return None
    if after.updated != before.updated or len(after.corrections) > len(before.corrections):
        return None
    count, weighty = changes(_words(old, before, parser), _words(new, after, parser))
    if count <= most and not weighty:
        return None
    place = Manuscript(path="", text=new.decode("utf-8", "replace"), lang="", html="").key(
        "date"
    ) or (1, 1)
    if weighty:
        was, now_reads = weighty[0]
        what = f"since {ref} {was or 'nothing'!r} became {now_reads or 'nothing'!r}"
    else:
        what = f"since {ref} {count} words of a published story changed"
    stamp = now.replace(tzinfo=None).isoformat(" ", "minutes")
    return Remark(*place, what, f"add `updated: {stamp}`, or an entry under `corrections:`")


def _matter(data: bytes, zone: ZoneInfo) -> FrontMatter | None:
    try:
        return validate(read_source(data, ""), "", zone, FrontMatter)[0]
    except FrontMatterError:
        return None


def _words(data: bytes, matter: FrontMatter, parser: Parser) -> list[str]:
    body = plain_text(parser.parse(data, "story").html)[0]
    return words_of(f"{matter.title}\n{matter.deck or ''}\n{body}")
