"""``./inv markets`` against a real server: what is saved, what fails, and what survives."""

import gzip
import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import httpx
import pytest

from newsroom.desk.markets import take_snapshots
from newsroom.desk.markets.fetch import next_address
from newsroom.desk.markets.readings import AnswerError
from newsroom.problems import ContentError
from tests.conftest import CONF, REGISTRIES, ROOT, story, write_files
from tests.desk import providers

NOW = "2026-11-23T12:00:00+00:00"
RAIN = "https://manifold.markets/creator/will-it-rain"
REGISTRY = f"""
    rain:
      question: Will it rain?
      provider: manifold
      url: {RAIN}
    snow:
      question: Will it snow?
      provider: polymarket
      url: https://polymarket.com/event/snow
    """


@pytest.fixture
def server():
    """A provider's mirror: ``answers`` maps a path to bytes, or to a function of the handler."""
    answers, asked, headers = {}, Counter(), []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked[self.path] += 1
            headers.append(self.headers)
            answer = answers.get(self.path, 404)
            if isinstance(answer, list):
                answer = answer.pop(0) if len(answer) > 1 else answer[0]
            if callable(answer):
                answer(self)
                return
            status, data = (answer, b"") if isinstance(answer, int) else (200, answer)
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True).start()
        url = f"http://127.0.0.1:{http.server_port}"
        yield SimpleNamespace(url=url, answers=answers, asked=asked, headers=headers)
        http.shutdown()


@pytest.fixture
def newsroom(tmp_path, server):
    """A content folder with two markets, and the task on it; both providers are the server."""
    write_files(tmp_path, {**REGISTRIES, "content/data/markets.yml": REGISTRY})
    server.answers["/slug/will-it-rain"] = providers.manifold()
    server.answers["/events/slug/snow"] = providers.polymarket()
    apis = dict.fromkeys(("manifold", "polymarket", "kalshi", "metaculus"), server.url)

    def take(*ids, now=NOW, **options):
        given = {
            "PATH": str(tmp_path / "content"), "CACHE_PATH": str(tmp_path / ".cache"),
            "OUTPUT_PATH": str(tmp_path / "output"), "SITEURL": "https://news.example", "NOW": now,
            "MARKETS": {"apis": apis, "pause_seconds": 0, "timeout_seconds": 5, **options},
        }  # fmt: skip
        return take_snapshots(CONF, given, ids)

    def points(name):
        return json.loads((folder / f"{name}.json").read_text("utf-8"))["points"]

    folder = tmp_path / "content/data/market-history"
    return SimpleNamespace(take=take, points=points, folder=folder, root=tmp_path)


@pytest.mark.slow
def test_from_provider_to_page(newsroom, site):
    assert str(newsroom.take()).startswith("2 snapshots in content/data/market-history (")
    built = site({"content/articles/ai/a.md": story("A story", markets="[rain]")})
    card = built.page("/ai/2026/11/a/").select_one(".market")
    assert card.select_one(".market-chance").text == "62%"
    assert "18,251 mana traded" in card.text
    assert "closes 31 December 2026" in card.text


@pytest.mark.slow
def test_a_snapshot_is_a_line_that_is_never_changed(newsroom):
    newsroom.take()
    before = (newsroom.folder / "rain.json").read_text("utf-8").split("\n")
    newsroom.take(now="2026-11-23T13:00:00+00:00")
    after = (newsroom.folder / "rain.json").read_text("utf-8").split("\n")
    assert before[1] == after[1].rstrip(",")
    assert len(after) == len(before) + 1
    assert newsroom.points("rain")[0] == {
        "at": "2026-11-23T12:00:00Z", "probability": 0.6234, "volume": 18251, "unit": "mana",
        "closes": "2026-12-31T12:00:00Z",
    }  # fmt: skip


@pytest.mark.slow
def test_two_runs_at_once_lose_no_snapshot(newsroom, server):
    answered = threading.Barrier(2)

    def slow(handler):
        with suppress(threading.BrokenBarrierError):
            answered.wait(0.5)  # would both be asked before one has written?
        handler.send_response(200)
        data = providers.manifold()
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    server.answers["/slug/will-it-rain"] = slow
    hours = [f"2026-11-23T1{hour}:00:00+00:00" for hour in range(2)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    code = (
        "import sys; from pathlib import Path; from newsroom.desk.markets import take_snapshots;"
        f"take_snapshots(Path({str(CONF)!r}), dict("
        f"PATH={str(newsroom.root / 'content')!r}, CACHE_PATH={str(newsroom.root / '.cache')!r},"
        f"NOW=sys.argv[1], MARKETS={{'apis': {{'manifold': {server.url!r}}}}}), ['rain'])"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code, hour], env=environment) for hour in hours]
    assert [run.wait() for run in runs] == [0, 0]
    assert len(newsroom.points("rain")) == 2


