"""Announcing stories to servers that speak the protocols of Mastodon and Bluesky."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from newsroom.delivering.notices import post
from newsroom.desk.announcing import AnnouncingError, announce
from newsroom.problems import ContentError
from tests.conftest import CONF, story, write_files
from tests.delivering.publishing.conftest import Quiet, serving
from tests.desk.networks import HANDLE, PASSWORD, TOKEN, BlueskyServer, MastodonServer
from tests.engine.publication import picture

pytestmark = pytest.mark.slow
NOW = "2026-11-23T12:00:00+00:00"
OLD = {"content/articles/ai/old.md": story("Old news", date="2026-11-20T09:00:00+00:00")}
LEAD = {
    "content/articles/ai/lead.md": story(
        "Łódź votes & waits", date="2026-11-23T13:00:00+00:00", tags="[machine learning, law]",
        deck="The council met.", image="{src: /media/vote.jpg, alt: A hall}",
    ),
    "content/media/vote.jpg": picture((200, 20, 20), (1200, 800)),
}  # fmt: skip


@dataclass
class Desk:
    """A paper that is published to readers of this machine, and its accounts."""

    root: Path
    build: Callable[..., Any]
    settings: dict[str, Any]
    mastodon: MastodonServer
    bluesky: BlueskyServer
    options: dict[str, Any] = field(default_factory=dict)

    def publish(self, files: dict[str, Any], now: str) -> None:
        self.build(files, NOW=now, **self.settings)

    def run(self, now: str, *names: str, dry: bool = False) -> str:
        overrides = {
            "PATH": str(self.root / "content"), "OUTPUT_PATH": str(self.root / "output"),
            "CACHE_PATH": str(self.root / ".cache"), "JOBS": 1, "NOW": now, **self.settings,
            "ANNOUNCE": self.options,
        }  # fmt: skip
        return announce(CONF, overrides, names, dry=dry)

    def failure(self, now: str) -> str:
        with pytest.raises((AnnouncingError, ContentError)) as caught:
            self.run(now)
        return str(caught.value)

    @property
    def ledger(self) -> list[str]:
        lines = (self.root / "content/data/announced.txt").read_text().splitlines()
        return [line.split(" ", 1)[1] for line in lines]


@pytest.fixture
def desk(tmp_path, site, monkeypatch):
    monkeypatch.setattr(post, "_pause", lambda *_: 0.01)
    monkeypatch.setenv("MASTODON_TOKEN", TOKEN)
    monkeypatch.setenv("BLUESKY_PASSWORD", PASSWORD)
    mastodon, bluesky = MastodonServer(), BlueskyServer()
    (tmp_path / "output").mkdir()
    with ExitStack() as stack:
        readers = stack.enter_context(serving(partial(Quiet, directory=str(tmp_path / "output"))))
        options = {
            "mastodon": stack.enter_context(serving(mastodon.handler())), "bluesky": HANDLE,
            "bluesky_server": stack.enter_context(serving(bluesky.handler())), "hashtags": 2,
        }  # fmt: skip
        made = Desk(tmp_path, site, {"SITEURL": readers}, mastodon, bluesky, options)
        made.publish(OLD, NOW)
        made.run(NOW)
        yield made


def test_what_was_there_before_is_not_announced(desk):
    assert desk.ledger == [
        "left mastodon:/ai/2026/11/old/ was there before", "started mastodon",
        "left bluesky:/ai/2026/11/old/ was there before", "started bluesky",
    ]  # fmt: skip
    assert desk.run("2026-11-23T12:05:00+00:00") == "Nothing new to announce."
    assert not desk.mastodon.statuses
    assert not desk.bluesky.records


def test_a_new_story_is_announced_once_on_each_network(desk):
    desk.publish(LEAD, "2026-11-23T13:01:00+00:00")
    said = desk.run("2026-11-23T13:02:00+00:00")
    assert "mastodon: Łódź votes & waits https://social.example/@galley/1" in said
    url = f"{desk.settings['SITEURL']}/ai/2026/11/lead/"
    text = f"Łódź votes & waits\n\n#MachineLearning #law\n\n{url}"
    assert desk.mastodon.statuses == [{"status": text, "language": "en", "visibility": "public"}]
    ((key, record),) = desk.bluesky.records.items()
    assert record["text"] == text
    assert record["langs"] == ["en"]
    assert len(record["facets"]) == 3  # which the server compared with the text, byte for byte
    card = record["embed"]["external"]
    assert (card["uri"], card["title"]) == (url, "Łódź votes & waits")
    assert card["thumb"]["mimeType"] == "image/png"
    assert (desk.bluesky.blobs[0])[1:4] == b"PNG"
    assert desk.ledger[4:] == [
        "sending mastodon:/ai/2026/11/lead/",
        "sent mastodon:/ai/2026/11/lead/ https://social.example/@galley/1",
        "sending bluesky:/ai/2026/11/lead/",
        f"sent bluesky:/ai/2026/11/lead/ https://bsky.app/profile/{HANDLE}/post/{key}",
    ]
    # Nor later, when it has moved.
    moved = story("Łódź votes & waits", date="2026-11-23T13:00:00+00:00",
                  aliases="[/ai/2026/11/lead/]")  # fmt: skip
    (desk.root / "content/articles/ai/lead.md").unlink()
    desk.publish({"content/articles/world/lead.md": moved}, "2026-11-23T13:03:00+00:00")
    assert desk.run("2026-11-23T13:04:00+00:00") == "Nothing new to announce."


def test_a_story_that_comes_late_with_an_earlier_date_is_new(desk):
    late = story("Late", date="2026-11-23T09:00:00+00:00")
    desk.publish({"content/articles/ai/late.md": late}, "2026-11-23T12:10:00+00:00")
    assert "mastodon: Late https://" in desk.run("2026-11-23T12:11:00+00:00")
    assert len(desk.bluesky.records) == 1


def test_a_story_waits_until_readers_find_it(desk):
    write_files(desk.root, LEAD)
    said = desk.run("2026-11-23T13:02:00+00:00")
    assert "mastodon: content/articles/ai/lead.md waits: " in said
    assert "/ai/2026/11/lead/ answers 404" in said
    desk.publish({}, "2026-11-23T13:03:00+00:00")
    write_files(desk.root, {"content/articles/ai/lead.md": story(
        "A better headline", date="2026-11-23T13:00:00+00:00"
    )})  # fmt: skip
    said = desk.run("2026-11-23T13:04:00+00:00")
    assert "does not have the headline 'A better headline' yet" in said
    assert not desk.mastodon.statuses


@pytest.mark.parametrize(
    "matter",
    [
        {"status": "hidden"},
        {"status": "draft"},
        {"date": "2026-11-23T19:00:00+00:00"},
        {"label": "sponsored", "sponsor": "Acme"},
    ],
)
def test_what_is_not_for_all_readers_is_not_announced(desk, matter):
    matter = {"date": "2026-11-23T13:00:00+00:00", **matter}
    desk.publish({"content/articles/ai/b.md": story("B", **matter)}, "2026-11-23T13:01:00+00:00")
    assert desk.run("2026-11-23T13:02:00+00:00") == "Nothing new to announce."


def test_a_story_that_was_late_for_a_day_is_not_news(desk):
    desk.publish(LEAD, "2026-11-23T13:01:00+00:00")
    assert desk.run("2026-11-24T13:30:00+00:00") == "Nothing new to announce."
    said = desk.run("2026-11-24T13:31:00+00:00", "lead")  # unless an editor names it
    assert "mastodon: Łódź" in said


def test_a_dry_run_shows_the_posts_and_sends_nothing(desk, monkeypatch):
    monkeypatch.delenv("MASTODON_TOKEN")
    desk.publish(LEAD, "2026-11-23T13:01:00+00:00")
    said = desk.run("2026-11-23T13:02:00+00:00", dry=True)
    assert "bluesky would get:\nŁódź votes & waits\n\n#MachineLearning #law\n\nhttp://" in said
    assert not desk.mastodon.statuses
    assert len(desk.ledger) == 4


def test_a_withdrawn_story_says_once_which_posts_to_delete(desk):
    desk.publish(LEAD, "2026-11-23T13:01:00+00:00")
    desk.run("2026-11-23T13:02:00+00:00")
    (key,) = desk.bluesky.records
    (desk.root / "content/articles/ai/lead.md").unlink()
    gone = {"content/data/redirects.yml": "/ai/2026/11/lead/: gone\n"}
    desk.publish(gone, "2026-11-23T13:03:00+00:00")
    with pytest.raises(AnnouncingError):
        desk.run("2026-11-23T13:04:00+00:00", dry=True)
    said = desk.failure("2026-11-23T13:05:00+00:00").splitlines()
    assert said == [
        "mastodon: /ai/2026/11/lead/ was withdrawn: delete its post, "
        "https://social.example/@galley/1",
        "bluesky: /ai/2026/11/lead/ was withdrawn: delete its post, "
        f"https://bsky.app/profile/{HANDLE}/post/{key}",
    ]
    assert desk.run("2026-11-23T13:06:00+00:00") == "Nothing new to announce."


def test_an_expired_story_was_withdrawn_and_a_hidden_one_was_not(desk):
    lead = {"date": "2026-11-23T13:00:00+00:00"}
    desk.publish(
        {"content/articles/ai/lead.md": story("Vote", **lead)}, "2026-11-23T13:01:00+00:00"
    )
    desk.run("2026-11-23T13:02:00+00:00")
    hidden = story("Vote", status="hidden", **lead)
    desk.publish({"content/articles/ai/lead.md": hidden}, "2026-11-23T13:03:00+00:00")
    assert desk.run("2026-11-23T13:04:00+00:00") == "Nothing new to announce."
    expired = story("Vote", expires="2026-11-24", **lead)
    desk.publish({"content/articles/ai/lead.md": expired}, "2026-11-25T13:03:00+00:00")
    assert "mastodon: /ai/2026/11/lead/ was withdrawn" in desk.failure("2026-11-25T13:04:00+00:00")


def test_a_wrong_secret_fails_and_the_other_network_goes_on(desk, monkeypatch):
    desk.publish(LEAD, "2026-11-23T13:01:00+00:00")
    monkeypatch.setenv("MASTODON_TOKEN", "wrong")
    message = desk.failure("2026-11-23T13:02:00+00:00")
    assert "answers 401" in message
    assert "The access token is invalid" in message
    assert "look at the server, at ANNOUNCE and at MASTODON_TOKEN, and run" in message
    assert len(desk.bluesky.records) == 1
    monkeypatch.setenv("MASTODON_TOKEN", TOKEN)
    desk.run("2026-11-23T13:03:00+00:00")
    assert (len(desk.mastodon.statuses), len(desk.bluesky.records)) == (1, 1)


def test_a_wrong_password_and_a_missing_one(desk, monkeypatch):
    desk.publish(LEAD, "2026-11-23T13:01:00+00:00")
    monkeypatch.setenv("BLUESKY_PASSWORD", "wrong")
    assert "AuthenticationRequired" in desk.failure("2026-11-23T13:02:00+00:00")
    monkeypatch.delenv("BLUESKY_PASSWORD")
    message = desk.failure("2026-11-23T13:02:00+00:00")
    assert "ANNOUNCE: BLUESKY_PASSWORD is not in the environment: set it to an app" in message


def test_a_server_that_is_busy_is_asked_again(desk):
    desk.publish(LEAD, "2026-11-23T13:01:00+00:00")
    desk.mastodon.failures = [429, 503]
    desk.bluesky.failures = [502]
    desk.run("2026-11-23T13:02:00+00:00")
    assert (len(desk.mastodon.statuses), len(desk.bluesky.records)) == (1, 1)


def test_a_server_that_is_down_is_said_and_asked_on_the_next_run(desk):
    desk.publish(LEAD, "2026-11-23T13:01:00+00:00")
    desk.mastodon.failures = [503] * 3
    message = desk.failure("2026-11-23T13:02:00+00:00")
    assert "mastodon: content/articles/ai/lead.md was not announced: " in message
    assert "answers 503" in message
    assert "failed mastodon:/ai/2026/11/lead/" in " ".join(desk.ledger)
    desk.run("2026-11-23T13:03:00+00:00")
    assert (len(desk.mastodon.statuses), len(desk.bluesky.records)) == (1, 1)


def test_a_post_whose_answer_was_lost_is_not_sent_again(desk):
    desk.publish(LEAD, "2026-11-23T13:01:00+00:00")
    desk.bluesky.forgets = True
    assert "bluesky: Łódź" in desk.run("2026-11-23T13:02:00+00:00")
    assert len(desk.bluesky.records) == 1


def test_a_run_that_broke_goes_on_where_it_is_safe(desk):
    desk.publish(LEAD, "2026-11-23T13:01:00+00:00")
    file = desk.root / "content/data/announced.txt"
    begun = "2026-11-23T13:01:30+00:00 sending mastodon:/ai/2026/11/lead/\n"
    file.write_text(file.read_text() + begun)
    message = desk.failure("2026-11-23T15:00:00+00:00")
    assert "nobody knows whether mastodon:/ai/2026/11/lead/ was announced on" in message
    assert not desk.mastodon.statuses
    desk.run("2026-11-23T13:10:00+00:00")  # within the hour the server knows the key
    assert len(desk.mastodon.statuses) == 1


def test_a_headline_that_is_too_long_keeps_only_itself_back(desk):
    long = story("word " * 60, date="2026-11-23T13:00:00+00:00")
    second = {
        "content/articles/ai/second.md": story(
            "Short", date="2026-11-23T13:01:00+00:00", lang="pt-BR"
        )
    }
    desk.mastodon.most = 200
    desk.publish({"content/articles/ai/long.md": long, **second}, "2026-11-23T13:02:00+00:00")
    message = desk.failure("2026-11-23T13:03:00+00:00")
    assert "content/articles/ai/long.md: mastodon: the headline has 299 characters" in message
    assert "there is room for 175: write a shorter one as `social` in `headlines:`" in message
    assert [one["status"].split("\n")[0] for one in desk.mastodon.statuses] == ["Short"]
    assert desk.mastodon.statuses[0]["language"] == "pt"
    ((_, record),) = desk.bluesky.records.items()
    assert record["langs"] == ["pt-BR"]


def test_an_editor_may_name_an_old_story_once(desk):
    assert "mastodon: Old news https://" in desk.run("2026-11-23T12:05:00+00:00", "old")
    said = desk.run("2026-11-23T12:06:00+00:00", "old")
    assert "mastodon: content/articles/ai/old.md was announced before" in said
    assert len(desk.mastodon.statuses) == 1


def test_a_story_that_does_not_exist_cannot_be_named(desk):
    with pytest.raises(ContentError, match=r"there is no story 'odl'.*did you mean 'old'"):
        desk.run(NOW, "odl")


def test_a_headline_calls_nobody(desk):
    title = "Why @jack and mail@a.example left @x@y.example"
    desk.publish({"content/articles/ai/left.md": story(title, date="2026-11-23T13:00:00+00:00")},
                 "2026-11-23T13:01:00+00:00")  # fmt: skip
    desk.run("2026-11-23T13:02:00+00:00")
    status = desk.mastodon.statuses[0]["status"]
    assert status.startswith("Why @\u2060jack and mail@a.example left @\u2060x@y.example\n")
    [record] = desk.bluesky.records.values()
    assert record["text"].startswith(f"{title}\n")


def test_a_dry_run_before_the_first_one_begins_nothing(desk):
    (desk.root / "content/data/announced.txt").unlink()
    assert "mastodon: the first run sends nothing" in desk.run(NOW, dry=True)
    assert not (desk.root / "content/data/announced.txt").exists()


def test_each_language_has_its_own_account(desk, monkeypatch):
    german, plain = MastodonServer(), desk.mastodon
    with serving(german.handler()) as server:
        desk.options["accounts"] = {"de": {"mastodon": server}}
        assert "MASTODON_TOKEN_DE is not in the environment" in desk.failure(NOW)
        monkeypatch.setenv("MASTODON_TOKEN_DE", TOKEN)
        assert "mastodon-de: from now on" in desk.run(NOW)
        date = "2026-11-23T13:00:00+00:00"
        files = {
            "content/articles/ai/vote.md": story("The vote", date=date),
            "content/articles/ai/wahl.md": story("Die Wahl", date=date, lang="de",
                                                 translation_of="vote"),
        }  # fmt: skip
        desk.publish(files, "2026-11-23T13:01:00+00:00")
        desk.run("2026-11-23T13:02:00+00:00")
        assert [one["status"].split("\n")[0] for one in german.statuses] == ["Die Wahl"]
        assert [one["status"].split("\n")[0] for one in plain.statuses] == ["The vote"]
        assert [one["text"].split("\n")[0] for one in desk.bluesky.records.values()] == ["The vote"]
        said = desk.run("2026-11-23T13:03:00+00:00", "wahl")
        assert said == "mastodon-de: content/articles/ai/wahl.md was announced before"


def test_an_unknown_network_of_a_language_is_named(desk):
    desk.options["accounts"] = {"de": {"mastadon": "https://social.example"}}
    assert "accounts.de.mastadon" in desk.failure(NOW)
