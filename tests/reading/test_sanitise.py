import pytest

from newsroom.reading.text.sanitise import Sanitiser, violations


def clean(text: str) -> str:
    return Sanitiser().clean(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        '<details open=""><summary>More</summary>text</details>',
        '<p id="a" class="b" lang="fr" dir="ltr" title="c" aria-label="d">e</p>',
        '<time datetime="2026-11-23">today</time><sub>1</sub><kbd>K</kbd><mark>m</mark>',
        '<table><caption>c</caption><tbody><tr><td colspan="2">d</td></tr></tbody></table>',
        "<figure><figcaption>c <cite>d</cite></figcaption></figure>",
        '<blockquote cite="https://example.com/">q</blockquote>',
        '<ol start="3" reversed=""><li value="4">a</li></ol>',
        '<a href="mailto:a@b.c">m</a> <a href="tel:+331">t</a> <a href="#x">x</a>',
    ],
)
def test_the_markup_of_a_newsroom_passes_unchanged(text: str) -> None:
    assert clean(text) == text
    assert not list(violations(text))


@pytest.mark.parametrize(
    ("text", "safe", "what"),
    [
        ("<script>x</script>a", "a", ["<script> element"]),
        ("<style>x</style>a", "a", ["<style> element"]),
        ("<iframe src='x'>a</iframe>", "a", ["<iframe> element"]),
        ("<svg onload='x'></svg>a", "a", ["<svg> element"]),
        ("<form action='/x'>a</form>", "a", ["<form> element"]),
        ("<p onclick='x' style='y'>a</p>", "<p>a</p>", ["onclick attribute", "style attribute"]),
        ("<a href='JavaScript:x'>a</a>", "a", ["javascript: link"]),
        ("<a href='java&#10;script:x'>a</a>", "a", ["javascript: link"]),
        ("<a href='data:text/html,x'>a</a>", "a", ["data: link"]),
        ("<a href='story:x'>a</a>", "a", ["story: link"]),
    ],
)
def test_what_is_dangerous_is_taken_out_and_named(text: str, safe: str, what: list[str]) -> None:
    assert clean(text) == safe
    assert [violation.what for violation in violations(text)] == what


@pytest.mark.parametrize(
    "address",
    [
        "https://../", "http://", "https:///path", "https://a..b/x", "https://.example/",
        "https://?x", "https://a b.example/", "https://a%20b.example/", "https://a.example:99999/",
        "https://a.example:abc/", "http://[::1/", "https://1.2.3.4.5/", "http://0x7f.1/",
        "https://192.168.0.256/",
    ],
)  # fmt: skip
def test_an_address_without_a_host_stays_text_and_is_named(address: str) -> None:
    for text in (f'<a href="{address}">a</a>', f'a<img src="{address}" alt="">'):
        assert clean(text) == "a"
        (found,) = violations(text)
        assert found.what == f"address {address!r} with a wrong host or port"


def test_an_address_with_a_password_is_no_link() -> None:
    text = '<a href="https://ann:secret@a.example/">a</a>'
    assert clean(text) == "a"
    (found,) = violations(text)
    assert "with the name or password of a user" in found.what


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://a.example/%zz%", "https://a.example/%25zz%25"),
        ("https://a.example/#a#b", "https://a.example/#a%23b"),
        ("https://a.example./x%20y", "https://a.example./x%20y"),
        ("https://bücher.example:8080/straße?q=ä#ö", "https://bücher.example:8080/straße?q=ä#ö"),
        ("https://a_b.example/👩‍👩‍👧", "https://a_b.example/👩‍👩‍👧"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("https://b%C3%BCcher.example/", "https://b%C3%BCcher.example/"),
        ("HTTPS://127.0.0.1/", "HTTPS://127.0.0.1/"),
    ],
)
def test_odd_addresses_are_written_as_the_web_wants_them(written: str, address: str) -> None:
    text = f'<a href="{written}">a</a>'
    assert f'href="{address}"' in clean(text)
    assert not list(violations(text))


def test_comments_vanish_without_a_word() -> None:
    assert clean("a<!-- <b> -->b") == "ab"


def test_links_that_lead_out_get_noopener_and_keep_the_authors_words() -> None:
    assert clean('<a href="https://a.b/">c</a>') == '<a href="https://a.b/" rel="noopener">c</a>'
    assert clean('<a rel="sponsored nofollow" href="https://a.b/">c</a>') == (
        '<a href="https://a.b/" rel="sponsored nofollow noopener">c</a>'
    )
    assert clean('<a href="/about/">c</a>') == '<a href="/about/">c</a>'


def test_internal_targets_of_raw_html_are_found() -> None:
    safe, targets = Sanitiser().clean(
        '<a href="a.md">b</a><img src="c.png"><iframe src="d"></iframe>'
    )
    assert 'href="story:a.md"' in safe
    assert 'src="media:c.png"' in safe
    assert [target.path for target in targets] == ["a.md", "c.png"]


def test_films_have_controls_and_come_from_https_or_the_publication() -> None:
    assert clean('<video src="https://a.b/c.mp4"></video>') == (
        '<video preload="none" src="https://a.b/c.mp4" controls=""></video>'
    )
    assert 'src="media:c.mp3"' in clean('<audio src="c.mp3"></audio>')
    assert "src=" not in clean('<video src="http://a.b/c.mp4"></video>')


@pytest.mark.parametrize(
    "player",
    [
        "https://evil.example/",
        "javascript:x",
        "//x",
        "https://www.youtube-nocookie.com.evil/embed/dQw4w9WgXcQ",
    ],
)
def test_an_embed_can_only_load_a_known_player(player: str) -> None:
    assert clean(f'<figure data-embed="{player}">a</figure>') == "<figure>a</figure>"


def test_a_field_can_only_be_a_box_that_cannot_be_ticked() -> None:
    assert clean("<input type=password name=p>") == '<input disabled="" type="checkbox">'


def test_attributes_leave_quoted_and_escaped() -> None:
    assert (
        clean("<p title='a > \"b\" & c'>d</p>") == '<p title="a &gt; &quot;b&quot; &amp; c">d</p>'
    )


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("<ol><li>b</li><a></ol>", "<ol><li>b</li></ol>"),
        ("<table><tr></tr><tr><td>b</td></tr></table>",
         "<table><tbody><tr><td>b</td></tr></tbody></table>"),
        ("<pre>a<p>b</p></pre>", "<pre>ab</pre>"),
        ("<a href='https://a.example/?q=[b]'>c</a>",
         '<a href="https://a.example/?q=%5Bb%5D" rel="noopener">c</a>'),
        ("<a href='https://[2001:db8::1]/b'>c</a>",
         '<a href="https://[2001:db8::1]/b" rel="noopener">c</a>'),
    ],
)  # fmt: skip
def test_what_html_does_not_allow_in_a_place_is_not_left_there(text, safe):
    assert clean(text) == safe
