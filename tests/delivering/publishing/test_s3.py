"""A bucket of a real S3 server: what changed alone, in an order that breaks no page, and back."""

import gzip
import json
import threading
from itertools import count

import pytest

from newsroom.delivering.publishing.bucket import Bucket, failure
from newsroom.delivering.publishing.target import PublishingError
from tests.conftest import story, write_files
from tests.delivering.publishing.conftest import Paper, publish_together, serving
from tests.delivering.publishing.proxy import Proxy
from tests.delivering.publishing.seaweed import KEY, SECRET, client_for, readers_of, storage
from tests.delivering.servers import running
from tests.ports import free_port

pytestmark = pytest.mark.slow
numbers = count(1)


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    with storage(tmp_path_factory.mktemp("s3") / "data") as running:
        yield running


@pytest.fixture
def bucket(host):
    return host.bucket(f"news-{next(numbers)}")


@pytest.fixture
def paper(tmp_path, compiled, host, bucket, monkeypatch):
    keys(monkeypatch, KEY, SECRET)
    target = {
        "kind": "s3", "bucket": bucket.name, "endpoint": host.endpoint, "region": "us-east-1",
        "workers": 4,
    }  # fmt: skip
    with serving(readers_of(bucket)) as url:
        yield Paper(tmp_path, url, target, compiled)


def keys(monkeypatch, key, secret):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", secret)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/dev/null")


def live(bucket):
    """Return path → bytes as readers get them, without notes."""
    found = {}
    for key in bucket.names():
        if not key.startswith(".newsroom/"):
            answer = bucket.get(key)
            data = answer["Body"]
            found[key] = gzip.decompress(data) if answer.get("ContentEncoding") else data
    return found


def site(paper):
    """Return the files of the site that readers ask for."""
    return {path: data for path, data in paper.output().items() if not path.startswith(".hosting")}


def test_the_bucket_is_the_site_with_types_caching_and_compression(paper, bucket):
    write_files(paper.root, {
        "content/files/a.pdf": b"%PDF-1.4 none",
        "content/data/redirects.yml": "/old/: /ai/2026/11/one/\n/withdrawn/: gone\n",
    })  # fmt: skip
    said = paper.publish()
    assert live(bucket) == site(paper)
    assert "3 read back" in said
    page = bucket.get("ai/2026/11/one/index.html")
    assert page["ContentType"] == "text/html; charset=utf-8"
    assert page["ContentEncoding"] == "gzip"
    assert page["CacheControl"] == "no-cache"
    assert bucket.get("feed.atom")["ContentType"] == "application/atom+xml; charset=utf-8"
    assert bucket.get("feed.json")["ContentType"] == "application/feed+json"
    (style,) = (
        key
        for key in bucket.names("theme/")
        if key.startswith("theme/site.") and key.endswith(".css")
    )
    assert bucket.get(style)["CacheControl"] == "public, max-age=31536000, immutable"
    assert "ContentEncoding" not in bucket.get("a.pdf")
    assert bucket.get("withdrawn/index.html")["Metadata"] == {"status": "410"}
    assert "nothing has changed since release 1" in paper.publish()


def test_one_edit_uploads_what_changed_alone(paper, bucket):
    paper.publish()
    before = {key: bucket.get(key)["LastModified"] for key in site(paper)}
    paper.edit()
    planned = {line[2:] for line in paper.publish(dry_run=True).splitlines()[:-1]}
    threading.Event().wait(1.1)  # times there are whole seconds
    paper.publish()
    after = {key: bucket.get(key)["LastModified"] for key in site(paper)}
    assert {key for key in after if after[key] != before.get(key)} == planned
    assert "ai/2026/11/two/index.html" not in planned
    assert live(bucket) == site(paper)


def test_a_header_that_changes_is_an_edit(paper, bucket):
    paper.publish()
    paper.target["compress"] = False
    said = paper.publish()
    assert "release 2: " in said
    assert "ContentEncoding" not in bucket.get("index.html")
    assert live(bucket) == site(paper)


def test_rollback_copies_back_within_the_host(paper, bucket):
    write_files(paper.root, {"content/files/old.txt": "Old."})
    paper.publish()
    first = live(bucket)
    (paper.root / "content/files/old.txt").unlink()
    paper.edit()
    write_files(paper.root, {"content/articles/ai/three.md": story("Three")})
    paper.publish()
    second = live(bucket)
    assert "old.txt" not in second
    paper.roll_back()
    assert live(bucket) == first
    assert bucket.get("index.html")["ContentEncoding"] == "gzip"
    assert [line[:6] for line in paper.releases().splitlines()] == ["     2", "*    1"]
    paper.roll_back("2")
    assert live(bucket) == second
    paper.roll_back("1")
    paper.edit(body="Third.")
    assert "release 3: " in paper.publish()
    assert live(bucket) == site(paper)
    paper.roll_back("2")
    assert live(bucket) == second


