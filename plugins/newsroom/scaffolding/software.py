"""The software as a wheel: that of this process, or one that somebody names."""

import hashlib
import subprocess
import sys
import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from email.parser import Parser
from importlib.metadata import distribution
from pathlib import Path, PurePosixPath

from newsroom import __version__
from newsroom.files.git import run_git
from newsroom.files.resources import clone
from newsroom.problems import ContentError, Problem

NAME = "pelican-newsroom"
LOCK = "newsroom/requirements/runtime.txt"
"""The lock file of the packages that the software needs, in its wheel."""
FURTHER = "newsroom/requirements/{}.txt"
"""Packages that only some papers need, each with its hashes, in its wheel."""
HEADER = """\
# The software and the packages that it needs, each with its hashes; ./inv upgrade changes it.
"""
PACKAGES = "packages.txt"
"""The packages that a paper adds; ``./inv`` installs them, and the newsroom may edit the list."""
_ADDED = "# Packages that this paper adds, as pip reads them; ./inv installs them.\n"


@dataclass(frozen=True)
class Software:
    """A version of the software, as a ``wheel``."""

    wheel: Path
    version: str

    def requirements(self) -> str:
        """Return the lock file of a paper that uses it from ``vendor/``."""
        digest = hashlib.sha256(self.wheel.read_bytes()).hexdigest()
        lock = self._read(LOCK)
        return f"{HEADER}./vendor/{self.wheel.name} \\\n    --hash=sha256:{digest}\n{lock}"

    def packages(self, lists: Iterable[str]) -> str:
        """Return what a paper adds to it: the packages of some lists, each with its hashes."""
        return _ADDED + "".join(self._read(FURTHER.format(name)) for name in lists)

    def _read(self, name: str) -> str:
        with zipfile.ZipFile(self.wheel) as archive:
            return archive.read(name).decode()


def software_in(wheel: Path) -> Software:
    """Return the software in a file.

    Raises:
        ContentError: it is not a wheel of this software.
    """
    try:
        with zipfile.ZipFile(wheel) as archive:
            names = archive.namelist()
            inner = next(name for name in names if name.endswith(".dist-info/METADATA"))
            metadata = Parser().parsestr(archive.read(inner).decode())
            if metadata["Name"] == NAME and LOCK in names:
                return Software(wheel, metadata["Version"])
    except (OSError, zipfile.BadZipFile, StopIteration):
        pass
    remedy = f"name a file {NAME.replace('-', '_')}-VERSION-py3-none-any.whl"
    raise ContentError([Problem(str(wheel), "this is not a wheel of newsroom", remedy)])


def own_software(folder: Path) -> Software:
    """Return the software that runs now, as a wheel that is made in ``folder``.

    Raises:
        ContentError: the wheel cannot be built.
    """
    if place := clone():
        return built(str(place), folder)
    return software_in(_packed(folder))


def own_source() -> str:
    """Return the address of git that a clone came from, as pip writes it, else an empty string."""
    place = clone()
    done = run_git(place, "remote", "get-url", "origin") if place else None
    address = done.stdout.decode().strip() if done and done.returncode == 0 else ""
    return f"git+{address}" if address.startswith("https://") else ""


def built(source: str, folder: Path) -> Software:
    """Return the software of a folder or an address (of git, or of a wheel), as a wheel.

    Raises:
        ContentError: pip cannot get or build it.
    """
    command = [
        sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps",
        "--wheel-dir", str(folder), source,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    wheels = list(folder.glob("*.whl"))
    if done.returncode or not wheels:
        said = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        what = f"the software cannot be fetched ({said[-1] if said else 'pip failed'})"
        remedy = "check the address and the network, then try again"
        raise ContentError([Problem(source, what, remedy)])
    return software_in(wheels[0])


def _packed(folder: Path) -> Path:
    """Pack the installed package into a wheel again: the same files, without what pip added."""
    installed = distribution(NAME)
    added = ("INSTALLER", "REQUESTED", "direct_url.json", "RECORD")
    files = {
        PurePosixPath(str(file)): Path(str(installed.locate_file(file)))
        for file in installed.files or ()
        if file.suffix != ".pyc" and ".." not in file.parts and file.name not in added
    }
    wheel = folder / f"{NAME.replace('-', '_')}-{__version__}-py3-none-any.whl"
    info = f"{NAME.replace('-', '_')}-{__version__}.dist-info"
    lines = []
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            data = files[path].read_bytes()
            lines.append(f"{path},sha256={_record_hash(data)},{len(data)}")
            archive.writestr(_entry(str(path)), data)
        archive.writestr(_entry(f"{info}/RECORD"), "\n".join([*lines, f"{info}/RECORD,,"]) + "\n")
    return wheel


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))  # the same bytes whenever it is packed
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _record_hash(data: bytes) -> str:
    return urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
