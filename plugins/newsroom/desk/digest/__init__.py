"""``./inv digest``: the newsletter of a week, from the edition to the readers."""

from newsroom.desk.digest.run import Wish, digest
from newsroom.desk.digest.send import SendingError

__all__ = ["SendingError", "Wish", "digest"]
