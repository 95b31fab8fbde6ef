"""What a program says on a shared connection may come after its end."""

import subprocess
from tempfile import TemporaryFile

import pytest

from newsroom.delivering.publishing.rsync import said_late

pytestmark = pytest.mark.slow


def test_what_comes_late_is_waited_for():
    late = ["sh", "-c", "sleep 0.3; echo no such folder >&2"]
    with TemporaryFile("w+") as errors, subprocess.Popen(late, stderr=errors):
        assert said_late(errors) == "no such folder\n"
