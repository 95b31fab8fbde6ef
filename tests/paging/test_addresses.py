"""Addresses in texts, records and settings: valid, complete, and never a script."""

import json

import pytest

from newsroom.problems import ContentError
from tests.conftest import story

A = "content/articles/ai/2026/a.md"
HERE = "https://user.example/paper"
ABOUT = {"content/pages/about.md": "---\ntitle: About\n---\nUs.\n"}
BODY = """
[space](https://a.example/a b) [host](//host.example/p) [about](/about/) [done](/paper/about/)
[odd](/\\\\evil.example/) [self](#part) `<a href="/about/">`

<a href="/about/" title="a > b">raw</a> <q cite="/about/">q</q> <del cite="//host.example/d">d</del>

<blockquote cite="https://a.example/x y"><p>Quoted.</p></blockquote>
"""


def mistakes(site, files, **settings) -> str:
    with pytest.raises(ContentError) as caught:
        site(files, **settings)
    return str(caught.value)


@pytest.mark.slow
def test_links_are_valid_and_begin_with_the_folder_of_the_site(site):
    built = site({A: story(body=BODY), **ABOUT}, SITEURL=HERE)
    page = built.page("/ai/2026/11/a/").article
    links = {link.text: link["href"] for link in page.select("p > a")}
    assert links["space"] == "https://a.example/a%20b"
    assert links["host"] == "//host.example/p"
    assert links["about"] == links["done"] == links["raw"] == "/paper/about/"
    assert links["odd"] == "//evil.example/"
    assert page.q["cite"] == "/paper/about/"
    assert page.find("blockquote")["cite"] == "https://a.example/x%20y"
    assert page.code.text == '<a href="/about/">'


@pytest.mark.slow
def test_feeds_have_every_address_in_full(site):
    built = site({A: story(body=BODY), **ABOUT}, SITEURL=HERE)
    (item,) = json.loads(built.text("/feed.json"))["items"]
    html = item["content_html"]
    for expected in (
        'href="https://a.example/a%20b"',
        'href="https://host.example/p"',
        'href="https://user.example/paper/about/"',
        'href="https://user.example/paper/ai/2026/11/a/#part"',
        '<q cite="https://user.example/paper/about/">',
        '<del cite="https://host.example/d">',
    ):
        assert expected in html
    assert "https://user.example//" not in html
    assert html.count('href="/about/"') == 1  # in code, where it is a text


@pytest.mark.slow
def test_a_site_that_moves_to_a_folder_gets_its_links_there_at_once(site):
    files = {A: story(body="[about](/about/)"), **ABOUT}
    assert 'href="/about/"' in site(files).text("/ai/2026/11/a/")
    assert 'href="/paper/about/">about' in site(SITEURL=HERE).text("/ai/2026/11/a/")
    assert 'href="/about/"' in site().text("/ai/2026/11/a/")


@pytest.mark.slow
@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example/", "x"])
def test_no_address_of_a_record_leads_astray(site, url):
    record = """
        subject: The week
        markets:
          - url: "{}"
            question: Will it?
            chance: 50 %
            source: Manifold
            as_of: 2026-11-14
        """
    name = "content/data/newsletters/2026-w46.yml"
    found = mistakes(site, {A: story(), name: record.format(url)})
    assert f"{name}:3:10: markets.0.url: {url!r} is not a valid address" in found
    for good in ("https://a.example/m", "/markets/"):
        assert site({name: record.format(good)}).page("/newsletter/2026-w46/").find(href=good)


@pytest.mark.parametrize("name", ["MENUITEMS", "SOCIAL"])
def test_no_address_of_a_setting_leads_astray(site, name):
    wrong = (("A", "javascript:alert(1)"), ("B", "about/"), ("C", "//evil.example"))
    found = mistakes(site, {A: story()}, **{name: wrong})
    assert found.count(f"{name}: ") == 3
    assert "'A' leads to 'javascript:alert(1)', which is not an address: write /about/" in found


@pytest.mark.slow
def test_the_menu_begins_with_the_folder_of_the_site(site):
    menu = (("About", "/about/"), ("Mail", "mailto:desk@example.org"), ("X", "https://x.example/"))
    page = site({A: story(), **ABOUT}, SITEURL=HERE, MENUITEMS=menu).page("/ai/2026/11/a/")
    hrefs = {link.text.strip(): link["href"] for link in page.select("body > footer a")}
    assert hrefs["About"] == "/paper/about/"
    assert hrefs["Mail"] == "mailto:desk@example.org"
    assert hrefs["X"] == "https://x.example/"


@pytest.mark.parametrize(
    "url", ["https://a.example/x y", "https://a.example?x", "ftp://a.example", "https://a.example/%2e%2e"]
)  # fmt: skip
def test_the_address_of_the_site_is_a_plain_one(site, url):
    assert "SITEURL: " in mistakes(site, {A: story()}, SITEURL=url)
