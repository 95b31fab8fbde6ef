"""Links, sounds and films of an imported text; what can be no link stays as its words."""

import io
import wave
from pathlib import Path

import pytest

from tests.desk.archives import imported, notes, text_of


def sound() -> bytes:
    data = io.BytesIO()
    with wave.open(data, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(1600))
    return data.getvalue()


NAME = "_posts/2014-03-12-hello.md"


def led(tmp_path: Path, body: str, **others: str | bytes) -> tuple[str, str]:
    """Import one text; return what became of it, and all notes."""
    files = {NAME: f"---\ntitle: T\n---\n{body}\n", **others}
    into, report = imported(tmp_path, "jekyll", files)
    return text_of(into), notes(report)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("One [todo](link to ann's story).", "One todo."),
        ("An [angle](<https://e.example/x), more", "An angle, more"),
        ("The [def][1] and [1].\n\n[1]: (https://e.example/y", "The def and 1."),
        ("An [open](https://e.example/x one", "An open"),
        ("![shot](of the square)", "shot"),
    ],
)
def test_what_can_be_no_link_stays_as_its_words_and_is_reported(
    tmp_path: Path, body: str, text: str
) -> None:
    found, said = led(tmp_path, body)
    assert found == text
    assert f"{NAME}:" in said
    assert "is not an address" in said


@pytest.mark.parametrize(
    "body",
    ['[a](https://e.example/x "The "best" page")', '[a]((https://e.example/x) "Title")'],
)
def test_an_address_is_kept_where_only_what_is_around_it_is_broken(
    tmp_path: Path, body: str
) -> None:
    found, said = led(tmp_path, body)
    assert found == "[a](https://e.example/x)"
    assert "the link to https://e.example/x was broken" in said


@pytest.mark.parametrize(
    "body",
    [
        '[a](https://e.example/a(b)c "t")', '[a](https://e.example/?q="b")', "[a](#part)",
        "[a](<https://e.example/x y>)", "`[a](b c d)`", r"\[a](b c d\)", "[^1]: A note.",
        "[note]: is no definition", "[`a`] and [b]\n\n[`a`]: https://e.example/\n[b]:  /x 'T'",
        "    [a](b c d)", "[[a](https://e.example/) b]",
    ],
)  # fmt: skip
def test_links_code_and_notes_stay_as_they_are(tmp_path: Path, body: str) -> None:
    _, said = led(tmp_path, body)
    assert "is not an address" not in said


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('<audio controls src="/assets/talk.wav"></audio>',
         '<audio controls src="../../../media/2014/talk.wav"></audio>'),
        ("<AUDIO SRC=/assets/talk.wav>\nNo sound</AUDIO>",
         '<AUDIO src="../../../media/2014/talk.wav">\nNo sound</AUDIO>'),
        ('<video poster="/assets/a.vtt"><source src="assets/talk.wav"><track src=/assets/a.vtt>'
         "</video>",
         '<video poster="../../../media/2014/a.vtt"><source src="../../../media/2014/talk.wav">'
         '<track src="../../../media/2014/a.vtt"></video>'),
        ("![talk](/assets/talk.wav)", "![talk](../../../media/2014/talk.wav)"),
        ('<video src="https://films.example/a.mp4"></video>',
         '<video src="https://films.example/a.mp4"></video>'),
    ],
)  # fmt: skip
def test_sounds_and_films_are_copied(tmp_path: Path, body: str, text: str) -> None:
    others = {"assets/talk.wav": sound(), "assets/a.vtt": "WEBVTT\n"}
    assert led(tmp_path, body, **others)[0] == text


@pytest.mark.parametrize(
    ("config", "text", "remedy"),
    [
        ("", "<em>gone.mp3</em>", "add it to media/ and write"),
        ("url: https://old.example", '<audio src="https://old.example/gone.mp3"></audio>',
         "before that site is gone"),
    ],
)  # fmt: skip
def test_a_sound_that_is_missing_is_named(
    tmp_path: Path, config: str, text: str, remedy: str
) -> None:
    body = '<audio src="/gone.mp3"></audio>'
    found, said = led(tmp_path, body, **{"_config.yml": config})
    assert found == text
    assert f"{NAME}:4:1: warning: no file '/gone.mp3'" in said
    assert remedy in said


def test_a_picture_that_a_script_loads_late_is_found(tmp_path: Path) -> None:
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
    body = '<img src="data:image/gif;base64,R0lG" data-src="/a.svg" alt="A">'
    found, _ = led(tmp_path, body, **{"a.svg": picture})
    assert 'src="../../../media/2014/a.svg"' in found


def test_a_file_that_browsers_do_not_play_is_not_copied(tmp_path: Path) -> None:
    body = '<video><source src="/a.mp3"><source src="/a.webm"></video> [page](/a.pdf)'
    fake = {"a.mp3": "x", "a.webm": "x", "a.pdf": "<!doctype html><p>Not found"}
    found, said = led(tmp_path, body, **fake)
    assert found == "<em>a.mp3</em> page"
    assert said.count("not a sound or film that browsers play") == 2
    assert "/a.pdf: is a web page" in said


def test_files_with_the_same_bytes_keep_their_kinds(tmp_path: Path) -> None:
    body = "[a](/a.txt) [b](/b.csv) [c](/c.txt)"
    found, _ = led(tmp_path, body, **{"a.txt": "x,y", "b.csv": "x,y", "c.txt": "x,y"})
    base = "../../../media/2014"
    assert found == f"[a]({base}/a.txt) [b]({base}/b.csv) [c]({base}/a.txt)"
