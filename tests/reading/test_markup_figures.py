import pytest

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


def test_a_class_goes_to_the_figure() -> None:
    assert html("![Ships](s.jpg){: .wide }") == f'<figure class="wide">{IMAGE}</figure>'
    assert html("![Ships](s.jpg)\n{: .wide }") == f'<figure class="wide">{IMAGE}</figure>'


def test_a_picture_in_text_stays_there() -> None:
    assert html("See ![Ships](s.jpg).") == f"<p>See {IMAGE}.</p>"
    assert "<figure" not in html("![Ships](s.jpg) ![Ships](s.jpg)")


def test_a_picture_that_is_a_link_stays_one() -> None:
    link = '<a href="https://e.com/" rel="noopener">'
    assert html("[![Ships](s.jpg)](https://e.com/)") == f"<figure>{link}{IMAGE}</a></figure>"
    assert html("See [![Ships](s.jpg)](https://e.com/)") == f"<p>See {link}{IMAGE}</a></p>"
