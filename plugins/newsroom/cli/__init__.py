"""The command ``newsroom``: every task, offered by invoke.

A paper's ``tasks.py`` imports ``namespace`` and may add tasks of its own to it.
"""

from newsroom.cli.namespace import namespace

__all__ = ["namespace"]
