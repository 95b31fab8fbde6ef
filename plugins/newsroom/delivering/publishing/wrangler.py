"""wrangler, the program of Cloudflare that uploads a folder to Pages."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from newsroom.delivering.publishing.target import PublishingError

NAME = "wrangler"
_PASSED = re.compile(
    r"PATH|HOME|USER|LANG|LC_\w+|TMPDIR|XDG_\w+|NODE_\w+|SSL_CERT_\w+|(HTTPS?|NO|ALL)_PROXY|"
    r"SYSTEMROOT|CLOUDFLARE_(API_TOKEN|ACCOUNT_ID|API_BASE_URL)",
    re.IGNORECASE,
)
"""Variables that it gets: no secret of another host, and no key of sealed stories."""
_OURS = {"WRANGLER_SEND_METRICS": "false", "NO_COLOR": "1", "FORCE_COLOR": "0", "CI": "true"}
_STEP = re.compile(r"Uploading\.\.\. \((\d+)/(\d+)\)")
_ERROR = re.compile(r"\[ERROR\]\s*(.+?)(?:\n\s*\n\s*(?:If you think|To learn|🪵|📣)|\Z)", re.DOTALL)
_COLOR = re.compile(r"\x1b\[[\d;]*m")
_LOG = re.compile(r"\n.*(Logs were written to|please open an issue).*")


def find_wrangler(paper: Path, path: str) -> str:
    """Return the program: that of the paper's ``node_modules``, else one in ``path``.

    It is never fetched while publishing: a program that nobody has looked at would get the token.

    Raises:
        PublishingError: it is not installed.
    """
    places = os.pathsep.join([str(paper / "node_modules" / ".bin"), path])
    if found := shutil.which(NAME, path=places):
        return found
    remedy = "run npm install --save-dev wrangler in the folder of the paper (it needs Node.js)"
    raise PublishingError("wrangler, Cloudflare's own program, is not installed", remedy)


def run_wrangler(
    program: str,
    arguments: list[str],
    folder: Path,
    environment: Mapping[str, str],
    heard: Callable[[float], None],
) -> None:
    """Run it in ``folder``; ``heard`` is called with the part of the upload that is done, 0 to 1.

    Raises:
        PublishingError: it failed.
    """
    passed = {name: text for name, text in environment.items() if _PASSED.fullmatch(name)}
    said = []
    with subprocess.Popen(  # noqa: S603 - no shell
        [program, *arguments], cwd=folder, env={**passed, **_OURS}, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
    ) as running:  # fmt: skip
        for line in running.stdout or ():
            said.append(_COLOR.sub("", line))
            if step := _STEP.search(line):
                heard(int(step[1]) / max(int(step[2]), 1))
    if running.returncode:
        what = f"wrangler failed ({_reason(''.join(said)) or f'status {running.returncode}'})"
        raise PublishingError(what, "run the same again: what was uploaded is not sent twice")


def _reason(text: str) -> str:
    found = _ERROR.findall(text)
    return " ".join((found[-1] if found else _LOG.sub("", text)[-300:]).split())[:300]
