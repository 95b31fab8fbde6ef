"""What readers do: with and without JavaScript, on a phone and on a desk."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import pages_of

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1440, "height": 900}


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_the_story_page_shows_its_elements_in_order(
    chromium, host, galley, story_url, viewport, javascript
):
    article = next(one for one in galley.result.edition.articles if one.url == story_url)
    context = chromium.new_context(base_url=host, viewport=viewport, java_script_enabled=javascript)
    page = context.new_page()
    page.goto(story_url)
    main = page.locator("main")
    elements = [
        main.get_by_role("link", name=article.section.name, exact=True).first,
        main.get_by_role("heading", level=1),
        main.get_by_text(article.authors[0].initials, exact=True).first,
        main.get_by_role("link", name=article.authors[0].name).first,
        main.locator("time").first,
        main.get_by_text("min read").first,
        main.locator("p", has_text=" ").first,
        main.get_by_role("link", name=f"#{article.tags[0].name}"),
        page.get_by_role("heading", name="How newspapers are made."),
        page.locator("#related-title", has_text="Related News"),
        page.get_by_role("heading", name="Comments"),
        page.get_by_text("Start the conversation by leaving the first comment."),
    ]
    for element in elements:
        expect(element).to_be_visible()
    tops = [element.bounding_box()["y"] for element in (*elements[:2], *elements[7:])]
    assert tops == sorted(tops)
    context.close()


def test_age_is_relative_with_javascript_and_absolute_without(chromium, host, story_url):
    for javascript in (True, False):
        context = chromium.new_context(base_url=host, java_script_enabled=javascript)
        page = context.new_page()
        page.goto(story_url)
        text = page.locator("main header").first.inner_text()
        assert "2026" in text
        assert bool(re.search(r"\bago\b|yesterday|\bin \d+ (min|hour|day)", text)) is javascript
        context.close()


def test_no_page_scrolls_sideways(context, galley):
    page = context.new_page()
    for path in pages_of(galley):
        page.set_viewport_size({"width": 320, "height": 800})
        page.goto(path)
        for width in (320, 360, 768, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            excess = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert excess <= 0, (path, width)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_against_wcag_2_2_aa(chromium, host, galley, axe_script, scheme):
    context = chromium.new_context(base_url=host, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    found = []
    for path in pages_of(galley):
        page.goto(path)
        page.evaluate(axe_script)
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        result = page.evaluate("tags => axe.run({runOnly: tags})", tags)
        for violation in result["violations"]:
            nodes = [node["html"][:120] for node in violation["nodes"][:2]]
            found.append((path, violation["id"], nodes))
    context.close()
    assert not found


def test_nothing_comes_from_elsewhere_is_stored_or_moves_while_a_page_loads(context, galley, host):
    """Nothing to speak of moves: fallback fonts are like fonts that a bare machine may lack."""
    page = context.new_page()
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => {"
        "for (const entry of list.getEntries()) window.moved += entry.value"
        "}).observe({type: 'layout-shift', buffered: true})"
    )
    requests, complaints = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for path in pages_of(galley):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.moved") < 0.05, path
    assert not [url for url in requests if not url.startswith((host, "data:"))]
    assert not context.cookies()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert not complaints


def test_the_first_tab_offers_to_skip_to_the_text(context, story_url):
    page = context.new_page()
    page.goto(story_url)
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_be_visible()
    assert focused.get_attribute("href") == "#main"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"


def test_targets_are_large_enough_on_a_phone(context, story_url):
    """WCAG 2.2, 2.5.8: 24 × 24 px, links inside sentences excepted."""
    page = context.new_page()
    page.set_viewport_size(PHONE)
    page.goto(story_url)
    sizes = page.evaluate(
        "[...document.querySelectorAll('nav a, button, .tags a')].map(one => {"
        "const box = one.getBoundingClientRect(); return [one.textContent, box.width, box.height]})"
    )
    assert sizes
    assert not [item for item in sizes if item[1] and min(item[1:]) < 23.5]


def test_a_story_in_very_large_type_fits_the_narrowest_phone(context, story_url):
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 700})
    page.add_init_script("localStorage.setItem('reading', JSON.stringify({size: '135'}))")
    page.goto(story_url)
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "21.6px"
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.slow
def test_type_of_twice_its_size_fits_the_narrowest_phone_on_every_page(context, galley):
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 700})
    wide = []
    for path in pages_of(galley):
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(path)
    assert wide == []


@pytest.mark.parametrize("path", ["/words/", "/press/", "/"])
def test_every_link_of_a_card_can_be_clicked(context, path):
    """The headline's link covers its card; the others lie above it."""
    page = context.new_page()
    page.goto(path)
    links = page.locator(".card a:visible")
    for link in links.all():
        link.click(trial=True)  # fails where something else would get the click
    assert links.count() > 3


def test_a_story_prints_without_the_furniture(context, story_url):
    page = context.new_page()
    page.goto(story_url)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("nav").first).to_be_hidden()
    expect(page.get_by_role("heading", name="Related News")).to_be_hidden()


def test_an_embed_calls_nobody_before_it_is_clicked(chromium: Browser, host, site):
    from tests.conftest import story

    built = site({"content/articles/ai/v.md": story("V", "https://youtu.be/dQw4w9WgXcQ")})
    context = chromium.new_context()
    page = context.new_page()
    requests = []
    page.route("**/*", lambda route: _answer(route, built, requests))
    page.goto("https://news.example/ai/2026/11/v/")
    page.wait_for_timeout(200)
    assert not [url for url in requests if "youtube" in url]
    page.locator("figure.embed").get_by_role("link").click()
    frame = page.locator("figure.embed iframe")
    expect(frame).to_have_attribute("src", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")
    context.close()


def test_a_chart_tells_its_height_and_only_its_own_host_is_heard(chromium: Browser, host, site):
    from tests.conftest import story

    body = "https://www.datawrapper.de/_/AbC12/\n\nhttps://bsky.app/profile/a.example/post/3k2a\n"
    built = site({"content/articles/ai/v.md": story("V", body)})
    context = chromium.new_context()
    page = context.new_page()
    said = {
        "datawrapper.dwcdn.net": '{"datawrapper-height": {"AbC12": 431}}',
        "embed.bsky.app": '{"id": 1, "height": 287}',
    }

    def answer(route):
        name = urlsplit(route.request.url).netloc
        if name == "news.example":
            _answer(route, built, [])
        else:
            text = f"<script>parent.postMessage({said[name]}, '*')</script>"
            route.fulfill(status=200, content_type="text/html", body=text)

    page.route("**/*", answer)
    page.goto("https://news.example/ai/2026/11/v/")
    for _ in said:
        page.locator("figure.embed > a").first.click()
    heights = "frames => frames.map(frame => frame.getBoundingClientRect().height)"
    page.wait_for_function("document.querySelectorAll('.embed iframe')[1].offsetHeight === 287")
    assert page.locator(".embed iframe").evaluate_all(heights) == [431, 287]
    page.evaluate("postMessage({height: 900}, '*')")
    page.wait_for_timeout(50)
    assert page.locator(".embed iframe").evaluate_all(heights) == [431, 287]
    context.close()


def _answer(route, built, requests):
    requests.append(route.request.url)
    prefix = "https://news.example"
    if not route.request.url.startswith(prefix):
        route.fulfill(status=200, content_type="text/html", body="")
        return
    file = built.output / route.request.url.removeprefix(prefix).lstrip("/")
    route.fulfill(path=file / "index.html" if file.is_dir() else file)
