"""Secrets of the environment: read as they were meant, named when they are wrong, never shown."""

import pytest

from newsroom.delivering.announcing import options as announcing
from newsroom.delivering.credentials import credential
from newsroom.delivering.digest import options as digest

SENDER = "The Forecast <news@forecast.example>"
ANNOUNCE = announcing.AnnounceOptions(
    mastodon="https://mastodon.example",
    accounts={"de": announcing.LanguageAccounts(bluesky="forecast.bsky.social")},
)
SMTP = digest.DigestOptions(sender=SENDER, to="list@forecast.example")
EACH = digest.DigestOptions(
    sender=SENDER, recipients="readers.txt", unsubscribe="https://forecast.example/leave?t={token}"
)
BUTTONDOWN = digest.DigestOptions(via="buttondown")
LISTMONK = digest.DigestOptions(via="listmonk", url="https://lists.example", lists=(1,))
GOOD = {
    "MASTODON_TOKEN": "abc", "BLUESKY_PASSWORD_DE": "abcd-efgh", "SMTP_USER": "news",
    "SMTP_PASSWORD": "abcd efgh", "DIGEST_SECRET": "eine längere Phrase", "BUTTONDOWN_KEY": "k",
    "LISTMONK_USER": "the desk", "LISTMONK_TOKEN": "t",
}  # fmt: skip
CASES = [
    (announcing.mistakes, ANNOUNCE, ("MASTODON_TOKEN", "BLUESKY_PASSWORD_DE")),
    (digest.mistakes, SMTP, ("SMTP_USER", "SMTP_PASSWORD")),
    (digest.mistakes, EACH, ("DIGEST_SECRET",)),
    (digest.mistakes, BUTTONDOWN, ("BUTTONDOWN_KEY",)),
    (digest.mistakes, LISTMONK, ("LISTMONK_USER", "LISTMONK_TOKEN")),
]
EVERY = [(look, options, name) for look, options, names in CASES for name in names]


@pytest.mark.parametrize(("look", "options", "variable"), EVERY)
def test_what_cannot_be_sent_is_named_with_a_remedy_and_not_shown(look, options, variable):
    assert not look(options, GOOD)
    (problem,) = look(options, {**GOOD, variable: "hush\nhúsh"})
    assert variable in problem.what
    assert "paste it again" in problem.remedy or "write it without" in problem.remedy
    assert "hush" not in str(problem)
    assert "húsh" not in str(problem)


@pytest.mark.parametrize("variable", ["MASTODON_TOKEN", "BUTTONDOWN_KEY", "LISTMONK_TOKEN"])
def test_a_token_has_no_space_and_a_password_may(variable):
    look, options = next((look, options) for look, options, name in EVERY if name == variable)
    (problem,) = look(options, {**GOOD, variable: "to ken"})
    assert "has a space or a sign that no token has" in problem.what


@pytest.mark.parametrize(("look", "options", "variable"), EVERY)
def test_a_line_break_after_a_secret_does_no_harm_or_is_named(look, options, variable):
    """Both sides of an unsubscribe link use each sign of their secret, so it is not cut."""
    found = look(options, {**GOOD, variable: f"{GOOD[variable]}\n"})
    assert bool(found) == (variable == "DIGEST_SECRET")
    assert credential({variable: "abc \r\n"}, variable) == "abc"


def test_a_secret_of_spaces_is_none():
    (problem,) = announcing.mistakes(ANNOUNCE, {**GOOD, "MASTODON_TOKEN": " \n"})
    assert "MASTODON_TOKEN is not in the environment" in problem.what
