"""Files that come with the software, apart from Python: the base theme, the starter, the lock."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_CLONE = _PACKAGE.parents[1]


def resource(name: str) -> Path:
    """Return the path of ``name``, such as ``theme``.

    An installed package holds it inside; a clone has it at the top level.

    Raises:
        FileNotFoundError: the package is damaged.
    """
    for folder in (_PACKAGE, _CLONE):
        if (path := folder / name).exists():
            return path
    raise FileNotFoundError(f"{name} is missing from the installation: install newsroom again")


def clone() -> Path | None:
    """Return the folder of the clone that this code runs from, ``None`` if it is installed."""
    return _CLONE if (_CLONE / "pyproject.toml").is_file() else None
