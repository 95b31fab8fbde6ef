"""A hostile archive: nothing is read outside of it, and nothing written outside of the content."""

import os
from pathlib import Path

import pytest

from newsroom.desk.importing import ArchiveError
from newsroom.desk.importing.systems.wordpress_body import paragraphs
from tests.desk.archives import imported
from tests.desk.test_import_quirks import DATE, stories, story

HELD_BACK = b"Not for readers."


def everything(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.parametrize("dialect", ["hugo", "jekyll", "pelican"])
@pytest.mark.parametrize(
    "evil",
    ["../../../evil", "/%2e%2e/%2e%2e/evil", "%252e%252e/evil", "..%5c..%5cevil", "/etc/evil\0"],
)  # fmt: skip
def test_no_name_of_an_archive_leads_out(tmp_path, dialect, evil):
    name = {"jekyll": "_posts/2014-03-12-a.md"}.get(dialect, "content/a.md")
    lines = "".join(
        f"{key}: {evil!r}\n"
        for key in ("slug", "url", "permalink", "category", "author", "lang", "image")
    )
    header = f"title: A\n{DATE}\naliases: [{evil!r}]\ntags: [{evil!r}]\n{lines}"
    into, _ = imported(tmp_path, dialect, {name: story(header)}, section="news")
    (matter,) = stories(into)
    assert not [alias for alias in matter.aliases if "%" in alias or ".." in alias]
    top = {path.partition("/")[0] for path in everything(tmp_path)}
    assert top == {"old", "content"}
    assert not [path for path in everything(into) if ".." in path or "%" in path]


@pytest.mark.parametrize(
    "target", ["../../../secret.png", "/../secret.png", "%2e%2e/%2e%2e/secret.png", "linked.png"]
)
def test_no_file_outside_of_the_archive_is_copied(tmp_path, target):
    (tmp_path / "secret.png").write_bytes(HELD_BACK)
    (tmp_path / "old/content/posts").mkdir(parents=True)
    (tmp_path / "old/content/posts/linked.png").symlink_to(tmp_path / "secret.png")
    text = f"![x]({target}) <img src='{target}'>"
    files = {"content/posts/a.md": story(f"title: A\n{DATE}\nimage: {target}", text)}
    into, _ = imported(tmp_path, "hugo", files)
    for file in into.rglob("*"):
        assert not file.is_file() or HELD_BACK not in file.read_bytes()


def test_a_link_to_a_text_outside_is_not_read(tmp_path):
    outside = tmp_path / "secret.md"
    outside.write_bytes(story(f"title: Secret\n{DATE}", HELD_BACK.decode()))
    source = tmp_path / "old"
    for name in ("content/posts/b.md", "content/authors/ann/_index.md", "data/authors.yml"):
        (source / name).parent.mkdir(parents=True)
        (source / name).symlink_to(outside)
    into, report = imported(tmp_path, "hugo", {"content/posts/a.md": story(f"title: A\n{DATE}")})
    named = {one.path for one in report.problems if "outside of the archive" in one.what}
    assert named == {"content/posts/b.md", "content/authors/ann/_index.md", "authors/ann/_index.md",
                     "data/authors.yml"}  # fmt: skip
    assert [matter.title for matter in stories(into)] == ["A"]
    for file in into.rglob("*"):
        assert not file.is_file() or b"Secret" not in file.read_bytes()


@pytest.mark.parametrize("folder", ["articles", "articles/news", "data"])
def test_a_link_in_the_content_folder_leads_no_file_out(tmp_path, folder):
    elsewhere, link = tmp_path / "elsewhere", tmp_path / "content" / folder
    elsewhere.mkdir()
    link.parent.mkdir(parents=True)
    link.symlink_to(elsewhere)
    with pytest.raises(ArchiveError, match="leads out of"):
        imported(tmp_path, "hugo", {"content/a.md": story(f"title: A\n{DATE}")}, section="news")
    assert not list(elsewhere.iterdir())


def test_a_picture_in_an_address_gets_no_suffix_of_a_program(tmp_path):
    files = {"content/a.md": story(f"title: A\n{DATE}", "![x](data:image/php;base64,PD9waHA=)")}
    into, _ = imported(tmp_path, "hugo", files)
    assert not list(into.rglob("*.php"))


def test_control_characters_of_an_archive_do_not_stop_the_build(tmp_path):
    header = f'title: "A\\x07 \\u202eb"\n{DATE}\ntags: ["x\\x07y"]'
    into, _ = imported(tmp_path, "hugo", {"content/a.md": story(header)})
    (matter,) = stories(into)
    assert matter.title == "A b"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_named_and_not_waited_for(tmp_path):
    (tmp_path / "old/img").mkdir(parents=True)
    for name in ("b.md", "img/b.jpg", "hugo.toml"):
        os.mkfifo(tmp_path / "old" / name)
    files = {"a.md": story(f"title: A\n{DATE}", "![x](img/b.jpg)")}
    into, report = imported(tmp_path, "hugo", files)
    assert [matter.title for matter in stories(into)] == ["A"]
    (problem,) = report.problems.errors
    assert (problem.path, problem.what) == ("b.md", "this is not an ordinary file")


@pytest.mark.slow
@pytest.mark.parametrize("sign", ["`", "{{", "[a](", "*a", "(", "[", "_", " "])
def test_a_headline_of_a_hundred_thousand_signs_is_read_in_one_pass(tmp_path, sign):
    """Patterns that begin again at each sign would take hours."""
    title = sign * (100_000 // len(sign))
    into, report = imported(tmp_path, "hugo", {"a.md": story(f"title: 'A{title}b'\n{DATE}")})
    assert report.counts["read"] == 1
    assert len(stories(into)) == report.counts["imported"]


@pytest.mark.slow
@pytest.mark.parametrize("sign", [" ", "\n", "<!--", "<p>", "<p ", "</p>", "<b>"])
def test_a_post_of_half_a_million_signs_has_its_paragraphs_in_one_pass(sign):
    """Patterns that begin again at each sign would take hours."""
    text = paragraphs("One.\n\n" + sign * (500_000 // len(sign)) + "\n\nTwo.")
    assert text.startswith("<p>One.</p>")
