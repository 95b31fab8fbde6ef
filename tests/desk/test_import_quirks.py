"""What real archives hold: each file becomes a valid story, or is named in the report."""

import base64
import io
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from newsroom.desk.importing import ArchiveError, import_archive
from newsroom.reading.frontmatter.header import read_source
from newsroom.reading.frontmatter.schema import FrontMatter
from newsroom.reading.frontmatter.validation import validate
from tests.conftest import write_files
from tests.desk.archives import imported, notes


def stories(into: Path) -> list[FrontMatter]:
    """Return the front matter of every written story; all of it must be valid."""
    found = []
    for file in sorted((into / "articles").rglob("*.md")):
        matter, problems = validate(
            read_source(file.read_bytes(), file.name), file.name, ZoneInfo("UTC"), FrontMatter
        )
        assert not problems
        assert matter
        found.append(matter)
    return found


def story(header: str, body: str = "Text.") -> bytes:
    return f"---\n{header}\n---\n\n{body}\n".encode()


DATE = "date: 2014-03-12"


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (story(f"title: Law: the end\n{DATE}"), "Law: the end"),
        (story(f'title: "The "big" one"\n{DATE}'), 'The "big" one'),
        (story(f'title: "Open\n{DATE}'), '"Open'),
        (story(f"title: @home\n{DATE}"), "@home"),
        (story(f"title: It's: 'so'\n{DATE}"), "It's: 'so'"),
        (story(f"title:\tTabs\n\ttags:\t[a]\n{DATE}"), None),
        (story(f"title: Tabs\ntags:\n\t- a\n\t- b\n{DATE}"), "Tabs"),
        (story(f"title: One\ntitle: Two\n{DATE}"), "Two"),
        (story(f"Title: One\ntitle: Two\n{DATE}"), "One"),
        (story(f"title: 2048\n{DATE}"), "2048"),
        (story(f"title: no\n{DATE}"), "no"),
        (story(f"title: A&amp;B &#8217;\n{DATE}"), "A&B ’"),
        (story(DATE, "# From the heading\n\nText."), "From the heading"),
        (story(DATE), "Hello"),
        (b"\n\n" + story(f"title: Late\n{DATE}"), "Late"),
        (b"\xef\xbb\xbf" + story(f"title: Marked\n{DATE}"), "Marked"),
        (story(f"title: Windows\n{DATE}").replace(b"\n", b"\r\n"), "Windows"),
        (story(f"title: Mac\n{DATE}").replace(b"\n", b"\r"), "Mac"),
        (story(f"title: Nul\x01 and\x0b more\n{DATE}"), "Nul and more"),
        (story(f"title: Cafe\u0301\u200b\n{DATE}"), "Café"),
        ("---\ntitle: Caf\xe9\ndate: 2014-03-12\n---\n".encode("cp1252"), "Café"),
        (story(f"title: Vec<T> and `x_y`\n{DATE}"), "Vec<T> and x_y"),
    ],
)  # fmt: skip
def test_broken_front_matter_is_repaired(tmp_path: Path, data: bytes, title: str | None) -> None:
    into, report = imported(tmp_path, "hugo", {"hello.md": data})
    if title is None:
        assert report.counts["not imported"] == 1
    else:
        assert [matter.title for matter in stories(into)] == [title]


def test_repairs_are_reported_with_their_line(tmp_path: Path) -> None:
    _, report = imported(
        tmp_path, "hugo", {"hello.md": story(f"{DATE}\ntitle: Law: the end\n{DATE}")}
    )
    places = [(problem.line, problem.what) for problem in report.problems.warnings if problem.line]
    assert places == [(3, "a colon inside a value"), (4, "duplicate key 'date'")]


@pytest.mark.parametrize("date", ["-001-11-30", "24-05-2015", "08-02-21", "1394-05-12", "soon", ""])
def test_an_uncertain_date_is_never_guessed(tmp_path: Path, date: str) -> None:
    header = f"title: A\ndate: '{date}'"
    into, report = imported(
        tmp_path, "hugo", {"a.md": story(header), "2015-05-24-b.md": story(header)}
    )
    assert [matter.date.isoformat()[:10] for matter in stories(into)] == ["2015-05-24"]
    [problem] = report.problems.errors
    assert problem.path == "a.md"
    assert report.counts["not imported"] == 1


