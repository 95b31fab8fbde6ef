"""From an access log to the page: ``./inv hottest`` and the build after it."""

import gzip
import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from newsroom.desk.popularity import PopularityOptions, count_readers
from newsroom.problems import ContentError
from tests.conftest import CONF, REGISTRIES, ROOT, story, write_files

NOW = "2026-11-23T12:00:00+00:00"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def line(path: str, reader: int = 1, time: str = "23/Nov/2026:11:00:00", agent: str = FIREFOX):
    return f'192.0.2.{reader} - - [{time} +0000] "GET {path} HTTP/1.1" 200 9 "-" "{agent}"\n'


def readings(path: str, readers: int, **given) -> str:
    return "".join(line(path, reader, **given) for reader in range(readers))


@pytest.fixture
def newsroom(tmp_path):
    """A content folder with stories a, b, c, and the task on it."""
    write_files(tmp_path, REGISTRIES)
    write_files(
        tmp_path,
        {
            "content/articles/ai/a.md": story("Story A"),
            "content/articles/ai/b.md": story("Story B", aliases="[/2019/b.html]"),
            "content/articles/ai/c.md": story("Story C"),
        },
    )
    file = tmp_path / "content/data/popularity.json"

    def count(*logs: str | bytes | Path, **settings):
        names = []
        for number, log in enumerate(logs):
            name = log
            if not isinstance(log, Path):
                name = tmp_path / f"log.{number}"
                name.write_bytes(log if isinstance(log, bytes) else log.encode())
            names.append(str(name))
        given = {"PATH": str(tmp_path / "content"), "CACHE_PATH": str(tmp_path / ".cache"),
                 "OUTPUT_PATH": str(tmp_path / "output"), "SITEURL": "https://news.example",
                 "NOW": NOW, "JOBS": 1, **settings}  # fmt: skip
        return count_readers(CONF, given, names)

    def figures():
        return json.loads(file.read_text("utf-8"))["readers"]

    return SimpleNamespace(count=count, figures=figures, file=file, root=tmp_path)


@pytest.mark.slow
def test_from_log_to_page(newsroom, site):
    log = (
        readings("/ai/2026/11/a/", 4)
        + readings("/ai/2026/11/b/", 9)
        + readings("/ai/2026/11/c/", 1) * 60
        + readings("/ai/2026/11/c/", 60, agent="Tiny Tiny RSS/1.11 (http://tt-rss.org/)")
    )
    newsroom.count(log)
    built = site()
    page = built.page("/hottest/")
    assert page.h1.text == "Hottest"
    assert [link.text for link in page.select("ol.ranking h2 a")] == ["Story B", "Story A"]
    assert built.page("/ai/2026/11/b/").select_one(".kicker-hottest")
    assert not built.page("/ai/2026/11/c/").select(".kicker-hottest")
    assert built.page("/").select_one("ol.ranking h3 a").text == "Story B"


def test_the_report_says_what_became_of_every_line(newsroom):
    log = (
        readings("/ai/2026/11/a/", 3)
        + line("/theme/style.css")
        + line("/ai/2026/11/a/", agent="curl/8")
        + line("/ai/2026/11/a/", time="01/Jan/2026:11:00:00")
        + line("/ai/2026/11/a/", time="23/Nov/2026:13:00:00")
        + "nonsense\n"
    )
    report = str(newsroom.count(log))
    assert "2 outside the days that count, 1 of files and other pages, 1 crawlers" in report
    assert f"unreadable: 1, the first is {newsroom.root}/log.0:8" in report
    assert "8 lines: 3 readers of 1 story" in report
    assert newsroom.figures() == {"/ai/2026/11/a/": {"2026-11-23T11Z": 3}}


def test_counting_again_changes_nothing_and_a_grown_log_adds(newsroom):
    log = readings("/ai/2026/11/a/", 3) + line("/ai/2026/11/b/")
    newsroom.count(log)
    first = newsroom.file.read_bytes()
    newsroom.count(log, log)
    assert newsroom.file.read_bytes() == first
    newsroom.count(log + readings("/ai/2026/11/a/", 7))
    assert newsroom.figures()["/ai/2026/11/a/"] == {"2026-11-23T11Z": 7}


def test_old_hours_are_dropped(newsroom):
    newsroom.count(readings("/ai/2026/11/a/", 3))
    newsroom.count(line("/ai/2026/11/b/", time="08/Dec/2026:09:00:00"), NOW="2026-12-08T10:00Z")
    assert newsroom.figures() == {"/ai/2026/11/b/": {"2026-12-08T09Z": 1}}


def test_aliases_and_the_base_lead_to_the_story(newsroom):
    log = line("/daily/2019/b.html", 1) + line("/daily/ai/2026/11/b", 2) + line("/2019/b.html", 3)
    newsroom.count(log, SITEURL="https://news.example/daily")
    assert newsroom.figures() == {"/ai/2026/11/b/": {"2026-11-23T11Z": 2}}


