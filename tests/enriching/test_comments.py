"""Comments stand in the page itself: threaded, dated, safe, counted, and exact."""

import json

import pytest

from newsroom.problems import ContentError
from newsroom.settings.comments import SALT, address_hash
from tests.conftest import story
from tests.engine.publication import snapshot

A = "content/articles/ai/a.md"
PAGE = "/ai/2026/11/a/"


def comments(**options):
    return {"COMMENTS": {"provider": "isso", "source": ".comments/comments.db",
                         "server": "https://talk.example", **options}}  # fmt: skip


def test_a_story_shows_what_readers_wrote_with_name_and_date(site, isso_database):
    number = isso_database.add("I have read *all* of it.", "Ada Lovelace")
    built = site({A: story()}, **comments())
    item = built.page(PAGE).select_one(f"#comments #isso-{number}")
    assert item.select_one(".comment-name").text.strip() == "Ada Lovelace"
    assert str(item.select_one(".comment-body p")) == "<p>I have read <em>all</em> of it.</p>"
    assert item.select_one("time")["datetime"] == "2026-11-25T09:47:40+00:00"


def test_replies_stand_below_what_they_answer_oldest_first(site, isso_database):
    first, second = isso_database.add("first"), isso_database.add("second")
    late = isso_database.add("late", parent=first, created=1_795_700_000)
    early = isso_database.add("early", parent=first, created=1_795_650_000)
    page = site({A: story()}, **comments()).page(PAGE)
    ids = [item["id"] for item in page.select(".comment")]
    assert ids == [f"isso-{number}" for number in (first, early, late, second)]
    assert len(page.select(f"#isso-{first} .comment-replies > .comment")) == 2


def test_who_waits_for_a_moderator_is_not_shown_and_not_counted(site, isso_database):
    isso_database.add("spam spam", mode=2)
    built = site({A: story()}, **comments())
    assert "spam" not in built.text(PAGE)
    assert built.page(PAGE).select(".comments-empty")
    assert not built.page(PAGE).select(".byline-comments")


def test_a_deleted_comment_is_shown_as_such_where_it_has_replies(site, isso_database):
    gone = isso_database.add("", None, mode=4)
    isso_database.add("An answer", parent=gone)
    isso_database.add("", None, mode=4)
    page = site({A: story()}, **comments()).page(PAGE)
    (top,) = page.select(".comments-list > .comment")
    assert top.select_one(".comments-note").text == "This comment was deleted."
    assert page.select_one(".byline-comments").text == "1 comment"


def test_a_reply_whose_parent_is_not_shown_is_not_lost(site, isso_database):
    waiting = isso_database.add("waiting", mode=2)
    isso_database.add("An answer", parent=waiting)
    isso_database.add("A stray", parent=77)
    page = site({A: story()}, **comments()).page(PAGE)
    assert len(page.select(".comments-list > .comment")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</div></section><h1>Mine</h1>",
        "[x](javascript:alert(1)) <javascript:alert(1)>",
        "[x](data:text/html,<script>alert(1)</script>)",
        "# A headline\n\n![pixel](https://spy.example/p.gif)",
        '`</code><iframe src="https://evil.example">`',
        "{{ site.name }} {% raw %}",
        "<!-- \x00 \u202e -->",
        "[" * 2_999,
        "> " * 1_000,
        "- " * 1_000 + "x",
    ],
)
def test_a_hostile_text_stays_text(site, isso_database, text):
    isso_database.add(text, f"{text[:50]}<b>", website="javascript:alert(1)")
    page = site({A: story()}, **comments()).page(PAGE)
    section = page.select_one("#comments")
    found = {tag.name for tag in section.select_one(".comments-list").find_all(True)}
    assert found <= {"li", "p", "bdi", "a", "time", "div", "ol", "ul", "blockquote", "code", "br"}
    addresses = [link.get("href", "#") for link in section.select("a")]
    assert all(href.startswith(("#", "https://spy.example/")) for href in addresses)
    assert len(page.select("h1")) == 1
    assert "\u202e" not in section.text


