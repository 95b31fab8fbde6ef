"""The setting PUBLISH: every mistake with its remedy; kinds of plugins are kinds like any other."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from newsroom.delivering.publishing.changes import compare, ordered
from newsroom.delivering.publishing.kinds import Kind, load_target, mistakes_in, unknown_kinds
from newsroom.delivering.publishing.locks import Lock, is_left, new_lock, parse_lock
from newsroom.delivering.publishing.options import Common
from newsroom.delivering.publishing.target import PublishingError, TargetContext
from newsroom.delivering.publishing.types import is_text, media_type
from newsroom.files.caching import caching
from newsroom.files.precompressed import TEXTS
from newsroom.problems import ContentError


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ([], '[] is not a dict: write {"live": {"kind": "folder"'),
        ({"a b": {"kind": "folder", "path": "x"}}, "'a b' cannot be the name of a target: use"),
        ({"live": {"path": "x"}}, "target 'live' has no kind: write a dict with a kind"),
        ({"live": {"kind": "folder"}}, "live: option 'path' is missing: name the folder"),
        ({"live": {"kind": "folder", "pat": "x"}}, "live: unknown option 'pat': use kind, url,"),
        ({"live": {"kind": "folder", "path": "x", "keep": 0}}, "live: option 'keep' is 0: "),
        ({"live": {"kind": "folder", "path": "x", "url": "news"}}, "option 'url' is 'news': write"),
        ({"live": {"kind": "server"}}, "live: option 'host' is missing: write user@host"),
        ({"live": {"kind": "server", "host": "-oProxyCommand=x"}}, "option 'host' is missing"),
        ({"live": {"kind": "server", "host": "a@b", "path": "www"}}, "'path' is 'www': write it"),
        ({"live": {"kind": "s3"}}, "live: option 'bucket' is missing: write its name"),
        ({"live": {"kind": "s3", "bucket": "b", "prefix": "/a"}}, "'prefix' is '/a': write it as"),
        ({"live": {"kind": "s3", "bucket": "b", "secret_key": "x"}}, "unknown option 'secret_key'"),
        ({"live": {"kind": "s3", "bucket": "s3://b"}}, "'bucket' is 's3://b': write its name"),
        ({"live": {"kind": "s3", "bucket": "b", "workers": "x"}}, "is 'x': write a whole number"),
        ({"live": {"kind": "s3", "bucket": 5}}, "'bucket' is 5: write a text in quotes"),
        ({"live": {"kind": "server", "host": "a@b", "port": 0}}, "'port' is 0: write 1 or more"),
        (
            {"live": {"kind": "server", "host": "a@b", "host_key": "AAAA"}},
            "'host_key' is 'AAAA': write what ssh-keyscan prints",
        ),
        ({"live": {"kind": "branch", "remote": "r", "keep": 0}}, "'keep' is 0: write 1 or more"),
        ({"live": {"kind": "branch", "remote": "r", "wait": -1}}, "'wait' is -1: write 0 or"),
        (
            {"live": {"kind": "branch", "remote": "r", "domain": "https://a.example"}},
            "'domain' is 'https://a.example': write news.example",
        ),
        ({"live": {"kind": "netlify", "site": "a b"}}, "'site' is 'a b': write the id"),
        ({"live": {"kind": "netlify", "site": "a", "api": ""}}, "'api' is '': write an address"),
        ({"live": {"kind": "branch"}}, "live: option 'remote' is missing: write git@github"),
        ({"live": {"kind": "branch", "remote": "--upload-pack=x"}}, "'remote' is missing"),
        ({"live": {"kind": "cloudflare"}}, "live: option 'project' is missing: write the name"),
        ({"live": {"kind": "netlify"}}, "live: option 'site' is missing: write the id"),
    ],
)
def test_a_mistake_says_what_to_write(value, said):
    found = [f"{one.what}: {one.remedy}" for one in mistakes_in(value)]
    assert len(found) == 1
    assert said in found[0]


def test_a_bucket_without_a_name_stops_a_publication_but_no_build():
    """Pull requests are built without the variables of the pipeline."""
    settings = {"PUBLISH": {"live": {"kind": "s3", "bucket": ""}}}
    assert not mistakes_in(settings["PUBLISH"])
    with pytest.raises(PublishingError, match=r"^live: option 'bucket' is empty: .*S3_BUCKET"):
        load_target(settings, context())


SECRETS = [
    ("NETLIFY_AUTH_TOKEN", {"kind": "netlify", "site": "news"}),
    ("CLOUDFLARE_API_TOKEN", {"kind": "cloudflare", "project": "news"}),
    ("PUBLISH_GIT_TOKEN", {"kind": "branch", "remote": "https://git.example/a.git"}),
    ("AWS_SECRET_ACCESS_KEY", {"kind": "s3", "bucket": "news", "region": "us-east-1"}),
]


@pytest.mark.parametrize(("variable", "target"), SECRETS)
@pytest.mark.parametrize("text", ["to ken", "tokén", "to\nken"])
def test_a_token_that_cannot_be_one_is_named_and_not_shown(variable, target, text):
    with pytest.raises(PublishingError) as caught:
        load_target({"PUBLISH": {"live": target}}, context(**{variable: text}))
    said = str(caught.value)
    assert said.startswith(f"live: {variable} has a space or a sign that no token has: paste it")
    assert text not in said


def test_a_line_break_after_a_token_does_no_harm_or_is_named():
    """AWS's own library reads its variables, so they cannot be cut."""
    assert context(TOKEN="token\n").secret("TOKEN") == "token"
    with pytest.raises(PublishingError, match="KEY_ID begins or ends with a space or a line bre"):
        load_target({"PUBLISH": {"live": SECRETS[3][1]}}, context(AWS_ACCESS_KEY_ID="token\n"))