@pytest.mark.slow
def test_one_title_many_times_gives_as_many_addresses(tmp_path: Path) -> None:
    files = {f"{n}/index.md": story(f"title: Same\nslug: same\n{DATE}") for n in range(154)}
    into, report = imported(tmp_path, "hugo", files)
    assert len(stories(into)) == 154
    assert report.counts["imported"] == 154


def test_addresses_stay_apart_in_every_time_zone(tmp_path: Path) -> None:
    files = {
        "a/index.md": story("title: A\nslug: same\ndate: 2014-12-31 23:30 -0500"),
        "b/index.md": story("title: B\nslug: same\ndate: 2015-01-01"),
    }
    into, _ = imported(tmp_path, "hugo", files)
    names = sorted(file.name for file in into.rglob("articles/**/*.md"))
    assert names == ["same-2.md", "same.md"]


def test_spellings_of_a_tag_become_one_and_different_tags_stay(tmp_path: Path) -> None:
    tags = "tags: [Open Data, open-data, open data, C, C++, 北京, 背景, 🎉, 2014, '']"
    files = {"a.md": story(f"title: A\n{DATE}\n{tags}"), "b.md": story(f"title: B\n{DATE}\n{tags}")}
    into, report = imported(tmp_path, "hugo", files)
    expected = ["open-data", "c", "c-plus-plus", "北京", "背景", "party-popper", "2014"]
    assert stories(into)[0].tags == expected
    assert any("became one tag" in problem.what for problem in report.problems)


def test_spellings_of_an_author_become_one(tmp_path: Path) -> None:
    names = ["Tomáš Šedovič", "Tomas Sedovic", "tomáš  šedovič", "Tomáš Šedovič"]
    files = {f"{n}.md": story(f"title: A\n{DATE}\nauthor: {name}") for n, name in enumerate(names)}
    into, report = imported(tmp_path, "hugo", files)
    assert (into / "data/authors.yml").read_text(encoding="utf-8") == (
        "tomas-sedovic:\n  name: Tomáš Šedovič\n"
    )
    assert sum("became one author" in problem.what for problem in report.problems) == 1


@pytest.mark.slow
def test_a_hundred_and_twenty_eight_tags_and_a_very_long_line(tmp_path: Path) -> None:
    tags = ", ".join(f"t{n}" for n in range(128))
    line = "[a](b.md) `x` {{< y >}} ![" * 11_000
    into, _ = imported(tmp_path, "hugo", {"a.md": story(f"title: A\n{DATE}\ntags: [{tags}]", line)})
    assert len(stories(into)[0].tags) == 128


def test_file_names_with_every_sign(tmp_path: Path) -> None:
    names = [
        "a b.md",
        "it's.md",
        'quo"te.md',
        "why?.md",
        "a:b.md",
        "$x.md",
        "[y].md",
        "🎉.md",
        "#.md",
    ]
    into, report = imported(tmp_path, "hugo", {name: story(f"title: 'T {n}'\n{DATE}") for n, name in
                                  enumerate(names)})  # fmt: skip
    assert len(stories(into)) == report.counts["imported"] == len(names)


def test_a_very_long_name_is_cut(tmp_path: Path) -> None:
    into, _ = imported(
        tmp_path, "hugo", {"a.md": story(f"title: A\nslug: {'слово-' * 60}x\n{DATE}")}
    )
    [file] = into.rglob("articles/**/*.md")
    assert len(file.name.encode()) <= 125


def test_identical_and_empty_bodies_come_over(tmp_path: Path) -> None:
    files = {
        f"{n}.md": story(f"title: T{n}\n{DATE}", body) for n, body in enumerate(["x", "x", ""])
    }
    into, report = imported(tmp_path, "hugo", files)
    assert len(stories(into)) == 3
    assert any(problem.what == "the story has no text" for problem in report.problems)