def test_a_name_is_shown_as_it_was_typed(site, isso_database):
    isso_database.add("words", "Tom &amp; &lt;b&gt;Jerry&lt;/b&gt;", website="https://tom.example")
    link = site({A: story()}, **comments()).page(PAGE).select_one(".comment-name a")
    assert link.text == "Tom & <b>Jerry</b>"
    assert link["href"] == "https://tom.example"
    assert set(link["rel"]) == {"nofollow", "ugc", "noopener"}


def test_the_author_of_the_story_is_marked_and_nobody_who_uses_the_name(site, isso_database):
    authors = {
        "olivia-scott": address_hash("secret@news.example", SALT),
        "sam-reed": address_hash("sam@news.example", SALT),
    }
    isso_database.add("It is me.", "whatever", email="secret@news.example")
    isso_database.add("A colleague.", "Sam", email="sam@news.example")
    isso_database.add("It is me, too.", "Olivia Scott", email="other@news.example")
    page = site({A: story()}, **comments(authors=authors)).page(PAGE)
    heads = [
        (
            item.select_one(".comment-name").text.strip(),
            [one.text for one in item.select(".comment-mark")],
        )
        for item in page.select(".comment")
    ]
    assert heads == [("Olivia Scott", ["Author"]), ("Sam Reed", ["Newsroom"]), ("Olivia Scott", [])]
    assert page.select_one(".comment-name a")["href"] == "/author/olivia-scott/"


def test_nothing_that_identifies_a_reader_reaches_the_site_or_its_snapshot(site, isso_database):
    isso_database.add("words", email="ada@private.example", remote_addr="198.51.100.0")
    built = site({A: story()}, **comments(keep=True))
    kept = (built.root / "content/data/comments.json").read_text("utf-8")
    every = kept + "".join(built.text(path) for path in built.files() if path.endswith("html"))
    assert "words" in every
    assert "private.example" not in every
    assert "198.51" not in every


def test_comments_are_counted_in_byline_cards_and_structured_data(site, isso_database):
    isso_database.add("one")
    isso_database.add("two", parent=1)
    built = site({A: story()}, **comments())
    page = built.page(PAGE)
    assert page.select_one(".byline-comments").text == "2 comments"
    assert page.select_one(".comments-count").text == "2"
    data = json.loads(page.select_one("script[type='application/ld+json']").string)
    assert data["commentCount"] == 2
    (link,) = built.page("/ai/").select(".card-facts a")
    assert (link["href"], link.text) == ("/ai/2026/11/a/#comments", "2 comments")


def test_a_closed_story_shows_its_comments_and_takes_none(site, isso_database):
    isso_database.add("from before")
    section = site({A: story(comments="closed")}, **comments()).page(PAGE).select_one("#comments")
    assert "from before" in section.text
    assert "Comments are closed." in section.text
    assert not section.has_attr("data-server")


def test_a_story_that_takes_no_comments_and_has_none_does_not_speak_of_them(site, isso_database):
    built = site({A: story(comments="closed"), A.replace("a.md", "b.md"): story()}, **comments())
    assert not built.page(PAGE).select("#comments")
    assert built.page(PAGE.replace("/a/", "/b/")).select("#comments")


def test_a_story_without_comments_shows_and_counts_none(site, isso_database):
    isso_database.add("from before")
    page = site({A: story(comments="off")}, **comments()).page(PAGE)
    assert not page.select("#comments, .byline-comments")


def test_without_a_server_comments_are_shown_and_closed(site, isso_database):
    isso_database.add("from before")
    built = site({A: story()}, **comments(server=""))
    section = built.page(PAGE).select_one("#comments")
    assert "from before" in section.text
    assert "Comments are closed." in section.text
    assert "comments-empty" not in built.text(built.page(PAGE).select_one("script[src]")["src"])


def test_a_site_without_comments_has_none(site, isso_database):
    isso_database.add("from before")
    built = site({A: story()}, COMMENTS={})
    assert not built.page(PAGE).select("#comments")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("matter", "thread"),
    [
        ({}, PAGE),
        ({"aliases": "[/2019/old/, /2020/newer/]"}, "/2019/old/"),
        ({"aliases": "[/2019/%C3%A4lter]"}, "/2019/%C3%A4lter/"),
        ({"aliases": "[/short/, /2019/old/]", "id": "/2019/old/"}, "/2019/old/"),
        ({"aliases": "[/short/]", "id": PAGE}, PAGE),
        ({"id": "tag:old.example,2019:1"}, PAGE),  # no address: for feeds alone
    ],
)
def test_a_story_that_moved_keeps_its_thread_before_anybody_wrote(site, matter, thread):
    files = {A: story(**matter)}
    page = site(files, **comments(server="/isso")).page(PAGE)
    assert page.select_one("#comments")["data-thread"] == thread
    giscus = {"repo": "us/paper", "repo_id": "R", "category": "C", "category_id": "D"}
    page = site(files, COMMENTS={"provider": "giscus"}, GISCUS=giscus).page(PAGE)
    assert page.select_one("[data-term]")["data-term"] == thread


