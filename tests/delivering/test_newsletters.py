"""Several newsletters: what is in each, when each is due, and that each is sent once."""

import pytest
import yaml

from newsroom.desk.digest import SendingError, digest_due, list_due
from newsroom.problems import ContentError
from tests.conftest import CONF, story, write_files
from tests.delivering.conftest import SENDING, parsed

EVERY = {
    "weekly": {"title": "The week"},
    "daily": {"title": "Good morning", "every": "day", "at": "06:00"},
    "ai": {"title": "AI only", "sections": ["ai"]},
    "alerts": {"title": "Breaking news", "every": "story"},
}
MORNING = {
    "content/articles/ai/night.md": story("At night", date="2026-11-25T02:00:00+00:00"),
    "content/articles/ai/noon.md": story("At noon", date="2026-11-25T11:00:00+00:00"),
    "content/articles/world/early.md": story("Too early", date="2026-11-24T05:59:59+00:00"),
}
QUAKE = {
    "content/articles/world/quake.md": story(
        "Quake", date="2026-11-25T11:30:00+00:00", breaking="2026-11-25T18:00:00+00:00",
        deck="Houses fell.",
    ),
}  # fmt: skip


@pytest.fixture
def paper(newsroom):
    """The newsroom with all kinds of newsletters, and what is due in it."""
    overrides = {
        "PATH": str(newsroom.root / "content"), "OUTPUT_PATH": str(newsroom.root / "output"),
        "CACHE_PATH": str(newsroom.root / ".cache"), "SITEURL": "https://news.example",
        "NOW": "2026-11-25T12:00:00+00:00", "JOBS": 1, "NEWSLETTERS": EVERY,
    }  # fmt: skip
    newsroom.due = lambda **more: digest_due(CONF, {**overrides, **more}, send="DIGEST" in more)
    newsroom.pending = lambda **more: list_due(CONF, {**overrides, **more}).splitlines()
    newsroom.newsletters = newsroom.root / "content/data/newsletters"
    return newsroom


def headlines(file):
    record = yaml.safe_load(file.read_text("utf-8"))
    return [line["title"] for line in record["headlines"]]


@pytest.mark.slow
def test_a_daily_one_holds_the_hours_up_to_its_time(paper):
    write_files(paper.root, MORNING)
    said = paper.run(name="daily", NEWSLETTERS=EVERY)
    assert said.startswith("daily 2026-11-25 “At night”: made ")
    file = paper.newsletters / "daily/2026-11-25.yml"
    assert headlines(file) == ["At night"]
    paper.run("2026-11-24", name="daily", NEWSLETTERS=EVERY)
    assert headlines(paper.newsletters / "daily/2026-11-24.yml") == ["Too early"]


@pytest.mark.slow
def test_one_of_a_section_holds_its_stories_alone(paper):
    paper.run(name="ai", NEWSLETTERS=EVERY)
    record = yaml.safe_load((paper.newsletters / "ai/2026-w47.yml").read_text("utf-8"))
    assert [one["title"] for one in record["headlines"]] == ["Lead & <law>", "Plain {{ braces }}"]
    assert "corrections" not in record  # that of the week is of a story of another section


@pytest.mark.slow
def test_a_breaking_one_tells_of_one_story(paper):
    write_files(paper.root, QUAKE)
    paper.run(name="alerts", NEWSLETTERS=EVERY)
    record = yaml.safe_load((paper.newsletters / "alerts/2026-11-25-quake.yml").read_text("utf-8"))
    assert (record["subject"], record["preheader"]) == ("Quake", "Houses fell.")
    assert record["date"] == "2026-11-25T11:30:00+00:00"
    mail = parsed((paper.root / ".cache/digest/alerts-2026-11-25-quake/mail.eml").read_bytes())
    assert mail["List-Id"] == "Breaking news <alerts.newsletter.news.example>"
    plain = mail.get_body(("plain",)).get_content()
    assert "25 November 2026, 11:30 UTC" in plain
    assert "signed up for Breaking news, a newsletter of The Galley." in " ".join(plain.split())
    assert "https://news.example/newsletter/alerts/2026-11-25-quake/" in plain


@pytest.mark.slow
def test_a_story_that_is_not_breaking_may_be_named(paper):
    paper.run("lead", name="alerts", NEWSLETTERS=EVERY)
    assert (paper.newsletters / "alerts/2026-11-17-lead.yml").exists()
    said = paper.run(name="alerts", NEWSLETTERS=EVERY)
    assert said == "alerts: no story is breaking news now, so there is nothing to tell."


@pytest.mark.parametrize(
    ("name", "issue", "message"),
    [
        ("dialy", "", "there is no newsletter 'dialy': use weekly, daily, ai, alerts (did you"),
        ("daily", "2026-W47", "'2026-W47' is not a day: write it as 2026-11-23"),
        ("daily", "2026-11-26", "2026-11-26 is not over before 2026-11-26T06:00:00+00:00"),
        ("alerts", "leed", "there is no story 'leed': name one that is out by its slug (did"),
        ("old", "", "the newsletter 'old' has ended: use weekly, daily, ai, alerts"),
    ],
)
def test_a_wrong_name_is_refused_with_its_remedy(paper, name, issue, message):
    every = {**EVERY, "old": {"title": "Old", "ended": True}}
    with pytest.raises(ContentError) as caught:
        paper.run(issue, name=name, NEWSLETTERS=every)
    assert message in str(caught.value)