def test_who_reads_a_story_in_the_lite_edition_reads_the_story(newsroom):
    newsroom.count(line("/lite/ai/2026/11/b/", 1) + line("/lite/ai/2026/11/none/", 2))
    assert newsroom.figures() == {"/ai/2026/11/b/": {"2026-11-23T11Z": 1}}


def test_a_renamed_story_takes_its_figures_along_and_counts_once(newsroom):
    log = readings("/ai/2026/11/a/", 3)
    newsroom.count(log)
    (newsroom.root / "content/articles/ai/a.md").unlink()
    renamed = story("Story A", aliases="[/ai/2026/11/a/]")
    write_files(newsroom.root, {"content/articles/ai/new.md": renamed})
    newsroom.count(log)
    assert newsroom.figures() == {"/ai/2026/11/new/": {"2026-11-23T11Z": 3}}


def test_the_newsroom_does_not_count(newsroom):
    newsroom.count(
        readings("/ai/2026/11/a/", 6), POPULARITY={"own_addresses": ["192.0.2.0/30", "192.0.2.4"]}
    )
    assert newsroom.figures() == {"/ai/2026/11/a/": {"2026-11-23T11Z": 1}}


def test_gzip_in_several_members_and_standard_input(newsroom, monkeypatch):
    parts = [line("/ai/2026/11/a/", 1), line("/ai/2026/11/a/", 2)]
    packed = b"".join(gzip.compress(part.encode()) for part in parts)
    newsroom.count(packed)
    assert newsroom.figures() == {"/ai/2026/11/a/": {"2026-11-23T11Z": 2}}
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(packed))))
    newsroom.file.unlink()
    newsroom.count(Path("-"))
    assert newsroom.figures() == {"/ai/2026/11/a/": {"2026-11-23T11Z": 2}}


def test_an_empty_log_is_no_mistake(newsroom):
    newsroom.count("", "")
    assert not newsroom.file.exists()


