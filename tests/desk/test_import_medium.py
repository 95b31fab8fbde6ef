"""Importing an export of Medium: the test contains the stories."""

import zipfile
from pathlib import Path

import pytest

from newsroom.desk.importing import ArchiveError, ImportReport, import_archive
from tests.conftest import SiteBuilder, write_files
from tests.desk.archives import imported, notes

NAME = "posts/2014-03-12_Hello-all-abc123def456.html"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
TITLE = '<h3 name="a" id="a" class="graf graf--h3 graf--leading graf--title">Hello, all</h3>'
TEXT = '<p name="b" id="b" class="graf graf--p graf-after--h3 graf--trailing">Text.</p>'
CANONICAL = "https://medium.com/@ann/hello-all-abc123def456"


def story(
    body: str = TITLE + TEXT, canonical: str = CANONICAL, *, draft: bool = False,
    title: str = "Hello, all",
) -> str:  # fmt: skip
    """Return a file as Medium exports it."""
    signed = (
        '<p><a href="https://medium.com/p/abc123def456">View original.</a></p>'
        if draft else
        '<p>By <a href="https://medium.com/@ann" class="p-author h-card">Ann Roe</a> on <a '
        'href="https://medium.com/p/abc123def456"><time class="dt-published" '
        'datetime="2014-03-12T09:30:00.830Z">March 12, 2014</time></a>.</p>'
        f'<p><a href="{canonical}" class="p-canonical">Canonical link</a></p>'
    )  # fmt: skip
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title><style>* {{ x: y }}</style></head><body>"
        f'<article class="h-entry"><header><h1 class="p-name">{title}</h1></header>'
        '<section data-field="subtitle" class="p-summary">Text…</section>'
        '<section data-field="body" class="e-content"><section name="s" '
        'class="section section--body section--first"><div class="section-divider">'
        '<hr class="section-divider"></div>'
        '<div class="section-content"><div class="section-inner sectionLayout--insetColumn">'
        f"{body}</div></div></section></section><footer>{signed}<p>Exported from "
        '<a href="https://medium.com">Medium</a> on July 8, 2015.</p></footer></article></body>'
        "</html>"
    )


def export(
    tmp_path: Path, text: str | None = None, name: str = NAME, **files: str | bytes
) -> tuple[Path, ImportReport]:
    return imported(tmp_path, "medium", {name: text or story(), **files})


def text_of(into: Path, name: str = "hello-all") -> str:
    written = (into / f"articles/news/2014/{name}.md").read_text("utf-8")
    return written.split("---\n", 2)[2].strip()


def test_a_story_with_all_that_it_has(tmp_path: Path) -> None:
    deck = '<h4 name="c" class="graf graf--h4 graf-after--h3 graf--subtitle">In short.</h4>'
    into, report = export(tmp_path, story(TITLE + deck + TEXT))
    assert (into / "articles/news/2014/hello-all.md").read_text() == (
        "---\ntitle: Hello, all\ndeck: In short.\ndate: 2014-03-12T09:30:00+00:00\nsection: news\n"
        "authors:\n  - ann-roe\n---\n\nText.\n"
    )
    assert not report.problems


def test_a_domain_of_ones_own_keeps_its_addresses(tmp_path: Path) -> None:
    own = story(canonical="https://blog.old.example/hello-all-abc123def456")
    into, _ = export(tmp_path / "a", own)
    written = (into / "articles/news/2014/hello-all.md").read_text()
    assert "aliases:\n  - /hello-all-abc123def456/\n" in written
    first = story(canonical="https://first.example/2014/hello")
    into, _ = export(tmp_path / "b", first)
    written = (into / "articles/news/2014/hello-all.md").read_text()
    assert "canonical: https://first.example/2014/hello\n" in written
    assert "aliases" not in written


def test_a_draft_has_the_day_of_the_export(tmp_path: Path) -> None:
    name = "posts/draft_Hello-all-abc123def456.html"
    into, report = export(tmp_path, story(draft=True), name)
    written = (into / "articles/news/2015/hello-all.md").read_text()
    assert "date: 2015-07-08\n" in written
    assert "status: draft\n" in written
    assert "the draft has no date: it has that of the export, 2015-07-08" in notes(report)


def test_a_response_to_somebody_is_not_published(tmp_path: Path) -> None:
    body = '<p name="a" class="graf graf--p graf--leading">I do not agree, because of it.</p>'
    into, report = export(tmp_path, story(body, title="I do not agree…"))
    assert "status: draft\n" in (into / "articles/news/2014/hello-all.md").read_text()
    assert "this looks like a response to a story of somebody" in notes(report)


def test_what_is_about_the_account_is_not_read(tmp_path: Path) -> None:
    into, report = export(tmp_path, None, NAME, **{
        "claps/claps-0001.html": "<p>ann@secret.example</p>", "ips/ips-0001.html": "<p>x</p>",
        "profile/profile.html": "<p>x</p>", "README.html": "<p>x</p>", "posts/x.html": "<p>x</p>",
    })  # fmt: skip
    assert "4 files about readers, the account or other things were not read" in report.summary()
    assert "posts/x.html: this is not a story as Medium exports it" in notes(report)
    assert report.counts["imported"] == report.counts["not imported"] == 1
    assert not any(b"secret.example" in file.read_bytes() for file in into.rglob("*.*"))