def test_the_comments_of_an_old_address_come_along_and_go_on_there(site, isso_database):
    isso_database.add("from before", thread="/2019/old/")
    moved = story(aliases="[/2019/old/]")
    section = site({A: moved}, **comments()).page(PAGE).select_one("#comments")
    assert "from before" in section.text
    assert section["data-thread"] == "/2019/old/"
    isso_database.add("from now")
    section = site(**comments()).page(PAGE).select_one("#comments")
    assert len(section.select(".comment")) == 2
    assert section["data-thread"] == PAGE


def test_a_site_below_a_path_finds_its_threads(site, isso_database):
    isso_database.add("here", thread="/paper/ai/2026/11/a/")
    built = site({A: story()}, **comments(), SITEURL="https://news.example/paper")
    assert built.page(PAGE).select_one("#comments")["data-thread"] == "/paper/ai/2026/11/a/"
    assert built.page(PAGE).select(".comment")


def test_whatever_readers_do_an_incremental_build_gives_the_bytes_of_a_clean_one(
    site, isso_database
):
    site({A: story(), "content/articles/world/b.md": story("Another")}, **comments())
    number = isso_database.add("words")

    def is_exact():
        built = site(**comments())
        files = snapshot(built.output)
        return built.result.edition.written, files == snapshot(
            site(**comments(), CLEAN=True).output
        )

    for columns in ({}, {"text": "other"}, {"likes": 2}, {"mode": 2}):
        isso_database.change(number, **columns)
        written, exact = is_exact()
        assert written
        assert exact
    assert site(**comments()).result.edition.written == 0


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({"serve": "x"}, "unknown option 'serve': use provider, source, server"),
        ({"server": "talk.example"}, "write an address such as https://comments.example"),
        ({"server": "http://localhost:80000"}, "write an address such as https://comments.exam"),
        ({"server": "//comments.example"}, "write an address such as https://comments.exam"),
        ({"provider": "disqus"}, "option 'provider' is 'disqus'"),
        ({"authors": {"olivia-scott": "a@b.c"}}, "write what ./inv comments --mark ADDRESS prints"),
        ({"authors": {"olivia-scot": "0" * 12}}, "'olivia-scot', who is not an author: write a"
         " slug of data/authors.yml (did you mean 'olivia-scott'?)"),
        ({"isso": {"smtp": 1}}, "option 'isso.smtp'"),
    ],
)  # fmt: skip
def test_a_wrong_setting_stops_the_build_with_its_remedy(site, options, what):
    with pytest.raises(ContentError) as caught:
        site({A: story()}, **comments(**options))
    assert what in str(caught.value)


@pytest.mark.slow
def test_giscus_is_a_link_to_github_until_the_reader_asks(site):
    giscus = {"repo": "us/paper", "repo_id": "R_1", "category": "News", "category_id": "C_1"}
    built = site({A: story()}, COMMENTS={"provider": "giscus"}, GISCUS=giscus)
    page = built.page(PAGE)
    link = page.select_one("#comments a")
    assert link["href"] == "https://github.com/us/paper/discussions"
    assert link["data-giscus"].startswith(
        "https://giscus.app/en/widget?repo=us%2Fpaper&repoId=R_1&"
    )
    assert not page.select("iframe, script[src*='giscus.app'], link[href*='giscus.app']")
    assert page.select_one("#comments [data-module=giscus]")


def test_giscus_without_its_values_says_which_are_missing(site):
    with pytest.raises(ContentError) as caught:
        site({A: story()}, COMMENTS={"provider": "giscus"}, GISCUS={"repo": "us/paper"})
    assert "GISCUS: repo_id, category, category_id must be given" in str(caught.value)
