"""Readers comment: a real Isso, a real browser, and the static page that comes of it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from http.server import ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from newsroom.desk.comments import approve
from newsroom.desk.comments.configure import ServerFiles
from newsroom.desk.comments.server import serving
from newsroom.settings.comments import CommentOptions
from tests.browser.conftest import POLICY, StaticHost
from tests.conftest import CONF, BuiltSite, SiteBuilder, story
from tests.isso import DATABASE, Database
from tests.ports import free_port

pytestmark = pytest.mark.browser
STORY = "/ai/2026/11/a/"
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(2)> [x](javascript:alert(3))"


@dataclass
class Paper:
    """A site with one story, its host and its comment server."""

    build: Callable[..., BuiltSite]
    url: str
    place: ServerFiles
    browser: Browser
    stack: ExitStack
    server: ExitStack = field(default_factory=ExitStack)

    @property
    def database(self) -> Database:
        return Database(self.place.database)

    def reader(self, **options: Any) -> Page:
        context = self.stack.enter_context(self.browser.new_context(**options))
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept() if dialog.type == "confirm" else 1 / 0)
        return page

    def come(self, page: Page) -> Page:
        """Go to the comments of the story, as far as the server is there."""
        page.goto(f"{self.url}{STORY}")
        page.locator("#comments").scroll_into_view_if_needed()
        expect(page.locator("section > .comment-form")).to_be_visible()
        return page


@pytest.fixture
def paper(site: SiteBuilder, isso_program, tmp_path, chromium) -> Iterator[Paper]:
    server = f"http://localhost:{free_port()}"

    class Host(StaticHost):
        policy = f"{POLICY}; connect-src 'self' {server}"

    with ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Host, directory=tmp_path / "output")
    ) as http:
        http.daemon_threads = True
        threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True).start()
        url = f"http://localhost:{http.server_port}"
        options = CommentOptions("isso", DATABASE, server, isso={"guard": {"enabled": "false"}})
        given = {"SITEURL": url, "COMMENTS": {"provider": "isso", "source": DATABASE,
                                              "server": server}}  # fmt: skip
        files = {"content/articles/ai/a.md": story(body="\n\n".join(["Words. " * 60] * 12))}
        build = partial(site, files, **given)
        with ExitStack() as stack:
            paper = Paper(build, url, ServerFiles(tmp_path, url, options), chromium, stack)
            with paper.server:
                paper.server.enter_context(serving(paper.place, isso_program))
                build()
                yield paper
        http.shutdown()


def write(form, text: str, name: str = "Ada") -> None:
    form.get_by_label("Your comment").fill(text)
    if form.get_by_label("Name").count():
        form.get_by_label("Name").fill(name)
    form.get_by_role("button", name="Send").click()


def test_what_a_reader_posts_is_approved_seen_at_once_and_part_of_the_next_page(paper):
    ada, grace = paper.reader(), paper.reader()
    write(paper.come(ada).locator("section > .comment-form"), f"I *think* so. {HOSTILE}", "Ada <b>")
    expect(ada.get_by_text("Your comment waits for an editor.")).to_be_visible()
    expect(ada.locator(".comment:focus .comment-name")).to_have_text("Ada <b>")
    assert not paper.come(grace).locator(".comment").count()

    comments = {"provider": "isso", "source": DATABASE, "server": paper.place.options.server}
    approve(CONF, {"PATH": str(paper.place.project / "content"), "COMMENTS": comments}, "1")
    expect(paper.come(grace).locator("#isso-1 .comment-body em")).to_have_text("think")
    assert not grace.locator("#isso-1 script, #isso-1 img, #isso-1 a[href^=java]").count()

    paper.build()
    static = paper.reader(java_script_enabled=False)
    static.goto(f"{paper.url}{STORY}")
    expect(static.locator("#isso-1 .comment-body")).to_contain_text("I think so. <script>alert(1)")
    expect(static.locator(".byline")).to_contain_text("1 comment")
    expect(static.locator("noscript p")).to_be_visible()
    assert paper.come(grace).locator("#isso-1").count() == 1


def test_readers_answer_recommend_change_and_delete(paper):
    first = paper.database.add("The first word.", "Grace")
    paper.build()
    page = paper.come(paper.reader())
    top = page.locator(f"#isso-{first}")
    top.get_by_role("button", name="Recommend").click()
    expect(top.get_by_role("button", name="Recommend (1)")).to_be_visible()
    top.get_by_role("button", name="Recommend").click()
    expect(top.get_by_role("button", name="Counted already")).to_be_visible()

    top.get_by_role("button", name="Reply").click()
    expect(top.get_by_label("Your comment")).to_be_focused()
    top.get_by_role("button", name="Cancel").click()
    expect(top.get_by_role("button", name="Reply")).to_be_focused()
    top.get_by_role("button", name="Reply").click()
    write(top.locator(".comment-form"), "The second wrod.")
    reply = top.locator(".comment-replies > .comment")
    expect(reply).to_be_focused()

    page.reload()
    page.locator("#comments").scroll_into_view_if_needed()
    reply.get_by_role("button", name="Edit").click()
    expect(reply.get_by_label("Your comment")).to_have_value("The second wrod.")
    write(reply.locator(".comment-form"), "The second *word*.")
    expect(reply.locator("em")).to_have_text("word")

    reply.get_by_role("button", name="Delete").click()
    expect(reply).to_have_count(0)
    expect(page.get_by_role("heading", name="Comments")).to_be_focused()
    assert paper.database.modes() == {first: 1}


def test_what_can_no_longer_be_changed_is_said_to_be_so(paper):
    page = paper.come(paper.reader())
    write(page.locator("section > .comment-form"), "A remark.")
    expect(page.locator("#isso-1")).to_be_visible()
    page.context.clear_cookies()
    page.locator("#isso-1").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("This comment can no longer be changed.")).to_be_visible()
    expect(page.locator("#isso-1")).to_be_visible()


def test_a_preview_shows_the_comment_before_it_is_sent(paper):
    page = paper.come(paper.reader())
    page.get_by_label("Your comment").fill(f"**Bold** words. {HOSTILE}")
    page.get_by_role("button", name="Preview").click()
    shown = page.locator(".comment-form [role=status]")
    expect(shown.locator("strong")).to_have_text("Bold")
    expect(shown).to_contain_text("<script>alert(1)</script>")
    assert paper.database.modes() == {}


def test_mistakes_are_told_at_their_field_and_the_keyboard_is_enough(paper):
    page = paper.come(paper.reader())
    form = page.locator("section > .comment-form")
    form.get_by_label("Your comment").focus()
    page.keyboard.type("x")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    text, name = form.get_by_label("Your comment"), form.get_by_label("Name")
    expect(text).to_be_focused()
    for control in (text, name):
        expect(control).to_have_attribute("aria-invalid", "true")
        note = page.locator(f"#{control.get_attribute('aria-describedby')}")
        expect(note).not_to_be_empty()
    page.keyboard.type("xx")
    page.keyboard.press("Tab")
    expect(text).to_have_attribute("aria-invalid", "false")
    page.keyboard.type("Ada")
    page.keyboard.press("Enter")
    expect(page.locator("#isso-1")).to_be_focused()


def test_a_button_is_pressed_once_also_after_a_mistake(paper):
    page = paper.come(paper.reader())
    form = page.locator("section > .comment-form")
    send = form.get_by_role("button", name="Send")
    send.click()
    form.get_by_label("Your comment").fill("A remark.")
    form.get_by_label("Name").fill("Ada")
    send.click()
    expect(page.locator("#isso-1")).to_be_visible()


def test_what_a_server_sends_is_not_trusted(paper):
    page = paper.reader()
    comment = {"id": 9, "parent": None, "author": "<img src=x onerror=alert(1)>", "created": 1.8e9,
               "mode": 1, "likes": 0, "replies": [],
               "text": f"{HOSTILE}<svg onload=alert(4)><p onclick=alert(5)>fine</p></svg>"
                       "<a href='javascript:alert(6)'>y</a><iframe src=/></iframe>"}  # fmt: skip
    other = {**comment, "id": "7'><img src=x onerror=alert(7)>", "created": 1.8e9 + 1}
    page.route("**/?uri=*", lambda route: route.fulfill(
        json={"replies": [comment, other]}, headers={
            "Access-Control-Allow-Origin": paper.url, "Access-Control-Allow-Credentials": "true"}
    ))  # fmt: skip
    item = paper.come(page).locator("#isso-9")
    expect(item).to_contain_text("fine")
    assert page.locator(".comment").count() == 2
    hostile = page.locator("#comments").locator(
        "script:not([type$=json]), img, svg, iframe, [onclick], a[href^=java]"
    )
    assert not hostile.count()


def test_without_the_server_the_page_is_read_and_says_so(paper):
    paper.database.add("From before.", "Grace")
    paper.build()
    page = paper.come(paper.reader())
    paper.server.close()
    write(page.locator("section > .comment-form"), "Is anybody there?")
    expect(page.get_by_text("The comment server cannot be reached")).to_be_visible()
    expect(page.get_by_label("Your comment")).to_have_value("Is anybody there?")

    page.reload()
    page.locator("#comments").scroll_into_view_if_needed()
    expect(page.get_by_role("status").get_by_text("cannot be reached")).to_be_visible()
    expect(page.get_by_text("From before.")).to_be_visible()
    expect(page.locator(".comment-form, .comment button")).to_have_count(0)


def test_a_link_to_a_comment_that_the_page_does_not_hold_yet_leads_to_it(paper):
    paper.database.add("A new one.", "Grace")
    page = paper.reader(viewport={"width": 800, "height": 400})
    page.goto(f"{paper.url}{STORY}#isso-1")
    expect(page.locator("#isso-1")).to_be_in_viewport()


def test_nobody_is_asked_before_the_reader_comes_and_nothing_is_kept_before_one_writes(paper):
    page = paper.reader(viewport={"width": 800, "height": 400})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{paper.url}{STORY}")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if not url.startswith(paper.url)]
    paper.come(page)
    assert [url for url in asked if url.startswith(paper.place.options.server)]
    assert not page.context.cookies()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    write(page.locator("section > .comment-form"), "A remark.")
    expect(page.locator("#isso-1")).to_be_visible()
    (cookie,) = page.context.cookies()
    assert (cookie["name"], cookie["sameSite"]) == ("1", "Lax")
    assert page.evaluate("Object.entries({...sessionStorage})") == [[STORY, "[1]"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_comments_forms_and_errors(paper, axe_script, scheme):
    first = paper.database.add("The first word.", "Grace")
    paper.database.add("The second.", "Ada", parent=first)
    page = paper.come(paper.reader(color_scheme=scheme, bypass_csp=True))
    page.locator(f"#isso-{first}").get_by_role("button", name="Reply").first.click()
    page.get_by_role("button", name="Send").first.click()
    page.evaluate(axe_script)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run('#comments', {runOnly: tags})", tags)["violations"]
    assert not [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
    sizes = page.evaluate(
        "[...document.querySelectorAll('.comments button')].map(one => one.offsetHeight)"
    )
    assert min(sizes) >= 24


def test_giscus_is_asked_on_a_click_and_gets_back_who_signed_in(site, chromium, tmp_path):
    giscus = {"repo": "us/paper", "repo_id": "R_1", "category": "News", "category_id": "C_1"}
    built = site(
        {"content/articles/ai/a.md": story()}, COMMENTS={"provider": "giscus"}, GISCUS=giscus
    )
    context = chromium.new_context()
    page = context.new_page()
    asked: list[str] = []

    def answer(route):
        url = route.request.url
        asked.append(url)
        if url.startswith("https://news.example"):
            file = built.output / url.removeprefix("https://news.example/").partition("?")[0]
            route.fulfill(path=file / "index.html" if file.is_dir() else file)
        else:
            route.fulfill(content_type="text/html", body="<p>A discussion</p>")

    page.route("**/*", answer)
    page.goto(f"https://news.example{STORY}")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "giscus.app" in url or "github" in url]
    page.get_by_role("link", name="Show the discussion").click()
    frame = page.frame_locator("iframe[title='Show the discussion']")
    expect(frame.get_by_text("A discussion")).to_be_visible()
    (url,) = [url for url in asked if url.startswith("https://giscus.app/en/widget?")]
    assert "repo=us%2Fpaper&repoId=R_1&category=News&categoryId=C_1" in url
    assert "origin=https%3A%2F%2Fnews.example%2Fai%2F2026%2F11%2Fa%2F&session=&term=%2Fai" in url

    page.goto(f"https://news.example{STORY}?giscus=token#comments")
    expect(page.locator("iframe[src*='session=token']")).to_have_count(1)
    assert page.url == f"https://news.example{STORY}"
    context.close()
