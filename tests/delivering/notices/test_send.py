"""After a publication search engines, hubs and caches hear what changed: each thing once."""

import json
import sys
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs

import pytest

from newsroom.delivering.notices.outbox import open_outbox
from newsroom.delivering.notices.send import Notices
from newsroom.delivering.publishing.changes import Changes
from newsroom.delivering.publishing.notices import Publication
from newsroom.delivering.publishing.target import PublishingError, TargetContext
from newsroom.settings.notices import NoticeOptions
from tests.conftest import story, write_files
from tests.delivering.publishing.conftest import Paper, serving

pytestmark = pytest.mark.slow
KEY = "0123456789abcdef"


class Receiver:
    """A service on this machine: it notes what it is sent, and answers what it is given to say."""

    def __init__(self, stack):
        self.bodies, self.types, self.answers = [], [], []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                receiver.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
                receiver.types.append(self.headers["Content-Type"])
                self.send_response(receiver.answers.pop(0) if receiver.answers else 202)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.url = stack.enter_context(serving(Handler)) + "/notices"

    def taken(self):
        """Return what came since the last time, as JSON or as the fields of a form."""
        found, self.bodies = self.bodies, []
        return [
            json.loads(one) if one.startswith(b"{") else parse_qs(one.decode()) for one in found
        ]


@pytest.fixture
def receivers():
    with ExitStack() as stack:
        yield lambda: Receiver(stack)


class Noticed(Paper):
    """A paper with notices."""

    notices: dict
    hub = ""

    @property
    def settings(self):
        feeds = {"FEEDS": {"hub": self.hub}} if self.hub else {}
        return {**super().settings, "NOTICES": self.notices, **feeds}


@pytest.fixture
def paper(tmp_path, compiled, web):
    folder = tmp_path / "www"
    target = {"kind": "folder", "path": str(folder)}
    made = Noticed(tmp_path, web(folder / "current"), target, compiled)
    made.notices = {}
    return made


def purge_list(paper):
    return (paper.root / ".cache/notices/live-purge.txt").read_text().splitlines()


def test_search_engines_hear_of_pages_that_changed_once(paper, receivers):
    engine = receivers()
    paper.notices = {"indexnow": KEY, "indexnow_server": engine.url}
    paper.publish()
    [first] = engine.taken()
    assert (paper.root / "www/current" / f"{KEY}.txt").read_text() == KEY
    assert first["host"] == paper.url.removeprefix("http://")
    assert first["key"] == KEY
    assert first["keyLocation"] == f"{paper.url}/{KEY}.txt"
    assert f"{paper.url}/ai/2026/11/one/" in first["urlList"]
    assert not [one for one in first["urlList"] if "feed." in one or one.endswith(".txt")]
    assert engine.types == ["application/json; charset=utf-8"]
    paper.publish()
    assert engine.taken() == []
    paper.edit()
    paper.publish()
    [second] = engine.taken()
    assert f"{paper.url}/ai/2026/11/one/" in second["urlList"]
    assert f"{paper.url}/ai/2026/11/two/" not in second["urlList"]


def test_a_hub_hears_of_each_feed_that_changed(paper, receivers):
    hub = receivers()
    paper.hub = hub.url
    paper.publish()
    hub.taken()
    paper.edit()
    paper.publish()
    pings = hub.taken()
    assert {one["hub.mode"][0] for one in pings} == {"publish"}
    feeds = [one["hub.url"][0] for one in pings]
    assert f"{paper.url}/feed.atom" in feeds
    assert f"{paper.url}/world/feed.atom" not in feeds
    assert len(feeds) == len(set(feeds))
    assert [one["hub.topic"][0] for one in pings] == feeds


