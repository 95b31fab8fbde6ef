"""Comments of WordPress and Disqus: they are in a real Isso, below the stories here, each once."""

import subprocess
from html import escape
from pathlib import Path
from typing import Any

import httpx
import pytest
from bs4 import BeautifulSoup

from newsroom.building.build import build
from newsroom.desk.comments import bring_over, delete
from newsroom.desk.comments.reader_markdown import reader_markdown
from newsroom.problems import ContentError
from newsroom.text.comment_text import as_html
from tests.conftest import CONF, BuiltSite, Program, write_files
from tests.desk.archives import notes
from tests.desk.wordpress import export, item
from tests.isso import DATABASE, Database, Server

THREAD = "/2014/03/hello/"


def comment(number: int, text: str = "Well said.", parent: int = 0, **changes: str) -> str:
    """Return a comment as WordPress exports it, with the addresses of its writer."""
    values = {
        "id": str(number), "author": f"Reader {number}", "author_email": "reader@secret.example",
        "author_url": "", "author_IP": "203.0.113.77", "date": "2014-03-13 09:00:00",
        "date_gmt": f"2014-03-13 08:{number:02}:00", "content": text, "approved": "1",
        "type": "comment", "parent": str(parent), "user_id": "0", **changes,
    }  # fmt: skip
    rows = "".join(
        f"<wp:comment_{name}>{escape(value)}</wp:comment_{name}>" for name, value in values.items()
    )
    return f"<wp:comment>{rows}</wp:comment>"


