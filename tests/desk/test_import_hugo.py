"""Importing Hugo and Zola archives: the test contains the site."""

import re
from pathlib import Path

import pytest

from newsroom.desk.importing import ImportReport
from tests.desk.archives import imported, notes, text_of

STORY = "---\ntitle: Hello\ndate: 2014-03-12\nauthors: [Jane Doe]\n---\n{}\n"


def body(tmp_path: Path, text: str, **files: str) -> tuple[str, ImportReport]:
    into, report = imported(tmp_path, "hugo", {"posts/hello.md": STORY.format(text), **files})
    return text_of(into), report


def test_a_story_with_terms_authors_and_expiry(tmp_path: Path) -> None:
    story = (
        "---\nslug: hello\ntitle: Hello\ndeck: '**A** deck.'\ndate: 2014-03-12 1:00:19 -0400\n"
        "topics:\n  - open-data\nauthors:\n  - jane-doe\nexpirydate: 2025-01-01\n"
        "source: 18f\nsource_url: https://18f.example/x\nweight: 1\n---\nText.\n"
    )
    files = {
        "news/_index.md": "---\ntitle: Blogs\nsummary: Stories.\n---\n",
        "news/2014/2014-03-12-hello.md": story,
        "authors/jane-doe/_index.md": "---\ndisplay_name: Jane Doe\nbio: Writes.\n---\n",
        "authors/john/_index.md": "---\ndisplay_name: John\n---\n",
        "topics/open-data/_index.md": "---\ntitle: Open data\nsummary: Free data.\n---\n",
    }
    into, report = imported(tmp_path, "hugo", files)
    assert (into / "articles/news/2014/hello.md").read_text() == (
        "---\ntitle: Hello\ndeck: A deck.\ndate: 2014-03-12T01:00:19-04:00\nsection: news\n"
        "authors:\n  - jane-doe\ntags:\n  - open-data\nexpires: 2025-01-01\n"
        "aliases:\n  - /news/2014/hello/\n"
        "sources:\n  - title: 18f\n    url: https://18f.example/x\n---\n\nText.\n"
    )
    assert (into / "data/sections.yml").read_text() == (
        "news:\n  name: Blogs\n  description: Stories.\n"
    )
    assert (into / "data/tags.yml").read_text() == (
        "open-data:\n  name: Open data\n  description: Free data.\n"
    )
    assert (into / "data/authors.yml").read_text() == (
        "jane-doe:\n  name: Jane Doe\n  bio: Writes.\njohn:\n  name: John\n"
    )
    assert report.counts["not imported"] == 0
    assert list(report.others) == ["news/_index.md"]


def test_zola_dates_and_addresses_come_from_the_path(tmp_path: Path) -> None:
    story = (
        '+++\npath = "2014/12/12/1.0-Timeline"\ntitle = "Rust 1.0"\nauthors = ["A Turon"]\n'
        'aliases = ["2014/12/12/1.0-Timeline.html", "releases/1.0.0"]\n[taxonomies]\n'
        'tags = ["x"]\n[extra]\nteam = "core"\n+++\n[b](@/b/index.md#c)\n'
    )
    other = '+++\npath = "inside/2015/01/02/b"\ntitle = "B"\n+++\nText.\n'
    files = {"1.0-Timeline.md": story, "b/index.md": other}
    into, report = imported(tmp_path, "hugo", files)
    assert (into / "articles/news/2014/1-0-timeline.md").read_text() == (
        "---\ntitle: Rust 1.0\ndate: 2014-12-12\nsection: news\nauthors:\n  - a-turon\n"
        "tags:\n  - x\naliases:\n  - /2014/12/12/1.0-Timeline/\n  - /2014/12/12/1.0-Timeline.html\n"
        "  - /releases/1.0.0/\n---\n\n[b](../2015/b.md#c)\n"
    )
    assert "authors:\n  - staff\n" in (into / "articles/news/2015/b.md").read_text()
    assert report.dropped_keys["extra.team"].files == 1


def test_folders_are_sections_and_bundles_are_not(tmp_path: Path) -> None:
    files = {"content/law/a.md": STORY.format("T"), "content/my-story/index.md": STORY.format("T")}
    into, _ = imported(tmp_path, "hugo", files)
    assert (into / "articles/law/2014/a.md").is_file()
    assert (into / "articles/news/2014/my-story.md").is_file()


def test_json_front_matter(tmp_path: Path) -> None:
    story = '{"title": "Hello", "author": "A B", "date": "2014-03-12", "tags": ["a", 2]}\n\n{x}\n'
    into, _ = imported(tmp_path, "hugo", {"hello.md": story})
    text = (into / "articles/news/2014/hello.md").read_text()
    assert "tags:\n  - a\n  - '2'\n" in text
    assert text.endswith("---\n\n{x}\n")