def test_what_no_release_needs_is_deleted(paper, bucket):
    paper.target["keep"] = 2
    for number in range(4):
        paper.edit(body=f"Version {number}.")
        paper.publish()
    versions = [
        gzip.decompress(bucket.get(key)["Body"]).decode() for key in bucket.names(".newsroom/kept/")
    ]
    text = "".join(one for one in versions if "<title>One" in one)
    assert "Version 2." in text
    assert "Version 1." not in text
    records = [key for key in bucket.names(".newsroom/") if "kept" not in key]
    assert records == [f".newsroom/{name}.json.gz" for name in ("3", "4", "state")]


def test_pages_come_after_what_they_need_and_deletions_last(paper, bucket, monkeypatch):
    paper.publish()
    done = []
    for name in ("put", "delete"):
        plain = getattr(Bucket, name)

        def noted(self, keys, *rest, plain=plain, name=name):
            done.extend((name, key) for key in ([keys] if isinstance(keys, str) else keys))
            return plain(self, keys, *rest)

        monkeypatch.setattr(Bucket, name, noted)
    write_files(paper.root, {
        "content/files/old.txt": "Old.",
        "content/articles/ai/three.md": story("Three"),
    })  # fmt: skip
    paper.publish()
    order = [key for _, key in done if not key.startswith(".newsroom/")]
    story_page = order.index("ai/2026/11/three/index.html")
    assert order.index("old.txt") < story_page < order.index("ai/index.html")
    assert order.index("ai/index.html") < order.index("index.html") < order.index("feed.atom")
    done.clear()
    (paper.root / "content/files/old.txt").unlink()
    paper.edit()
    paper.publish()
    last = max(i for i, (name, key) in enumerate(done) if name == "put" and "newsroom" not in key)
    assert done.index(("delete", "old.txt")) > last


def test_a_line_that_breaks_is_gone_on_with(paper, bucket, host):
    files = {f"content/files/{n:02}.bin": bytes([n]) * 60_000 for n in range(30)}
    write_files(paper.root, files)
    proxy = Proxy(int(host.endpoint.rpartition(":")[2]))
    proxy.left = 600_000
    paper.target["endpoint"] = f"http://127.0.0.1:{proxy.port}"
    with pytest.raises(PublishingError, match="does not answer") as failed:
        paper.publish()
    assert str(failed.value).endswith("Run the same again: it goes on where it stopped.")
    proxy.close()
    paper.target["endpoint"] = host.endpoint
    there = [key for key in bucket.names() if key.endswith(".bin")]
    assert 0 < len(there) < 30
    paper.publish(unlock=True)
    assert live(bucket) == site(paper)
    assert not any(key.endswith("lock.json") for key in bucket.names())


def test_a_broken_run_notes_what_is_there(paper, bucket, monkeypatch):
    paper.publish()
    files = {f"content/files/{n:02}.bin": bytes([n]) * 100 for n in range(30)}
    write_files(paper.root, files)
    plain, left = Bucket.put, iter(range(20))

    def put(self, key, *rest):
        if key.endswith(".bin") and next(left, None) is None:
            raise PublishingError("the line is cut", "wait")
        return plain(self, key, *rest)

    monkeypatch.setattr(Bucket, "put", put)
    with pytest.raises(PublishingError, match="the line is cut"):
        paper.publish()
    monkeypatch.setattr(Bucket, "put", plain)
    planned = paper.publish(dry_run=True).splitlines()
    assert 0 < sum(line.endswith(".bin") for line in planned) < 15
    assert "release 3: " in paper.publish()
    assert live(bucket) == site(paper)


def test_rollback_is_exact_after_a_run_that_could_note_nothing(paper, bucket, monkeypatch):
    paper.publish()
    first = live(bucket)
    paper.edit()
    plain = Bucket.put

    def put(self, key, *rest):
        if key in ("index.html", ".newsroom/state.json.gz"):
            raise PublishingError("the line is cut", "wait")
        return plain(self, key, *rest)

    monkeypatch.setattr(Bucket, "put", put)
    with pytest.raises(PublishingError, match="the line is cut"):
        paper.publish()
    monkeypatch.setattr(Bucket, "put", plain)
    assert ".newsroom/lock.json" in bucket.names(".newsroom/")
    assert live(bucket) != first
    paper.publish(unlock=True)  # a run of another process is known to be dead
    assert live(bucket) == site(paper)
    paper.roll_back()
    assert live(bucket) == first


@pytest.mark.parametrize(
    ("key", "secret", "message"),
    [
        ("nobody", SECRET, "the access key is unknown there: set AWS_ACCESS_KEY_ID"),
        (KEY, "wrong", "the secret key is wrong: set AWS_ACCESS_KEY_ID"),
        ("reader", "read-only", r"the key may not do this: give the key s3:ListBucket"),
    ],
)
def test_a_wrong_key_changes_nothing(paper, bucket, monkeypatch, key, secret, message):
    keys(monkeypatch, key, secret)
    with pytest.raises(PublishingError, match=message):
        paper.publish()
    assert not bucket.names()


