"""Importing a Pelican archive: the test contains the site."""

from pathlib import Path

from tests.desk.archives import imported


def test_the_classic_header_with_its_lists(tmp_path: Path) -> None:
    story = (
        "Title: Hello: a story\nDate: 2014-03-12 10:20\nModified: 2014-04-01\nCategory: Law\n"
        "Tags: C++, C#, C\nAuthors: Doe, Jane; Roe, John\nSlug: hello\nSummary: One\n    two.\n"
        "Status: hidden\n\nText.\n"
    )
    into, report = imported(tmp_path, "pelican", {"a.md": story})
    assert (into / "articles/law/2014/hello.md").read_text() == (
        "---\ntitle: 'Hello: a story'\ndate: 2014-03-12T10:20:00\nupdated: 2014-04-01\n"
        "section: law\nauthors:\n  - doe-jane\n  - roe-john\n"
        "tags:\n  - c-plus-plus\n  - c-sharp\n  - c\nsummary: One two.\nstatus: hidden\n"
        "aliases:\n  - /hello.html\n---\n\nText.\n"
    )
    assert (into / "data/tags.yml").read_text() == (
        "c:\n  name: C\nc-plus-plus:\n  name: C++\nc-sharp:\n  name: C#\n"
    )
    assert not report.problems.warnings


def test_links_to_files_tags_and_authors(tmp_path: Path) -> None:
    a = (
        "Title: A\nDate: 2014-03-12\nAuthor: X\nTags: x\n\n[b]({filename}/law/b.md) "
        "[b](|filename|law/b.md#c) [t]({tag}x) [p]({static}/files/p.pdf) "
        "{{ literal }} {% youtube abc123 %}\n"
    )
    b = "Title: B\nDate: 2015-03-12\nAuthor: X\n\nText.\n"
    into, _ = imported(tmp_path, "pelican", {"a.md": a, "law/b.md": b, "files/p.pdf": "%PDF"})
    assert (
        (into / "articles/news/2014/a.md")
        .read_text()
        .endswith(
            "[b](../../law/2015/b.md) [b](../../law/2015/b.md#c) [t](/tag/x/) "
            "[p](../../../media/2014/p.pdf) {{ literal }} "
            "[Video](https://www.youtube.com/watch?v=abc123)\n"
        )
    )


def test_facts_of_the_configuration_without_running_it(tmp_path: Path) -> None:
    config = (
        "import os\nos.abort()\nAUTHOR = 'Ann'\nTIMEZONE = 'Europe/Berlin'\n"
        "SITEURL = 'https://old.example'\nARTICLE_URL = '{date:%Y}/{slug}/'\n"
    )
    story = "Title: A\nDate: 2014-03-12 10:00\n\n[x](/gone/)\n"
    into, _ = imported(tmp_path, "pelican", {"pelicanconf.py": config, "content/a.md": story})
    text = (into / "articles/news/2014/a.md").read_text()
    assert "date: 2014-03-12T10:00:00+01:00\n" in text
    assert "  - ann\n" in text
    assert "  - /2014/a/\n" in text
    assert "[x](https://old.example/gone/)" in text


def test_metadata_of_all_articles_and_of_file_names(tmp_path: Path) -> None:
    files = {
        "pelicanconf.py": "DEFAULT_METADATA = {'status': 'draft'}\n"
        "FILENAME_METADATA = r'(?P<date>\\d{4}-\\d{2}-\\d{2})_(?P<slug>.*)'\n",
        "content/2014-03-12_hello.md": "Title: Some other title\n\nText.\n",
        "content/2014-03-13_b.md": "Title: B\nStatus: published\n\nText.\n",
    }
    into, _ = imported(tmp_path, "pelican", files)
    text = (into / "articles/news/2014/hello.md").read_text()
    assert "\nstatus: draft\naliases:\n  - /hello.html\n" in text
    assert "status" not in (into / "articles/news/2014/b.md").read_text()


def test_a_pattern_of_file_names_that_takes_for_ever_is_left_alone(tmp_path: Path) -> None:
    files = {
        "pelicanconf.py": "FILENAME_METADATA = '(?P<slug>(a+)+)$'\n",
        f"content/{'a' * 60}!.md": "Title: A\nDate: 2014-03-12\n\nText.\n",
    }
    into, _ = imported(tmp_path, "pelican", files)
    assert (into / "articles/news/2014/a.md").exists()


def test_pages_of_categories_tags_and_the_front(tmp_path: Path) -> None:
    story = (
        "Title: Hello\nDate: 2014-03-12\nCategory: Home Affairs\nTags: Été\n\n"
        "[a]({category}Home%20Affairs) [b]({tag}Été) [c]({tag}none) [d]({index})\n"
    )
    into, report = imported(tmp_path, "pelican", {"content/hello.md": story})
    text = (into / "articles/home-affairs/2014/hello.md").read_text()
    assert text.endswith("[a](/home-affairs/) [b](/tag/ete/) c [d](/)\n")
    assert report.counts["dead links"] == 1


def test_lists_of_contents_and_languages_of_code(tmp_path: Path) -> None:
    story = (
        "Title: Hello\nDate: 2014-03-12\n\n[TOC]\n\nOne.\n\n    :::python\n    a = 1\n\n    b = 2\n"
        "\nTwo.\n\n    #!c++\n    c;\n\n[x]({filename}gone.md) `[TOC]`\n"
    )
    into, report = imported(tmp_path, "pelican", {"content/hello.md": story})
    assert (
        (into / "articles/news/2014/hello.md")
        .read_text()
        .endswith(
            "---\n\nOne.\n\n```python\na = 1\n\nb = 2\n```\n\nTwo.\n\n```c++\nc;\n```\n\n"
            "x `[TOC]`\n"
        )
    )
    assert [one.line for one in report.problems.warnings] == [0, 4, 18]