@pytest.fixture
def paper(tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    """The settings of a paper whose archive was imported."""
    comments = {"provider": "isso", "source": DATABASE, "server": "http://localhost:8100"}
    write_files(tmp_path, {"content/data/sections.yml": ""})
    return CONF, {
        "PATH": str(tmp_path / "content"), "COMMENTS": comments, "SITEURL": "https://news.example",
        "CACHE_PATH": str(tmp_path / ".cache"), "OUTPUT_PATH": str(tmp_path / "output"), "JOBS": 1,
    }  # fmt: skip


def brought(tmp_path: Path, paper: Any, *comments: str, file: str = "old/old.xml") -> str:
    export(tmp_path, item(more="".join(comments)))
    return bring_over(*paper, tmp_path / file)


def shown(server: Server) -> list[dict[str, Any]]:
    return httpx.get(server.url, params={"uri": THREAD, "plain": 1}, timeout=60).json()["replies"]


def test_comments_are_in_the_running_server_and_on_the_page(
    tmp_path: Path, paper: Any, isso: Server
) -> None:
    text = 'I <em>was</em> there: <a href="https://e.example/a_b">this</a> &amp; 2 * 3 * 4.\nYes.'
    said = brought(
        tmp_path, paper, comment(1, text, author="Tom & <b>", author_url="https://tom.example/"),
        comment(2, "An answer.", parent=1), comment(3, "An answer to that.", parent=2),
    )  # fmt: skip
    assert said.partition(": ")[2].startswith("3 comments added")
    assert "below 1 story." in said
    (top,) = shown(isso)
    assert top["text"] == ("I *was* there: [this](https://e.example/a_b) & 2 \\* 3 \\* 4.\nYes.")
    assert top["author"] == "Tom &amp; &lt;b&gt;"
    assert top["website"] == "https://tom.example/"
    assert [one["text"] for one in top["replies"]] == ["An answer.", "An answer to that."]
    page = BuiltSite(tmp_path, build(*paper)).page("/news/2014/03/hello/")
    (first,) = page.select(".comment:not(.comment .comment)")[:1]
    assert "I was there: this & 2 * 3 * 4." in " ".join(first.get_text().split())
    assert isso.post("New words.", thread=THREAD)


def test_no_address_of_a_person_gets_into_the_database_or_a_page(
    tmp_path: Path, paper: Any, isso_database: Database
) -> None:
    mail = comment(2, author="shy@secret.example", author_url="mailto:shy@secret.example")
    brought(tmp_path, paper, comment(1), mail)
    conf, settings = paper
    kept = {**settings, "COMMENTS": {**settings["COMMENTS"], "keep": True}}
    build(conf, kept)
    assert "Well said." in (tmp_path / "content/data/comments.json").read_text()
    files = [isso_database.file, *(tmp_path / "content").rglob("*.*"),
             *(tmp_path / "output").rglob("*.*")]  # fmt: skip
    for file in files:
        if file.is_file():
            assert b"secret.example" not in file.read_bytes(), file
            assert b"203.0.113" not in file.read_bytes(), file


def test_what_readers_did_not_see_is_left_out_and_counted(
    tmp_path: Path, paper: Any, isso_database: Database
) -> None:
    said = brought(
        tmp_path, paper, comment(1), comment(2, approved="0"), comment(3, approved="spam"),
        comment(4, approved="trash"), comment(5, type="pingback"), comment(6, type="trackback"),
        comment(7, type="order_note"), comment(8, "<script>x()</script>"),
        comment(9, date_gmt="0000-00-00 00:00:00"),
    )  # fmt: skip
    assert isso_database.modes() == {1: 1}
    for line in (
        "1 left out: waiting for a moderator.", "2 left out: spam or in the trash.",
        "2 left out: pingbacks and trackbacks.", "1 left out: of the type 'order_note'.",
        "1 left out: without a text.", "1 left out: without a date.",
    ):  # fmt: skip
        assert line in said


def test_answers_stay_in_their_conversation_where_a_comment_is_missing(
    tmp_path: Path, paper: Any, isso: Server
) -> None:
    said = brought(
        tmp_path, paper, comment(5), comment(2, approved="spam", parent=5), comment(3, parent=2),
        comment(4, parent=9), comment(6, parent=7), comment(7, parent=6),
    )  # fmt: skip
    replies = {one["author"]: [reply["author"] for reply in one["replies"]] for one in shown(isso)}
    assert replies["Reader 5"] == ["Reader 3"]
    assert replies["Reader 4"] == []
    assert "2 answer a comment that is not there, and are shown by themselves." in said


def test_a_second_time_adds_only_what_is_new_and_nothing_that_was_deleted(
    tmp_path: Path, paper: Any, isso_database: Database
) -> None:
    brought(tmp_path, paper, comment(1), comment(2))
    delete(*paper, "2")
    said = brought(tmp_path, paper, comment(1), comment(2), comment(3, parent=2))
    assert said.partition(": ")[2].startswith("1 comment added")
    assert "2 were there already, or were brought over before." in said
    assert len(isso_database.modes()) == 2


def test_a_comment_that_both_systems_have_is_there_once(
    tmp_path: Path, paper: Any, isso_database: Database
) -> None:
    brought(tmp_path, paper, comment(1, author="Reader 1", date_gmt="2015-04-01 10:01:00"))
    write_files(tmp_path, {"d.xml": DISQUS.format(post(1) + post(2, more='<parent dsq:id="1"/>'))})
    said = bring_over(*paper, tmp_path / "d.xml")
    assert "1 were there already" in said
    assert isso_database.modes() == {1: 1, 2: 1}


def test_a_story_that_moved_since_and_one_that_is_not_here(
    tmp_path: Path, paper: Any, isso_database: Database
) -> None:
    gone = item(
        "T", comment(9), post_id="2", status="draft", post_name="b",
        link="https://old.example/2014/03/b/",
    )  # fmt: skip
    export(tmp_path, item(more=comment(1)), gone)
    file = tmp_path / "content/articles/news/2014/hello.md"
    file.rename(file.with_name("renamed.md"))
    said = bring_over(*paper, tmp_path / "old")
    assert isso_database.modes() == {1: 1}
    assert "1 left out: no story that is published has their address." in said
    assert "\n    1  /2014/03/b/\n" in said
    page = BuiltSite(tmp_path, build(*paper)).page("/news/2014/03/renamed/")
    assert "Well said." in page.get_text()


def test_addresses_in_other_scripts_and_a_paper_below_a_folder(
    tmp_path: Path, paper: Any, isso_database: Database
) -> None:
    conf, settings = paper
    below = conf, {**settings, "SITEURL": "https://news.example/paper"}
    link = "https://old.example/2014/03/%d0%bc%d0%b8%d1%80/"
    export(tmp_path, item(more=comment(1), link=link, post_name="%d0%bc%d0%b8%d1%80"))
    assert ": 1 comment added" in bring_over(*below, tmp_path / "old/old.xml")
    assert isso_database.modes() == {1: 1}
    build(*below)
    pages = [page.read_text("utf-8") for page in (tmp_path / "output/news/2014").rglob("*.html")]
    assert any("Well said." in page for page in pages)


def test_a_database_that_nobody_has_begun_is_made(
    tmp_path: Path, isso_program: Path, program: Program
) -> None:
    (tmp_path / ".comments").mkdir()
    (tmp_path / ".comments/venv").symlink_to(isso_program.parent.parent)
    conf = tmp_path / "pelicanconf.py"
    conf.write_text(
        conf.read_text() + f"\nCOMMENTS = {{'provider': 'isso', 'source': {DATABASE!r}}}\n"
    )
    write_files(tmp_path, {"content/data/sections.yml": ""})
    export(tmp_path, item(more=comment(1)))
    done: subprocess.CompletedProcess[str] = program(
        "comments", "--import", tmp_path / "old/old.xml", cwd=tmp_path
    )
    assert ": 1 comment added" in done.stdout, done.stderr
    assert Database(tmp_path / DATABASE).modes() == {1: 1}


DISQUS = """<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
<category dsq:id="1"><forum>harbour</forum><title>General</title></category>
<thread dsq:id="10"><id>x</id><link>http://www.old.example/2014/03/hello.html?utm=1</link>
<title>Hello</title><isDeleted>false</isDeleted></thread>
<thread dsq:id="11"><link>http://old.example/gone/</link><title>Gone</title></thread>
{}</disqus>
"""


def post(number: int, message: str = "<p>Good.</p>", more: str = "", thread: int = 10) -> str:
    return (
        f'<post dsq:id="{number}"><id/><message><![CDATA[{message}]]></message>'
        f"<createdAt>2015-04-01T10:{number:02}:00Z</createdAt>{more}<author>"
        f"<email>reader@secret.example</email><name>Reader {number}</name></author>"
        f'<ipAddress>203.0.113.77</ipAddress><thread dsq:id="{thread}"/></post>'
    )


def test_comments_of_disqus(tmp_path: Path, paper: Any, isso: Server) -> None:
    export(tmp_path, item())
    posts = (
        post(1, "<p>One.</p><p>Two<br>three.</p>"),
        post(2, more='<isSpam>false</isSpam><parent dsq:id="1"/>'),
        post(3, more="<isDeleted>true</isDeleted>"), post(4, more="<isSpam>true</isSpam>"),
        post(5, more="<isApproved>false</isApproved>"), post(6, thread=11),
    )  # fmt: skip
    write_files(tmp_path, {"disqus.xml": DISQUS.format("".join(posts))})
    said = bring_over(*paper, tmp_path / "disqus.xml")
    (top,) = shown(isso)
    assert (top["text"], top["created"]) == ("One.\n\nTwo\nthree.", 1427882460.0)
    assert [one["author"] for one in top["replies"]] == ["Reader 2"]
    assert "2 left out: spam or in the trash." in said
    assert "1  http://old.example/gone/" in said
    assert b"secret" not in isso.database.file.read_bytes()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<rss></rss>", "this is not an export with comments: name the .xml file"),
        (None, "this is not an export with comments"),
        (DISQUS.replace("</disqus>", ""), "broken XML"),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]>" + DISQUS[40:], "the export declares entities"),
    ],
)
def test_what_is_no_export_is_refused(
    tmp_path: Path, paper: Any, isso_database: Database, text: str | None, said: str
) -> None:
    if text:
        write_files(tmp_path, {"x.xml": text})
    with pytest.raises(ContentError, match=said):
        bring_over(*paper, tmp_path / "x.xml")


