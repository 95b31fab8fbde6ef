"""A bare repository of this machine, through which commits reach a branch of another one.

``PUBLISH_GIT_TOKEN`` in the environment is a token for ``https://``, ``PUBLISH_SSH_KEY`` a private
key for SSH; without them git uses what the user has.
"""

import base64
import shlex
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from newsroom.delivering.publishing.ssh import FAILURES, Failures, failure, ssh_command, trusting
from newsroom.delivering.publishing.target import PublishingError, TargetContext
from newsroom.files.git import run_git

TOKEN = "PUBLISH_GIT_TOKEN"  # noqa: S105 - a name
_NEW = "refs/heads/published"
_QUICK = {
    "remote.there.promisor": "true",
    "remote.there.partialclonefilter": "blob:none",
    "pack.window": "0",  # pages differ too much to be worth the search for likeness
    "core.looseCompression": "1",
}
_OF_GIT: Failures = (
    (r"stale info|fetch first|non-fast-forward|cannot lock ref|failed to update ref",
     "another run has published here meanwhile", "run the same again"),
    (r"hook declined|protected branch",
     "the host does not let this branch be replaced",
     "allow forced pushes to it there, or set 'branch' to one of its own"),
    (r"Authentication failed|could not read (?:Username|Password)|HTTP Basic|error: 40[13]",
     "the host refuses the token", f"set {TOKEN} to one that may write to the repository"),
    (r"not found|does not appear to be a git repository|does not exist|error: 404",
     "there is no such repository, or it cannot be seen", "fix 'remote', or give the key access"),
    (r"No space left|[Dd]isk quota|unable to write",
     "the disk is full", "make room there, or lower 'keep', then run the same again"),
    (r"unable to access|early EOF|hung up|reset by peer",
     "the connection was lost", "run the same again"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Commit:
    """``at`` is ISO 8601, ``by`` is ``Name <name@host>``."""

    commit: str
    tree: str
    at: str
    by: str
    subject: str


class Repository:
    """The clone in ``folder`` of the branch at ``remote``."""

    def __init__(
        self, folder: Path, remote: str, branch: str, host_key: str, context: TargetContext
    ) -> None:
        self._folder = folder
        self._remote = remote if "://" in remote or ":" in remote else str(context.paper / remote)
        self._branch = branch
        self._host_key = host_key
        self._secrets = context.environment
        self._token = context.secret(TOKEN)
        self._environment: dict[str, str] = {}

    @contextmanager
    def session(self) -> Iterator[None]:
        """Give git what it needs of secrets; a key is on the disk only meanwhile."""
        if self._environment:
            yield
            return
        with TemporaryDirectory(prefix="nr-") as folder:
            trust = trusting(Path(folder), self._host_key)
            command = ssh_command(Path(folder), self._secrets, **trust)
            self._environment = {
                "GIT_TERMINAL_PROMPT": "0",
                "GIT_SSH_COMMAND": shlex.join(command),
                **_header(self._token),
            }
            try:
                yield
            finally:
                self._environment = {}

    def fetch(self, depth: int) -> str:
        """Return the last commit of the branch there, ``""`` if there is none."""
        if not (self._folder / "HEAD").exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            self._git("init", "--quiet", "--bare")
        for name, value in {**_QUICK, "remote.there.url": self._remote}.items():
            self._git("config", name, value)
        reference = f"refs/heads/{self._branch}"
        line = self._git("ls-remote", "there", reference).decode()
        if not line:
            return ""
        # Trees are enough: what did not change need not be here to be named.
        options = "--quiet", "--no-tags", f"--depth={depth}", "--filter=blob:none"
        self._git("fetch", *options, "there", f"+{reference}:refs/there")
        return self._git("rev-parse", "refs/there").decode().strip()

    def history(self, tip: str, most: int) -> list[Commit]:
        """Return the last commits, oldest first."""
        form = "--format=%H%x00%T%x00%cI%x00%an <%ae>%x00%s"
        text = self._git("log", f"--max-count={most}", "--first-parent", form, tip).decode()
        lines = (line.split("\0") for line in reversed(text.splitlines()))
        return [
            Commit(commit=commit, tree=tree, at=at, by=by, subject=subject)
            for commit, tree, at, by, subject in lines
        ]

    def files(self, tip: str) -> dict[str, str]:
        """Return path → name of the blob."""
        entries = self._git("ls-tree", "-r", "-z", "--full-tree", tip).decode().split("\0")
        pairs = (entry.partition("\t") for entry in entries if entry)
        return {path: facts.split()[2] for facts, _, path in pairs}

    def tree_of(self, commit: str) -> str:
        return self._git("rev-parse", f"{commit}^{{tree}}").decode().strip()

    def store(self, data: bytes) -> None:
        self._git("hash-object", "-w", "--stdin", stdin=data)

    def store_files(self, files: Iterable[Path]) -> None:
        paths = "".join(f"{file.absolute()}\n" for file in files)
        self._git("hash-object", "-w", "--no-filters", "--stdin-paths", stdin=paths.encode())

    def tree(self, files: Mapping[str, str]) -> str:
        """Return the tree of path → blob; blobs that did not change may be missing here."""
        index = self._folder / "index.published"
        index.unlink(missing_ok=True)
        lines = "".join(f"100644 {blob}\t{path}\0" for path, blob in files.items())
        given = {"GIT_INDEX_FILE": str(index)}
        self._git("update-index", "-z", "--index-info", stdin=lines.encode(), own=given)
        return self._git("write-tree", "--missing-ok", own=given).decode().strip()

    def commit(self, tree: str, parent: str, at: str, subject: str, by: str) -> str:
        name, _, address = by.removesuffix(">").partition(" <")
        signed = {
            f"GIT_{who}_{what}": value
            for who in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", name), ("EMAIL", address), ("DATE", at))
        }
        parents = ["-p", parent] if parent else []
        words = ["commit-tree", *parents, "-m", subject, tree]
        return self._git(*words, own=signed).decode().strip()

    def push(self, tip: str, expected: str) -> None:
        """Replace the branch there if its last commit is still the ``expected`` one."""
        self._git("update-ref", _NEW, tip)
        reference = f"refs/heads/{self._branch}"
        # A + before the name would win over the lease.
        lease = f"--force-with-lease={reference}:{expected}"
        self._git("push", "--quiet", "--porcelain", lease, "there", f"{_NEW}:{reference}")

    def _git(
        self, *words: str, stdin: bytes | None = None, own: Mapping[str, str] | None = None
    ) -> bytes:
        given = {**self._environment, **(own or {})}
        done = run_git(self._folder, *words, environment=given, stdin=stdin)
        if done is None:
            raise PublishingError("git is not installed", "install it (Debian: apt install git)")
        if done.returncode:
            said = (done.stdout + done.stderr).decode("utf-8", "replace")
            raise failure(said, f"git {words[0]} failed", (*_OF_GIT, *FAILURES))
        return done.stdout


def _header(token: str) -> dict[str, str]:
    """Return the environment that gives git a token, which so is in no list of processes."""
    if not token:
        return {}
    login = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "http.extraHeader",
        "GIT_CONFIG_VALUE_0": f"Authorization: Basic {login}",
    }
