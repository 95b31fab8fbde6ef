"""The folder in which tests build their sites: in memory where the system offers that.

Each build flushes its files to the disk, so that a power cut cannot leave half a site. Thousands
of sites would wait for the disk thousands of times.
"""

import os
import shutil
from pathlib import Path
from tempfile import mkdtemp

import pytest

MEMORY = Path("/dev/shm")  # noqa: S108 - Linux mounts memory there
ENOUGH = 2_000_000_000
"""Bytes that must be free: the folder of a test that passed is deleted when the test ends."""
SCRATCH = pytest.StashKey[str]()


def use_memory(config: pytest.Config) -> None:
    """Let ``tmp_path`` be in memory; workers get their folders from the first process."""
    if hasattr(config, "workerinput") or config.option.basetemp or not MEMORY.is_dir():
        return
    may_run = not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC  # tests start programs from there
    if may_run and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
        config.option.basetemp = config.stash[SCRATCH] = mkdtemp(dir=MEMORY, prefix="newsroom-")


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    if SCRATCH in config.stash:
        shutil.rmtree(config.stash[SCRATCH], ignore_errors=True)
