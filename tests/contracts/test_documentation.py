"""What is promised in docs/ is what the code does, and the other way round."""

import dataclasses
import importlib
import json
import re

import pytest
from jinja2 import Environment, FileSystemLoader, nodes

from newsroom import model
from newsroom.delivering.publishing.kinds import NAMES, own_kind
from newsroom.delivering.publishing.options import Common
from newsroom.reading.frontmatter.schema import FrontMatter, json_schema
from newsroom.settings.schema import KNOWN
from newsroom.settings.values import OptionsOf
from newsroom.writing.digests import UNREADABLE
from tests.conftest import ROOT

CONTEXT = (ROOT / "docs/template-context.md").read_text("utf-8")
SETTINGS_PAGE = (ROOT / "docs/settings.md").read_text("utf-8")
WRITING = (ROOT / "docs/writing.md").read_text("utf-8")
TYPES = ("Site", "Rights", "Page", "Alternate", "Assets", "Icons", "Article", "Card", "Document",
         "Section", "Author", "Tag", "Picture", "Correction", "CorrectionCard",
         "Details", "Contribution", "Box", "Revision", "WordRun",
         "Link", "Feed", "Newsletters", "Newsletter", "SignUp", "Issue", "IssueSection",
         "IssueStory", "IssueRanking", "IssueCorrection", "IssueMarket", "Listing",
         "Entry", "HotList", "Front", "Package", "Band", "DeskList", "DeskStory",
         "Translation", "Live", "LivePart", "Update", "Series", "Part", "PartLink", "Comment",
         "Discussion", "Webmentions", "Mention", "Market", "MarketEntry",
         "MarketGroup", "Statement", "Trend", "Player")  # fmt: skip


def documented(heading: str) -> set[str]:
    """Return the names in backticks under ``### heading`` of the template context."""
    part = CONTEXT.split(f"### {heading}\n")[1].split("\n#")[0]
    return set(re.findall(r"`([a-z_]+)`", part))


def readable(kind: type) -> set[str]:
    fields = {field.name for field in dataclasses.fields(kind)} - UNREADABLE
    properties = {name for name, value in vars(kind).items() if isinstance(value, property)}
    return fields | properties


def templates() -> dict[str, nodes.Template]:
    folder = ROOT / "theme/templates"
    environment = Environment(loader=FileSystemLoader(folder), autoescape=True)
    names = [file.relative_to(folder).as_posix() for file in sorted(folder.rglob("*.html"))]
    return {name: environment.parse((folder / name).read_text("utf-8")) for name in names}


@pytest.mark.parametrize("name", TYPES)
def test_every_documented_name_of_a_type_exists(name):
    promised = documented(name)
    if name == "Article":
        promised |= documented("Card")
    values = {"none", "open", "closed", "off", "news", "analysis", "opinion", "explainer", "live",
              "sponsored", "published", "draft", "hidden", "feature", "quartet", "briefs",
              "voices", "noindex", "date", "lead_related", "reply", "mention", "unknown", "stale",
              "resolved", "correction", "clarification", "update", "note", "facts", "method",
              "kept", "added", "removed"}  # fmt: skip
    missing = {one for one in promised if one not in readable(getattr(model, name))} - values
    assert not missing


@pytest.mark.parametrize("name", [name for name in TYPES if name not in {"Article", "Document"}])
def test_every_name_of_a_type_is_documented(name):
    assert readable(getattr(model, name)) <= documented(name)


def test_the_theme_reads_nothing_that_is_not_documented():
    known = set(re.findall(r"`([a-z_]+)`", CONTEXT))
    builtin = {"loop", "index", "index0", "first", "last", "length", "self", "super", "caller"}
    unknown = {}
    for name, tree in templates().items():
        read = {node.attr for node in tree.find_all(nodes.Getattr)}
        macros = {node.name for node in tree.find_all(nodes.Macro)}
        imported = {node.target for node in tree.find_all(nodes.Import)}
        called = {
            node.node.attr
            for node in tree.find_all(nodes.Call)
            if isinstance(node.node, nodes.Getattr)
        }
        if extra := read - known - builtin - macros - imported - called:
            unknown[name] = sorted(extra)
    assert not unknown


def described_settings() -> set[str]:
    """Return the names that the page of the settings explains: in headings and in first columns."""
    rows = re.findall(r"^(?:### |\| )(`[A-Z_`, ]+`)", SETTINGS_PAGE, re.MULTILINE)
    return set(re.findall(r"`([A-Z_]+)`", " ".join(rows)))


def test_every_setting_is_documented_and_every_documented_setting_exists():
    assert described_settings() == set(KNOWN)


@pytest.mark.parametrize(
    "name", [name for name, one in KNOWN.items() if isinstance(one.check, OptionsOf)]
)
def test_every_option_is_documented_and_every_documented_option_exists(name):
    part = re.split(r"\n##+ ", SETTINGS_PAGE.split(f"### `{name}`")[1])[0]
    rows = re.findall(r"^\| (`[a-z_`, ]+`) \|", part, re.MULTILINE)
    options = KNOWN[name].check.load()
    assert set(re.findall(r"`([a-z_]+)`", " ".join(rows))) == set(options.__dataclass_fields__)
    assert f"``{name}``" in options.__doc__


@pytest.mark.parametrize("name", NAMES)
def test_every_option_of_a_kind_of_target_is_documented_and_the_other_way_round(name):
    page = (ROOT / "docs/publishing.md").read_text("utf-8")
    part = page.split(f"## Kind `{name}`\n")[1].split("\n## ")[0]
    promised = set(re.findall(r"^\| `([a-z_]+)` \|", part, re.MULTILINE))
    common = {field.name for field in dataclasses.fields(Common)}
    options = {field.name for field in dataclasses.fields(own_kind(name).options)}
    assert promised == options - common
    assert common <= set(re.findall(r"^\| `([a-z_]+)` \|", page, re.MULTILINE))


def test_every_key_of_front_matter_is_in_the_writing_guide():
    keys = set(re.findall(r"^\| (`.+?`) \|", WRITING, re.MULTILINE))
    assert set(FrontMatter.model_fields) <= set(re.findall(r"`([a-z_]+)`", " ".join(keys)))


def test_the_schema_for_editors_is_the_one_that_validates():
    file = ROOT / "docs/front-matter.schema.json"
    assert json.loads(file.read_text("utf-8")) == json_schema(), "refresh it with ./inv schema"


PACKAGE = ROOT / "plugins/newsroom"
PLUGINS = [
    ".".join(("newsroom", *file.relative_to(PACKAGE).with_suffix("").parts))
    for file in sorted(PACKAGE.rglob("*.py"))
    if "\ndef register()" in file.read_text("utf-8")
]


@pytest.mark.parametrize("name", PLUGINS)
def test_a_plugin_says_what_it_does_and_can_be_registered(name):
    module = importlib.import_module(name)
    assert module.__doc__
    assert callable(module.register)
