"""``./inv digest``: the newsletter of a week, from the edition to the readers."""

from newsroom.desk.digest.send import SendingError
from newsroom.desk.digest.weekly import Wish, digest

__all__ = ["SendingError", "Wish", "digest"]
