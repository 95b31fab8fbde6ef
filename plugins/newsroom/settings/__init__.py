"""The settings of a publication: what there is, what a value looks like, and where it was set."""

from newsroom.settings.schema import SETTINGS

__all__ = ["SETTINGS"]