def test_what_failed_is_one_warning_and_is_sent_with_the_next_publication(paper, receivers, capsys):
    engine, hub = receivers(), receivers()
    paper.notices = {"indexnow": KEY, "indexnow_server": engine.url}
    paper.hub = hub.url
    engine.answers = [503, 503, 503]
    assert "release 1: " in paper.publish()
    said = [line for line in capsys.readouterr().err.splitlines() if "warning" in line]
    assert len(said) == 1
    assert f"live: warning: notice 'indexnow' was not taken: {engine.url} answers 503" in said[0]
    assert len(hub.taken()) > 3, "another service does not wait for the one that failed"
    tries = engine.taken()
    assert len(tries) == 3
    assert "nothing has changed" in paper.publish()
    assert engine.taken() == [tries[0]]
    assert hub.taken() == []
    assert "warning" not in capsys.readouterr().err


def test_a_busy_service_is_asked_again_at_once(paper, receivers, capsys):
    engine = receivers()
    paper.notices = {"indexnow": KEY, "indexnow_server": engine.url}
    engine.answers = [429]
    paper.publish()
    first, second = engine.taken()
    assert first == second
    assert "warning" not in capsys.readouterr().err


def test_a_feed_that_a_hub_refuses_does_not_hold_up_the_others(paper, receivers, capsys):
    hub = receivers()
    paper.hub = hub.url
    hub.answers = [400]
    paper.publish()
    refused, *others = hub.taken()
    assert others
    assert "1 address waits for the next publication" in capsys.readouterr().err
    paper.publish()
    assert hub.taken() == [refused]


def test_nothing_is_said_of_a_site_that_is_not_served_as_sent(paper, receivers):
    engine = receivers()
    paper.notices = {"indexnow": KEY, "indexnow_server": engine.url}
    paper.target["path"] = str(paper.root / "elsewhere")
    with pytest.raises(PublishingError, match="was sent, but"):
        paper.publish()
    assert engine.taken() == []
    (paper.root / "www").symlink_to(paper.root / "elsewhere")
    paper.publish()
    assert len(engine.taken()) == 1


def test_a_preview_sends_no_notices(paper, receivers):
    engine = receivers()
    paper.notices = {"indexnow": KEY, "indexnow_server": engine.url}
    paper.target["url"], paper.url = paper.url, "https://news.example"
    paper.publish()
    assert engine.taken() == []
    assert not (paper.root / ".cache/notices").exists()


def test_a_dry_run_sends_no_notices(paper, receivers):
    engine = receivers()
    paper.notices = {"indexnow": KEY, "indexnow_server": engine.url}
    engine.answers = [403]
    paper.publish()
    assert len(engine.taken()) == 1
    paper.publish(dry_run=True)
    assert engine.taken() == []


def test_a_rollback_sends_notices_of_what_differs_again(paper, receivers, capsys):
    engine, hub = receivers(), receivers()
    paper.publish()
    paper.edit()
    paper.publish()
    paper.notices = {"indexnow": KEY, "indexnow_server": engine.url}
    paper.hub = hub.url
    engine.answers = [503, 503, 503]
    assert "release 1 of" in paper.roll_back()
    assert f"{paper.url}/ai/2026/11/one/" in engine.taken()[0]["urlList"]
    assert f"{paper.url}/feed.atom" in [one["hub.url"][0] for one in hub.taken()]
    assert f"{paper.url}/ai/2026/11/one/" in purge_list(paper)
    assert f"{paper.url}/ai/2026/11/two/" not in purge_list(paper)
    assert "notice 'indexnow' was not taken" in capsys.readouterr().err


PURGE = """
    import pathlib, sys
    home = pathlib.Path(__file__).parent
    if (home / "broken").exists():
        sys.exit("the cache does not answer")
    given = sys.stdin.read()
    assert given == pathlib.Path(sys.argv[1]).read_text()
    (home / "purged").write_text(given)
    """


