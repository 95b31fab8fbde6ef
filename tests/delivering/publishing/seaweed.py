"""SeaweedFS, a real S3 server, on this machine; and readers' way to a bucket of it."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from tests.ports import free_port

KEY, SECRET = "desk", "a-secret-of-the-desk"
CONFIG = {
    "identities": [
        {
            "name": "desk",
            "credentials": [{"accessKey": KEY, "secretKey": SECRET}],
            "actions": ["Read", "Write", "List", "Tagging"],
        },
        {
            "name": "owner",
            "credentials": [{"accessKey": "owner", "secretKey": "of-all-buckets"}],
            "actions": ["Admin", "Read", "Write", "List", "Tagging"],
        },
        {
            "name": "reader",
            "credentials": [{"accessKey": "reader", "secretKey": "read-only"}],
            "actions": ["Read", "List"],
        },
        {"name": "anonymous", "actions": ["Read:open"]},
    ]
}


@dataclass
class Storage:
    endpoint: str
    client: Any

    def bucket(self, name: str) -> "Objects":
        self.client.create_bucket(Bucket=name)
        return Objects(self.client, name)


@dataclass
class Objects:
    client: Any
    name: str

    def names(self, prefix: str = "") -> list[str]:
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.name, Prefix=prefix
        )
        return [one["Key"] for page in pages for one in page.get("Contents", ())]

    def get(self, key: str) -> dict[str, Any]:
        found = self.client.get_object(Bucket=self.name, Key=key)
        return {**found, "Body": found["Body"].read()}

    def put(self, key: str, data: bytes) -> None:
        self.client.put_object(Bucket=self.name, Key=key, Body=data)


@contextmanager
def storage(folder: Path) -> Iterator[Storage]:
    folder.mkdir()
    (folder / "s3.json").write_text(json.dumps(CONFIG))
    ports = _ports("master", "volume", "filer", "s3")
    weed = Path(sys.prefix) / "bin/weed"
    options = [f"-{name}.port={port}" for name, port in ports.items()]
    options += ["-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={folder}", "-filer", "-s3"]
    options += ["-s3.port.iceberg=0", "-s3.port.lance=0"]  # else they have fixed ones
    options += [f"-s3.config={folder}/s3.json", "-volume.max=2000", "-master.volumeSizeLimitMB=16"]
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen([weed, "server", *options], stdout=log, stderr=log)
    try:
        endpoint = f"http://127.0.0.1:{ports['s3']}"
        client = client_for(endpoint, "owner", "of-all-buckets")
        _wait_for(client, folder / "log")
        yield Storage(endpoint, client)
    finally:
        running.kill()  # it takes half a minute to end by itself
        running.wait()


def client_for(endpoint: str, key: str = KEY, secret: str = SECRET) -> Any:
    return botocore.session.get_session().create_client(
        "s3", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id=key,
        aws_secret_access_key=secret,
        config=Config(max_pool_connections=20, retries={"total_max_attempts": 1}),
    )  # fmt: skip


def readers_of(bucket: Objects, *, closed: bool = True) -> type[BaseHTTPRequestHandler]:
    """Return what a host puts before a bucket: folders have pages, notes are closed."""

    class Readers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            key = unquote(self.path[1:])
            key += "index.html" if not key or key.endswith("/") else ""
            if closed and key.startswith(".newsroom/"):
                self.send_error(404)
                return
            try:
                found = bucket.get(key)
            except ClientError:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Type", found["ContentType"])
            if encoding := found.get("ContentEncoding"):
                self.send_header("Content-Encoding", encoding)
            self.send_header("Content-Length", str(len(found["Body"])))
            self.end_headers()
            self.wfile.write(found["Body"])

        def log_message(self, *_: object) -> None:
            pass

    return Readers


def _ports(*names: str) -> dict[str, int]:
    """Return a free port for each: the server opens those that are 10,000 higher as well."""
    while True:
        ports = {name: free_port() for name in names}
        opened = [port + more for port in ports.values() for more in (0, 10_000)]
        if max(opened) < 65_000 and len(set(opened)) == len(opened):
            return ports


def _wait_for(client: Any, log: Path) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            client.create_bucket(Bucket="probe")
            client.put_object(Bucket="probe", Key="probe", Body=b"1")
        except (BotoCoreError, ClientError):
            assert time.monotonic() < end, log.read_text("utf-8", "replace")[-2000:]
            time.sleep(0.2)
        else:
            return
