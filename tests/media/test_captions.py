"""What is said in a film can be read: captions become paragraphs."""

from newsroom.media.captions import measure, paragraphs_of

CAPTIONS = """WEBVTT - A talk

NOTE nobody sees this

1
00:00.000 --> 00:02.000 align:start
<v Ann Roe>Good evening &amp; welcome.

00:02.000 --> 00:04.000
We have <i>news</i>.
It is short.

00:04.500 --> 00:06.000
<v Sam Reed>Thank you.

01:00:10.000 --> 01:00:12.000
After a pause.
"""


def test_voices_and_pauses_begin_paragraphs():
    found = [(one.voice, one.text) for one in paragraphs_of(CAPTIONS)]
    assert found == [
        ("Ann Roe", "Good evening & welcome. We have news. It is short."),
        ("Sam Reed", "Thank you."),
        ("", "After a pause."),
    ]
    assert [one.start for one in paragraphs_of(CAPTIONS)] == [0, 4.5, 3610]


def test_lines_that_scroll_are_there_once():
    text = "WEBVTT\n\n00:00.000 --> 00:01.000\none\n\n00:01.000 --> 00:02.000\none\ntwo\n"
    assert [one.text for one in paragraphs_of(text)] == ["one two"]


def test_what_holds_no_times_holds_no_words():
    assert paragraphs_of("WEBVTT\n\nhello\n") == []


def test_captions_that_no_player_shows_are_named_with_their_line():
    broken = "WEBVTT\n\n00:00.000 --> 00:01.000\nOne.\n\n00:02.000 -> 00:03.000\nTwo.\n"
    (note,) = measure(broken, "a.vtt").notes
    assert note.what == "a.vtt has captions that no player shows (line 6)"
    assert not measure(broken.replace(" -> ", " --> "), "a.vtt").notes


def test_notes_in_captions_are_named():
    (note,) = measure(CAPTIONS, "a.vtt").notes
    assert "a.vtt is published with the notes (NOTE) in it" in note.what
