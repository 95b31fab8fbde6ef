"""``./inv publish``, ``releases`` and ``rollback``: from a commit to every reader."""

from newsroom.desk.publishing.tasks import list_releases, publish, roll_back

__all__ = ["list_releases", "publish", "roll_back"]