@pytest.mark.slow
def test_markets_can_be_named(newsroom, server):
    newsroom.take("snow")
    assert set(server.asked) == {"/events/slug/snow"}
    with pytest.raises(ContentError, match=r"no market 'snov': write an id .*did you mean 'snow'"):
        newsroom.take("snov")


@pytest.mark.slow
def test_one_failure_stops_no_other_and_keeps_what_was_there(newsroom, server):
    newsroom.take()
    before = (newsroom.folder / "rain.json").read_bytes()
    server.answers["/slug/will-it-rain"] = 404
    server.answers["/events/slug/snow"] = providers.polymarket(outcomePrices='["0.9", "0.1"]')
    report = newsroom.take(now="2026-11-23T14:00:00+00:00")
    assert str(report.failures[0]) == (
        "content/data/markets.yml:4:8: rain: Manifold answered 404 Not Found: see whether the "
        "question is still at its address"
    )
    assert "1 snapshot in" in str(report)
    assert "1 failed and kept their last one" in str(report)
    assert (newsroom.folder / "rain.json").read_bytes() == before
    assert [point["probability"] for point in newsroom.points("snow")] == [0.31, 0.9]


def slow_drip(handler):
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def silent(_handler):
    time.sleep(3)


def huge(handler):
    handler.send_response(200)
    handler.end_headers()
    with suppress(OSError):
        for _ in range(40):
            handler.wfile.write(b" " * 100_000)


def packed(handler):
    data = gzip.compress(b" " * 20_000_000)
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip")
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    with suppress(OSError):
        handler.wfile.write(data)


def broken_off(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"{")


def colourful(handler):
    handler.send_response(404, "\x1b[31mred")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def not_packed(handler):
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip")
    handler.end_headers()
    handler.wfile.write(b"plain")


def redirect(location):
    def answer(handler):
        handler.send_response(302)
        handler.send_header("Location", location)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


