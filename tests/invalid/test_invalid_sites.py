"""Sites that must fail: one clear message each, exit status 1, and nothing half-published."""

import os

import pytest

from newsroom.problems import ContentError
from tests.conftest import REGISTRIES, story, write_files
from tests.media import samples

A = "content/articles/ai/2026/a.md"
LARGE = "---\ntitle: A\ndate: 2026-11-20\nauthor: olivia-scott\n---\n" + "word " * 2_000_000

SITES = {
    "no date": ({A: "---\ntitle: A\nauthor: olivia-scott\n---\n"}, "a.md:1:1: 'date' is missing"),
    "misspelt status": ({A: story(status="daft")}, "did you mean 'draft'?"),
    "American date": ({A: story(date="03/04/2026")}, "write ISO 8601"),
    "bare time": ({A: story(date="'10:30'")}, "write ISO 8601"),
    "tab": ({A: "---\ntitle: A\n\tdate: x\n---\n"}, "a.md:3:1: there is a tab where YAML needs"),
    "duplicate key": ({A: "---\ntitle: A\ntitle: B\n---\n"}, "a.md:3:1: duplicate key 'title'"),
    "empty file": ({A: b""}, "the file is empty"),
    "not UTF-8": ({A: b"---\ntitle: \xe9\n---\n"}, "a.md:2:8: byte 0xe9 is not valid UTF-8"),
    "unknown section": ({"content/articles/x/a.md": story()}, "unknown section 'x'"),
    "no section": ({"content/articles/a.md": story()}, "no section"),
    "unknown author": ({A: story(author="nobody")}, "add to data/authors.yml the lines"),
    "missing picture": ({A: story(image="{src: x.png, alt: y}")}, "a.md:5:14: no file 'x.png'"),
    "picture without alt": (
        {A: story(image="{src: x.png}"), "content/media/x.png": samples.picture("PNG")},
        "'image.alt' is missing",
    ),
    "no picture": (
        {A: story(image="{src: x.png, alt: y}"), "content/media/x.png": b"text"},
        "x.png is not a picture that a page can show",
    ),
    "dead link": ({A: story("A", "[b](b.md)")}, "a.md:6:1: no story 'b.md'"),
    "10 MB": ({A: LARGE}, "the file has 10.0 MB, an article at most 2"),
    "endless nesting": ({A: story("A", "> " * 5000 + "deep")}, "a.md:6:"),
    "broken registry": ({"content/data/authors.yml": "a: [\n"}, "authors.yml:2:1:"),
    "registry without name": ({"content/data/authors.yml": "a:\n  bio: x\n"}, "'name' is missing"),
    "reserved section": ({"content/data/sections.yml": "tag:\n  name: T\n"}, "/tag/ belongs to"),
    "unknown lead": ({"content/data/front.yml": "lead: x\n"}, "front.yml:1:7: no story 'x'"),
    "paid by nobody": (
        {A: story(label="sponsored")},
        "a.md:5:8: `label` is sponsored, but",
    ),
    "colliding tags": ({A: story(tags="[resume, résumé]")}, "share /tag/resume/"),
}


@pytest.mark.parametrize("name", SITES)
def test_an_invalid_site_fails_with_one_clear_message(site, name):
    files, expected = SITES[name]
    with pytest.raises(ContentError) as caught:
        site(files)
    assert len(caught.value.errors) == 1
    assert expected in str(caught.value)
    assert "/" not in str(caught.value).split(":")[0] or str(caught.value).startswith("content/")


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"SITEURL": "news.example"}, "SITEURL: 'news.example' is not a web address"),
        ({"TIMEZONE": "Mars/Base"}, "TIMEZONE: unknown time zone 'Mars/Base'"),
        ({"DEFAULT_LANG": "klingon!"}, "DEFAULT_LANG: unknown language"),
        ({"NOW": "soon"}, "--now: 'soon' is not a valid time"),
        ({"FEEDS": {"formats": ["atomic"]}}, "FEEDS: option 'formats.0' is 'atomic'"),
        ({"LISTINGS": {"perpage": 9}}, "did you mean 'per_page'?"),
        ({"READING_TIMES": {}}, "READING_TIMES: unknown setting: did you mean READING_TIME?"),
        ({"THEME": "nowhere"}, "THEME: no such folder '"),
        ({"PLUGINS": ["newsroom.nothing"]}, "plugin 'newsroom.nothing' cannot be loaded"),
    ],
)
def test_a_wrong_setting_is_named(site, settings, expected):
    with pytest.raises(ContentError) as caught:
        site({A: story()}, **settings)
    assert expected in str(caught.value)


def test_a_link_that_leads_to_itself_is_reported(site, tmp_path):
    (tmp_path / A).parent.mkdir(parents=True)
    (tmp_path / A).symlink_to(tmp_path / A)
    with pytest.raises(ContentError, match=r"a\.md: cannot be read"):
        site({"content/articles/ai/b.md": story()})


@pytest.mark.slow
def test_a_folder_that_leads_to_its_parent_is_passed_by(site, tmp_path):
    loop = tmp_path / "content/articles/ai/loop"
    loop.parent.mkdir(parents=True)
    loop.symlink_to(loop.parent)
    built = site({A: story()})
    assert ["symbolic link" in warning for warning in built.warnings] == [True]
    assert len(built.result.edition.articles) == 1


@pytest.mark.slow
def test_a_folder_in_the_place_of_a_file_is_no_story(site, tmp_path):
    (tmp_path / A).mkdir(parents=True)
    assert not site({"content/articles/ai/b.md": story()}).exists("/ai/2026/11/a/")


def test_the_command_line_reports_and_exits_with_1(program, tmp_path):
    result = program("build", "--content", str(tmp_path / "none"), "--output", str(tmp_path / "o"))
    assert result.returncode == 1
    assert "no such folder" in result.stderr
    assert "1 mistake. Nothing was published, the last site is untouched." in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "o").exists()


def test_an_empty_content_folder_is_an_empty_site(program, tmp_path):
    (tmp_path / "c").mkdir()
    result = program("build", "--content", str(tmp_path / "c"), "--output", str(tmp_path / "o"))
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("0 stories")
    assert (tmp_path / "o/index.html").exists()


def test_a_pipe_among_the_stories_is_told_and_not_waited_for(site, tmp_path):
    write_files(tmp_path, {**REGISTRIES, A: story()})
    os.mkfifo(tmp_path / "content/articles/ai/pipe.md")
    with pytest.raises(ContentError, match=r"pipe\.md: this is not a file: put a Markdown file"):
        site()