def test_permalinks_and_time_zone_of_the_configuration(tmp_path: Path) -> None:
    config = (
        'baseURL = "https://old.example/"\ntimeZone = "Europe/Berlin"\n'
        '[permalinks]\nposts = "/:year/:slug/"\n'
    )
    story = STORY.replace("2014-03-12", "2014-03-12 10:00")
    into, _ = imported(
        tmp_path, "hugo", {"hugo.toml": config, "content/posts/hello.md": story.format("T")}
    )
    text = (into / "articles/news/2014/hello.md").read_text()
    assert "date: 2014-03-12T10:00:00+01:00\n" in text
    assert "  - /2014/hello/\n" in text


def test_known_shortcodes_become_markdown(tmp_path: Path) -> None:
    text, report = body(
        tmp_path,
        '{{< youtube id="U0Rk0euqKWw" title="x" >}}\n\n'
        "See {{< vimeo 123 >}}.\n\n"
        '{{< tweet user="PIF" id="13" >}}\n\n'
        '{{< quote-block text="Be kind." cite="Ann" >}}\n\n'
        '{{< asset-static file="https://x.example/a.pdf" label="Slides" >}}\n\n'
        "{{% note %}}\nMind **this**.\n\nAnd that.\n{{% /note %}}\n\n"
        "{{< highlight go >}}\nx := 1\n{{< /highlight >}}\n\n"
        "A {{< highlight >}}word{{< /highlight >}}. {{</* kept */>}}",
    )
    assert text == (
        "https://www.youtube.com/watch?v=U0Rk0euqKWw\n\n"
        "See [Video](https://vimeo.com/123).\n\n"
        "[Post by @PIF on X](https://twitter.com/PIF/status/13)\n\n"
        "> Be kind.\n>\n> — Ann\n\n"
        "[Slides](https://x.example/a.pdf)\n\n"
        "!!! note\n    Mind **this**.\n\n    And that.\n\n\n"
        "```go\nx := 1\n```\n\n"
        "A <mark>word</mark>. {{< kept >}}"
    )
    assert not report.problems.warnings


def test_unknown_shortcodes_are_reported_with_line_and_remedy(tmp_path: Path) -> None:
    text, report = body(
        tmp_path, 'One\n\n{{< chart data="x" >}}\n\n{{< tabs >}}\nTwo\n{{< /tabs >}}'
    )
    assert text == "One\n\n\n\n\nTwo"
    assert [str(problem) for problem in report.problems] == [
        'posts/hello.md:8:1: warning: {{< chart data="x" >}} was taken out: '
        "put a picture, link or quotation in its place by hand, or leave it out",
        "posts/hello.md:10:1: warning: {{< tabs >}} was unwrapped: "
        "its text was kept: give it the form it should have",
    ]


def test_a_shortcode_with_unbalanced_quotes_does_not_stay(tmp_path: Path) -> None:
    text, report = body(tmp_path, 'A {{< img alt="5" tall" src="x >}} b')
    assert text == "A  b"
    assert "was taken out" in notes(report)


def test_references_lead_to_stories_by_path_or_name(tmp_path: Path) -> None:
    other = {"posts/2015/2015-01-02-next.md": STORY.format("T").replace("2014-03-12", "2015-01-02")}
    text, report = body(
        tmp_path,
        '[a]({{< ref "posts/2015/2015-01-02-next.md" >}}) [b]({{< ref "2015-01-02-next.md#x" >}})'
        ' <a href="{{< ref "/events/gone.md" >}}">c</a> [d]({{< tmp "deadlink" >}} "D")',
        **other,
    )
    assert text == ("[a](../2015/next.md) [b](../2015/next.md#x) c d")
    assert "/events/gone/ leads nowhere here" in notes(report)


def test_code_is_left_alone(tmp_path: Path) -> None:
    code = (
        "```\n{{< chart >}} [a](b.md)\n```\n\n`{{% x %}}`\n\n    a[0](b)\n\n~~~\n![x](y.png)\n~~~"
    )
    text, report = body(tmp_path, code)
    assert text == code
    assert not report.problems.warnings


def test_footnotes_are_no_links(tmp_path: Path) -> None:
    text, _ = body(tmp_path, "A[^1].\n\n[^1]: See there.\n\n[note]: is no definition")
    assert text == "A[^1].\n\n[^1]: See there.\n\n[note]: is no definition"