def test_a_bucket_that_is_not_there_or_of_somebody_else(paper, bucket):
    paper.target["bucket"] = "nowhere-at-all"
    with pytest.raises(PublishingError, match="if it is somebody else's, name your own"):
        paper.publish()
    paper.target["bucket"] = bucket.name
    bucket.put("index.html", b"Somebody's")
    bucket.put("holiday.jpg", b"Somebody's")
    with pytest.raises(
        PublishingError, match=r"1 files that no release put there, such as holiday"
    ):
        paper.publish()
    assert bucket.get("index.html")["Body"] == b"Somebody's"
    paper.publish(removals=True)
    assert live(bucket) == site(paper)


GATE = """
server {{
    listen 127.0.0.1:{port};
    client_max_body_size 0;
    if ($request_method ~ "POST|DELETE") {{ return 403; }}  # both delete
    location / {{ proxy_pass {host}; proxy_set_header Host $http_host; }}
}}
"""


def test_a_key_that_may_not_delete_is_named_and_the_new_site_works(paper, bucket, host, tmp_path):
    paper.publish()
    (paper.root / "content/articles/ai/two.md").unlink()
    paper.edit()
    port, work = free_port(), tmp_path / "gate"
    work.mkdir()
    with running("nginx", GATE.format(port=port, host=host.endpoint), work, port):
        paper.target["endpoint"] = f"http://127.0.0.1:{port}"
        said = r"two/index.html cannot be deleted: the key may not do this: .*Release 2 is served"
        with pytest.raises(PublishingError, match=said):
            paper.publish()
    there = live(bucket)
    assert {path: there[path] for path in site(paper)} == site(paper)
    paper.target["endpoint"] = host.endpoint
    paper.publish(unlock=True)
    assert "ai/2026/11/two/index.html" not in bucket.names()


def test_notes_that_readers_could_open_stop_everything(paper, bucket, host):
    with serving(readers_of(bucket, closed=False)) as url:
        paper.target["url"] = url
        with pytest.raises(PublishingError, match=r"readers could open the notes .* at http"):
            paper.publish()
        assert not bucket.names()
        notes = host.bucket(f"notes-{bucket.name}")
        paper.target["private"] = notes.name
        paper.publish()
        assert live(bucket) == site(paper)
        assert not bucket.names(".newsroom/")
        paper.edit()
        paper.publish()
        paper.roll_back()


def test_two_publishers_do_not_mix(paper, bucket, tmp_path, compiled):
    other = Paper(tmp_path / "other", paper.url, paper.target, compiled)
    other.edit(body="From the other desk.")
    said = publish_together(paper, other)
    assert any("release 1: " in one for one in said), said
    assert live(bucket) in (site(paper), site(other))


def test_a_lock_is_taken_over_when_it_is_old_or_on_request(paper, bucket):
    paper.publish()
    note = {"owner": "ann@desk", "since": "2020-01-01T00:00:00+00:00", "token": "a"}
    bucket.put(".newsroom/lock.json", json.dumps(note).encode())
    paper.edit()
    assert "release 2" in paper.publish()
    note["since"] = "2999-01-01T00:00:00+00:00"
    bucket.put(".newsroom/lock.json", json.dumps(note).encode())
    paper.edit(body="Again.")
    with pytest.raises(PublishingError, match="ann@desk has been publishing here since 2999"):
        paper.publish()
    assert "release 3" in paper.publish(unlock=True)


def test_a_run_that_lost_its_lock_does_not_overwrite_the_notes(paper, bucket, monkeypatch, host):
    paper.publish()
    client = client_for(host.endpoint)
    plain = Bucket.put

    def put(self, key, *rest):
        if key == "index.html":  # meanwhile another run ends
            state = client.get_object(Bucket=bucket.name, Key=".newsroom/state.json.gz")
            bucket.put(".newsroom/state.json.gz", state["Body"].read() + b"")
            monkeypatch.setattr(Bucket, "put", plain)
            old = gzip.decompress(bucket.get(".newsroom/state.json.gz")["Body"])
            bucket.put(".newsroom/state.json.gz", gzip.compress(old + b" "))
        return plain(self, key, *rest)

    monkeypatch.setattr(Bucket, "put", put)
    paper.edit()
    with pytest.raises(PublishingError, match="another run has published here meanwhile"):
        paper.publish()


def test_a_clock_that_is_wrong_is_named(paper, monkeypatch, bucket):
    from botocore import auth

    real = auth.get_current_datetime
    with monkeypatch.context() as patch:
        wrong = lambda *given, **named: real(*given, **named).replace(year=2019)  # noqa: E731
        patch.setattr(auth, "get_current_datetime", wrong)
        with pytest.raises(PublishingError, match="clock of this machine is wrong: set it"):
            paper.publish()
    assert not bucket.names()


def test_what_hosts_answer_becomes_words():
    said = str(failure("NoSuchBucket", "bucket 'a': x cannot be written"))
    assert said == "bucket 'a': x cannot be written: there is no such bucket: fix 'bucket', or " \
        "create it."  # fmt: skip
    assert "set 'conditional' to False" in str(failure("NotImplemented", "x"))
