"""Popularity: how many readers each story had, from access logs or the exports of counters.

Nothing about a reader is stored: ``content/data/popularity.json`` holds numbers by story and hour.
"""

from newsroom.desk.popularity.readership import PopularityOptions, ReadershipReport, count_readers

__all__ = ["PopularityOptions", "ReadershipReport", "count_readers"]
