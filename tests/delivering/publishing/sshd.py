"""A real SSH server on this machine, with a key of its own for the user who runs the tests."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path
from socket import create_connection

from tests.ports import free_port

CONFIG = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/authorized_keys
PidFile {folder}/pid
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
LogLevel ERROR
MaxStartups 100
"""


@dataclass
class SshServer:
    folder: Path
    port: int

    @property
    def host(self) -> str:
        return f"{getuser()}@127.0.0.1"

    @property
    def host_key(self) -> str:
        return " ".join((self.folder / "host.pub").read_text().split()[:2])

    @property
    def key(self) -> str:
        return (self.folder / "user").read_text()

    def restrict(self, command: str) -> None:
        """Let the key do no more than ``command``; an empty one lets it do anything."""
        forced = f'command="{command}",restrict ' if command else ""
        public = (self.folder / "user.pub").read_text()
        (self.folder / "authorized_keys").write_text(forced + public)


def make_key(file: Path) -> None:
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(file)]
    subprocess.run(command, check=True)


@contextmanager
def ssh_server(folder: Path) -> Iterator[SshServer]:
    program = shutil.which("sshd") or "/usr/sbin/sshd"
    folder.mkdir()
    make_key(folder / "host")
    make_key(folder / "user")
    server = SshServer(folder, free_port())
    server.restrict("")
    (folder / "config").write_text(CONFIG.format(folder=folder, port=server.port))
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    running = subprocess.Popen([program, "-D", "-e", "-f", str(folder / "config")])
    try:
        _wait_for(server.port)
        yield server
    finally:
        running.terminate()
        running.wait()


def _wait_for(port: int) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < end, "sshd does not start"
            time.sleep(0.05)
        else:
            return
