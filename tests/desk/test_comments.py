"""The comment server: how it is configured, and how editors moderate while it runs."""

import re
import socket
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path

import httpx
import pytest

from newsroom.desk.comments import approve, delete, install, pending, run, writer_hash
from newsroom.desk.comments.configure import ServerFiles, configuration, write_configuration
from newsroom.desk.comments.install import installed
from newsroom.desk.comments.server import serving
from newsroom.languages.words import DateOptions, open_words
from newsroom.problems import ContentError
from newsroom.settings.comments import CommentOptions, address_hash, privacy_statement
from tests.conftest import CONF, ROOT, write_files
from tests.isso import DATABASE, STORY
from tests.ports import free_port

WORDS = open_words("en", Path("no-folder"), DateOptions())


@pytest.fixture
def desk(tmp_path):
    """The arguments of the desk's functions for a site in ``tmp_path``."""
    write_files(tmp_path, {"content/data/sections.yml": ""})
    comments = {"provider": "isso", "source": DATABASE, "server": "http://localhost:8100"}
    return CONF, {"PATH": str(tmp_path / "content"), "COMMENTS": comments}


def place(tmp_path, url="https://news.example", **options):
    return ServerFiles(tmp_path, url, CommentOptions("isso", **options))


def test_the_configuration_follows_the_settings(tmp_path):
    at = place(tmp_path, source="db/c.db", server="https://talk.example")
    found = configuration(at)
    assert found["general"]["dbpath"] == str(tmp_path / "db/c.db")
    assert found["general"]["host"] == "https://news.example"
    assert found["server"]["public-endpoint"] == "https://talk.example"
    assert found["server"]["listen"] == "http://127.0.0.1:8100"
    assert found["moderation"]["enabled"] == "true"


def test_a_path_as_server_belongs_to_the_site(tmp_path):
    found = configuration(place(tmp_path, "https://news.example/paper", server="/isso"))
    assert found["server"]["public-endpoint"] == "https://news.example/isso"
    assert found["general"]["host"] == "https://news.example"


def test_a_preview_may_take_any_of_its_ports(tmp_path):
    at = place(tmp_path, "http://localhost:8000", server="http://localhost:9000")
    found = configuration(at)
    assert "http://localhost:8003" in found["general"]["host"].split()
    assert found["server"]["listen"] == "http://127.0.0.1:9000"


def test_options_of_isso_have_the_last_word_and_nobody_else_reads_the_file(tmp_path):
    more = {"smtp": {"username": "50%$x"}, "general": {"max-age": "1h"}}
    file = write_configuration(place(tmp_path, isso=more))
    parser = RawConfigParser()
    parser.read(file)
    assert parser["smtp"]["username"] == "50%$x"
    assert parser["general"]["max-age"] == "1h"
    assert parser["general"]["dbpath"] == str(tmp_path / DATABASE)
    assert file.stat().st_mode & 0o077 == 0


def test_the_server_answers_with_that_configuration(isso, tmp_path):
    info = httpx.get(f"{isso.url}/info", timeout=60).json()
    assert info["moderation"] is False
    assert (tmp_path / DATABASE).exists()


def test_a_port_that_is_taken_is_named(tmp_path, isso_program):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        at = place(tmp_path, server=f"http://localhost:{port}")
        with pytest.raises(ContentError) as caught, serving(at, isso_program):
            pass
    assert f"cannot listen at 127.0.0.1:{port} (address already in use)" in str(caught.value)


def test_a_file_in_the_place_of_the_database_is_left_alone_and_named(desk, tmp_path):
    conf = "PLUGINS = []\nCOMMENTS = {'provider': 'isso'}\n"
    write_files(tmp_path, {"conf.py": conf, DATABASE: "a letter"})
    with pytest.raises(ContentError) as caught:
        run(tmp_path / "conf.py", desk[1])
    said = f"{DATABASE}: this is not a database of Isso: name another file as 'source'"
    assert said in str(caught.value)
    assert (tmp_path / DATABASE).read_text() == "a letter"


def test_a_server_that_does_not_start_is_told(tmp_path, isso_program):
    server = f"http://localhost:{free_port()}"
    at = place(tmp_path, server=server, isso={"markup": {"renderer": "none"}})
    with pytest.raises(ContentError) as caught, serving(at, isso_program):
        pass
    assert "Isso does not answer at http://127.0.0.1:" in str(caught.value)


def test_what_waits_is_listed_and_approved_while_the_server_runs(isso, desk):
    number = isso.post("Read this:\n\x1b[2J\nsecond line", "Tom & Jerry")
    isso.database.change(number, mode=2)
    listed = pending(*desk)
    assert f"{number}  " in listed
    assert STORY in listed
    assert "Tom & Jerry: Read this: [2J second line" in listed
    assert listed.endswith("1 waits for ./inv comments --approve ID or --delete ID")
    assert "approved" in approve(*desk, str(number))
    (comment,) = httpx.get(isso.url, params={"uri": STORY}, timeout=60).json()["replies"]
    assert comment["id"] == number
    assert pending(*desk).startswith("0 wait")


def test_what_cannot_be_read_is_listed_with_its_number_and_can_be_deleted(isso_database, desk):
    number = isso_database.add("A remark.", mode=2, created=1e30)
    isso_database.add("Another.", mode=2)
    assert f"{number}  cannot be read (created: Input should be less" in pending(*desk)
    assert "Ada: Another." in pending(*desk)
    delete(*desk, str(number))
    assert number not in isso_database.modes()


