"""``./inv digest``: an issue of a newsletter, from the edition to the readers."""

from newsroom.desk.digest.due import digest_due, list_due
from newsroom.desk.digest.make import Wish, digest
from newsroom.desk.digest.send import SendingError

__all__ = ["SendingError", "Wish", "digest", "digest_due", "list_due"]
