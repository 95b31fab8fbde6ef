"""Keys of sealed stories: the public ones in the settings, the secret one outside of the paper.

Setting: ``SEAL``.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from newsroom.options import load_options
from newsroom.problems import ContentError, Problem, install

KEY, KEY_FILE = "NEWSROOM_SEAL_KEY", "NEWSROOM_SEAL_KEY_FILE"
_MAKE = "make one with: newsroom seal --new-key"


@dataclass(frozen=True)
class SealOptions:
    """Setting ``SEAL``: public keys of all who may read sealed stories (age, or ssh-ed25519)."""

    recipients: tuple[str, ...] = ()


def usual_file() -> Path:
    """Return where the secret key lies when the environment names none."""
    folder = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(folder) / "newsroom/seal.key"


def recipients(settings: Mapping[str, Any]) -> list[Any]:
    """Return for whom stories are sealed.

    Raises:
        ContentError: for nobody, or one of the keys cannot be used.
    """
    _need_package()
    from pyrage import RecipientError, ssh, x25519

    options = load_options(settings, "SEAL", SealOptions)
    if not options.recipients:
        remedy = f'{_MAKE}, then write SEAL = {{"recipients": ["age1…"]}} into pelicanconf.py'
        raise ContentError([Problem("SEAL", "there is no public key", remedy)])
    found, problems = [], []
    for text in options.recipients:
        kind = ssh if text.startswith("ssh-") else x25519
        try:
            found.append(kind.Recipient.from_str(text))
        except RecipientError:
            remedy = "write a public key: age1… or ssh-ed25519 …"
            problems.append(Problem("SEAL", f"{text!r} is not a public key", remedy))
    if problems:
        raise ContentError(problems)
    return found


def identities() -> list[Any]:
    """Return the secret keys of the person who runs this, if there are any.

    Raises:
        ContentError: a key that cannot be read.
    """
    _need_package()
    from pyrage import IdentityError, ssh, x25519

    text = os.environ.get(KEY, "")
    file = Path(os.environ.get(KEY_FILE) or usual_file())
    if not text and file.is_file():
        text = file.read_text("utf-8")
    try:
        if "PRIVATE KEY-----" in text:
            return [ssh.Identity.from_buffer(text.encode())]
        lines = [line.strip() for line in text.splitlines()]
        return [x25519.Identity.from_str(one) for one in lines if one and not one.startswith("#")]
    except IdentityError:
        what = "the secret key cannot be read"  # which is not printed: logs may be public
        remedy = f"set {KEY} to the line AGE-SECRET-KEY-1…, or {KEY_FILE} to its file"
        raise ContentError([Problem(KEY, what, remedy)]) from None


def make_key(file: Path) -> str:
    """Write a new secret key and return its public half.

    Raises:
        ContentError: there is a file already.
    """
    _need_package()
    from pyrage import x25519

    key = x25519.Identity.generate()
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        remedy = "keep it: without it nothing that was sealed can be read. Or name another file"
        raise ContentError([Problem(str(file), "there is a key already", remedy)]) from None
    with os.fdopen(handle, "w") as out:
        out.write(f"# public key: {key.to_public()}\n{key}\n")
    return str(key.to_public())


def _need_package() -> None:
    if find_spec("pyrage") is None:
        what = "sealed stories need the package pyrage, which is not installed"
        raise ContentError([Problem("SEAL", what, install("pyrage"))])
