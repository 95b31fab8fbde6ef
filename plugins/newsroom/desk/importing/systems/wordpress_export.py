"""One WordPress export: its items, authors and terms. Nothing but plain XML is read."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from newsroom.desk.importing.addresses.old_site import OldSite
from newsroom.desk.importing.report import ImportReport

_CONTROLS = bytes(number for number in range(32) if number not in (9, 10, 13))
_NAMES = re.compile(r"\{[^}]*/(?P<space>export|excerpt|content|dc)[^}]*\}")
_NAMED = ("wp:cat_name", "wp:tag_name", "wp:term_name")
_DESCRIBED = ("wp:category_description", "wp:tag_description", "wp:term_description")
BROKEN = "export again under Tools → Export, or fix the line"


@dataclass(slots=True, kw_only=True)
class Item:
    """An item of the export. ``line`` is where it begins, ``body_line`` where its text does.

    ``comments`` hold addresses of people: nothing of theirs may be published or kept.
    """

    path: str
    file: Path
    line: int
    body_line: int
    texts: dict[str, str]
    meta: dict[str, str]
    terms: list[tuple[str, str, str]]
    comments: list[dict[str, str]]

    @property
    def kind(self) -> str:
        return self.texts.get("wp:post_type", "")

    @property
    def status(self) -> str:
        return self.texts.get("wp:status", "")

    @property
    def title(self) -> str:
        return self.texts.get("title", "")


@dataclass(slots=True, kw_only=True)
class WordPressExport:
    """All exports of one site. ``terms``: id → name; ``attachments``, ``pages``: id → item.

    ``described``: name of a term → its description.
    """

    items: list[Item] = field(default_factory=list)
    authors: dict[str, str] = field(default_factory=dict)
    terms: dict[str, str] = field(default_factory=dict)
    attachments: dict[str, Item] = field(default_factory=dict)
    pages: dict[str, Item] = field(default_factory=dict)
    blocks: dict[str, str] = field(default_factory=dict)
    described: dict[str, str] = field(default_factory=dict)
    site: OldSite = field(default_factory=lambda: OldSite(base_url="", folder=""))


def read_export(file: Path, export: WordPressExport, report: ImportReport) -> None:
    """Add what is in one file; one that cannot be read is reported."""
    data = file.read_bytes()
    if re.search(rb"<!\s*(?:DOCTYPE|ENTITY)", data[: data.find(b"<channel")], re.IGNORECASE):
        report.left_out(file.name, "the export declares entities", "export it again")
        return
    clean = data.translate(None, _CONTROLS)
    if len(clean) < len(data):
        what = f"{len(data) - len(clean)} control characters were taken out"
        report.changed(file.name, what, "check the text")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        channel = etree.fromstring(clean, parser).find("channel")
    except etree.XMLSyntaxError as error:
        report.left_out(file.name, f"broken XML: {error.msg}", BROKEN, error.lineno or 0)
        return
    if channel is None:
        report.left_out(file.name, "there is no <channel> in it", BROKEN)
        return
    lines = _lines(clean)
    for element in channel:
        match _name(element):
            case "wp:author":
                texts = _texts(element)
                name = texts.get("wp:author_display_name", "")
                export.authors[texts.get("wp:author_login", "")] = name
            case "wp:category" | "wp:term" | "wp:tag":
                texts = _texts(element)
                name = next((texts[key] for key in _NAMED if texts.get(key)), "")
                export.terms[texts.get("wp:term_id", "")] = name
                if about := next((texts[key] for key in _DESCRIBED if texts.get(key)), ""):
                    export.described.setdefault(name, about)
            case "item":
                _add(_item(element, file, *next(lines, (0, 0))), export)


def _add(item: Item, export: WordPressExport) -> None:
    number = item.texts.get("wp:post_id", "")
    if item.kind == "attachment":
        export.attachments[number] = item
    elif item.kind == "page":
        export.pages[number] = item
    elif item.kind == "wp_block":
        export.blocks[number] = item.texts.get("content:encoded", "")
    export.items.append(item)


def _lines(data: bytes) -> Any:
    """Yield for each item the lines on which it and its text begin (libxml2 counts to 65,535)."""
    line, position, begun = 1, 0, 0
    for found in re.finditer(rb"<item>|<content:encoded>", data):
        line += data.count(b"\n", position, found.start())
        position = found.start()
        if found[0] == b"<item>":
            if begun:
                yield begun, begun
            begun = line
        elif begun:
            yield begun, line
            begun = 0
    if begun:
        yield begun, begun


def _item(element: Any, file: Path, line: int, body_line: int) -> Item:
    meta, terms, comments = {}, [], []
    for child in element:
        match _name(child):
            case "wp:postmeta":
                pair = _texts(child)
                meta[pair.get("wp:meta_key", "")] = pair.get("wp:meta_value", "")
            case "category":
                terms.append(
                    (child.get("domain", ""), child.get("nicename", ""), (child.text or "").strip())
                )
            case "wp:comment":
                comments.append(_texts(child))
    return Item(
        path=file.name, file=file, line=line, body_line=body_line, texts=_texts(element),
        meta=meta, terms=terms, comments=comments,
    )  # fmt: skip


def _texts(element: Any) -> dict[str, str]:
    return {_name(child): child.text or "" for child in element if not len(child)}


def _name(element: Any) -> str:
    """Return the name of an element as exports write it: ``wp:post_id``, ``content:encoded``."""
    if not isinstance(element.tag, str):
        return ""
    space = _NAMES.match(element.tag)
    kinds = {"export": "wp", "dc": "dc"}
    name = element.tag.rpartition("}")[2]
    if not space:
        return name
    prefix = element.prefix or kinds.get(space["space"], space["space"])
    return f"{prefix}:{name}"
