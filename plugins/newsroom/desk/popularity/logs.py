"""Access logs, a line at a time: common, combined, S3, W3C (CloudFront, IIS) and JSON lines.

JSON is that of CloudFront, Cloudflare, Traefik, Caddy, or of nginx with the names of its variables
as keys. Programs that pass lines on (syslog, journald, Docker, Kubernetes) put words of their own
in front, or the line into a record of their own.
"""

import json
import re
from collections.abc import Iterable, Iterator

from newsroom.desk.popularity.addresses import address_in
from newsroom.desk.popularity.hits import Hit, any_hour, given
from newsroom.desk.popularity.records import any_record, w3c

_QUOTED = r'"([^"\\]*(?:\\.[^"\\]*)*)"'
_REQUEST = rf"\[([^\]]+)\] {_QUOTED} (\d{{3}}) \S+(?:\s*$| {_QUOTED} {_QUOTED})"
_LINE = re.compile(rf"(\S+) \S+ \S+ {_REQUEST}")
_REST = re.compile(_REQUEST)
# Owner and name of the bucket; after the time the reader, who asks, the request, what, the file.
_BUCKET = re.compile(
    rf"\S+ \S+ \[([^\]]+)\] (\S+) \S+ \S+ [A-Z]+(?:\.[A-Z_]+)+ \S+ {_QUOTED} (\d{{3}})"
    rf"(?: \S+){{5}} {_QUOTED} {_QUOTED}"
)
_STAMP = re.compile(r" \[(?:\d\d/\w{3}/\d{4}:|\d{4}-\d\d-\d\dT)")
_WRAPPED = ("log", "MESSAGE", "message")
"""Keys under which Docker, journald and others have the line of the server."""


def read_hits(lines: Iterable[str]) -> Iterator[tuple[int, Hit | None]]:
    """Yield the number and the hit of every line with a request; ``None`` if it cannot be read."""
    columns: list[str] = []
    for number, line in enumerate(lines, 1):
        if line.startswith("{"):
            yield number, _json_hit(line)
        elif line.startswith("#"):
            if line.startswith("#Fields:"):
                columns = line.split()[1:]
        elif not line.strip():
            continue
        elif columns:
            yield number, _w3c_hit(columns, line)
        elif "{" in line and line.rstrip().endswith("}"):
            yield number, _common_hit(line) or _json_hit(line[line.index("{") :])
        else:
            yield number, _common_hit(line)


def _common_hit(line: str) -> Hit | None:
    if match := _LINE.match(line):
        address, stamp, request, status, _, agent = match.groups()
    elif match := _BUCKET.match(line):
        stamp, address, request, status, _, agent = match.groups()
    else:
        begin = _STAMP.search(line)
        match = _REST.match(line, begin.start() + 1) if begin else None
        if not (begin and match):
            return None
        address = address_in(line[: begin.start()])
        stamp, request, status, _, agent = match.groups()
    try:
        hour = any_hour(stamp)
    except (OverflowError, ValueError):
        return None
    method, _, rest = request.partition(" ")
    return Hit(hour, address, method, rest.partition(" ")[0], int(status), given(agent))


def _w3c_hit(columns: list[str], line: str) -> Hit | None:
    line = line.rstrip("\r\n")
    values = line.split("\t") if "\t" in line else line.split()
    try:
        return w3c(dict(zip(columns, values, strict=True)))
    except (KeyError, ValueError):
        return None


def _json_hit(line: str) -> Hit | None:
    try:
        record = json.loads(line)
        if wrapped := next((record[key] for key in _WRAPPED if key in record), ""):
            return _json_hit(wrapped) if wrapped.startswith("{") else _common_hit(wrapped)
        hit = any_record(record)
    except (AttributeError, KeyError, OverflowError, RecursionError, TypeError, ValueError):
        return None
    texts = (hit.address, hit.method, hit.target, "" if hit.agent is None else hit.agent)
    return hit if all(isinstance(text, str) for text in texts) else None
