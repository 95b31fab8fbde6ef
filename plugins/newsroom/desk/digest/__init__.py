"""``./inv digest``: the newsletter of a week, from the edition to the readers."""

from newsroom.desk.digest.run import Wish, digest

__all__ = ["Wish", "digest"]
