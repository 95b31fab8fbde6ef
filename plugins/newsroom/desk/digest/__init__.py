"""``./inv digest``: the newsletter of a week, from the edition to the readers."""

from newsroom.desk.digest.send import SendingError
from newsroom.desk.digest.weekly import DigestRequest, digest

__all__ = ["DigestRequest", "SendingError", "digest"]
