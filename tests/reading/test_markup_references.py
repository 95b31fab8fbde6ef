import pytest

from newsroom.reading.markup.references import classify


@pytest.mark.parametrize(
    ("attribute", "value", "kind", "address"),
    [
        ("href", "other.md", "story", "story:other.md"),
        ("href", "../ai/other.md#part", "story", "story:../ai/other.md#part"),
        ("href", "{filename}/ai/other.md", "story", "story:/ai/other.md"),
        ("href", "|filename|other.md", "story", "story:other.md"),
        ("href", "report.pdf", "file", "media:report.pdf"),
        ("href", "{static}report.pdf", "file", "media:report.pdf"),
        ("href", "{attach}a/report.pdf", "file", "media:a/report.pdf"),
        ("href", "{static}source.md", "file", "media:source.md"),
        ("href", "/about/", "address", "/about/"),
        ("src", "ship.jpg", "image", "media:ship.jpg"),
        ("src", "/2026/ship.jpg", "image", "media:/2026/ship.jpg"),
        ("src", "{static}ship.jpg", "image", "media:ship.jpg"),
    ],
)
def test_targets_within_the_publication(
    attribute: str, value: str, kind: str, address: str
) -> None:
    target = classify(attribute, value)
    assert target
    assert (target.kind, target.address) == (kind, address)
    assert target.address.removeprefix("story:").removeprefix("media:") == target.path


@pytest.mark.parametrize("value", ["https://e.com/", "//e.com/a", "mailto:a@b.c", "#part", "", " "])
def test_targets_elsewhere(value: str) -> None:
    assert classify("href", value) is None
    assert classify("src", value) is None
