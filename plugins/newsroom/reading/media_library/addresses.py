"""Where the files of the content folder are published, and which of them want the same address."""

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from newsroom.reading.media_library.names import PICTURE_SUFFIXES, folded, stems


@dataclass
class MediaAddresses:
    """The addresses of files below ``content``, without what they end with."""

    content: Path
    _addresses: dict[Path, str] = field(default_factory=dict)
    _stems: dict[PurePosixPath, dict[Path, str]] = field(default_factory=dict)
    _owners: dict[str, dict[Path, None]] = field(default_factory=dict)

    def of(self, file: Path) -> str:
        """Return the path of a file in the output folder, without what it ends with."""
        if file not in self._addresses:
            self._addresses[file] = self._address(file)
        return self._addresses[file]

    def name(self, file: Path) -> str:
        """Return the path of a file from the content folder."""
        return os.path.relpath(file, self.content).replace(os.sep, "/")

    def clashes(self) -> Iterator[tuple[Path, list[Path]]]:
        """Yield every file whose address others have too, with these."""
        for owners in self._owners.values():
            for file in owners if len(owners) > 1 else ():
                yield file, [other for other in owners if other != file]

    def _address(self, file: Path) -> str:
        inner = PurePosixPath(self.name(file))
        folder = inner.parent if inner.parts[0] == "media" else "media" / inner.parent
        stem = self._stems_in(folder).get(file, file.stem)
        address = unicodedata.normalize("NFC", f"{folder}/{stem}")
        kind = "" if file.suffix.lower() in PICTURE_SUFFIXES else file.suffix
        self._owners.setdefault(folded(address + kind), {})[file] = None
        return address

    def _stems_in(self, folder: PurePosixPath) -> dict[Path, str]:
        if folder not in self._stems:
            # content/media/articles/ and content/articles/ are published into one folder.
            outer = self.content / folder.relative_to("media")
            others = [outer] if outer != self.content else []
            self._stems[folder] = stems([self.content / folder, *others])
        return self._stems[folder]
