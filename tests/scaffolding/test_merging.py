"""A paper follows a new version where nobody touched it, and keeps what the newsroom wrote."""

from hypothesis import given
from hypothesis import strategies as st

from newsroom.scaffolding.merging import merge
from tests.conftest import write_files

LINES = "one\ntwo\nthree\nfour\nfive\n"


def merged(tmp_path, own, old, new):
    for path, text in own.items():
        write_files(tmp_path, {path: text.encode()})
    encoded = ({path: text.encode() for path, text in texts.items()} for texts in (old, new))
    change = merge(tmp_path, *encoded)
    change.apply(tmp_path)
    files = (file for file in tmp_path.rglob("*") if file.is_file())
    return change, {file.name: file.read_text("utf-8") for file in files}


def test_a_file_that_nobody_touched_follows(tmp_path):
    change, files = merged(tmp_path, {"a": "old"}, {"a": "old"}, {"a": "new", "b": "fresh"})
    assert files == {"a": "new", "b": "fresh"}
    assert change.updated == ["a", "b"]


def test_edits_of_both_are_joined(tmp_path):
    own, new = LINES.replace("one", "1"), LINES.replace("five", "5")
    change, files = merged(tmp_path, {"a": own}, {"a": LINES}, {"a": new})
    assert files == {"a": "1\ntwo\nthree\nfour\n5\n"}
    assert change.merged == ["a"]


def test_where_both_changed_a_line_the_newsroom_keeps_its_own(tmp_path):
    own, new = LINES.replace("two", "2"), LINES.replace("two", "II")
    change, files = merged(tmp_path, {"a": own}, {"a": LINES}, {"a": new})
    assert files == {"a": own, "a.new": new}
    assert change.lines() == ["  a: not merged, see the file with .new next to it"]


def test_what_was_deleted_stays_deleted(tmp_path):
    assert merged(tmp_path, {}, {"a": "old"}, {"a": "new"})[1] == {}


def test_what_a_version_no_longer_writes_goes_unless_it_was_edited(tmp_path):
    old = {"a": "old", "b": "old"}
    assert merged(tmp_path, {"a": "old", "b": "mine"}, old, {})[1] == {"b": "mine"}


def test_a_program_stays_one(tmp_path):
    write_files(tmp_path, {"inv": b"old"})
    (tmp_path / "inv").chmod(0o755)
    merge(tmp_path, {"inv": b"old"}, {"inv": b"new"}).apply(tmp_path)
    assert (tmp_path / "inv").stat().st_mode & 0o100


@given(st.dictionaries(st.sampled_from("abc"), st.sampled_from(["1\n", "2\n", "3\n"])))
def test_without_edits_the_paper_becomes_what_the_new_version_writes(tmp_path_factory, new):
    old = {"a": "1\n", "b": "2\n"}
    assert merged(tmp_path_factory.mktemp("paper"), old, old, new)[1] == new