def test_many_folders_become_tags(tmp_path: Path) -> None:
    files = {f"content/folder-{n}/a{n}.md": STORY.format("T") for n in range(13)}
    into, _ = imported(tmp_path, "hugo", files)
    assert "tags:\n  - folder-7\n" in (into / "articles/news/2014/a7.md").read_text()


def test_headlines_for_lists_and_search_engines_are_kept(tmp_path: Path) -> None:
    story = (
        "---\ntitle: A long headline\nlinkTitle: Short\nseo_title: A long headline\n"
        "date: 2014-03-12\nauthors: [Jane Doe]\n---\nText.\n"
    )
    into, _ = imported(tmp_path, "hugo", {"posts/hello.md": story})
    written = (into / "articles/news/2014/hello.md").read_text()
    assert "title: A long headline\nheadlines:\n  card: Short\ndate:" in written


def test_what_was_a_block_of_its_own_is_a_paragraph_of_its_own(tmp_path: Path) -> None:
    text, _ = body(
        tmp_path,
        'One.\n{{< youtube U0Rk0euqKWw >}}\n{{< tweet user="PIF" id="13" >}}\n'
        'See\n{{< ref "hello.md" >}}\nhere.',
    )
    assert text == (
        "One.\n\nhttps://www.youtube.com/watch?v=U0Rk0euqKWw\n\n\n"
        "[Post by @PIF on X](https://twitter.com/PIF/status/13)\n\nSee\n[hello.md](hello.md)\nhere."
    )


def test_a_figure_keeps_its_credit_and_its_link(tmp_path: Path) -> None:
    text, _ = body(
        tmp_path,
        '{{< figure src="https://x.example/a.jpg" alt="A" caption="C" attr="Ann Roe" '
        'link="https://x.example/b" >}}\n\n{{< figure src="https://x.example/c.jpg" attr="Bo" >}}',
    )
    assert text == (
        '[![A](https://x.example/a.jpg "C | Ann Roe")](https://x.example/b)\n\n'
        '![](https://x.example/c.jpg "| Bo")'
    )


def test_details_stay_details(tmp_path: Path) -> None:
    text, report = body(
        tmp_path, '{{< details summary="How <we> counted" >}}\nWith **care**.\n{{< /details >}}'
    )
    assert text == (
        "<details>\n<summary>How &lt;we&gt; counted</summary>\n\nWith **care**.\n\n</details>"
    )
    assert not report.problems.warnings


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("headless: true", "draft"),
        ("_build: {render: never}", "draft"),
        ("build: {render: false, list: false}", "draft"),
        ("build: {list: never}", "hidden"),
        ("build: {list: local}", "hidden"),
        ("private: true", "draft"),
        ("password: open", "draft"),
        ("visibility: members", "draft"),
    ],
)
def test_what_the_old_site_kept_from_readers_is_not_published(
    tmp_path: Path, line: str, status: str
) -> None:
    story = f"---\ntitle: Hello\ndate: 2014-03-12\n{line}\n---\nText.\n"
    into, report = imported(tmp_path, "hugo", {"posts/hello.md": story})
    assert f"\nstatus: {status}\n" in (into / "articles/news/2014/hello.md").read_text()
    assert ("posts/hello.md:4:1: warning:" in notes(report)) == (status == "draft")


def test_a_story_waits_until_the_day_on_which_it_becomes_public(tmp_path: Path) -> None:
    files = {
        "posts/a.md": "---\ntitle: A\ndate: 2014-03-12\npublishDate: 2099-01-02\n---\nText.\n",
        "posts/b.md": "---\ntitle: B\ndate: 2014-03-12\npublishDate: 2014-03-14\n---\nText.\n",
    }
    into, report = imported(tmp_path, "hugo", files)
    assert "\ndate: 2099-01-02\n" in (into / "articles/news/2099/a.md").read_text()
    assert "\ndate: 2014-03-12\n" in (into / "articles/news/2014/b.md").read_text()
    assert "posts/a.md:4:1: warning: it becomes public on 2099-01-02" in notes(report)


def test_patterns_for_pages_add_to_those_for_all(tmp_path: Path) -> None:
    files = {
        "hugo.toml": '[permalinks]\nposts = "/p/:slug/"\n[permalinks.page]\nblog = "/b/:slug/"\n',
        "content/posts/a.md": "---\ntitle: A\ndate: 2014-03-12\n---\nText.\n",
        "content/blog/c.md": "---\ntitle: C\ndate: 2014-03-12\nurl: /old/name.html\n---\nText.\n",
    }
    into, _ = imported(tmp_path, "hugo", files)
    assert "aliases:\n  - /p/a/\n" in (into / "articles/news/2014/a.md").read_text()
    assert "aliases:\n  - /old/name.html\n" in (into / "articles/news/2014/name.md").read_text()


