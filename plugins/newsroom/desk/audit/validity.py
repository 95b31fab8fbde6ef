"""Mistakes in the HTML of pages, found by the checker of the W3C (vnu), else by lxml."""

import json
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from newsroom.desk.audit.figures import AuditedPage, Figure
from newsroom.desk.audit.finished_site import FinishedSite
from newsroom.desk.audit.programs import node_file

JAR = "vnu-jar/build/dist/vnu.jar"
LACKING = (
    "HTML was checked by lxml, which finds few mistakes: for the checker of the W3C install Java, "
    "and run: npm install --ignore-scripts vnu-jar"
)
_AT_ONCE = 1_000
_LIBXML_KNOWS_NO_HTML5 = etree.ErrorTypes.HTML_UNKNOWN_TAG


def vnu(project: Path) -> Path | None:
    """Return the file of the checker, if it can be run."""
    return node_file(JAR, project) if shutil.which("java") else None


def check_html(
    site: FinishedSite, pages: Sequence[AuditedPage], checker: Path | None
) -> Iterator[Figure]:
    """Yield how many mistakes the HTML of each page has."""
    if checker is None:
        found = {page.path: _errors_by_lxml(site.read(page)) for page in pages}
    else:
        found = _errors_by_vnu(site, pages, checker)
    for page in pages:
        errors = tuple(found.get(page.path, ()))
        yield Figure(page=page, name="html_errors", value=len(errors), parts=errors)


def _errors_by_vnu(
    site: FinishedSite, pages: Sequence[AuditedPage], checker: Path
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for start in range(0, len(pages), _AT_ONCE):
        files = [str(site.folder / page.path) for page in pages[start : start + _AT_ONCE]]
        done = subprocess.run(  # noqa: S603 - the program and the files are our own
            ["java", "-jar", checker, "--format", "json", "--stdout", "--exit-zero-always", *files],  # noqa: S607
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        for one in json.loads(done.stdout)["messages"]:
            if one["type"] == "error" or one.get("subType") == "fatal":
                file = Path(unquote(urlsplit(one["url"]).path))
                path = file.relative_to(site.folder).as_posix()
                found[path].append(f"line {one.get('lastLine', 1)}: {one['message']}")
    return found


def _errors_by_lxml(data: bytes) -> list[str]:
    parser = etree.HTMLParser(encoding="utf-8")
    etree.fromstring(data, parser)
    return [
        f"line {one.line}: {one.message}"
        for one in parser.error_log
        if one.type != _LIBXML_KNOWS_NO_HTML5
    ]