@pytest.mark.slow
def test_what_is_due_is_sent_once_and_each_to_its_readers(paper, post_office):
    write_files(paper.root, {**MORNING, **QUAKE})
    box, port = post_office()
    to = {**EVERY, "alerts": {**EVERY["alerts"], "digest": {"to": "alerts@lists.example"}}}
    settings = {"DIGEST": {**SENDING, "port": port}, "NEWSLETTERS": to, "NOW": "2026-11-25T12:00Z"}
    assert paper.pending(**settings) == ["daily 2026-11-25", "alerts 2026-11-25-quake"]
    paper.due(**settings)  # the weekly ones were due on Monday, that is too long ago
    assert [(to, parsed(data)["Subject"]) for to, data in box.mails] == [
        (["list@lists.example"], "At night"), (["alerts@lists.example"], "Quake"),
    ]  # fmt: skip
    assert paper.due(**settings) == "No newsletter is due."
    assert paper.pending(**settings) == []
    assert len(box.mails) == 2
    monday = {**settings, "NOW": "2026-11-24T12:00:00+00:00"}
    assert paper.pending(**monday) == ["weekly 2026-w47", "daily 2026-11-24", "ai 2026-w47"]


@pytest.mark.slow
def test_one_that_fails_does_not_keep_the_others_back(paper, post_office):
    write_files(paper.root, {**MORNING, **QUAKE})
    box, port = post_office()
    own = {"daily": {**EVERY["daily"], "digest": {"sender": ""}}, "alerts": EVERY["alerts"]}
    with pytest.raises(SendingError, match="daily 2026-11-25: DIGEST: option 'sender'"):
        paper.due(DIGEST={**SENDING, "port": port}, NEWSLETTERS=own)
    assert [parsed(data)["Subject"] for _, data in box.mails] == ["Quake"]


@pytest.mark.slow
def test_one_command_sends_what_is_due_in_every_language_once(paper, post_office):
    german = {"content/articles/ai/eins.md": story("Eins", lang="de", date="2026-11-19")}
    write_files(paper.root, german)
    box, port = post_office()
    languages = {
        "de": {"digest": {"to": "liste@lists.example"}},
        "fr": {},
        "it": {"digest": {"to": "i@l.example"}},
    }
    settings = {
        "DIGEST": {**SENDING, "port": port}, "NEWSLETTERS": {"weekly": {"title": "The week"}},
        "LANGUAGES": languages, "NOW": "2026-11-24T12:00:00+00:00",
    }  # fmt: skip
    assert paper.pending(**settings) == ["weekly 2026-w47", "de/weekly 2026-w47"]
    said = paper.due(**settings)
    assert "de/weekly 2026-W47 “Eins”" in said
    mails = [(to, parsed(data)) for to, data in box.mails]
    assert [(to, mail["Subject"]) for to, mail in mails] == [
        (["list@lists.example"], "Lead & <law>"), (["liste@lists.example"], "Eins"),
    ]  # fmt: skip
    assert len({mail["Message-ID"] for _, mail in mails}) == 2
    assert mails[1][1]["List-Id"].endswith("<de.newsletter.news.example>")
    assert paper.due(**settings) == "No newsletter is due."
    assert len(box.mails) == 2


@pytest.mark.slow
def test_readers_of_two_languages_may_be_in_one_file(paper, post_office):
    german = {"content/articles/ai/eins.md": story("Eins", lang="de", date="2026-11-19")}
    write_files(paper.root, {**german, "readers.txt": "ann@mail.example\n"})
    box, port = post_office()
    sending = {
        **SENDING,
        "port": port,
        "to": "",
        "recipients": "readers.txt",
        "unsubscribe_mail": "leave@news.example",
    }
    settings = {
        "DIGEST": sending, "NEWSLETTERS": {"weekly": {"title": "The week"}},
        "LANGUAGES": {"de": {"digest": {"recipients": "readers.txt"}}},
        "NOW": "2026-11-24T12:00:00+00:00",
    }  # fmt: skip
    paper.due(**settings)
    assert [parsed(data)["Subject"] for _, data in box.mails] == ["Lead & <law>", "Eins"]


@pytest.mark.slow
def test_a_pending_line_names_what_the_command_sends(paper, post_office):
    write_files(
        paper.root, {"content/articles/ai/eins.md": story("Eins", lang="de", date="2026-11-19")}
    )
    box, port = post_office()
    settings = {
        "DIGEST": {**SENDING, "port": port}, "LANGUAGES": {"de": {"digest": {"to": "l@l.example"}}},
        "NOW": "2026-11-24T12:00:00+00:00",
    }  # fmt: skip
    name, issue = paper.pending(**settings)[-1].split()
    paper.run(issue, name=name, send=True, **settings)
    assert [to for to, _ in box.mails] == [["l@l.example"]]