def test_an_embedded_picture_becomes_a_file(tmp_path: Path) -> None:
    png = io.BytesIO()
    Image.new("RGB", (1, 1)).save(png, "PNG")
    dot = base64.b64encode(png.getvalue()).decode()
    body = f"![a dot](data:image/png;base64,{dot}) ![b](data:text/html;base64,eA==)"
    into, _ = imported(tmp_path, "hugo", {"a.md": story(f"title: A\n{DATE}", body)})
    assert (into / "media/2014/a.png").is_file()
    text = (into / "articles/news/2014/a.md").read_text()
    assert text.endswith("![a dot](../../../media/2014/a.png) *b*\n")


def test_updates_and_expiries_before_the_date_are_left_out(tmp_path: Path) -> None:
    header = f"title: A\n{DATE}\nlastmod: 2013-01-01\nexpirydate: 2012-01-01"
    into, report = imported(tmp_path, "hugo", {"a.md": story(header)})
    assert stories(into)[0].updated is None
    assert sorted(problem.line for problem in report.problems if problem.path == "a.md")[-2:] == [
        4,
        5,
    ]


def test_a_zone_never_turns_updated_before_date(tmp_path: Path) -> None:
    header = "title: A\ndate: 2014-03-12 10:00 -0800\nlastmod: 2014-03-12 12:00"
    into, _ = imported(tmp_path, "hugo", {"a.md": story(header)})
    assert stories(into)[0].updated is None


def test_an_alias_of_two_stories_goes_to_the_first(tmp_path: Path) -> None:
    files = {f"{n}.md": story(f"title: A\n{DATE}\naliases: [/x, 'https://y.example/', ../../z]")
             for n in "ab"}  # fmt: skip
    into, report = imported(tmp_path, "hugo", files)
    assert [matter.aliases for matter in stories(into)] == [["/a/", "/x/"], ["/b/"]]
    assert any("/x/ leads to another page already" in problem.what for problem in report.problems)


def test_binary_and_unreadable_files_are_named(tmp_path: Path) -> None:
    source = tmp_path / "old"
    source.mkdir()
    (source / "binary.md").write_bytes(b"\x89PNG\0\0\0")
    (source / "gone.md").symlink_to("nowhere.md")
    (source / "loop.md").symlink_to("loop.md")
    (source / "open.md").write_bytes(b"---\ntitle: A\n\nText")
    (source / "big.md").write_bytes(story(f"title: A\n{DATE}", "x" * 2_000_001))
    (source / "circle").symlink_to(".")
    report = import_archive("hugo", source, tmp_path / "content")
    assert {problem.path: problem.what for problem in report.problems.errors} == {
        "big.md": "larger than 2,000,000 bytes",
        "binary.md": "this is a binary file",
        "gone.md": "the file cannot be read (no such file or directory)",
        "loop.md": "the file cannot be read (too many levels of symbolic links)",
        "open.md": "the front matter does not end",
    }


@pytest.mark.parametrize(
    ("dialect", "folder", "message"),
    [
        ("jekyl", "old", r"unknown dialect 'jekyl'.*did you mean 'jekyll'\?"),
        ("jekyll", "nowhere", "does not exist"),
        ("jekyll", "old/file", "is not a folder"),
        ("jekyll", "old", "holds no articles"),
    ],
)
def test_what_cannot_be_imported_is_said(
    tmp_path: Path, dialect: str, folder: str, message: str
) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old/file").write_text("")
    with pytest.raises(ArchiveError, match=message):
        import_archive(dialect, tmp_path / folder, tmp_path / "content")
    assert not (tmp_path / "content").exists()


def test_a_broken_registry_stops_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "content/data").mkdir(parents=True)
    (tmp_path / "content/data/authors.yml").write_text("jane: [")
    with pytest.raises(ArchiveError, match=r"data/authors\.yml:\d"):
        imported(tmp_path, "hugo", {"a.md": story(f"title: A\n{DATE}")})
    assert not (tmp_path / "content/articles").exists()


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    files = {"a.md": story(f"title: A\n{DATE}\ntags: [x]\nauthor: Jane"), "b.md": story("title: B")}
    into, _ = imported(tmp_path, "hugo", files)
    before = {file: file.read_bytes() for file in into.rglob("*") if file.suffix == ".yml"}
    _, report = imported(tmp_path, "hugo", files)
    assert (report.counts["written"], report.counts["unchanged"]) == (0, 1)
    assert {file: file.read_bytes() for file in before} == before