def test_a_cache_gets_all_that_changed_before_a_sample_is_read(paper, capsys):
    write_files(paper.root, {"purge.py": PURGE})
    paper.notices = {"purge": f"'{sys.executable}' '{paper.root}/purge.py'"}
    write_files(
        paper.root, {"content/articles/ai/old.md": story("Old", expires="2026-11-24T00:00:00Z")}
    )
    paper.publish()
    paper.edit()
    paper.publish()
    purged = (paper.root / "purged").read_text().splitlines()
    assert {f"{paper.url}/ai/2026/11/one/", f"{paper.url}/feed.atom"} <= set(purged)
    assert f"{paper.url}/ai/2026/11/two/" not in purged
    assert purged == purge_list(paper)
    (paper.root / "broken").touch()
    paper.edit("two")
    paper.publish()
    assert "ended with 1 (the cache does not answer)" in capsys.readouterr().err
    (paper.root / "broken").unlink()
    paper.publish()
    assert f"{paper.url}/ai/2026/11/two/" in (paper.root / "purged").read_text().splitlines()


def test_without_a_command_the_list_for_the_cache_is_a_file(paper):
    paper.publish()
    paper.edit()
    paper.publish()
    assert f"{paper.url}/ai/2026/11/one/" in purge_list(paper)
    assert f"{paper.url}/ai/2026/11/two/" not in purge_list(paper)


COPY = """
    import pathlib, shutil
    home = pathlib.Path(__file__).parent
    shutil.copytree(home / "www/current", home / "cache", dirs_exist_ok=True)
    """


def test_a_cache_that_keeps_old_pages_is_emptied_before_the_sample(paper, web):
    write_files(paper.root, {"copy.py": COPY})
    paper.notices = {"purge": f"'{sys.executable}' copy.py"}
    paper.url = web(paper.root / "cache")
    with pytest.raises(PublishingError, match="was sent, but"):
        paper.publish()
    paper.notices = {"purge": f"'{sys.executable}' '{paper.root}/copy.py'"}
    paper.edit()
    assert "3 read back" in paper.publish()


def test_more_addresses_than_one_request_takes_go_in_batches(tmp_path, receivers):
    engine = receivers()
    options = NoticeOptions(indexnow=KEY, indexnow_server=engine.url)
    url = "https://news.example/paper"
    place = TargetContext(
        name="live", url=url, paper=tmp_path, notes=tmp_path / "cache", environment={}
    )
    pages = tuple(f"{url}/ai/{number:05}/" for number in range(20_001))
    made = Publication(
        target="live",
        release=1,
        at="2026-11-23T12:00:00+00:00",
        url=url,
        added=pages,
        changed=(),
        removed=(),
    )
    engine.answers = [200, 503, 503, 503]
    notices = Notices(options, "", place)
    notices.take(made, Changes())
    [warning] = notices.send()
    assert "10,001 addresses wait" in warning
    batches = [one["urlList"] for one in engine.taken()]
    assert [len(one) for one in batches] == [10_000] * 4
    assert Notices(options, "", place).send() == []
    again = engine.taken()
    assert [len(one["urlList"]) for one in again] == [10_000, 1]
    assert again[0]["urlList"] == batches[1]
    assert again[0]["host"] == "news.example"
    assert again[0]["keyLocation"] == f"{url}/{KEY}.txt"


def test_a_damaged_outbox_is_named_and_stops_nothing(paper, capsys):
    file = paper.root / ".cache/notices/live.json"
    write_files(paper.root, {".cache/notices/live.json": "{"})
    paper.publish()
    assert f"{file}: cannot be read" in capsys.readouterr().err
    paper.edit()
    paper.publish()
    assert "warning" not in capsys.readouterr().err


def test_what_a_service_no_longer_gets_does_not_wait(tmp_path):
    outbox = open_outbox(tmp_path / "live.json")
    outbox.put({"indexnow": ["https://news.example/a/"], "hub": ["https://news.example/f"]}, 1)
    outbox.put({"indexnow": ["https://news.example/a/", "https://news.example/b/"]}, 2)
    waiting = open_outbox(tmp_path / "live.json").waiting
    assert {name: list(found) for name, found in waiting.items()} == {
        "indexnow": ["https://news.example/a/", "https://news.example/b/"]
    }
