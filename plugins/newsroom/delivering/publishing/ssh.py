"""SSH as a program: one connection for a run, the server's key checked, the own key from outside.

``PUBLISH_SSH_KEY`` in the environment is the text of a private key; without it SSH uses what the
user has (agent, ``~/.ssh``).
"""

import re
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from newsroom.delivering.publishing.target import PublishingError

KEY = "PUBLISH_SSH_KEY"
_AGAIN = "run the same again: it goes on where it stopped"
Failures = tuple[tuple[str, str, str], ...]
"""Pattern in what a program prints, what it means, what to do; the first one counts."""
FAILURES: Failures = (
    (r"host key is known for|authenticity of host",
     "the server's key is not known",
     "run ssh-keyscan HOST, compare the fingerprint with the one that your host shows, and set "
     "'host_key' to 'ssh-ed25519 AAAA…'"),
    (r"IDENTIFICATION HAS CHANGED|Host key verification failed",
     "the server's key is not the one that is known",
     "nothing was sent; if the server was set up again, ask its owner for the new key and set "
     "'host_key', else somebody may be listening in between"),
    (r"Permission denied \((?:publickey|password|keyboard)|Load key .* (?:error|invalid)",
     "the server refuses the key",
     f"set {KEY} to the private key whose public half is in authorized_keys there"),
    (r"Could not resolve hostname|Name or service not known",
     "the name of the server is unknown", "fix 'host', or check the network"),
    (r"Connection refused|Connection timed out|No route to host|Network is unreachable",
     "the server does not answer", "check 'host' and 'port', and whether it runs"),
    (r"No space left on device|Disk quota exceeded",
     "the disk of the server is full", "make room there, or lower 'keep', then run the same again"),
    (r"Permission denied|Operation not permitted|Read-only file system",
     "the server does not let this user write or delete there",
     "make the user the owner of the folder: chown -R USER FOLDER"),
    (r"(?:change_dir|mkdir).*No such file|rrsync.*(?:does not exist|No such file)",
     "the folder is not there", "create it on the server for the user, or fix 'path'"),
    (r"rsync: (?:command )?not found|rsync: not found",
     "rsync is not installed on the server", "install it there (Debian: apt install rsync)"),
    (r"connection unexpectedly closed|Broken pipe|Connection (?:reset|closed)|timeout|closed by",
     "the connection was lost", _AGAIN),
)  # fmt: skip


@dataclass(frozen=True)
class Server:
    """``host`` may name a user: ``deploy@news.example``. ``host_key`` is its public key."""

    host: str
    port: int
    host_key: str


def ssh_command(folder: Path, environment: Mapping[str, str], **own: str) -> list[str]:
    """Return how ssh is called: it asks nothing, and trusts no server that it does not know.

    The key of the environment is written into ``folder``.
    """
    options = {
        "BatchMode": "yes",
        "StrictHostKeyChecking": "yes",
        "UpdateHostKeys": "no",
        "ConnectTimeout": "20",
        "ServerAliveInterval": "15",
        **own,
    }
    command = ["ssh"]
    if key := environment.get(KEY):
        file = folder / "key"
        file.touch(0o600)
        file.write_text(key.strip() + "\n", "utf-8")
        command += ["-i", str(file)]
        options["IdentitiesOnly"] = "yes"
    return [*command, *(word for one in options.items() for word in ("-o", "=".join(one)))]


def trusting(folder: Path, host_key: str) -> dict[str, str]:
    """Return options with which the key of the server must be this one, if there is one."""
    if not host_key:
        return {}
    known = folder / "known_hosts"
    known.write_text(f"* {host_key}\n", "utf-8")
    return {"UserKnownHostsFile": str(known), "GlobalKnownHostsFile": "/dev/null"}


class Session:
    """A connection that all commands of a run share."""

    def __init__(self, server: Server, folder: Path, environment: Mapping[str, str]) -> None:
        self.server = server
        self._folder = folder
        own = {"ControlPath": str(folder / "link"), "Port": str(server.port)}
        own |= trusting(folder, server.host_key)
        self.command = ssh_command(folder, environment, **own)

    def open(self) -> subprocess.Popen[bytes]:
        """Connect, and return the process that holds the connection.

        Raises:
            PublishingError: the server does not answer, is another one, or refuses the key.
        """
        said = self._folder / "said"
        with said.open("wb") as stream:
            master = _start([*self.command, "-M", "-N", self.server.host], stream)
        while not (self._folder / "link").exists():
            if master.poll() is not None:
                raise failure(said.read_text("utf-8", "replace"), "ssh cannot connect")
            time.sleep(0.01)
        return master

    def run(self, command: str) -> None:
        """Run a command on the server.

        Raises:
            PublishingError: it fails.
        """
        done = subprocess.run(  # noqa: S603 - no shell here, and the command is the paper's own
            [*self.command, self.server.host, command],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False,
        )  # fmt: skip
        if done.returncode:
            raise failure(done.stderr or done.stdout, f"{command!r} ended with {done.returncode}")


@contextmanager
def connected(server: Server, environment: Mapping[str, str]) -> Iterator[Session]:
    """Yield a session; what it needs of secrets is on the disk only meanwhile."""
    with TemporaryDirectory(prefix="nr-", ignore_cleanup_errors=True) as folder:
        session = Session(server, Path(folder), environment)
        master = session.open()
        try:
            yield session
        finally:
            master.terminate()
            master.wait()


def failure(said: str, what: str, known: Failures = FAILURES) -> PublishingError:
    """Return what a program said in words that help; ``what`` where nobody knows it."""
    for pattern, meaning, remedy in known:
        if re.search(pattern, said):
            return PublishingError(meaning, remedy)
    lines = [line for line in said.splitlines() if line.strip()]
    reason = f"{what} ({lines[0].strip()})" if lines else what
    return PublishingError(reason, "fix it on the server, then run the same again")


def not_installed(program: str) -> PublishingError:
    """Return the error that a program is missing on this machine."""
    name = "openssh-client" if program == "ssh" else program
    return PublishingError(
        f"{program} is not installed", f"install it (Debian: apt install {name})"
    )


def _start(command: Sequence[str], errors: IO[bytes]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 - no shell
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors
        )
    except FileNotFoundError:
        raise not_installed("ssh") from None
