"""``check --sources`` names what files tell of people and places; ``--fix`` takes positions out."""

import subprocess

import pytest
from PIL import Image

from newsroom.checking.check import check_sources
from newsroom.media.traces import traces
from tests.conftest import CONF, REGISTRIES, write_files
from tests.media import samples

FILES = {
    "content/media/phone.jpg": samples.picture("JPEG"),
    "content/media/film.mp4": samples.mp4(),
    "content/media/talk.mp3": samples.mp3(),
    "content/media/plain.png": samples.svg(),
    "content/articles/ai/a.md": "---\ntitle: A\n---\n",
}


@pytest.fixture
def paper(tmp_path):
    write_files(tmp_path, {**REGISTRIES, **FILES})
    return tmp_path


def look(paper, **options):
    report = check_sources(CONF, {"PATH": str(paper / "content")}, **options)
    return report, {(one.path.rpartition("/")[2], one.rule) for one in report.findings}


def test_every_file_with_a_position_or_a_name_is_reported(paper):
    report, found = look(paper)
    assert {("phone.jpg", "position"), ("film.mp4", "position"), ("talk.mp3", "named-person"),
            ("phone.jpg", "named-person")} <= found  # fmt: skip
    assert not [one for one in found if one[0] == "plain.png"]
    [position] = [one for one in report.findings if one.rule == "position" and "phone" in one.path]
    assert "which git would keep forever" in position.what


def test_what_git_keeps_already_is_said(paper):
    for words in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", "-C", paper, *words], check=True)
    report, _ = look(paper)
    [position] = [one for one in report.findings if one.rule == "position" and "phone" in one.path]
    assert "which git keeps forever" in position.what
    assert "older commits" in position.remedy


def test_fix_takes_positions_out_and_leaves_pixels_as_they_are(paper):
    photograph = paper / "content/media/phone.jpg"
    with Image.open(photograph) as image:
        before = image.tobytes()
    report, found = look(paper, fix=True)
    assert sorted(report.fixed) == [
        "content/media/film.mp4: took out the position, tags and subtitles",
        "content/media/phone.jpg: took out the position",
    ]
    assert not [one for one in found if one[1] == "position"]
    with Image.open(photograph) as image:
        assert image.tobytes() == before
        assert image.getexif().get(0x013B) == samples.NAME
    assert not [one for one in traces(photograph) if "position" in one]
    assert not list(paper.rglob("*.new"))


def test_a_file_that_cannot_be_fixed_stays_and_is_reported(paper):
    photograph = paper / "content/media/phone.jpg"
    photograph.write_bytes(samples.phone())
    report, found = look(paper, fix=True)
    assert ("phone.jpg", "position") in found
    assert photograph.read_bytes() == samples.phone()
    [position] = [one for one in report.findings if one.rule == "position"]
    assert "save it again without it" in position.remedy


def test_files_can_be_chosen(paper):
    _, found = look(paper, paths=[str(paper / "content/media/talk.mp3")])
    assert found == {("talk.mp3", "named-person")}
