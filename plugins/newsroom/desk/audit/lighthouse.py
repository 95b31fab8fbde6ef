"""What Lighthouse says of a page on a phone: the least of its scores."""

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from newsroom.desk.audit.figures import AuditedPage, Figure
from newsroom.desk.audit.finished_site import FinishedSite
from newsroom.desk.audit.programs import node_program
from newsroom.engine.browsers import FLAGS, chromium

LACKING = "Lighthouse was not run: npm install lighthouse (it needs Chromium)"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_GOOD = 99
_NO_ROBOTS = "//meta[@name='robots'][contains(@content, 'noindex')]"


def lighthouse(project: Path) -> str | None:
    """Return the program, if it can be run."""
    return node_program("lighthouse", project) if chromium() else None


def score(site: FinishedSite, page: AuditedPage, host: str, program: str) -> Iterator[Figure]:
    """Yield the least score of a page; that for search engines only where they are welcome.

    A low score is measured once more: other work on the machine costs points.
    """
    is_indexed = not site.parse(page).xpath(_NO_ROBOTS)
    wanted = CATEGORIES if is_indexed else CATEGORIES[:-1]
    best = _run(program, host + page.url, wanted)
    if _least(best) < _GOOD:
        best = max(best, _run(program, host + page.url, wanted), key=_least)
    scores = {name: _points(one) for name, one in best["categories"].items()}
    parts = tuple(f"{name} {value}" for name, value in scores.items() if value < 100)
    yield Figure(page=page, name="lighthouse", value=_least(best), parts=(*parts, *_failed(best)))


def _points(category: dict[str, Any]) -> int:
    return round(100 * (category["score"] or 0))


def _least(result: dict[str, Any]) -> int:
    return min(map(_points, result["categories"].values()))


def _run(program: str, address: str, wanted: Sequence[str]) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603 - the program is one that the paper has installed
        [
            program, address, "--quiet", "--output=json", "--output-path=stdout",
            f"--only-categories={','.join(wanted)}",
            f"--chrome-flags=--headless=new {' '.join(FLAGS)}",
        ],
        capture_output=True, text=True, check=True,
        env={**os.environ, "CHROME_PATH": chromium() or ""},
    )  # fmt: skip
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _failed(result: dict[str, Any]) -> Iterator[str]:
    """Yield the audits that cost points."""
    for category in result["categories"].values():
        for one in category["auditRefs"]:
            audit = result["audits"][one["id"]]
            if one["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                yield f"{one['id']}: {audit['title']}"
