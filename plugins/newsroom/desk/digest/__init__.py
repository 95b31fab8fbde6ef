"""``./inv digest``: an issue of a newsletter, from the edition to the readers."""

from newsroom.desk.digest.due import digest_due, list_due
from newsroom.desk.digest.make import DigestRequest, digest
from newsroom.desk.digest.send import SendingError

__all__ = ["DigestRequest", "SendingError", "digest", "digest_due", "list_due"]