@pytest.mark.parametrize(
    ("answer", "complaint", "times"),
    [
        pytest.param(slow_drip, "did not answer in time", 2, marks=pytest.mark.slow),
        pytest.param(silent, "did not answer in time", 2, marks=pytest.mark.slow),
        (huge, "an answer of more than 2,000,000 bytes", 1),
        (packed, "an answer of more than 2,000,000 bytes", 1),
        (broken_off, "cannot be reached", 2),
        (not_packed, "compression is broken", 2),
        (503, "answered 503 Service Unavailable: try again later", 2),
        (colourful, "Manifold answered 404 Not Found: see whether", 1),
        (403, "answered 403: it wants a key", 1),
        (redirect("http://169.254.169.254/latest/"), "redirects to another site", 1),
        (redirect("https://127.0.0.1/"), "redirects to another site", 1),
        (redirect("file:///etc/passwd"), "redirects to another site", 1),
        (redirect("http://["), "redirects to another site", 1),
        (redirect("/slug/will-it-rain"), "redirects in a circle", 4),
        (b"<script>alert(1)</script>", "cannot be read", 1),
        (providers.manifold(probability=float("nan")), "cannot be read", 1),
        (providers.manifold(volume=1e300), "cannot be read (volume: ", 1),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_a_provider_may_do_wrong_is_one_line(newsroom, server, answer, complaint, times):
    server.answers["/slug/will-it-rain"] = answer
    patience = 0.5 if answer in (slow_drip, silent) else 30
    start = time.monotonic()
    report = newsroom.take("rain", timeout_seconds=patience, attempts=2)
    assert time.monotonic() - start < 20
    [problem] = report.failures
    assert complaint in str(problem)
    assert (problem.path, problem.line, problem.column) == ("content/data/markets.yml", 4, 8)
    assert server.asked["/slug/will-it-rain"] == times
    assert not newsroom.folder.exists()


@pytest.mark.slow
def test_a_market_that_closes_at_the_end_of_time_breaks_no_page(newsroom, server, site):
    server.answers["/slug/will-it-rain"] = providers.manifold(closeTime=253402300799000)
    server.answers["/events/slug/snow"] = providers.polymarket(endDate="0001-01-01T00:00:00Z")
    newsroom.take()
    for zone in ("Asia/Tokyo", "America/New_York"):
        assert len(site(TIMEZONE=zone).page("/markets/").select(".market-chance")) == 2


def test_a_busy_provider_is_asked_again(newsroom, server):
    server.answers["/slug/will-it-rain"] = [503, 429, providers.manifold()]
    assert not newsroom.take("rain").failures
    assert server.asked["/slug/will-it-rain"] == 3


@pytest.mark.slow  # it waits
def test_a_provider_that_asks_for_a_pause_gets_it(newsroom, server):
    def wait(handler):
        handler.send_response(429)
        handler.send_header("Retry-After", "1")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    server.answers["/slug/will-it-rain"] = [wait, providers.manifold()]
    start = time.monotonic()
    assert not newsroom.take("rain").failures
    assert time.monotonic() - start >= 1


@pytest.mark.parametrize(
    "location",
    ["http://api.example/b", "https://api.example:8443/b", "//evil.example/b", "https://x@evil/"],
)
def test_a_redirect_may_not_lead_to_another_origin(location):
    with pytest.raises(AnswerError, match="redirects to another site"):
        next_address(httpx.URL("https://api.example/a"), location)


def test_a_base_address_that_is_none_is_said_plainly(newsroom):
    with pytest.raises(ContentError, match=r"'apis.manifold' is 'http://a b': write an address"):
        newsroom.take("rain", apis={"manifold": "http://a b"})


def test_a_redirect_within_the_provider_is_followed(newsroom, server):
    server.answers["/slug/will-it-rain"] = redirect("/moved")
    server.answers["/moved"] = providers.manifold()
    assert not newsroom.take("rain").failures


def test_a_provider_that_is_not_there(newsroom):
    report = newsroom.take("rain", apis={"manifold": "http://127.0.0.1:9"}, attempts=1)
    assert "rain: Manifold cannot be reached (" in str(report.failures[0])


@pytest.mark.slow
def test_what_is_resolved_is_not_asked_again_unless_named(newsroom, server):
    server.answers["/slug/will-it-rain"] = providers.manifold(isResolved=True, resolution="YES")
    newsroom.take()
    report = newsroom.take()
    assert "1 resolved earlier and not asked" in str(report)
    assert server.asked["/slug/will-it-rain"] == 1
    newsroom.take("rain")
    assert server.asked["/slug/will-it-rain"] == 2


@pytest.mark.slow
def test_a_key_goes_to_metaculus_alone_and_into_no_message(newsroom, server, monkeypatch):
    monkeypatch.setenv("METACULUS_TOKEN", "s3cr3t")
    write_files(
        newsroom.root,
        {
            "content/data/markets.yml": REGISTRY
            + """
    hail:
      question: Hail?
      provider: metaculus
      url: https://www.metaculus.com/questions/123/hail/
    """
        },
    )
    server.answers["/posts/123/?with_cp=true"] = [providers.metaculus(), 403]
    newsroom.take()
    keys = [headers.get("Authorization") for headers in server.headers]
    assert keys == [None, None, "Token s3cr3t"]
    assert "s3cr3t" not in str(newsroom.take("hail"))
    monkeypatch.setenv("METACULUS_TOKEN", "s3cr\n3t")
    said = str(newsroom.take("hail"))
    assert "METACULUS_TOKEN has a space or a sign that no token has: paste it again" in said
    assert "s3cr" not in said


@pytest.mark.slow
def test_another_address_begins_a_new_history(newsroom, server):
    newsroom.take("rain")
    changed = REGISTRY.replace("will-it-rain", "will-it-pour")
    write_files(newsroom.root, {"content/data/markets.yml": changed})
    assert newsroom.take("rain").failures
    assert json.loads((newsroom.folder / "rain.json").read_text("utf-8"))["url"] == RAIN
    server.answers["/slug/will-it-pour"] = providers.manifold(probability=0.1)
    newsroom.take("rain", now="2026-11-23T13:00:00+00:00")
    assert [point["probability"] for point in newsroom.points("rain")] == [0.1]


@pytest.mark.slow
def test_a_damaged_history_is_reported_and_not_overwritten(newsroom):
    newsroom.take()
    file = newsroom.folder / "rain.json"
    file.write_text("{")
    report = newsroom.take(now="2026-11-23T13:00:00+00:00")
    assert "restore the file, or delete it" in str(report.failures[0])
    assert file.read_text("utf-8") == "{"
    assert len(newsroom.points("snow")) == 2


def test_a_folder_that_cannot_be_written_is_named(newsroom):
    (newsroom.folder / f".rain.json.{os.getpid()}.draft").mkdir(
        parents=True
    )  # where the draft goes
    report = newsroom.take()
    assert "rain: cannot be written (is a directory): make room" in str(report.failures[0])
    assert newsroom.points("snow")


def test_a_mistake_in_the_registry_stops_no_other_market(newsroom):
    write_files(
        newsroom.root,
        {
            "content/data/markets.yml": """
                rain:
                  question: Rain?
                  provider: manifld
                  url: https://manifold.markets/creator/rain
                snow:
                  question: Snow?
                  provider: kalshi
                  url: https://polymarket.com/event/snow
                sun:
                  question: Sun?
                  provider: polymarket
                  url: https://polymarket.com/event/snow
                """
        },
    )
    report = newsroom.take()
    assert [str(problem) for problem in report.failures] == [
        "content/data/markets.yml:3:13: provider: 'manifld' is unknown: write one of manifold, "
        "polymarket, kalshi, metaculus (did you mean 'manifold'?)",
        "content/data/markets.yml:8:8: snow: 'https://polymarket.com/event/snow' is not a page of "
        "Kalshi: write `provider: polymarket`",
    ]
    assert [file.name for file in newsroom.folder.iterdir()] == ["sun.json"]


@pytest.mark.slow
def test_a_market_that_kalshi_archived_is_found_there(newsroom, server):
    registry = """
        rain:
          question: Rain?
          provider: kalshi
          url: https://kalshi.com/markets/kxrain/rain/kxrain-26dec
          outcome: {outcome}
        """
    event = "/events/KXRAIN-26DEC?with_nested_markets=true"
    archive = "/historical/markets?event_ticker=KXRAIN-26DEC&limit=1000"
    old = providers.kalshi_market(status="finalized", result="yes", yes_sub_title="Old")
    server.answers[archive] = json.dumps({"markets": [old], "cursor": ""}).encode()
    young = providers.kalshi_market(yes_sub_title="Young")
    for live in (404, b'{"event": {"event_ticker": "KXRAIN-26DEC"}}', providers.kalshi(young)):
        server.answers[event] = live
        write_files(newsroom.root, {"content/data/markets.yml": registry.format(outcome="Old")})
        assert not newsroom.take("rain").failures
        assert newsroom.points("rain")[-1]["resolution"] == "yes"
        (newsroom.folder / "rain.json").unlink()
    write_files(newsroom.root, {"content/data/markets.yml": registry.format(outcome="Yung")})
    [problem] = newsroom.take("rain").failures
    assert "has no answer 'Yung': write `outcome:` with one of 'Young'" in str(problem)
    server.answers[event] = server.answers[archive] = 404
    [problem] = newsroom.take("rain").failures
    assert "rain: Kalshi answered 404 Not Found: see whether" in str(problem)


@pytest.mark.slow
def test_a_mixture_is_printed_as_such(newsroom, server, site):
    answer = providers.manifold_choices(isResolved=True, resolution="CHOOSE_MULTIPLE")
    server.answers["/slug/will-it-rain"] = answer
    changed = REGISTRY.replace(RAIN, RAIN + "\n      outcome: Blue")
    write_files(newsroom.root, {"content/data/markets.yml": changed})
    assert not newsroom.take("rain").failures
    assert "Resolved: To a mixture of answers" in site().page("/markets/").text


def test_the_task_ends_with_one_line_and_its_exit_status(newsroom, program):
    content = str(newsroom.root / "content")
    wrong = program("markets", "rain", "--content", content, "--now", "soon")
    assert wrong.returncode == 1
    assert "--now: 'soon' is not a valid time" in wrong.stderr
    write_files(newsroom.root, {"content/data/markets.yml": "# none\n"})
    done = program("markets", "--content", content)
    assert done.returncode == 0
    assert done.stdout.startswith("0 snapshots in content/data/market-history (")
