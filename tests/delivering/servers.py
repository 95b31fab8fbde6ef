"""Real web servers on loopback, each with nothing but the configuration that was printed."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

NGINX = """
load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
daemon off; pid {work}/pid; error_log {work}/log; {user}
events {{ }}
http {{ include /etc/nginx/mime.types; default_type application/octet-stream; access_log off;
client_body_temp_path {work}/a; proxy_temp_path {work}/b; fastcgi_temp_path {work}/c;
uwsgi_temp_path {work}/d; scgi_temp_path {work}/e;
include {conf}; }}
"""
CADDY = "{\n\tadmin off\n\tauto_https off\n}\n"
MODULES = ("mpm_event", "authz_core", "headers", "rewrite", "deflate", "filter", "mime", "dir",
           "alias", "socache_shmcb", "ssl", "http2")  # fmt: skip
APACHE = """
ServerRoot {work}
PidFile {work}/pid
ErrorLog {work}/log
User www-data
Group www-data
TypesConfig /etc/mime.types
AddType application/x-gzip .gz .tgz
AddLanguage br .br
{listen}
Include {conf}
"""
PROGRAMS = {"nginx": "nginx", "caddy": "caddy", "apache": "apache2"}


def command(server: str, conf: Path, work: Path, ports: Sequence[int]) -> list[str]:
    """Write what surrounds a configuration and return the command that serves it."""
    program = shutil.which(PROGRAMS[server]) or f"/usr/sbin/{PROGRAMS[server]}"
    whole = work / "whole"
    if server == "nginx":
        whole.write_text(NGINX.format(work=work, conf=conf, user="user root;"))
        return [program, "-c", str(whole)]
    if server == "caddy":
        whole.write_text(CADDY + conf.read_text())
        return [program, "run", "--config", str(whole), "--adapter", "caddyfile"]
    folder = "/usr/lib/apache2/modules"
    loads = "".join(f"LoadModule {name}_module {folder}/mod_{name}.so\n" for name in MODULES)
    listen = "".join(f"Listen 127.0.0.1:{port}\n" for port in ports)
    whole.write_text(loads + APACHE.format(work=work, conf=conf, listen=listen))
    return [program, "-f", str(whole), "-DFOREGROUND"]


@contextmanager
def running(server: str, text: str, work: Path, *ports: int) -> Iterator[None]:
    """Serve with the configuration ``text``, which listens at ``ports``."""
    conf = work / "site.conf"
    conf.write_text(text)
    with (work / "said").open("wb") as said:
        process = subprocess.Popen(
            command(server, conf, work, ports), stdout=said, stderr=said,
            env={"HOME": str(work), "PATH": "/usr/sbin:/usr/bin:/bin"},
        )  # fmt: skip
    try:
        for port in ports:
            _wait(process, work, port)
        yield
    finally:
        process.terminate()
        process.wait(20)


def _wait(process: subprocess.Popen[bytes], work: Path, port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        said = "".join(
            (work / name).read_text("utf-8", "replace")
            for name in ("said", "log")
            if (work / name).exists()
        )
        assert process.poll() is None, said
        try:
            socket.create_connection(("127.0.0.1", port), 5).close()
        except OSError:
            time.sleep(0.05)
            continue
        return
    raise AssertionError(said)