def test_a_caption_is_plain_text_which_is_named(tmp_path: Path) -> None:
    text, report = body(
        tmp_path,
        '{{< figure src="https://x.example/a.jpg" caption="A [pair](https://x.example/b) of '
        '**two** & a_b_c" >}}\n\n{{< figure src="https://x.example/c.jpg" caption="A & \'b\'" >}}',
    )
    assert text == (
        '![](https://x.example/a.jpg "A pair of two &amp; a_b_c")\n\n'
        "![](https://x.example/c.jpg \"A &amp; 'b'\")"
    )
    assert "posts/hello.md:6:1: warning: the caption is plain text now" in notes(report)
    assert len(report.problems.warnings) == 1


CASCADES = {
    "hugo.toml": '[[cascade]]\nauthors = ["Bo"]\n[cascade._target]\npath = "/opinion/**"\n',
    "content/secret/_index.md": "---\ntitle: Secret\ncascade:\n  build: {render: never}\n---\n",
    "content/news/_index.md": "---\ntitle: News\ncascade:\n  - params: {subtitle: From afar.}\n"
    "  - _target: {path: '/news/{old,older}/**'}\n    draft: true\n"
    "  - _target: {kind: section}\n    draft: true\n---\n",
    "content/news/near/_index.md": "---\ntitle: Near\ncascade: {params: {subtitle: Near.}}\n---\n",
}


def test_what_a_section_gives_to_its_stories_counts(tmp_path: Path) -> None:
    story = "---\ntitle: Hello\ndate: 2014-03-12\n{}---\nText of {}.\n"
    files = CASCADES | {
        f"content/{name}.md": story.format(own, name)
        for name, own in {
            "secret/a": "", "news/b": "", "news/old/c": "", "news/near/d": "", "opinion/e": "",
            "news/f": "subtitle: Its own.\n",
        }.items()
    }  # fmt: skip
    into, report = imported(tmp_path, "hugo", files)
    written = {
        text.rpartition("Text of ")[2].strip(" .\n"): text
        for text in (file.read_text() for file in into.glob("articles/**/*.md"))
    }
    assert {name for name, text in written.items() if "status: draft" in text} == {
        "secret/a", "news/old/c",
    }  # fmt: skip
    decks = {name: "".join(re.findall("deck: (.*)", text)) for name, text in written.items()}
    assert decks == {
        "secret/a": "", "news/b": "From afar.", "news/old/c": "From afar.", "news/near/d": "Near.",
        "opinion/e": "", "news/f": "Its own.",
    }  # fmt: skip
    assert "authors:\n  - bo\n" in written["opinion/e"]
    assert "authors:\n  - bo\n" not in written["news/b"]
    assert "render" in notes(report)


LANGUAGES = (
    'defaultContentLanguage = "en"\n[languages.en]\ncontentDir = "content/en"\n'
    '[languages.de]\ncontentDir = "content/de"\n'
)
KEPT = "---\ntitle: N\ncascade: {draft: true}\n---\n"
GLOB = KEPT.replace("{draft", "{_target: {path: '/News/[ab]*'}, draft")
BACK = "---\ntitle: Hello\ndate: 2014-03-12\n---\nText.\n"


@pytest.mark.parametrize(
    ("files", "drafts"),
    [
        ({"hugo.toml": LANGUAGES, "content/de/news/_index.md": KEPT, "content/de/news/a.md": BACK,
          "content/en/news/b.md": BACK}, {"a"}),
        ({"content/news/_index.de.md": KEPT, "content/news/a.de.md": BACK,
          "content/news/b.md": BACK}, {"a"}),
        ({"config/_default/hugo.toml": "title = 'x'\n", "content/news/a.md": BACK,
          "config/_default/cascade.toml": "draft = true\n"}, {"a"}),
        ({"content/news/_index.md": GLOB,
          "content/news/a.md": BACK, "content/news/c.md": BACK}, {"a"}),
    ],
    ids=["folders of languages", "names with a language", "configuration", "glob"],
)  # fmt: skip
def test_what_a_cascade_keeps_back_stays_a_draft(
    tmp_path: Path, files: dict[str, str], drafts: set[str]
) -> None:
    into, _ = imported(tmp_path, "hugo", files)
    found = {
        file.stem: "status: draft" in file.read_text() for file in into.glob("articles/**/*.md")
    }
    assert {name for name, is_draft in found.items() if is_draft} == drafts
    assert len(found) == sum(BACK in text for text in files.values())
