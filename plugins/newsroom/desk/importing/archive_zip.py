"""Exports in a ZIP file: they are unpacked into a folder that is gone after the import."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from newsroom.desk.importing.report import ArchiveError

LARGEST = 8_000_000_000
"""Bytes of everything in it, unpacked."""
BY_HAND = "unpack it by hand, and name the folder"


@contextmanager
def unpacked(file: Path) -> Iterator[Path]:
    """Give the folder with what is in a ZIP file; other paths are given as they are.

    Names such as ``../x`` end within the folder, and links in it are plain files.

    Raises:
        ArchiveError: it is broken, locked or too large.
    """
    if not (file.is_file() and zipfile.is_zipfile(file)):
        yield file
        return
    with TemporaryDirectory(prefix="newsroom-import-") as folder:
        try:
            with zipfile.ZipFile(file) as packed:
                size = sum(entry.file_size for entry in packed.infolist())
                if size > LARGEST:
                    raise ArchiveError(f"{file} holds more than {LARGEST:,} bytes: {BY_HAND}")
                packed.extractall(folder)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError) as error:
            raise ArchiveError(f"{file} cannot be unpacked ({error}): {BY_HAND}") from None
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise ArchiveError(f"{file} cannot be unpacked ({reason}): {BY_HAND}") from None
        yield _within(Path(folder))


def _within(folder: Path) -> Path:
    """Return the folder that holds everything, where the export is in one of its own."""
    entries = [one for one in folder.iterdir() if one.name not in ("__MACOSX", ".DS_Store")]
    is_wrapped = len(entries) == 1 and entries[0].is_dir() and entries[0].name != "posts"
    return entries[0] if is_wrapped else folder
