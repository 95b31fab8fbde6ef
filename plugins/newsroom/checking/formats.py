"""A report as text, JSON, annotations of GitHub, a report of GitLab, or SARIF 2.1.0."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from newsroom.checking.findings import RULES, SEVERITIES, Finding

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_GITLAB_LEVELS = {"error": "major", "warning": "minor", "info": "info"}
_SARIF_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def as_text(findings: Iterable[Finding]) -> str:
    return "\n".join(map(str, findings))


def as_json(findings: Iterable[Finding]) -> str:
    """Return a list of objects with path, line, column, rule, level, what, remedy."""
    return json.dumps([asdict(one) for one in findings], indent=2, ensure_ascii=False)


def as_github(findings: Iterable[Finding]) -> str:
    """Return workflow commands, which GitHub shows next to the lines of a pull request."""
    return "\n".join(map(_annotation, findings))


def _annotation(finding: Finding) -> str:
    place = {"file": finding.path, "line": finding.line, "col": finding.column}
    properties = [f"{key}={_escaped(str(value))}" for key, value in place.items() if value]
    properties.append(f"title={finding.rule}")
    text = f"{finding.what}: {finding.remedy}".replace("%", "%25").replace("\n", "%0A")
    return f"::{_COMMANDS[finding.level]} {','.join(properties)}::{text}"


def _escaped(value: str) -> str:
    for char in "%\r\n:,":
        value = value.replace(char, f"%{ord(char):02X}")
    return value


def as_gitlab(findings: Iterable[Finding]) -> str:
    """Return a Code Quality report, which GitLab shows next to the lines of a merge request."""
    return json.dumps([_issue(one) for one in findings], indent=2, ensure_ascii=False)


def _issue(finding: Finding) -> dict[str, Any]:
    text = f"{finding.path} {finding.rule} {finding.what}"
    return {
        "description": f"{finding.what}: {finding.remedy}",
        "check_name": finding.rule,
        "fingerprint": hashlib.blake2b(text.encode(), digest_size=16).hexdigest(),
        "severity": _GITLAB_LEVELS[finding.level],
        "location": {"path": finding.path, "lines": {"begin": finding.line or 1}},
    }


def as_sarif(findings: Iterable[Finding]) -> str:
    """Return a SARIF 2.1.0 log (OASIS), as code scanning services read it."""
    findings = list(findings)
    about = {rule.id: rule.about for rule in RULES.values()}
    about |= {one.rule: "A rule of this site." for one in findings if one.rule not in about}
    rules = [{"id": name, "shortDescription": {"text": text}} for name, text in about.items()]
    order = {name: number for number, name in enumerate(about)}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "newsroom check", "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(one, order) for one in findings],
            }
        ],
    }
    return json.dumps(log, indent=2, ensure_ascii=False)


def _result(finding: Finding, order: Mapping[str, int]) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(finding.path)}}
    if finding.line:
        place["region"] = {"startLine": finding.line, "startColumn": finding.column or 1}
    return {
        "ruleId": finding.rule,
        "ruleIndex": order[finding.rule],
        "level": _SARIF_LEVELS[finding.level],
        "message": {"text": f"{finding.what}: {finding.remedy}"},
        "locations": [{"physicalLocation": place}],
    }


FORMATS: dict[str, Callable[[Iterable[Finding]], str]] = {
    "text": as_text, "json": as_json, "github": as_github,
    "gitlab": as_gitlab, "sarif": as_sarif,
}  # fmt: skip


def counted(findings: Iterable[Finding]) -> str:
    """Return the numbers of errors, warnings and infos in words."""
    numbers = Counter(one.level for one in findings)
    plural = {"error": "errors", "warning": "warnings", "info": "notes"}
    singular = {"error": "error", "warning": "warning", "info": "note"}
    parts = [
        f"{numbers[level]:,} {(singular if numbers[level] == 1 else plural)[level]}"
        for level in SEVERITIES
        if numbers[level]
    ]
    return ", ".join(parts) or "nothing to fix"
