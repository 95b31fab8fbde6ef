"""The comment server, Isso: installing, configuring and running it, and moderating its comments."""

from newsroom.desk.comments.bring_over import bring_over
from newsroom.desk.comments.moderation import approve, delete, pending
from newsroom.desk.comments.server import run, writer_hash

__all__ = ["approve", "bring_over", "delete", "pending", "run", "writer_hash"]
