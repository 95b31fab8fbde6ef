"""Importers: archives of other systems become stories and pages.

Every article is written, or named in the report with the reason and what to do about it.
"""

from newsroom.desk.importing.import_archive import import_archive
from newsroom.desk.importing.report import REPORT_NAME, ArchiveError, ImportReport
from newsroom.desk.importing.systems.known_dialects import DIALECTS, known_dialects

__all__ = [
    "DIALECTS",
    "REPORT_NAME",
    "ArchiveError",
    "ImportReport",
    "import_archive",
    "known_dialects",
]
