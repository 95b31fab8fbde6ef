"""The report of an upgrade: which pages change, and how, each kind of change once."""

from newsroom.scaffolding.comparison import SHOWN_LINES, compare
from tests.conftest import write_files


def test_pages_with_the_same_change_are_reported_together(tmp_path):
    pages = {f"{n}/index.html": f"<p>{n}</p><footer>old</footer>".encode() for n in "abcde"}
    write_files(tmp_path / "1", pages | {"same.txt": b"same", "gone.txt": b"x"})
    now = {path: data.replace(b"old", b"new") for path, data in pages.items()}
    write_files(
        tmp_path / "2", now | {"same.txt": b"same", "new.txt": b"x", ".newsroom-files": b""}
    )
    report = compare(tmp_path / "1", tmp_path / "2")
    assert report.text().splitlines() == [
        "Pages and files: 1 stay as they are, 5 change, 1 are new, 1 go.",
        "  new   /new.txt",
        "  gone  /gone.txt",
        "  /a/index.html, /b/index.html, /c/index.html and 2 more",
        "    -<footer>old</footer>",
        "    +<footer>new</footer>",
    ]


def test_a_long_change_is_cut_and_bytes_are_counted(tmp_path):
    write_files(tmp_path / "1", {"a.txt": b"", "p.png": b"\xff\x00"})
    lines = "".join(f"line {n}\n" for n in range(SHOWN_LINES + 3)).encode()
    write_files(tmp_path / "2", {"a.txt": lines, "p.png": b"\xff\x00\x01"})
    report = compare(tmp_path / "1", tmp_path / "2").text()
    assert "    … 3 lines more" in report
    assert "other bytes: 2 before, 3 now" in report
