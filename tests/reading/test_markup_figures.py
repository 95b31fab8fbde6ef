import pytest
from bs4 import BeautifulSoup

from newsroom.reading.text.body import BodyOptions, BodyRenderer

RENDERER = BodyRenderer(BodyOptions(typography=False))
IMAGE = '<img decoding="async" alt="Ships" src="media:s.jpg" loading="lazy">'


def html(markdown: str) -> str:
    return RENDERER.render(markdown).html


@pytest.mark.parametrize(
    ("title", "caption"),
    [
        ("", ""),
        (' "At anchor"', "<figcaption>At anchor</figcaption>"),
        (
            ' "At anchor | Jane Roe"',
            '<figcaption>At anchor <span class="credit">Jane Roe</span></figcaption>',
        ),
        (' "| Jane Roe"', '<figcaption><span class="credit">Jane Roe</span></figcaption>'),
        (' "A | B | Jane"', '<figcaption>A | B <span class="credit">Jane</span></figcaption>'),
        (' " | "', ""),
    ],
)
def test_a_picture_alone_is_a_figure(title: str, caption: str) -> None:
    assert html(f"![Ships](s.jpg{title})") == f"<figure>{IMAGE}{caption}</figure>"


def test_captions_have_footnotes_numbered_as_they_are_read() -> None:
    text = """Late[^late] text.

| a[^a] | b |
|---|---|
| c[^c] | d |

![Ships](s.jpg "At anchor[^x], see [^none] | Jane Roe[^y]")

Again[^x], and end[^end].

[^end]: End, which cites[^deep].
[^late]: First.
[^a]: A
[^c]: C
[^x]: X
[^y]: Y
[^deep]: Deep
[^unused]: Unused
"""
    page = BeautifulSoup(html(text), "html.parser")
    for note in page.select(".footnote"):
        note.extract()
    marks = page.select("sup a")
    assert [mark.text for mark in marks] == ["1", "2", "3", "4", "5", "4", "6"]
    assert page.figcaption.text == "At anchor4, see [^none] Jane Roe5"
    notes = BeautifulSoup(html(text), "html.parser").select(".footnote > ol > li")
    assert [note["id"] for note in notes] == [
        f"fn:{name}" for name in ("late", "a", "c", "x", "y", "end", "deep")
    ]
    ids = {mark.parent["id"] for mark in marks}
    ways = {link["href"][1:] for note in notes for link in note.select(".footnote-backref")}
    assert ids | {"fnref:deep"} == ways


def test_a_class_goes_to_the_figure() -> None:
    assert html("![Ships](s.jpg){: .wide }") == f'<figure class="wide">{IMAGE}</figure>'
    assert html("![Ships](s.jpg)\n{: .wide }") == f'<figure class="wide">{IMAGE}</figure>'


def test_a_picture_in_text_stays_there() -> None:
    assert html("See ![Ships](s.jpg).") == f"<p>See {IMAGE}.</p>"
    assert "<figure" not in html("![Ships](s.jpg), ![Ships](s.jpg)")


def test_a_picture_that_is_a_link_stays_one() -> None:
    link = '<a href="https://e.com/" rel="noopener">'
    assert html("[![Ships](s.jpg)](https://e.com/)") == f"<figure>{link}{IMAGE}</a></figure>"
    assert html("See [![Ships](s.jpg)](https://e.com/)") == f"<p>See {link}{IMAGE}</a></p>"


GROUP = '![One](1.jpg "First | Ann")\n![Two](2.jpg)\n'


@pytest.mark.parametrize(
    ("markdown", "classes", "pictures"),
    [
        (GROUP, "pair", 2),
        (GROUP + "{: .compare }", "pair compare", 2),
        (GROUP + "![Three](3.jpg)", "gallery three", 3),
        (GROUP * 2, "gallery", 4),
        (GROUP * 2 + "{: .wide }", "gallery wide", 4),
        (GROUP * 3 + "{: .wide }", "gallery three wide", 6),
        (GROUP.replace("\n", "  \n") + "![Three](3.jpg)", "gallery three", 3),
        ("![One](1.jpg) ![Two](2.jpg)", "pair", 2),
        ("[![One](1.jpg)](1.jpg)\n[![Two](2.jpg)](2.jpg)", "pair", 2),
    ],
)
def test_pictures_alone_in_a_paragraph_are_a_group(markdown, classes, pictures):
    page = BeautifulSoup(html(markdown), "html.parser")
    [group] = page.find_all("div")
    assert group["class"] == classes.split()
    assert len(group.find_all("figure", recursive=False)) == pictures
    assert not page.find_all(["p", "br"])


def test_each_picture_of_a_group_keeps_its_caption_and_class():
    page = BeautifulSoup(html(GROUP.replace("(2.jpg)", "(2.jpg){: .tall }")), "html.parser")
    first, second = page.find_all("figure")
    assert first.figcaption.get_text() == "First Ann"
    assert second.figcaption is None
    assert second["class"] == ["tall"]


@pytest.mark.parametrize(
    "markdown", ["![One](1.jpg) and ![Two](2.jpg)", "A ![One](1.jpg)\n![T](2.jpg)"]
)
def test_pictures_within_a_text_stay_there(markdown):
    assert "<figure" not in html(markdown)