def test_deleting_is_what_isso_does(isso, desk):
    first = isso.post("one")
    reply = isso.post("two", parent=first)
    delete(*desk, str(first))
    (top,) = httpx.get(isso.url, params={"uri": STORY}, timeout=60).json()["replies"]
    assert (top["mode"], top["text"], top["author"]) == (4, "<p></p>", None)
    delete(*desk, str(reply))
    assert isso.database.modes() == {}
    assert isso.post("three")


@pytest.mark.parametrize("act", [approve, delete])
def test_a_number_that_is_none_is_an_error(isso_database, desk, act):
    isso_database.add("accepted")
    for number in ("77", "x", "-1", "1 OR 1"):
        with pytest.raises(ContentError, match=f"no comment {number} "):
            act(*desk, number)
    with pytest.raises(ContentError, match="no comment 1 waits"):
        approve(*desk, "1")
    assert isso_database.modes() == {1: 1}


def test_moderating_without_a_database_says_where_to_go(desk):
    with pytest.raises(ContentError) as caught:
        pending(*desk)
    assert "there are no comments here: run this on the machine" in str(caught.value)


def test_what_is_no_database_of_isso_is_told(desk, tmp_path):
    write_files(tmp_path, {DATABASE: "no database"})
    with pytest.raises(ContentError, match="file is not a database"):
        pending(*desk)


def test_a_site_whose_comments_are_elsewhere_has_no_server(desk):
    conf, overrides = desk
    with pytest.raises(ContentError, match="kept by 'giscus', not by Isso"):
        pending(conf, {**overrides, "COMMENTS": {"provider": "giscus"}})


def test_the_hash_of_an_address_is_that_of_isso(isso, desk):
    mine = {"email": "olivia@news.example"}
    isso.post("words", **mine)
    (comment,) = httpx.get(isso.url, params={"uri": STORY}, timeout=60).json()["replies"]
    assert comment["hash"] == writer_hash(*desk, "olivia@news.example")
    assert address_hash("olivia@news.example", "salt of ours") != comment["hash"]


@pytest.mark.parametrize("address", ["", "olivia", "a b@news.example"])
def test_what_is_no_address_marks_nobody(desk, address):
    with pytest.raises(ContentError, match="is not a valid address: write the e-mail address"):
        writer_hash(*desk, address)


def test_the_hash_of_the_document_is_that_of_its_address(desk):
    guide = (ROOT / "docs/comments.md").read_text("utf-8")
    address, printed = re.search(r"\$ \./inv comments --mark (\S+)\n\s*(\w+)", guide).groups()
    assert writer_hash(*desk, address) == printed


def test_a_failed_installation_names_what_is_missing(tmp_path, monkeypatch):
    python = "#!/bin/sh\necho \"error: command 'gcc' failed\" >&2\nexit 1\n"
    write_files(tmp_path, {"requirements/comments.txt": "", "python": python})
    (tmp_path / "python").chmod(0o755)
    monkeypatch.setattr(install.sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ContentError) as caught:
        installed(tmp_path, tmp_path / "requirements/comments.txt")
    assert "requirements/comments.txt: Isso cannot be installed (error: command 'gcc'" in str(
        caught.value
    )
    assert "install a C compiler (Debian: apt install gcc libc6-dev)" in str(caught.value)


def test_the_privacy_statement_says_what_the_settings_do():
    isso = privacy_statement(CommentOptions("isso", server="https://talk.example"), WORDS).text
    assert "at https://talk.example" in isso
    assert "one signed cookie" in isso
    assert "change or delete it for 15 minutes" in isso
    longer = CommentOptions("isso", server="/isso", isso={"general": {"max-age": "1h30m"}})
    assert "for 1 hour 30 minutes" in privacy_statement(longer, WORDS).text
    assert "of this site" in privacy_statement(CommentOptions("isso", server="/isso"), WORDS).text
    assert "GitHub" in privacy_statement(CommentOptions("giscus"), WORDS).text


@pytest.mark.parametrize("options", [CommentOptions("isso"), CommentOptions()])
def test_where_nobody_can_comment_nothing_is_stated(options):
    assert privacy_statement(options, WORDS) is None


def test_the_task_runs_until_it_is_told_to_end_and_leaves_nothing_behind(isso_program, tmp_path):
    url = f"http://localhost:{free_port()}"
    conf = "SITEURL = 'http://localhost:1'\nPLUGINS = []\nPATH = 'content'\n"
    conf += f"COMMENTS = {{'provider': 'isso', 'server': {url!r}}}\n"
    write_files(tmp_path, {"conf.py": conf, "content/a": ""})
    (tmp_path / ".comments").mkdir()
    (tmp_path / ".comments/venv").symlink_to(isso_program.parent.parent)
    code = "import sys; from pathlib import Path; from newsroom.desk.comments import run\n"
    code += "print(run(Path(sys.argv[1]), {}))"
    with subprocess.Popen(
        [sys.executable, "-c", code, tmp_path / "conf.py"],
        stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(ROOT / "plugins")},
    ) as process:  # fmt: skip
        assert process.stdout.readline().startswith(f"Comments at {url} are kept in {tmp_path}")
        assert httpx.get(f"{url}/info", timeout=60).json()["moderation"] is True
        process.terminate()
        assert process.stdout.read() == "\nThe comment server has ended.\n"
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{url}/info")
