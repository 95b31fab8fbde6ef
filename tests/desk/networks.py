"""Servers of Mastodon and Bluesky on this machine: they refuse what their documents forbid."""

import json
import re
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN, PASSWORD, HANDLE = "token-1", "abcd-efgh-ijkl-mnop", "galley.example"
DID = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"
TID = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


class Server:
    """What both servers have: requests that were taken, and ``failures`` that come first."""

    def __init__(self) -> None:
        self.failures: list[int] = []

    def handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer(server.get)

            def do_POST(self) -> None:
                self._answer(server.post)

            def _answer(self, method: Any) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if server.failures and self.command == "POST":
                    status, answer = server.failures.pop(0), {"error": "try later"}
                else:
                    status, answer = method(urlsplit(self.path), self.headers, body)
                data = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def get(self, url: Any, headers: Any, body: bytes) -> tuple[int, Any]:
        raise NotImplementedError

    def post(self, url: Any, headers: Any, body: bytes) -> tuple[int, Any]:
        raise NotImplementedError


class MastodonServer(Server):
    """Its API, as docs.joinmastodon.org describes it; ``most`` characters are in a status."""

    def __init__(self, most: int = 500) -> None:
        super().__init__()
        self.most = most
        self.statuses: list[dict[str, str]] = []
        self._by_key: dict[str, dict[str, str]] = {}

    def get(self, url: Any, headers: Any, body: bytes) -> tuple[int, Any]:
        if url.path == "/api/v2/instance":
            limits = {"max_characters": self.most, "characters_reserved_per_url": 23}
            return 200, {"configuration": {"statuses": limits}}
        if headers["Authorization"] != f"Bearer {TOKEN}":
            return 401, {"error": "The access token is invalid"}
        return 200, {"id": "1", "username": "galley"}

    def post(self, url: Any, headers: Any, body: bytes) -> tuple[int, Any]:
        if headers["Authorization"] != f"Bearer {TOKEN}":
            return 401, {"error": "The access token is invalid"}
        assert url.path == "/api/v1/statuses"
        given = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        if len(re.sub(r"https?://\S+", "x" * 23, given["status"])) > self.most:
            return 422, {
                "error": f"Validation failed: Text character limit of {self.most} exceeded"
            }
        if not re.fullmatch("[a-z]{2}", given["language"]):
            return 422, {"error": "Validation failed: Language is invalid"}
        key = headers["Idempotency-Key"]
        assert key
        if key not in self._by_key:
            self.statuses.append(given)
            number = len(self.statuses)
            self._by_key[key] = {
                "id": str(number),
                "url": f"https://social.example/@galley/{number}",
            }
        return 200, self._by_key[key]


class BlueskyServer(Server):
    """Its PDS, as docs.bsky.app and the lexicons describe it."""

    def __init__(self) -> None:
        super().__init__()
        self.records: dict[str, dict[str, Any]] = {}
        self.blobs: list[bytes] = []
        self.forgets = False  # takes a record, and its answer is lost

    def get(self, url: Any, headers: Any, body: bytes) -> tuple[int, Any]:
        assert url.path == "/xrpc/com.atproto.repo.getRecord"
        key = parse_qs(url.query)["rkey"][0]
        if key not in self.records:
            return 400, {"error": "RecordNotFound"}
        return 200, {"uri": f"at://{DID}/app.bsky.feed.post/{key}", "value": self.records[key]}

    def post(self, url: Any, headers: Any, body: bytes) -> tuple[int, Any]:
        method = url.path.removeprefix("/xrpc/com.atproto.")
        if method == "server.createSession":
            if json.loads(body) != {"identifier": HANDLE, "password": PASSWORD}:
                why = "Invalid identifier or password"
                return 401, {"error": "AuthenticationRequired", "message": why}
            return 200, {"accessJwt": "jwt-1", "refreshJwt": "jwt-2", "handle": HANDLE, "did": DID}
        assert headers["Authorization"] == "Bearer jwt-1"
        if method == "repo.uploadBlob":
            assert headers["Content-Type"].startswith("image/")
            assert len(body) <= 1_000_000
            self.blobs.append(body)
            blob = {"$type": "blob", "ref": {"$link": f"bafkrei{len(self.blobs)}"},
                    "mimeType": headers["Content-Type"], "size": len(body)}  # fmt: skip
            return 200, {"blob": blob}
        assert method == "repo.createRecord"
        return self._create(json.loads(body))

    def _create(self, given: dict[str, Any]) -> tuple[int, Any]:
        assert (given["repo"], given["collection"]) == (DID, "app.bsky.feed.post")
        assert TID.fullmatch(given["rkey"])
        record = given["record"]
        assert record["$type"] == "app.bsky.feed.post"
        assert MOMENT.fullmatch(record["createdAt"])
        if len(record["text"]) > 300:
            return 400, {"error": "InvalidRequest", "message": "text must not be longer than 300"}
        data = record["text"].encode()
        for facet in record["facets"]:
            words = data[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode()
            (feature,) = facet["features"]
            link = feature["$type"] == "app.bsky.richtext.facet#link"
            assert words == (feature["uri"] if link else f"#{feature['tag']}")
        if given["rkey"] in self.records:
            return 500, {"error": "InternalServerError"}
        self.records[given["rkey"]] = record
        if self.forgets:
            return 500, {"error": "InternalServerError"}
        return 200, {"uri": f"at://{DID}/app.bsky.feed.post/{given['rkey']}", "cid": "bafyrei"}