@dataclass(frozen=True)
class Options(Common):
    room: str = ""


def context(name="live", **secrets):
    return TargetContext(
        name=name, url="https://news.example", paper=Path(), notes=Path(),
        environment={**os.environ, **secrets},
    )  # fmt: skip


def plugin(**kinds):
    return SimpleNamespace(__name__="my_hosts", register=lambda: None, PUBLISH_KINDS=kinds)


def test_a_plugin_offers_a_kind():
    opened = []

    def open_target(options, where):
        opened.append((options, where))
        return "a target"

    settings = {
        "PLUGINS": [plugin(attic=Kind(Options, open_target))],
        "PUBLISH": {"live": {"kind": "attic", "room": "left", "url": "https://old.example"}},
    }
    assert not unknown_kinds(settings)
    _, target, where = load_target(settings, context())
    assert (target, opened[0][0].room, where.url) == ("a target", "left", "https://old.example")
    settings["PUBLISH"]["live"]["rom"] = "x"
    assert [one.what for one in unknown_kinds(settings)] == ["live: unknown option 'rom'"]
    with pytest.raises(ContentError, match=r"unknown option 'rom': use .*did you mean 'room'"):
        load_target(settings, context())


def test_a_kind_that_nobody_offers_and_one_whose_name_is_taken():
    settings = {"PLUGINS": [], "PUBLISH": {"live": {"kind": "sever"}}}
    [found] = unknown_kinds(settings)
    assert (found.what, found.keys) == ("unknown kind 'sever'", ("live", "kind"))
    assert "did you mean 'server'?" in found.remedy
    settings["PLUGINS"] = [plugin(s3=Kind(Options, lambda *_: None))]
    with pytest.raises(ContentError, match="PUBLISH_KINDS: the name 's3' is taken"):
        unknown_kinds(settings)


def test_what_pages_need_goes_first_and_the_front_page_after_other_pages():
    paths = ["feed.atom", "index.html", "ai/index.html", "ai/2026/11/a/index.html", "theme/a.css"]
    assert list(ordered(paths)) == ["theme/a.css", "ai/2026/11/a/index.html", "ai/index.html",
                                    "index.html", "feed.atom"]  # fmt: skip


def test_changes_are_found_by_fingerprint():
    found = compare({"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "x", "d": "4"})
    assert (found.added, found.changed, found.removed) == (("c",), ("b",), ("d",))


def test_a_lock_of_a_process_that_ended_was_left():
    own = new_lock(datetime.fromisoformat("2026-11-23T12:00:00+00:00"))
    ended = Lock(
        owner=own.owner, since=own.since, token="b", process=2**22 + 1
    )  # more than Linux gives to a process
    assert is_left(ended, own)
    assert not is_left(Lock(owner="ann@desk", since=own.since, token="b", process=2**22 + 1), own)
    assert not is_left(Lock(owner=own.owner, since=own.since, token="b", process=os.getpid()), own)
    assert is_left(
        Lock(owner="ann@desk", since="2026-11-23T09:00:00+00:00", token="b", process=1), own
    )
    assert parse_lock(own.data()) == own
    assert is_left(parse_lock(b"torn"), own)


def test_types_and_caching_do_not_depend_on_the_machine():
    assert media_type("ai/feed.rss") == "application/rss+xml; charset=utf-8"
    assert media_type("site.webmanifest") == "application/manifest+json"
    assert media_type("media/a.AVIF") == "image/avif"
    assert media_type("no-ending") == "application/octet-stream"
    assert "immutable" in caching("theme/main.0a1b2c3d4e5f.css")
    assert "immutable" not in caching("theme/main.css")
    assert caching("media/2026/p-480.webp") == "public, max-age=3600"
    assert caching("ai/2026/11/a/index.html") == caching("404.html") == "no-cache"


def test_what_a_build_compresses_goes_along_with_its_file():
    assert all(is_text(f"page{ending}") for ending in TEXTS)
