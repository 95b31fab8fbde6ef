"""What a settings file imports from its own folder. Nothing of Pelican is imported here."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def importing_from(folder: Path) -> Iterator[None]:
    """Let a settings file import its neighbours, and forget them afterwards.

    The same process may read another site next, or this one after an edit.
    """
    before = set(sys.modules)
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        for name in set(sys.modules) - before:
            file = getattr(sys.modules[name], "__file__", None)
            if file and Path(file).parent == folder:
                del sys.modules[name]
