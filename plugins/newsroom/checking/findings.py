"""Findings, and the rules that they come from.

Setting: ``CHECK``.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from newsroom.offers import CHECKS, listed
from newsroom.options import load_options, suggestion
from newsroom.problems import ContentError, Problem, place_of_cause

if TYPE_CHECKING:
    from newsroom.checking.manuscript import Manuscript
    from newsroom.model import Article, Document

Level = Literal["error", "warning", "info", "off"]


@dataclass(frozen=True, slots=True)
class Rule:
    """``level`` is the one that counts where ``CHECK`` says nothing.

    ``find`` comes from a plugin: it yields remarks for a manuscript and its story or page.
    """

    id: str
    level: Level
    about: str
    find: Callable[["Manuscript", "Article | Document"], Iterable["Remark"]] | None = None


RULES = {
    rule.id: rule
    for rule in (
        Rule("content", "error", "Everything that a build reports; its errors stay errors."),
        Rule("broken-link", "error", "A link within the site leads to no page."),
        Rule("broken-fragment", "warning", "A link names a part that its page does not have."),
        Rule("unpublished-link", "info", "A link leads to a story that is not published yet."),
        Rule("moved-link", "info", "A link leads to an old address, which redirects."),
        Rule("undescribed-image", "warning", "A picture has no description for the blind."),
        Rule("remote-picture", "warning", "A picture is loaded from another site."),
        Rule("small-picture", "warning", "A picture has fewer pixels than its place."),
        Rule("bare-film", "warning", "A film has no still for readers and search engines."),
        Rule("hidden-data", "warning", "A file in files/ names a person or a place."),
        Rule("position", "warning", "A picture or film says where it was made."),
        Rule("named-person", "info", "A file names a person (check --sources)."),
        Rule("long-headline", "warning", "A headline is cut off by search engines and cards."),
        Rule("long-deck", "warning", "A deck is longer than a sentence or two."),
        Rule("long-summary", "warning", "A summary is longer than any card or feed shows."),
        Rule("long-paragraph", "warning", "A paragraph fills more than a telephone's screen."),
        Rule("short-body", "info", "A story says hardly more than its headline."),
        Rule("doubled-word", "warning", "A word is repeated."),
        Rule("heading-order", "warning", "A heading skips a level."),
        Rule("leftover-markdown", "warning", "The finished text shows Markdown signs."),
        Rule("distant-date", "warning", "A date is so far away that it is probably a slip."),
        Rule("no-sources", "info", "A story neither lists nor links a source."),
        Rule(
            "untidy-file", "info", "Marks and spaces that only editors see; --fix takes them out."
        ),
        Rule("gap", "info", "A question to the newsroom is not answered yet."),
        Rule("silent-change", "warning", "A published text changed and nothing tells readers."),
    )
}


@dataclass(frozen=True)
class CheckOptions:
    """Setting ``CHECK``: a level for a rule, and the lengths from which rules speak."""

    levels: dict[str, Level] = field(default_factory=dict)
    headline_characters: int = 110
    deck_characters: int = 250
    summary_characters: int = 320
    paragraph_words: int = 150
    body_words: int = 50
    earliest_year: int = 1990
    days_ahead: int = 366
    changed_words: int = 5

    def level(self, rule: str) -> Level:
        return self.levels[rule] if rule in self.levels else RULES[rule].level


def check_options(settings: Mapping[str, Any]) -> CheckOptions:
    """Read the setting ``CHECK``.

    Raises:
        ContentError: an unknown option, rule or level.
    """
    options = load_options(settings, "CHECK", CheckOptions)
    rules = {**RULES, **{rule.id: rule for rule in own_rules(settings)}}
    problems = [
        Problem("CHECK", f"unknown rule {name!r}", _known_rules(name, rules))
        for name in options.levels
        if name not in rules
    ]
    if problems:
        raise ContentError(problems)
    levels = {name: rule.level for name, rule in rules.items() if name not in RULES}
    return replace(options, levels={**levels, **options.levels})


def own_rules(settings: Mapping[str, Any]) -> tuple[Rule, ...]:
    """Return the rules that plugins offer.

    Raises:
        ContentError: the name of a rule is taken.
    """
    found: dict[str, Rule] = {}
    for rule in listed(settings, CHECKS):
        if rule.id in RULES or rule.id in found:
            what = f"CHECK_RULES: there is a rule {rule.id!r} already"
            raise ContentError([Problem("PLUGINS", what, "give it another name")])
        found[rule.id] = rule
    return tuple(found.values())


def _known_rules(name: str, rules: Iterable[str]) -> str:
    return f"see docs/checking.md for all rules{suggestion(name, rules)}"


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule says of a text: the place (line and column from 1), the cause, the remedy."""

    line: int
    column: int
    what: str
    remedy: str


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A remark with its file and rule, at the level that counts for this publication."""

    path: str
    line: int
    column: int
    rule: str
    level: Level
    what: str
    remedy: str

    def __str__(self) -> str:
        place = self.path + (f":{self.line}:{self.column or 1}" if self.line else "")
        return f"{place}: {self.level}: {self.what}: {self.remedy} [{self.rule}]"


def by_cause(finding: Finding) -> tuple[int, str, int, int, str, Finding]:
    """Return the key that sorts causes first, as in the report of a build."""
    rank = place_of_cause(finding.path)
    return rank, finding.path, finding.line, finding.column, finding.what, finding


SEVERITIES: tuple[Level, ...] = get_args(Level)[:3]
"""The levels that are shown, the gravest first."""


def found(path: str, rule: str, remark: Remark, options: CheckOptions) -> Finding | None:
    """Return the finding of a remark, None where its rule is off."""
    level = options.level(rule)
    if level == "off":
        return None
    return Finding(path, remark.line, remark.column, rule, level, remark.what, remark.remedy)


def from_problem(problem: Problem, options: CheckOptions) -> Finding | None:
    """Return the finding of what the reading room reports: an error, or a warning at most."""
    level: Level = problem.level
    if level == "warning":
        chosen = options.levels.get("content", "warning")
        level = "warning" if chosen == "error" else chosen
    if level == "off":
        return None
    return Finding(
        problem.path, problem.line, problem.column, "content", level, problem.what, problem.remedy
    )