def test_an_edited_story_is_kept_unless_forced(tmp_path: Path) -> None:
    files = {"a.md": story(f"title: A\n{DATE}")}
    into, _ = imported(tmp_path, "hugo", files)
    file = into / "articles/news/2014/a.md"
    original = file.read_text()
    file.write_text(original + "Edited.\n")
    _, report = imported(tmp_path, "hugo", files)
    assert file.read_text().endswith("Edited.\n")
    assert report.counts["kept"] == 1
    assert any("say --force" in problem.remedy for problem in report.problems)
    imported(tmp_path, "hugo", files, force=True)
    assert file.read_text() == original


def test_existing_registries_are_added_to_and_decide_names(tmp_path: Path) -> None:
    data = tmp_path / "content/data"
    data.mkdir(parents=True)
    (data / "tags.yml").write_text("# ours\ncpp:\n  name: C++\n  aliases: [cplusplus]\n")
    (data / "authors.yml").write_text("jd:\n  name: Jane Doe\n")
    header = f"title: A\n{DATE}\nauthor: Jane Doe\ntags: [c++, CPlusPlus, new]"
    into, _ = imported(tmp_path, "hugo", {"a.md": story(header)})
    [matter] = stories(into)
    assert (matter.authors, matter.tags) == (["jd"], ["cpp", "new"])
    assert (data / "tags.yml").read_text() == (
        "# ours\ncpp:\n  name: C++\n  aliases: [cplusplus]\nnew:\n  name: new\n"
    )
    assert (data / "authors.yml").read_text() == "jd:\n  name: Jane Doe\n"


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.lists(
            st.sampled_from(
                ["---\n", "+++\n", "title: ", "title = ", "A: b", "'", '"', "\n", "\t", "- x", "[",
                 "date: ", "2014-03-12", "\n\n", "tags: ", "&a ", "*a", "{{< x", " >}}", "{%",
                 "![a](", "b.png)", "```", "`", "](", "é", "\r", "\0", "{{", "}}", "<img src=", "{"]
            ),
            max_size=25,
        ),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(["jekyll", "hugo", "pelican"]),
)  # fmt: skip
def test_whatever_stands_in_the_files_none_is_lost(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[list[str]], dialect: str
) -> None:
    tmp_path = tmp_path_factory.mktemp("archive")
    files = {f"2014-03-12-{n}.md": "".join(parts).encode() for n, parts in enumerate(bodies)}
    try:
        into, report = imported(tmp_path, dialect, files)
    except ArchiveError:  # not one file had a front matter
        return
    left_out = {problem.path for problem in report.problems.errors} | report.others.keys()
    assert len(stories(into)) + len(left_out) == len(files)
    assert report.counts["imported"] + report.counts["not imported"] == report.counts["read"]


def test_a_second_archive_does_not_take_the_file_of_another_story(tmp_path: Path) -> None:
    first = {"_posts/2014-03-12-hello.md": "---\ntitle: First\n---\nOne.\n"}
    second = {"posts/hello.md": "---\ntitle: Second\ndate: 2014-05-06\n---\nTwo.\n"}
    for _ in range(2):
        into, _ = imported(tmp_path, "jekyll", first)
        source = tmp_path / "other"
        write_files(source, second)
        report = import_archive("hugo", source, into, force=True)
        assert (into / "articles/news/2014/hello.md").read_text().endswith("One.\n")
        assert (into / "articles/news/2014/hello-2.md").read_text().endswith("Two.\n")
        assert "the address 'hello' is taken in 2014" in notes(report)
    assert report.counts["unchanged"] == 1


def test_a_story_whose_title_was_edited_is_still_the_story(tmp_path: Path) -> None:
    post = {"_posts/2014-03-12-hello.md": "---\ntitle: First\n---\nOne.\n"}
    into, _ = imported(tmp_path, "jekyll", post)
    file = into / "articles/news/2014/hello.md"
    file.write_text(file.read_text().replace("First", "Ours"))
    _, report = imported(tmp_path, "jekyll", post)
    assert "title: Ours" in file.read_text()
    assert report.counts["kept"] == 1
    assert not (into / "articles/news/2014/hello-2.md").exists()
