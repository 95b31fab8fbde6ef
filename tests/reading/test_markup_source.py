"""The characters of a source, before it is read as Markdown."""

from newsroom.reading.markup.source import STRAY, may_stray, normalise


def test_the_quick_look_misses_no_stray_character():
    every = map(chr, range(0x10000))
    assert not [one for one in every if STRAY.match(one) and not may_stray(f"a{one}b")]


def test_each_stray_character_is_named_once_for_its_line():
    text, stray = normalise("a\x00b\x00\nc\ufffd\td\n\u00adé")
    assert text == "ab\nc\td\n\u00adé"
    assert stray == [(0, "the stray character U+0000"), (1, "the stray character U+FFFD")]
