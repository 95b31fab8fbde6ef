"""Records with named fields – W3C (CloudFront, IIS), Caddy, Cloudflare, nginx, Traefik – as hits.

Each raises KeyError, TypeError, ValueError and the like for a record of another kind.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from newsroom.desk.popularity.hits import Hit, any_hour, given, iso_hour


def w3c(record: Mapping[str, Any]) -> Hit:
    """Read CloudFront, which writes a space as ``%20``, or IIS, which writes ``+``."""
    hour = iso_hour(f"{record['date']}T{record['time']}")
    agent = record.get("cs(User-Agent)")
    if agent and "%20" not in agent:
        agent = agent.replace("+", " ")
    return Hit(
        hour, record["c-ip"], record["cs-method"], record["cs-uri-stem"],
        int(record["sc-status"]), given(agent and unquote(agent)),
    )  # fmt: skip


def cloudflare(record: Mapping[str, Any]) -> Hit:
    return Hit(
        any_hour(record["EdgeStartTimestamp"]), record["ClientIP"], record["ClientRequestMethod"],
        record.get("ClientRequestURI") or record["ClientRequestPath"],
        int(record["EdgeResponseStatus"]), given(record.get("ClientRequestUserAgent")),
    )  # fmt: skip


def traefik(record: Mapping[str, Any]) -> Hit:
    return Hit(
        iso_hour(record["StartUTC"]), record["ClientHost"], record["RequestMethod"],
        record["RequestPath"], int(record["DownstreamStatus"]),
        given(record.get("request_User-Agent")),
    )  # fmt: skip


def _caller(request: Mapping[str, Any]) -> Any:
    """Return who asks; Caddy before 2.5 writes address and port in ``remote_addr``."""
    names = ("client_ip", "remote_ip", "remote_addr")
    return next(filter(None, map(request.get, names)), "")


def caddy(record: Mapping[str, Any]) -> Hit:
    request = record["request"]
    headers = {name.lower(): " ".join(values) for name, values in request["headers"].items()}
    return Hit(
        any_hour(record["ts"]), _caller(request),
        request["method"], request["uri"], int(record["status"]), headers.get("user-agent", ""),
        _purpose(headers),
    )  # fmt: skip


_MOMENTS = ("msec", "time_iso8601", "time_local", "time", "@timestamp", "timestamp")


def nginx(record: Mapping[str, Any]) -> Hit:
    method, _, rest = record.get("request", "").partition(" ")
    moments = (record.get(key) for key in _MOMENTS)
    return Hit(
        any_hour(next(filter(None, moments), "")), record["remote_addr"],
        record.get("request_method") or method,
        record.get("request_uri") or record.get("uri") or rest.partition(" ")[0],
        int(record["status"]), given(record.get("http_user_agent")),
        _purpose({key.removeprefix("http_").replace("_", "-"): record[key] for key in record}),
    )  # fmt: skip


_BY_FIELD = {"cs-uri-stem": w3c, "ClientRequestMethod": cloudflare, "RequestPath": traefik}


def any_record(record: Mapping[str, Any]) -> Hit:
    """Read a record of any kind, by the names of its fields."""
    if isinstance(record.get("request"), dict):
        return caddy(record)
    kinds = (read for field, read in _BY_FIELD.items() if field in record)
    return next(kinds, nginx)(record)


def _purpose(headers: Mapping[str, Any]) -> str:
    sent = (headers.get(name) for name in ("sec-purpose", "purpose", "x-purpose", "x-moz"))
    return next((str(value) for value in sent if value), "")