def test_the_import_of_the_archive_counts_comments_and_names_the_task(tmp_path: Path) -> None:
    more = comment(1) + comment(2, approved="spam") + comment(3, type="pingback")
    _, report = export(tmp_path, item(more=more))
    said = notes(report)
    assert "1 comment that readers saw: not in the stories: bring them over with" in said
    assert "./inv comments --import old.xml" in said
    assert "1 comment left out: spam or in the trash" in said
    assert "1 comment left out: pingbacks and trackbacks" in said


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("One.\nTwo.\n\nThree.", "One.\nTwo.\n\nThree."),
        ("<p>A <strong>b</strong> <code>c*d</code></p>", "A **b** `c*d`"),
        ("<blockquote>Said.</blockquote>No.", "> Said.\n\nNo."),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("https://e.example/a_b_c*d", "https://e.example/a_b_c*d"),
        ('<a href="https://e.example/">https://e.example/</a>', "https://e.example/"),
        ('<img src="https://e.example/p.png" alt="P">', "[P](https://e.example/p.png)"),
        ("<p>A</p><pre>b\n  *c*</pre>", "A\n\n    b\n      *c*"),
        ("<h1>Loud</h1>", "**Loud**"),
        ("H<sub>2</sub>O <del>x</del>", "H2O x"),
    ],
)
def test_html_of_comments_becomes_what_readers_may_write(html: str, text: str) -> None:
    assert reader_markdown(html).strip() == text


@pytest.mark.parametrize(
    "words",
    ["1. no list", "- no list", "> no quote", "# no heading", "* * *", "_a_ *b* `c` [d](e)",
     "a \\* b", "x &lt;b&gt; y &amp; z", "snake_case_word", "[1]: https://e.example/ x",
     "5 * 3 * 2 _ 4", "C:\\new\\*"],
)  # fmt: skip
def test_no_word_of_a_comment_becomes_a_mark(words: str) -> None:
    seen = BeautifulSoup(str(as_html(reader_markdown(words))), "html.parser")
    assert not seen.find(["em", "strong", "code", "ul", "ol", "blockquote", "h1"])
    assert seen.get_text() == BeautifulSoup(words, "html.parser").get_text()


def test_a_very_long_comment_is_bare_text() -> None:
    text = reader_markdown("<p>" + "Word <em>by</em> word. " * 200 + "</p><p>"
                           '<a href="https://e.example/">End</a></p>')  # fmt: skip
    assert text.endswith("word.\n\nEnd (https://e.example/)")
    assert "*" not in text
