"""Questions that the newsroom has not answered yet: ``<!-- gap: Who owns the paper? -->``."""

import re
from collections.abc import Iterator

from newsroom.checking.findings import Remark
from newsroom.checking.manuscript import Manuscript

_GAP = re.compile(r"<!--\s*gap:\s*(.*?)\s*-->", re.IGNORECASE | re.DOTALL)


def gaps(manuscript: Manuscript) -> Iterator[Remark]:
    """Remark on every gap of a text."""
    for match in _GAP.finditer(manuscript.text, manuscript.body_start):
        what = f"nobody has answered “{' '.join(match[1].split())}”"
        yield Remark(*manuscript.place(match.start()), what, "write the answer in its place")
