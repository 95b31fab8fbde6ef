"""Where comments come from, and what stands in for them when they cannot be read."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from newsroom.problems import ContentError
from tests.conftest import story
from tests.enriching.test_comments import PAGE, A, comments
from tests.ports import free_port

SNAPSHOT = "content/data/comments.json"


def test_the_api_and_the_database_of_isso_give_the_same_pages(site, isso):
    first = isso.post("A **first** one\nin two lines <b>&amp;</b>", "Tom & <Jerry>")
    isso.post("An answer", parent=first)
    isso.post("Elsewhere", thread="/no/such/page/")
    site({A: story()}, **comments(source=isso.url))
    page = site(**comments(source=isso.url)).text(PAGE)
    assert "in two lines &lt;b&gt;" in page
    assert page == site(**comments(), CLEAN=True).text(PAGE)


def test_a_source_that_fails_leaves_the_last_known_comments_and_one_warning(site, isso_database):
    isso_database.add("words to keep")
    page = site({A: story()}, **comments(keep=True)).text(PAGE)
    isso_database.file.unlink()
    built = site(**comments(keep=True))
    assert built.text(PAGE) == page
    (warning,) = built.warnings
    assert warning == (
        "COMMENTS: warning: the comments at .comments/comments.db cannot be read (there is no such "
        "file): those in content/data/comments.json are shown; start the server, fix "
        "`source`, or delete that file if all were deleted"
    )
    built = site(**comments(keep=True, source=f"http://localhost:{free_port()}"))
    assert built.text(PAGE) == page
    assert "refused" in built.warnings[0]


@pytest.mark.parametrize("data", [b"", b"no database", b"SQLite format 3\0" + b"x" * 100])
def test_a_broken_database_is_a_warning(site, isso_database, data):
    isso_database.file.write_bytes(data)
    (warning,) = site({A: story()}, **comments(keep=True)).warnings
    assert "cannot be read" in warning


def test_a_preview_too_says_what_it_cannot_read(site, isso_database):
    isso_database.file.write_bytes(b"no database")
    (warning,) = site({A: story()}, **comments()).warnings
    assert "(file is not a database): none are shown; start the server" in warning
    (warning,) = site(**comments(source=f"http://localhost:{free_port()}")).warnings
    assert "refused" in warning
    isso_database.file.unlink()
    assert not site(**comments()).warnings


@pytest.mark.slow
def test_where_nobody_has_started_a_server_nothing_is_said(site):
    built = site({A: story()})
    assert not built.warnings
    assert not (built.root / SNAPSHOT).exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    "answer",
    [
        b"<html>",
        b"[]",
        b'{"replies": [{"id": "x"}]}',
        b"[1, 2]",
        b'{"replies": 7}',
        b'{"replies": [%s]}'
        % json.dumps(
            {
                "id": 1 << 70,
                "parent": None,
                "author": "",
                "likes": 0,
                "website": "",
                "created": 0,
                "modified": None,
                "mode": 1,
                "text": "",
            }
        ).encode(),
    ],
)
def test_what_is_no_answer_of_isso_is_a_warning(site, answer):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.reply(b"[1]")

        def do_GET(self):
            self.reply(answer)

        def reply(self, body):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        source = f"http://127.0.0.1:{server.server_port}"
        (warning,) = site({A: story()}, **comments(keep=True, source=source)).warnings
        server.shutdown()
    assert "this is not an answer of Isso" in warning


def test_the_snapshot_holds_what_the_pages_show_and_changes_only_with_it(site, isso_database):
    number = isso_database.add("words", thread=PAGE)
    other = isso_database.add("other words", thread=PAGE)
    isso_database.add("junk", thread="/junk/")
    isso_database.add("waiting", mode=2)
    file = site({A: story()}, **comments(keep=True)).root / SNAPSHOT
    kept, _ = json.loads(file.read_text("utf-8"))
    assert (kept["id"], kept["thread"], kept["text"]) == (number, PAGE, "words")
    before = file.stat().st_mtime_ns
    site(**comments(keep=True))
    assert file.stat().st_mtime_ns == before
    isso_database.change(number, mode=2)
    site(**comments(keep=True))
    assert [one["id"] for one in json.loads(file.read_text("utf-8"))] == [other]


def test_a_database_that_begins_anew_does_not_empty_the_site(site, isso_database):
    number = isso_database.add("words to keep")
    site({A: story()}, **comments(keep=True))
    isso_database.change(number, mode=2)
    built = site(**comments(keep=True))
    assert "words to keep" in built.text(PAGE)
    assert "it has none of the 1 that are kept" in built.warnings[0]
    (built.root / SNAPSHOT).unlink()
    built = site(**comments(keep=True))
    assert "words to keep" not in built.text(PAGE)
    assert not built.warnings


def test_a_snapshot_that_cannot_be_written_stops_nothing(site, isso_database, caplog):
    isso_database.add("words")
    built = site({A: story(), f"{SNAPSHOT}/in/the/way": ""}, **comments(keep=True))
    assert "words" in built.text(PAGE)
    assert "the comments cannot be kept (is a directory)" in caplog.text


def test_without_keep_a_build_leaves_the_content_alone(site, isso_database):
    isso_database.add("words")
    assert not (site({A: story()}, **comments()).root / SNAPSHOT).exists()


KEPT = {"thread": PAGE, "id": 1, "parent": None, "name": "", "website": "", "author": "",
        "written": 1, "edited": 0, "deleted": False, "text": "", "likes": 0}  # fmt: skip
NUMBERS = ("id", "likes", "written", "edited")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<<<<<<< HEAD", "(Invalid JSON"),
        ("{}", "(Input should be a valid array"),
        ('[{"id": 1}]', "(0.thread: Field required"),
        *((json.dumps([KEPT | {name: 1 << 70}]), f"(0.{name}: Input should") for name in NUMBERS),
    ],
)
def test_a_broken_snapshot_stops_a_build_that_needs_it(site, isso_database, text, reason):
    with pytest.raises(ContentError) as caught:
        site({A: story(), SNAPSHOT: text}, **comments(source=""))
    assert f"{SNAPSHOT}: the last known comments cannot be read {reason}" in str(caught.value)
    assert not site(**comments(keep=True)).warnings


def test_a_build_waits_for_nobody_who_reads_and_spoils_nothing_of_who_writes(site, isso_database):
    before = isso_database.file.read_bytes()
    site({A: story()}, **comments())
    assert isso_database.file.read_bytes() == before
    assert [file.name for file in isso_database.file.parent.iterdir()] == ["comments.db"]
