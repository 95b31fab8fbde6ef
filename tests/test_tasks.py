"""The command line itself: a slip is one line that says what to write."""

import subprocess

import pytest

from tests.conftest import REGISTRIES, ROOT, write_files


def inv(*command):
    return subprocess.run([ROOT / "inv", *command], capture_output=True, text=True, check=False)


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    write_files(tmp_path, REGISTRIES | {"content/data/.ledger.txt.draft/in/the": "way"})
    run = inv("ledger", "--content", tmp_path / "content")
    assert run.returncode == 1
    assert "data/.ledger.txt.draft: is a directory: mend the permissions" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["build", "--jobs=-1"], "--jobs is a whole number from 0 to 1024, not '-1'"),
        (["build", "--jobs", "all"], "--jobs is a whole number from 0 to 1024, not 'all'"),
        (["serve", "--port", "http"], "--port is a whole number from 1 to 65535, not 'http'"),
        (["serve", "--port", "65536"], "--port is a whole number from 1 to 65535, not '65536'"),
        (["due", "--format", "xml"], "--format is text or github, not xml"),
        (["hottest"], "Name the logs: ./inv hottest /var/log/nginx/access.log*"),
    ],
)
def test_a_slip_on_the_command_line_is_told_in_a_line(command, told):
    run = inv(*command)
    assert (run.returncode, run.stderr) == (1, f"{told}\n")
