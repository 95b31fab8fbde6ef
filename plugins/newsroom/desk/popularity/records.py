"""Records with named fields – of CloudFront, Caddy and nginx – as hits.

Each raises KeyError, TypeError, ValueError and the like for a record of another kind.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from newsroom.desk.popularity.hits import Hit, any_hour, given, iso_hour


def cloudfront(record: Mapping[str, Any]) -> Hit:
    hour = iso_hour(f"{record['date']}T{record['time']}")
    agent = record.get("cs(User-Agent)")
    return Hit(
        hour, record["c-ip"], record["cs-method"], record["cs-uri-stem"],
        int(record["sc-status"]), given(agent and unquote(agent)),
    )  # fmt: skip


def caddy(record: Mapping[str, Any]) -> Hit:
    request = record["request"]
    headers = {name.lower(): " ".join(values) for name, values in request["headers"].items()}
    return Hit(
        any_hour(record["ts"]), request.get("client_ip") or request["remote_ip"],
        request["method"], request["uri"], int(record["status"]), headers.get("user-agent", ""),
        _purpose(headers),
    )  # fmt: skip


def nginx(record: Mapping[str, Any]) -> Hit:
    method, _, rest = record.get("request", "").partition(" ")
    moments = (record.get(key) for key in ("msec", "time_iso8601", "time_local", "time"))
    return Hit(
        any_hour(next(filter(None, moments), "")), record["remote_addr"],
        record.get("request_method") or method,
        record.get("request_uri") or record.get("uri") or rest.partition(" ")[0],
        int(record["status"]), given(record.get("http_user_agent")),
        _purpose({key.removeprefix("http_").replace("_", "-"): record[key] for key in record}),
    )  # fmt: skip


def _purpose(headers: Mapping[str, Any]) -> str:
    sent = (headers.get(name) for name in ("sec-purpose", "purpose", "x-purpose", "x-moz"))
    return next((str(value) for value in sent if value), "")
