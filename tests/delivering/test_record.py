"""Whatever a headline holds comes back from the record as it went in."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.delivering.digest.journal import Journal
from newsroom.delivering.digest.recipients import parse_recipients
from newsroom.delivering.digest.record import record_text
from newsroom.files.atomic import write_file
from newsroom.languages.words import DateOptions, open_words
from newsroom.model import (
    Issue,
    IssueCorrection,
    IssueMarket,
    IssueRanking,
    IssueSection,
    IssueStory,
    Newsletter,
)
from newsroom.pipeline import publication
from newsroom.reading.registries.newsletter_issues import read_issue

SETTINGS = {"SITEURL": "https://news.example/daily", "SITENAME": "N", "DEFAULT_LANG": "en",
            "MENUITEMS": ()}  # fmt: skip
NOW = datetime(2026, 11, 23, tzinfo=UTC)
WEEKLY = Newsletter(
    name="weekly", title="The week", about="", url="/daily/newsletter/", every="week",
    field="", value="", join_url="",
)  # fmt: skip
# What front matter gives: one line, without space at its ends.
TEXT = (
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn", "Co"]), min_size=1)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
STORY = st.builds(
    IssueStory,
    url=st.just("/daily/ai/2026/11/a/"), title=TEXT, deck=TEXT | st.just(""),
    section=st.sampled_from(["AI", "World"]), authors=st.lists(TEXT, min_size=1).map(tuple),
    label=st.sampled_from(["news", "analysis"]), lang=st.sampled_from(["en", "pt-BR"]),
    minutes=st.integers(1, 99),
)  # fmt: skip
MARKET = st.builds(
    IssueMarket, url=st.sampled_from(["https://m.example/", "/daily/m/"]),
    question=TEXT, chance=TEXT, source=TEXT, as_of=st.just(NOW),
)  # fmt: skip


@pytest.mark.slow
@settings(deadline=None)  # it writes files
@given(
    subject=TEXT,
    stories=st.lists(STORY, min_size=1, max_size=3),
    ranking=st.none() | st.builds(IssueRanking, title=st.sampled_from(["Hottest", "Latest"]),
                                  stories=st.lists(STORY, min_size=1, max_size=2).map(tuple)),
    insight=st.none() | STORY,
    corrections=st.lists(st.builds(IssueCorrection, url=st.just("/daily/a/#b"), title=TEXT,
                                   text=TEXT)).map(tuple),
    markets=st.lists(MARKET).map(tuple),
)  # fmt: skip
def test_a_record_gives_back_the_issue(
    tmp_path_factory, subject, stories, ranking, insight, corrections, markets
):
    zone, site = ZoneInfo("UTC"), publication(SETTINGS)
    names = dict.fromkeys(one.section for one in stories)
    sections = tuple(
        IssueSection(name=name, stories=tuple(one for one in stories if one.section == name))
        for name in names
    )
    issue = Issue(
        newsletter=WEEKLY,
        name="2026-W47",
        url="/daily/newsletter/2026-w47/",
        subject=subject,
        preheader="",
        date=NOW,
        first=datetime(2026, 11, 16, tzinfo=UTC),
        sections=sections,
        ranking=ranking,
        insight=insight,
        markets=markets,
        corrections=corrections,
    )
    file = tmp_path_factory.mktemp("r") / "2026-w47.yml"
    words = open_words("en", Path("no-folder"), DateOptions())
    write_file(file, record_text(issue, site, words))
    edition = SimpleNamespace(site=site, zone=zone, words=words)
    found, addresses, problems = read_issue(file, "r.yml", WEEKLY, edition)
    assert not problems
    assert found == issue
    assert set(addresses) <= {"/ai/2026/11/a/", "/a/#b"}


@pytest.mark.slow
@given(st.text())
def test_any_file_of_recipients_is_read_or_told(text):
    names, problems = parse_recipients(text, "readers.txt")
    assert names or problems
    assert all(name.isascii() and "@" in name and not set(name) & set(" \r\n<>") for name in names)
    assert len({name.lower() for name in names}) == len(names)


@pytest.mark.slow
@settings(deadline=None)
@given(st.binary())
def test_a_journal_of_any_bytes_forgets_nothing_that_is_written_after(tmp_path_factory, garbage):
    file = tmp_path_factory.mktemp("j") / "2026-w47.sent"
    file.write_bytes(garbage)
    Journal(file, NOW).note("sending", "Ann@a.example", "two\nlines")
    journal = Journal(file, NOW)
    assert journal.state("ann@a.example") == "sending"
    journal.note("sent", "ann@a.example")
    assert Journal(file, NOW).state("Ann@A.example") == "sent"