def test_pictures_are_named_and_found_where_they_were_saved(tmp_path: Path) -> None:
    address = "https://cdn-images-1.medium.com/max/800/1*aB-c.svg"
    figure = (
        '<figure name="f" class="graf graf--figure graf-after--p"><img class="graf-image" '
        f'data-image-id="1*aB-c.svg" data-is-featured="true" src="{address}">'
        '<figcaption class="imageCaption">By X</figcaption></figure>'
    )
    into, report = export(tmp_path / "a", story(TITLE + figure))
    assert text_of(into) == f'![]({address} "By X")'
    assert f"the picture {address} is not in the export: it is still shown" in notes(report)
    into, report = export(tmp_path / "b", story(TITLE + figure), **{"images/1*aB-c.svg": PICTURE})
    assert text_of(into) == '![](../../../media/2014/1-ab-c.svg "By X")'
    assert "is not in the export" not in notes(report)


def test_links_between_stories_lead_to_their_files(tmp_path: Path) -> None:
    links = (
        '<p class="graf graf--p"><a href="https://medium.com/@ann/second-0123456789ab?source=x" '
        'data-href="https://medium.com/@ann/second-0123456789ab" class="markup--anchor">b</a> '
        '<a href="https://medium.com/p/0123456789ab#c">c</a> '
        '<a href="https://medium.com/@bob/his-ffffffffffff">d</a></p>'
    )
    into, _ = export(
        tmp_path, story(TITLE + links), **{"posts/2014-04-01_Second-0123456789ab.html": story()}
    )
    assert text_of(into) == (
        "[b](second.md) [c](second.md) [d](https://medium.com/@bob/his-ffffffffffff)"
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<h3 class="graf graf--h3">H</h3><h4 class="graf graf--h4">I</h4>', "## H\n\n### I"),
        ('<p class="graf graf--p">A<br>b <strong class="markup--strong">c</strong></p>',
         "A\\\nb **c**"),
        ('<figure class="graf graf--figure graf--iframe"><script '
         'src="https://gist.github.com/ann/1f.js"></script></figure>',
         "https://gist.github.com/ann/1f"),
        ('<figure class="graf graf--iframe"><iframe src="https://cdn.embedly.com/widgets/media.html?'
         'src=https%3A%2F%2Fwww.youtube.com%2Fembed%2Fx&amp;url=https%3A%2F%2Fyoutu.be%2Fx">'
         "</iframe></figure>", "https://youtu.be/x"),
        ('<figure class="graf graf--iframe"><iframe src="https://www.youtube.com/embed/x?f=o">'
         "</iframe></figure>", '<iframe src="https://www.youtube.com/embed/x?f=o"></iframe>'),
        ('<figure><blockquote class="twitter-tweet"><a href="https://twitter.com/a/status/1"></a>'
         "</blockquote></figure>", "https://twitter.com/a/status/1"),
        ('<div class="graf graf--mixtapeEmbed"><a href="https://e.example/" '
         'class="markup--mixtapeEmbed-anchor"><strong>The title</strong><br><em>Words</em></a>'
         '<a class="mixtapeImage" href="https://e.example/"></a></div>',
         "[The title](https://e.example/)"),
        ('<blockquote class="graf graf--pullquote">Said.</blockquote>', "> Said.\n{: .pullquote }"),
        ('<blockquote class="graf graf--blockquote">Said.</blockquote>', "> Said."),
        ('<pre data-code-block-lang="python" class="graf graf--preV2"><span class="pre--content">'
         "if a &lt; b:<br />  c()</span></pre>", "```python\nif a < b:\n  c()\n```"),
        ('<p class="graf graf--p">A</p><hr class="section-divider"><ul class="postList"><li '
         'class="graf graf--li">a</li></ul>', "A\n\n---\n\n- a"),
    ],
)  # fmt: skip
def test_what_medium_writes_becomes_markdown(tmp_path: Path, html: str, text: str) -> None:
    into, _ = export(tmp_path, story(TITLE + html))
    assert text_of(into) == text


def test_an_embed_that_only_medium_has_is_named(tmp_path: Path) -> None:
    figure = '<figure class="graf"><iframe src="https://medium.com/media/1f"></iframe></figure>'
    into, report = export(tmp_path, story(TITLE + TEXT + figure))
    assert text_of(into) == "Text."
    assert "an embed at https://medium.com/media/1f is not in the export" in notes(report)


def test_a_zip_file_is_read_and_a_second_time_changes_nothing(tmp_path: Path) -> None:
    packed, into = tmp_path / "medium.zip", tmp_path / "content"
    with zipfile.ZipFile(packed, "w") as out:
        out.writestr(NAME, story())
    import_archive("medium", packed, into)
    assert text_of(into) == "Text."
    again = import_archive("medium", packed, into)
    assert (again.counts["unchanged"], again.counts["written"]) == (1, 0)


def test_a_folder_without_an_export_says_what_to_name(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="holds no export of Medium: name the ZIP file"):
        imported(tmp_path, "medium", {"index.html": "<p>x</p>"})


def test_an_imported_story_is_built(tmp_path: Path, site: SiteBuilder) -> None:
    write_files(tmp_path, {"content/data/sections.yml": ""})
    export(tmp_path, story(canonical="https://blog.old.example/hello-all-abc123def456"))
    built = site()
    assert "Text." in built.page("/news/2014/03/hello-all/").get_text()
    assert "/news/2014/03/hello-all/" in built.text("/hello-all-abc123def456/")
