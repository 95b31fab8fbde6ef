"""Sound and film in a text, pictures of other sites, and pictures within an address."""

import pytest

from newsroom.problems import ContentError
from tests.conftest import story
from tests.media import samples

pytestmark = pytest.mark.slow

A = "content/articles/ai/2026/a.md"
MEDIA = "content/media/2026/"


@pytest.mark.slow
def test_a_sound_has_a_player(site):
    built = site({
        A: story("A", '<audio src="2026/talk.mp3"></audio>'), MEDIA + "talk.mp3": samples.mp3()
    })  # fmt: skip
    player = built.page("/ai/2026/11/a/").select_one("audio")
    assert player.attrs == {"src": "/media/2026/talk.mp3", "controls": "", "preload": "none"}
    assert built.exists("/media/2026/talk.mp3")
    assert not built.warnings


@pytest.mark.slow
def test_a_film_has_sources_captions_and_a_poster(site):
    body = """
<video controls poster="2026/p.png" width="640" height="360">
<source src="2026/f.webm" type="video/webm">
<source src="2026/f.mp4" type="video/mp4">
<track src="2026/f.vtt" kind="captions" srclang="en" label="English">
</video>
"""
    built = site(
        {
            A: story("A", body),
            MEDIA + "p.png": samples.picture("PNG"),
            MEDIA + "f.webm": samples.webm(),
            MEDIA + "f.mp4": samples.mp4(),
            MEDIA + "f.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n",
        }
    )
    film = built.page("/ai/2026/11/a/").select_one("video")
    assert film["poster"] == "/media/2026/p-64.png"
    assert [one["src"] for one in film.select("source, track")] == [
        "/media/2026/f.webm", "/media/2026/f.mp4", "/media/2026/f.vtt"
    ]  # fmt: skip
    assert all(built.exists(one["src"]) for one in film.select("source, track"))
    assert not built.warnings


def test_a_sound_written_like_a_picture_has_a_player(site):
    built = site({
        A: story("A", '![The speech](2026/talk.mp3 "On Monday | Ann Roe")'),
        MEDIA + "talk.mp3": samples.mp3(),
    })  # fmt: skip
    figure = built.page("/ai/2026/11/a/").select_one(".prose figure")
    assert figure.audio["src"] == "/media/2026/talk.mp3"
    assert figure.audio["aria-label"] == "The speech"
    assert figure.figcaption.get_text() == "On Monday Ann Roe"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<audio src="2026/p.png"></audio>', "p.png is not a sound or film that browsers play"),
        ('<img src="2026/talk.mp3" alt="x">', "talk.mp3 is not a picture that a page can show"),
        ('<video poster="2026/talk.mp3" src="2026/f.mp4"></video>', "talk.mp3 is not a picture"),
        ('<video src="2026/f.mp4"><track src="2026/p.png"></video>', "p.png is not a file of"),
        ('<audio src="2026/none.mp3"></audio>', "no file '2026/none.mp3'"),
    ],
)
def test_what_is_of_another_kind_is_refused_where_it_is_named(site, body, expected):
    with pytest.raises(ContentError, match=f"a.md:6:1: {expected}"):
        site(
            {
                A: story("A", body),
                MEDIA + "p.png": samples.picture("PNG"),
                MEDIA + "talk.mp3": samples.mp3(),
                MEDIA + "f.mp4": samples.mp4(),
            }
        )


def test_a_sound_without_sound_is_said(site):
    built = site({
        A: story("A", '<audio src="2026/talk.mp3"></audio>'),
        MEDIA + "talk.mp3": b"ID3" + bytes(1000),
    })  # fmt: skip
    (warning,) = built.warnings
    assert "a.md:6:1: warning: talk.mp3 has no sound that a browser can play" in warning


def test_a_film_of_another_site_needs_a_safe_address(site):
    built = site({A: story("A", '<video src="http://x.example/f.mp4"></video>')})
    assert "x.example" not in built.text("/ai/2026/11/a/")
    (warning,) = built.warnings
    assert "a.md:6:1: warning: http: address of <video> was taken out of the text: put" in warning


def test_a_picture_of_another_site_stays_there(site):
    built = site({A: story("A", "![x](https://x.example/p.jpg)")})
    image = built.page("/ai/2026/11/a/").select_one(".prose img")
    assert image["src"] == "https://x.example/p.jpg"


def test_a_picture_within_an_address_is_taken_out_and_its_description_stays(site):
    built = site({A: story("A", "See ![a dot](data:image/gif;base64,R0lGODlhAQABAAAAACw=) there.")})
    prose = built.page("/ai/2026/11/a/").select_one(".prose")
    assert not prose.find("img")
    assert "a dot" in prose.get_text()
    (warning,) = built.warnings
    assert (
        "a.md:6:1: warning: data: picture was taken out of the text: save the picture as" in warning
    )
