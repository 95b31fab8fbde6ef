"""The Content-Security-Policy and the privacy page follow what stories embed."""

from base64 import b64encode
from hashlib import sha256

import pytest

from tests.conftest import story

pytestmark = pytest.mark.slow

EMBEDS = "https://youtu.be/dQw4w9WgXcQ\n\nhttps://mastodon.social/@ann/109876543210987654\n"


def policy(built) -> dict[str, str]:
    text = built.text("/.hosting/content-security-policy.txt").strip()
    return dict(part.split(" ", 1) for part in text.split("; "))


def test_without_embeds_no_frame_may_be_shown(site):
    built = site({"content/articles/ai/a.md": story()}, COMMENTS={}, NEWSLETTER={})
    assert policy(built) == {
        "default-src": "'self'",
        "img-src": "'self' https:",
        "media-src": "'self' https:",
        "connect-src": "'self'",
        "frame-src": "'none'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "object-src": "'none'",
        "frame-ancestors": "'self'",
    }


@pytest.mark.slow
def test_the_search_alone_may_run_web_assembly(site):
    built = site(
        {"content/articles/ai/a.md": story(), "content/articles/ai/b.md": story("B", lang="de")},
        COMMENTS={}, SEARCH={"when": "always"}, LANGUAGES={"de": {}},
    )  # fmt: skip
    assert "script-src" not in policy(built)
    of_search = built.text("/.hosting/content-security-policy-search.txt")
    assert "script-src 'self' 'wasm-unsafe-eval'" in of_search
    assert 'if ($uri ~ "^(?:/search/|/de/search/)(?:' in built.text("/.hosting/nginx-policy.conf")


def test_frames_may_show_the_hosts_of_embeds_and_no_others(site):
    built = site({"content/articles/ai/a.md": story(body=EMBEDS)}, COMMENTS={})
    assert policy(built)["frame-src"] == "https://mastodon.social https://www.youtube-nocookie.com"
    page = built.page("/privacy/").main.text
    assert "Mastodon (mastodon.social), YouTube (www.youtube-nocookie.com)." in page
    assert "add_header Content-Security-Policy \"default-src 'self'" in built.text(
        "/.hosting/nginx-policy.conf"
    )


@pytest.mark.slow
def test_the_policy_follows_when_an_embed_comes_or_goes(site):
    site({"content/articles/ai/a.md": story(body=EMBEDS)}, COMMENTS={})
    built = site({"content/articles/ai/a.md": story(body="Words.")}, COMMENTS={})
    assert policy(built)["frame-src"] == "'none'"
    assert "YouTube" not in built.page("/privacy/").main.text


def test_what_nobody_may_see_yet_opens_no_host(site):
    drafts = {
        "content/articles/ai/a.md": story("A", EMBEDS, status="draft"),
        "content/articles/ai/b.md": story("B", EMBEDS, date="2027-01-01"),
        "content/articles/ai/c.md": story("C"),
    }
    built = site(drafts, COMMENTS={})
    assert policy(built)["frame-src"] == "'none'"
    assert "YouTube" not in built.text("/privacy/")


def test_updates_of_live_stories_count_once_they_are_seen(site):
    text = "Lead.\n\n## 2026-11-20 10:00 Now\n\nhttps://youtu.be/dQw4w9WgXcQ\n\n"
    text += "## 2026-11-24 10:00 Later\n\nhttps://vimeo.com/769\n"
    built = site({"content/articles/ai/a.md": story("A", text, label="live")}, COMMENTS={})
    assert policy(built)["frame-src"] == "https://www.youtube-nocookie.com"


@pytest.mark.slow
def test_the_newsletter_and_the_comment_server_are_in_it(site):
    built = site(
        {"content/articles/ai/a.md": story()},
        COMMENTS={"provider": "isso", "server": "https://talk.example/isso"},
        NEWSLETTER={"provider": "buttondown",
                    "action": "https://buttondown.com/api/emails/embed-subscribe/a"},
    )  # fmt: skip
    assert policy(built)["form-action"] == "'self' https://buttondown.com"
    assert policy(built)["connect-src"] == "'self' https://talk.example"


def test_a_listed_host_may_be_embedded_and_its_setting_is_checked(site):
    body = "[Rents](https://charts.example.org/rents)"
    built = site(
        {"content/articles/ai/a.md": story(body=body)},
        COMMENTS={}, EMBEDS={"hosts": {"charts.example.org": {"name": "City charts"}}},
    )  # fmt: skip
    assert policy(built)["frame-src"] == "https://charts.example.org"
    [figure] = built.page("/ai/2026/11/a/").select("figure.embed")
    assert figure["data-embed"] == "https://charts.example.org/rents"


def test_feeds_have_the_link_with_its_title(site):
    body = "[The speech](https://youtu.be/dQw4w9WgXcQ)"
    feed = site({"content/articles/ai/a.md": story(body=body)}).text("/feed.json")
    assert "The speech</a></figure>" in feed.replace("\\u003c", "<")
    assert "iframe" not in feed


def test_the_rule_of_the_lite_edition_is_allowed_where_there_is_one(site):
    files = {"content/articles/ai/a.md": story()}
    assert "style-src" not in policy(site(files))
    built = site(files, LITE=True)
    rule = built.page("/lite/").style.string.encode()
    digest = b64encode(sha256(rule).digest()).decode()
    assert policy(built)["style-src"] == f"'self' 'sha256-{digest}'"