@pytest.mark.parametrize(
    ("log", "message"),
    [
        (Path("/nowhere/access.log"), "/nowhere/access.log: no such file"),
        (Path("/"), "/: this is a folder: name files"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\r", "this is not text"),
        (gzip.compress(b"x" * 100_000, mtime=0)[:60], "the compressed file is broken"),
        ("Dear diary,\nno log today.\n", "no line of it can be read"),
    ],
)
def test_what_is_no_log_is_said_plainly(newsroom, log, message):
    with pytest.raises(ContentError, match=message):
        newsroom.count(log)
    assert not newsroom.file.exists()


def test_broken_figures_and_settings_stop_before_anything_is_read(newsroom):
    newsroom.file.write_text("{}")
    with pytest.raises(ContentError, match="this file does not hold figures of readers"):
        newsroom.count(line("/ai/2026/11/a/"))
    with pytest.raises(ContentError, match="own_addresses"):
        newsroom.count(line("/"), POPULARITY={"own_addresses": ["192.0.2.7/24"]})
    assert newsroom.file.read_text() == "{}"


def test_a_mistake_in_one_story_does_not_stop_the_count(newsroom):
    write_files(newsroom.root, {"content/articles/ai/bad.md": "---\ntitle: x\n---\n"})
    assert "mistakes in the content" in str(newsroom.count(line("/ai/2026/11/a/")))
    assert newsroom.figures()


@pytest.mark.slow
def test_a_log_without_browsers_is_counted_with_a_word(newsroom):
    report = newsroom.count(line("/ai/2026/11/a/").split(' "-"')[0] + "\n")
    assert "does not name browsers" in str(report)
    assert newsroom.figures()


def test_lines_without_end_are_read_in_pieces(newsroom):
    report = newsroom.count("x" * 200_000 + "\n" + line("/ai/2026/11/a/"))
    assert (report.tally.lines, report.tally.unreadable) == (5, 4)


@pytest.mark.parametrize(
    ("export", "expected"),
    [
        (
            '"date","hostname","page","visits","visitors","pageviews"\n'
            '"2026-11-22","news.example","/ai/2026/11/a/",9,7,11\n'
            '"2026-11-22","news.example","/about/",9,7,11\n'
            '"2026-11-22","news.example","/ai/2026/11/b/",x,x,x\n',
            {"/ai/2026/11/a/": {"2026-11-22T12Z": 7}},
        ),
        (
            "2Path,Title,Event,UserAgent,Browser,System,Session,Bot,Referrer,Referrer scheme,"
            "Screen size,Location,FirstVisit,Date\n"
            "/ai/2026/11/a/,A,false,,Firefox,Linux,s1,0,,,,DE,true,2026-11-23T09:10:11Z\n"
            "/ai/2026/11/a/,A,false,,Firefox,Linux,s1,0,,,,DE,false,2026-11-23T09:20:11Z\n"
            "/ai/2026/11/a/,A,false,,Chrome,Linux,s2,3,,,,DE,true,2026-11-23T09:20:11Z\n"
            "/ai/2026/11/a/,A,false,,Chrome,Linux,s3,0,,,,DE,1,2026-11-23T09:20:11Z\n"
            "click,A,true,,Chrome,Linux,s3,0,,,,DE,1,2026-11-23T09:20:11Z\n",
            {"/ai/2026/11/a/": {"2026-11-23T09Z": 2}},
        ),
        (
            "date,label,nb_visits,nb_uniq_visitors,nb_hits,metadata_url\n"
            "2026-11-21,/ai/2026/11/a,9,8,20,https://news.example/ai/2026/11/a/\n"
            "2026-11-22,/ai,9,,20,\n",
            {"/ai/2026/11/a/": {"2026-11-21T12Z": 8}},
        ),
    ],
)  # fmt: skip
def test_exports_of_counters(newsroom, export, expected):
    newsroom.count(export)
    assert newsroom.figures() == expected
    newsroom.count(export.encode("utf-16"))
    assert newsroom.figures() == expected


def test_a_days_readers_stand_at_noon_of_the_publication(newsroom):
    export = '"date","page","visitors"\n"2026-11-22","/ai/2026/11/a/",7\n'
    newsroom.count(export, TIMEZONE="America/New_York")
    assert newsroom.figures() == {"/ai/2026/11/a/": {"2026-11-22T17Z": 7}}


def test_one_source_at_a_time(newsroom):
    export = '"date","page","visitors"\n"2026-11-22","/ai/2026/11/a/",7\n'
    newsroom.count(line("/ai/2026/11/a/"))
    with pytest.raises(ContentError, match="this is of plausible, other figures are of logs"):
        newsroom.count(export)
    newsroom.file.unlink()
    with pytest.raises(ContentError, match="or delete content/data/popularity"):
        newsroom.count(export, line("/ai/2026/11/a/"))


def test_matomo_without_dates_is_refused(newsroom):
    with pytest.raises(ContentError, match="no column with the date"):
        newsroom.count("label,nb_visits\n/a/,3\n")


def test_the_task_takes_any_number_of_logs(newsroom, program):
    logs = []
    for number in (1, 2):
        log = newsroom.root / f"access log {number}"
        log.write_text(line("/ai/2026/11/a/", number))
        logs.append(str(log))
    content = str(newsroom.root / "content")
    command = ["hottest", logs[0], "--now", NOW, logs[1], "--content", content]
    done = program(*command)
    assert done.returncode == 0, done.stderr
    assert newsroom.figures() == {"/ai/2026/11/a/": {"2026-11-23T11Z": 2}}
    failed = program(*command, "/nowhere")
    assert failed.returncode == 1
    assert "/nowhere: no such file" in failed.stderr


def test_options_are_documented():
    page = (ROOT / "docs/settings.md").read_text("utf-8").split("### `POPULARITY`")[1]
    assert all(
        f"`{name}`" in page.split("\n### ")[0] for name in PopularityOptions.__dataclass_fields__
    )


def test_prefixed_lines_count_their_readers(newsroom):
    log = "".join(
        f"www.news.example:443 {one}" for one in readings("/ai/2026/11/a/", 5).splitlines(True)
    )
    again = "".join(f"<134>1 {n} web nginx: {line('/ai/2026/11/b/')}" for n in range(5))
    newsroom.count(log, again)
    assert newsroom.figures() == {
        "/ai/2026/11/a/": {"2026-11-23T11Z": 5}, "/ai/2026/11/b/": {"2026-11-23T11Z": 1}
    }  # fmt: skip


def test_lines_without_an_address_are_refused_and_shown(newsroom):
    named = line("/ai/2026/11/a/").replace("192.0.2.1", "host.example")
    report = str(newsroom.count(readings("/ai/2026/11/a/", 2) + named * 3))
    assert "2 readers of 1 story" in report
    place = f"{newsroom.root}/log.0:3 ('host.example')"
    assert f"without the address of a reader: 3, the first is {place}; they do not count" in report
    with pytest.raises(ContentError, match=r"no line names the address .*HostnameLookups Off"):
        newsroom.count(named)


@pytest.mark.slow
def test_one_address_and_one_ipv6_network_add_few_readers(newsroom):
    many = "".join(line("/ai/2026/11/a/", agent=f"{FIREFOX} {n}") for n in range(500))
    network = "".join(
        line("/ai/2026/11/b/").replace("192.0.2.1", f"2001:db8:1:2::{n:x}") for n in range(500)
    )
    report = str(newsroom.count(many + network))
    assert newsroom.figures() == {
        "/ai/2026/11/a/": {"2026-11-23T11Z": 3}, "/ai/2026/11/b/": {"2026-11-23T11Z": 1}
    }  # fmt: skip
    assert "497 further browsers of one address" in report
    newsroom.file.unlink()
    newsroom.count(many, POPULARITY={"most_per_address": 1})
    assert newsroom.figures() == {"/ai/2026/11/a/": {"2026-11-23T11Z": 1}}


def test_a_proxy_is_noticed(newsroom):
    log = line("/ai/2026/11/a/").replace("192.0.2.1", "10.0.0.1") * 90
    report = str(newsroom.count(log + readings("/ai/2026/11/a/", 10)))
    assert "warning: 90% of the readings come from one private address, 10.0.0.1. If" in report
    assert "real_ip_header" in report
    assert "warning" not in str(newsroom.count(readings("/ai/2026/11/a/", 60)))
