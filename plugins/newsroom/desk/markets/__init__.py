"""Prediction markets: snapshots of their figures, from the public interfaces of their providers.

The figures of each market are in ``content/data/market-history/``, so that a page is made
without the network and says how a probability came about.
"""

from newsroom.desk.markets.snapshots import SnapshotReport, take_snapshots

__all__ = ["SnapshotReport", "take_snapshots"]
