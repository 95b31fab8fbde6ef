"""Each rule of ./inv check on its own: what it speaks about, and what it leaves alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.checking.facts import distant_date, no_sources
from newsroom.checking.findings import RULES, check_options
from newsroom.checking.lengths import long_line, long_paragraphs, short_body
from newsroom.checking.links import SiteMap, ids_of, judge, links_of
from newsroom.checking.manuscript import Manuscript, header_end, without_code
from newsroom.checking.pictures import undescribed_images
from newsroom.checking.structure import heading_order, leftover_markdown
from newsroom.checking.tidiness import tidy
from newsroom.checking.wording import doubled_words
from newsroom.problems import ContentError
from newsroom.reading.frontmatter.header import read_source
from newsroom.reading.text.body import BodyRenderer
from tests.conftest import ROOT

HEADER = "---\ntitle: A plain story\ndeck: One sentence.\n---\n"


def manuscript(body: str, header: str = HEADER, lang: str = "en") -> Manuscript:
    html = BodyRenderer().render(body).html
    return Manuscript(path="content/articles/ai/a.md", text=header + body, lang=lang, html=html)


def places(remarks) -> list[tuple[int, int]]:
    return [(remark.line, remark.column) for remark in remarks]


def whats(remarks) -> list[str]:
    return [remark.what for remark in remarks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Of the the law.\n", [(5, 4)]),
        ("It was the\nthe end.\n", [(5, 8)]),
        ("The the law.\n", [(5, 1)]),
        ("He had had enough; that that is.\n", []),
        ("Duran Duran played.\n", []),
        ("`the the` and:\n\n```\nthe the\n```\n", []),
        ("At the end.\n\nEnd of it.\n", []),
        ("## Results\nResults differ.\n", []),
        ("one-one one's s\n", []),
        ("| no | no |\n", []),
    ],
)
def test_a_doubled_word_is_found_where_it_stands(body, expected):
    assert places(doubled_words(manuscript(body))) == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [("vi", "xanh xanh"), ("zh", "谢谢 谢谢"), ("fr", "nous nous"), ("de", "die die")],
)
def test_doubling_is_right_where_grammar_wants_it(lang, text):
    assert not places(doubled_words(manuscript(f"{text} x\n", lang=lang)))


def test_a_doubled_word_in_the_headline_is_found():
    header = "---\ntitle: The the law\ndeck: An an eye\n---\n"
    assert places(doubled_words(manuscript("Text.\n", header))) == [(2, 8), (3, 7)]


def test_headings_may_not_skip_a_level():
    body = "## One\n\n#### Two deeper\n\n## Three\n\n### Four\n"
    assert places(heading_order(manuscript(body))) == [(7, 1)]
    assert not places(heading_order(manuscript("# A\n\n## B\n\n### C\n\n# D\n")))
    assert places(heading_order(manuscript("### First\n\n## Second\n"))) == [(5, 1)]
    assert places(heading_order(manuscript("A\n===\n\n<h3>B</h3>\n"))) == [(8, 1)]
    assert not places(heading_order(manuscript("```\n#### code\n# a\n```\n")))
    assert not places(heading_order(manuscript("## A\n\n#MeToo turned nine.\n\n####hash\n")))


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("A **bold word.\n", "**bold"),
        ("See [this] and [that](\n", "[that]("),
        ("A note.[^7]\n", "[^7]"),
        ("See [the act][act].\n", "[the"),
        ("Then:\n- one\n- two\n", None),
        ("A ~~word.\n", "~~word"),
        ("{{< figure src=a >}}\n", "{{< figure"),
        ("{% include a %}\n", "{% include"),
        ("See [[Other story]].\n", "[[Other"),
        ("::: note\nText\n:::\n", "::: note"),
        ("See [that] (https://a.example/x).\n", "[that]"),
        ("See [that] (other.md) too.\n", "[that] ("),
        ("See [sic] (that is so).\n", None),
        ("A {{ name }}.\n", "{{ name"),
        ("A ==marked== and ++new++ word.\n", "==marked=="),
        ("[TOC]\n", "[TOC]"),
        ("| a | b |\n| c | d |\n", "| a |"),
        ("An `open code.\n", "`open"),
        ("Fine :smile: at 10:30:15.\n", ":smile:"),
        ("Text <!-- and more.\n", "<!-- and"),
        ("$$a^2$$\n", "$$a^2$$"),
        ("CO~2~O and x^2^\n", "^2^"),
        ("It cost ~5 to ~6, a == b, C++ and i++; 5 | 6.\n", None),
        ("Text\n# Heading in it\n", None),
        ("A *slanted word.\n", "*slanted"),
        ("A _slanted word.\n", "_slanted"),
        ("A __bold word.\n", "__bold"),
        ("\\*Figures are rounded, and 3 * 4 = 12 is snake_case.\n", None),
        ("An *even* _slope_ and f(*args)* too\n", None),
        ("`**code**` and `[^1]`\n", None),
    ],
)
def test_markdown_that_stayed_markdown_is_found(body, what):
    found = list(leftover_markdown(manuscript(body)))
    if what is None:
        assert not found
    else:
        assert what in found[0].what
        assert found[0].line >= 5


def test_pictures_want_a_description():
    body = (
        "![](a.webp)\n\n![A dog](b.webp)\n\n![IMG_1234.jpg](c.jpg)\n\n"
        '<img src="d.png">\n<img src="e.png" alt="A cat">\n\n`![](code.png)`\n'
    )
    assert places(undescribed_images(manuscript(body))) == [(5, 1), (9, 1), (11, 1)]


def test_long_paragraphs_count_words_not_addresses():
    link = "[word](https://example.org/a-very-long-address/with/many/parts) "
    assert not places(long_paragraphs(manuscript(link * 40 + "\n"), 50))
    assert places(long_paragraphs(manuscript("Short.\n\n" + "word " * 51 + "\n"), 50)) == [(7, 1)]
    assert not places(long_paragraphs(manuscript("- " + "word " * 80 + "\n"), 50))
    assert whats(long_paragraphs(manuscript("語" * 200 + "\n"), 50)) == ["a paragraph of 100 words"]


def test_lengths_of_the_front_matter():
    assert places(long_line(manuscript("x\n"), "title", "x" * 111, 110)) == [(2, 8)]
    assert not places(long_line(manuscript("x\n"), "title", "x" * 110, 110))
    assert not places(long_line(manuscript("x\n"), "summary", "x" * 500, 110))  # not written
    assert whats(short_body(manuscript("One.\n"), 1, 50)) == ["the story has 1 word"]
    assert not whats(short_body(manuscript("One.\n"), 50, 50))


def test_a_date_far_off_is_likely_a_slip():
    now = datetime(2026, 11, 23, tzinfo=UTC)
    text = manuscript("x\n", "---\ntitle: A\ndate: 2062-11-23\n---\n")
    assert places(distant_date(text, datetime(2062, 11, 23, tzinfo=UTC), now, 1990, 366)) == [
        (3, 7)
    ]
    assert whats(distant_date(text, datetime(1926, 1, 1, tzinfo=UTC), now, 1990, 366))
    assert not whats(distant_date(text, now + timedelta(days=300), now, 1990, 366))


def test_a_source_may_be_listed_or_linked():
    plain, linked = manuscript("Text.\n"), manuscript("[Text](https://example.org/).\n")
    assert places(no_sources(plain, "news", 0)) == [(2, 8)]
    assert not places(no_sources(plain, "news", 1))
    assert not places(no_sources(linked, "news", 0))
    assert not places(no_sources(plain, "opinion", 0))


SITE = SiteMap(
    root="https://news.example",
    base="",
    paths={"index.html", "ai/index.html", "ai/2026/11/a/index.html", "media/x.webp"},
    moved={"old/index.html": "/ai/2026/11/a/"},
    waiting={"ai/2027/01/later/index.html"},
    unread={"broken"},
    fixed_ids={"main"},
    parts={"ai/2026/11/a/index.html": lambda: frozenset({"part", "größe"})},
)
OWN = "ai/2026/11/a/index.html"


@pytest.mark.parametrize(
    ("href", "rule"),
    [
        ("/ai/", None), ("/", None), ("/media/x.webp", None), ("/ai/?page=2", None),
        ("/ai/2026/11/a/#part", None), ("#part", None), ("#main", None), ("#gr%C3%B6%C3%9Fe", None),
        ("#top", None), ("https://elsewhere.example/x/", None), ("mailto:a@b.example", None),
        ("//cdn.example/x", None), ("https://news.example/ai/", None),
        ("/ai/2026/11/broken/", None), ("/ai/2026/12/a/", "broken-link"), ("/ai", "broken-link"),
        ("/nowhere/", "broken-link"), ("https://news.example/nowhere/", "broken-link"),
        ("", "broken-link"), ("#prat", "broken-fragment"), ("/ai/2026/11/a/#x", "broken-fragment"),
        ("/old/", "moved-link"), ("/ai/2027/01/later/", "unpublished-link"),
    ],
)  # fmt: skip
def test_links_are_held_against_the_pages_of_the_site(href, rule):
    if SITE.paths and href == "/ai/2027/01/later/":
        assert judge(href, "ai/2027/01/later/index.html", SITE) is not None
    wrong = judge(href, OWN, SITE)
    assert (wrong and wrong[0]) == rule


def test_a_broken_link_says_what_was_meant():
    assert "/ai/2026/11/a/" in judge("/ai/2026/12/a/", OWN, SITE)[2]
    assert "/ai/" in judge("/ai", OWN, SITE)[2]
    assert "'#part'" in judge("#prat", OWN, SITE)[2]


def test_links_and_ids_are_read_from_html():
    body = '<p><a class="x" href="/a/?b=1&amp;c=2">x</a> <a id="y">z</a></p><h2 id="z">Z</h2>'
    assert links_of(body) == ("/a/?b=1&c=2",)
    assert ids_of(body) == {"y", "z"}


def test_code_is_blanked_in_place():
    body = "A `b` c\n\n    indented\n\n- item\n\n    in the item\n\n~~~\nd\n~~~\n<!-- e -->f\n"
    blank = without_code(body)
    assert len(blank) == len(body)
    assert blank.split() == ["A", "c", "-", "item", "in", "the", "item", "f"]


@pytest.mark.parametrize(
    "text", ["---\na: b\n---\nText\n", "\n---\na: b\n...\nText\n", "Title: a\nDate: b\n\nText\n"]
)
def test_the_header_ends_where_reading_says_so(text):
    assert text[header_end(text) :].strip() == read_source(text.encode(), "").body.strip()


def test_tidying_takes_out_what_nobody_sees():
    text = "\ufeff---\r\ntitle: A\r\n---\r\nOne \r\nof the the two  \r\nlines\\ \r\n\r\nend"
    fixed, done = tidy(text, "en")
    assert fixed == "---\ntitle: A\n---\nOne\nof the two  \nlines\\ \n\nend\n"
    assert done == [
        "byte order mark", "Windows line ends", "1 space at line ends", "doubled 'the'",
        "no line end at the end",
    ]  # fmt: skip
    assert tidy(fixed, "en") == (fixed, [])


pieces = st.sampled_from(
    ["word", " ", "  ", "\n", "\n\n", "    ", "\t", "- ", "```", "`", "> ", "| a | b |", "# ",
     "*", "\\", "<b>", "</b>", "1. ", "\r\n", "<!--", "-->", "[^1]", ": "]
)  # fmt: skip


@pytest.mark.slow
@given(st.lists(pieces, max_size=30).map("".join))
def test_tidying_changes_no_page(body):
    """Without doubled words (their language is unknown) only spaces may differ in the HTML."""
    fixed, _ = tidy(f"---\ntitle: A\n---\n{body}", "")
    html = BodyRenderer().render(body).html
    after = BodyRenderer().render(fixed[fixed.index("---\n", 4) + 4 :]).html
    assert "".join(after.split()) == "".join(html.split())


def test_levels_and_rules_are_checked():
    assert check_options({"CHECK": {"levels": {"no-sources": "off"}}}).level("no-sources") == "off"
    for wrong in ({"levels": {"no-source": "off"}}, {"levels": {"no-sources": "loud"}}, {"x": 1}):
        with pytest.raises(ContentError):
            check_options({"CHECK": wrong})


def test_every_rule_and_threshold_is_documented():
    page = (ROOT / "docs/checking.md").read_text("utf-8")
    for rule in RULES.values():
        assert f"| `{rule.id}` | {rule.level} |" in page
