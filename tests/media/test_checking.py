"""./inv check and files: what it says of them is what a build says, and what nobody cleans."""

from pathlib import Path

import pytest

from newsroom.checking.check import check
from newsroom.problems import ContentError
from tests.conftest import CONF, REGISTRIES, story, write_files
from tests.media import samples
from tests.reading.test_media import photograph

A = "content/articles/ai/2026/a.md"
PHOTOGRAPH = "a position (GPS), the artist 'Jana Quelle', the name 'Jana Quelle'"
FILES = {
    "photo.jpg": (samples.picture("JPEG"), PHOTOGRAPH),
    "phone.jpg": (samples.phone(), "a position (GPS), the artist 'Jana Quelle'"),
    "photo.webp": (samples.picture("WEBP"), PHOTOGRAPH),
    "talk.mp3": (samples.mp3(), "the artist 'Jana Quelle'"),
    "talk.flac": (samples.flac(), "the artist 'Jana Quelle'"),
    "film.mp4": (samples.mp4(), "a position (GPS)"),
    "film.webm": (samples.webm(), "a position (GPS)"),
    "report.pdf": (samples.pdf(), "a position (GPS), the author 'Jana Quelle'"),
    "letter.docx": (samples.docx(word__a_jpg=samples.picture("JPEG")),
                    "a position (GPS), the name 'Jana Quelle'"),
    "report.docx": (samples.docx(), "the name 'Jana Quelle'"),
    "map.svg": (samples.svg("<metadata><creator>Jana Quelle</creator></metadata>"),
                "the name 'Jana Quelle'"),
}  # fmt: skip


def checked(root: Path, files: dict[str, str | bytes], *paths: str) -> list[str]:
    write_files(root, {**REGISTRIES, **files})
    settings = {
        "PATH": str(root / "content"), "CACHE_PATH": str(root / ".cache"), "JOBS": 1,
        "SITEURL": "https://news.example", "NOW": "2026-11-23T12:00:00+00:00",
    }  # fmt: skip
    chosen = tuple(str(root / path) for path in paths)
    return list(map(str, check(CONF, settings, chosen).findings))


@pytest.mark.parametrize("name", FILES)
def test_what_a_file_says_that_is_published_as_it_is(tmp_path, name):
    data, held = FILES[name]
    path = f"content/files/{name}"
    (finding,) = [one for one in checked(tmp_path, {path: data}) if "hidden-data" in one]
    assert finding == (
        f"{path}: warning: it is published as it is, with {held}: take that out of the file, or "
        "put it into content/media/ [hidden-data]"
    )
    assert checked(tmp_path, {}, path) == [finding]


def test_files_without_names_are_not_named(tmp_path):
    files = {
        "content/files/ads.txt": "none\n",
        "content/files/icon.png": samples.picture("PNG", exif=b""),
        "content/files/odd.pdf": b"%PDF-",
    }
    assert not checked(tmp_path, files)


MISTAKES = {
    "2026/a.jpg": b"%!PS-Adobe-3.0",
    "2026/b.png": samples.picture("PNG")[:70],
    "2026/c.svg": samples.svg("<script/>"),
    "2026/d.docx": samples.docx(),
    "2026/e.mp3": b"words",
}


def test_check_and_build_say_the_same(site, tmp_path):
    body = "![x](2026/a.jpg)\n\n![x](2026/b.png)\n\n![x](2026/c.svg)\n\n[x](2026/d.docx)\n\n"
    body += "![x](2026/e.mp3)"
    files = {A: story("A", body), **{f"content/media/{name}": it for name, it in MISTAKES.items()}}
    with pytest.raises(ContentError) as caught:
        site(files)
    errors = [
        str(one).replace(f":{one.column}: ", f":{one.column}: error: ", 1) + " [content]"
        for one in caught.value.errors
    ]
    said = [one for one in checked(tmp_path / "other", files) if "[content]" in one]
    assert [one for one in said if ": error: " in one] == errors
    assert [one.split(":")[1] for one in said] == ["6", "8", "10", "12", "14"]


def test_a_picture_of_another_site_is_named(tmp_path):
    body = "![x](https://x.example/p.jpg)\n\n<img alt='y' src='//y.example/q.png'>\n\n`![](//z)`"
    found = [one for one in checked(tmp_path, {A: story("A", body)}) if "remote-picture" in one]
    assert [one.partition(": warning: ")[0] for one in found] == [f"{A}:6:1", f"{A}:8:1"]
    assert "a picture is loaded from x.example, which sees every reader" in found[0]


@pytest.mark.slow
def test_pictures_that_are_too_small_for_their_place_are_named(tmp_path):
    files = {
        A: story("A", "![x](2026/small.jpg)\n\n![y](2026/large.jpg)",
                 image="{src: 2026/lead.jpg, alt: x}"),
        "content/media/2026/small.jpg": photograph(320, 240),
        "content/media/2026/large.jpg": photograph(800, 1600),
        "content/media/2026/lead.jpg": photograph(900, 600),
    }  # fmt: skip
    found = [one for one in checked(tmp_path, files) if "small-picture" in one]
    assert [one.partition(" [")[0] for one in found] == [
        f"{A}:5:8: warning: a picture of 900 pixels is shown small: find one of at least 1,200 "
        "pixels",
        f"{A}:7:11: warning: small: a picture of 320 pixels is shown small: find one of at least "
        "640 pixels",
    ]


@pytest.mark.slow
def test_a_film_without_any_still_is_named(tmp_path):
    film = {"content/media/2026/f.webm": samples.webm(), "content/media/2026/p.png":
            samples.picture("PNG")}  # fmt: skip
    body = "Words.\n\n![Talk](2026/f.webm)"
    found = [one for one in checked(tmp_path, {**film, A: story("A", body)}) if "bare-film" in one]
    assert [one.partition(": warning: ")[0] for one in found] == [f"{A}:8:14"]
    assert "write {poster=2026/still.jpg} behind it" in found[0]
    for better in (
        story("A", body + "{poster=2026/p.png}"),
        story("A", body, image="{src: 2026/p.png, alt: x}"),
    ):
        assert not [one for one in checked(tmp_path, {A: better}) if "bare-film" in one]


def test_a_description_of_the_registry_counts(tmp_path):
    files = {
        A: story("A", "![](2026/p.jpg)"),
        "content/media/2026/p.jpg": photograph(800, 600),
        "content/data/media.yml": "2026/p.jpg:\n  alt: Ships\n",
    }
    assert not [one for one in checked(tmp_path, files) if "undescribed" in one]
