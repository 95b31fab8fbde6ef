"""Addresses in texts from right to left keep the order of their signs."""

import pytest

from newsroom.reading.text.body import BodyRenderer

RENDERER = BodyRenderer()


def links(markdown: str, lang: str) -> list[str]:
    html = RENDERER.render(markdown, lang=lang).html
    return [part.partition(">")[0] for part in html.split("<a ")[1:]]


@pytest.mark.parametrize(
    "markdown",
    ["<https://example.org/a/?b=1>", "https://example.org/", "www.example.org", "desk@example.org",
     "[https://example.org/](https://example.org/)"],
)  # fmt: skip
def test_a_shown_address_runs_from_left_to_right(markdown):
    (link,) = links(f"اقرأ {markdown} اليوم.", "ar")
    assert link.startswith('dir="ltr" href=')
    (link,) = links(f"Read {markdown} today.", "en")
    assert "dir" not in link


def test_words_of_a_link_run_as_their_text_does():
    assert not any("dir" in link for link in links("[كلمة](https://example.org/)", "fa-IR"))
    (link,) = links('<a href="https://example.org/" dir="rtl">https://example.org/</a>', "he")
    assert link.count("dir=") == 1
