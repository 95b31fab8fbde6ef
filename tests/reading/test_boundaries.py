"""Nothing outside of content, theme and output is read or written because something names it."""

import os
import shutil

import pytest

from newsroom import signals
from newsroom.defaults import PLUGINS
from newsroom.model.jobs import FileJob
from newsroom.problems import ContentError
from tests.conftest import ROOT, story

A = "content/articles/ai/2026/a.md"
HELD_BACK = "Not for readers."


def mistakes(site, files, **settings) -> list[str]:
    with pytest.raises(ContentError) as caught:
        site(files, **settings)
    return [str(problem) for problem in caught.value.errors]


@pytest.mark.parametrize(
    "alias",
    ["/%2e%2e/escaped/x.html", "/%252e%252e/x.html", "/a/../../x.html", "/..%2fx.html",
     "/..%5cx.html", "/a%00.html", "/c:/x.html", f"/{'x' * 300}/"],
)  # fmt: skip
def test_an_alias_that_leads_out_is_refused_at_its_line(site, tmp_path, alias):
    before = {path.name for path in tmp_path.parent.iterdir()}
    (problem,) = mistakes(site, {A: story(aliases=f"['{alias}']")})
    assert problem.startswith(f"{A}:5:11: aliases.0: ")
    assert "is not an address of this site" in problem
    assert {path.name for path in tmp_path.parent.iterdir()} == before
    assert not (tmp_path / "escaped").exists()


def test_redirects_ledger_and_records_are_held_to_the_same(site):
    found = mistakes(
        site,
        {
            A: story(),
            "content/data/redirects.yml": "/%2e%2e/x/: /ai/\n/y/: /%2e%2e/\n",
            "content/data/ledger.txt": "/ai/\n/a/%2e%2e/%2e%2e/feed.rss\n",
            "content/data/newsletters/2026-w46.yml": """
                subject: The week
                headlines:
                  - {url: /ai/%2e%2e/%2e%2e/x/, title: A, section: AI}
                """,
        },
    )
    assert [line.partition(": ")[0] for line in found] == [
        "content/data/ledger.txt:2:1",
        "content/data/newsletters/2026-w46.yml:3:11",
        "content/data/redirects.yml:1:1",
        "content/data/redirects.yml:2:1",
    ]


@pytest.mark.parametrize("matter", [{"tags": f"[{'long ' * 60}]"}, {"slug": "x" * 300}])
def test_a_name_that_is_too_long_is_named_at_its_line_and_writes_nothing(site, tmp_path, matter):
    (problem,) = mistakes(site, {A: story(**matter)})
    assert problem.startswith(f"{A}:5:")
    assert "gives no address (a part of it is longer than 255 bytes)" in problem
    assert not (tmp_path / "output").exists()


def order_outside(edition) -> None:
    edition.add(FileJob("../outside.txt", bytes, (b"x",)))


def slip_outside(edition) -> None:
    edition.jobs["../outside.txt"] = FileJob("../outside.txt", bytes, (b"x",))


class Plugin:
    """A plugin of a paper, given by its page function."""

    def __init__(self, function) -> None:
        self.function = function

    def register(self) -> None:
        signals.page.connect(self.function)


@pytest.mark.parametrize("function", [order_outside, slip_outside])
def test_a_plugin_orders_no_file_outside_of_the_output_folder(site, tmp_path, function):
    (problem,) = mistakes(site, {A: story()}, PLUGINS=[*PLUGINS, Plugin(function)])
    assert "/../outside.txt" in problem
    assert not (tmp_path / "outside.txt").exists()


@pytest.mark.slow
def test_a_link_in_the_output_folder_leads_no_page_away(site, tmp_path):
    output = site({A: story()}).output
    (tmp_path / "elsewhere").mkdir()
    for title in ("Second", "Third"):
        shutil.rmtree(output / "ai", ignore_errors=True)
        (output / "ai").symlink_to(tmp_path / "elsewhere")
        site({A: story(title)})
        assert not list((tmp_path / "elsewhere").iterdir())
        assert title in (output / "ai/2026/11/a/index.html").read_text("utf-8")


def test_a_file_that_is_the_folder_of_another_is_refused(site):
    (problem,) = mistakes(site, {A: story(aliases="[/x.html, /x.html/y.html]")})
    assert problem.startswith("/x.html: there are files below this name")


@pytest.mark.parametrize(
    "name",
    [
        "articles/ai/2026/b.md", "pages/about.md", "media/secret.txt", "files/secret.txt",
        "data/tags.yml", "data/newsletters/2026-w46.yml",
    ],
)  # fmt: skip
def test_a_link_to_a_file_outside_is_not_read(site, tmp_path, name):
    outside = tmp_path / "secret"
    outside.write_text(HELD_BACK)
    (tmp_path / "content" / name).parent.mkdir(parents=True)
    (tmp_path / "content" / name).symlink_to(outside)
    (problem,) = mistakes(site, {A: story()})
    assert problem.startswith(f"content/{name}: a symbolic link to a file outside of content/")
    assert HELD_BACK not in problem


def test_a_link_of_the_theme_to_a_file_outside_is_not_read(site, tmp_path):
    theme = tmp_path / "theme"
    shutil.copytree(ROOT / "theme", theme)
    (tmp_path / "secret").write_text(HELD_BACK)
    (theme / "static/fonts/secret.txt").symlink_to(tmp_path / "secret")
    (problem,) = mistakes(site, {A: story()}, THEME=str(theme))
    assert problem.startswith("theme/static/fonts/secret.txt: a symbolic link")


def test_a_style_sheet_imports_nothing_from_outside(site, tmp_path):
    theme = tmp_path / "theme"
    shutil.copytree(ROOT / "theme", theme)
    (tmp_path / "secret.css").write_text("a { color: red }")
    main = theme / "static/css/main.css"
    main.write_text(
        main.read_text("utf-8") + '\n@import "../../../secret.css" layer(x);\n', "utf-8"
    )
    (problem,) = mistakes(site, {A: story()}, THEME=str(theme))
    assert "'../../../secret.css' is outside" in problem


@pytest.mark.slow
def test_a_link_to_a_file_within_content_is_followed(site, tmp_path):
    site({A: story("Linked")})
    (tmp_path / "content/articles/ai/2026/b.md").symlink_to("a.md")
    assert "Linked" in site().text("/ai/2026/11/b/")


@pytest.mark.slow
@pytest.mark.parametrize(
    "target",
    [
        "../../../../secret.txt", "%2e%2e/%2e%2e/%2e%2e/%2e%2e/secret.txt",
        "file:///etc/passwd", "{static}/../secret.txt",
    ],
)  # fmt: skip
def test_a_text_opens_nothing_outside_of_content(site, tmp_path, target):
    (tmp_path / "secret.txt").write_text(HELD_BACK)
    for body, matter in (
        (f"[x]({target})", {}),
        (f"![x]({target})", {}),
        ("Words.", {"image": f"{{src: '{target}', alt: x}}"}),
    ):
        try:
            site({A: story("A", body, **matter)})
        except ContentError as error:
            assert HELD_BACK not in str(error)  # noqa: PT017 - a link with a scheme is taken out
        for file in (tmp_path / "output").rglob("*"):
            assert not file.is_file() or HELD_BACK.encode() not in file.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="Windows takes no such name")
def test_a_file_name_with_a_control_character_is_named(site, tmp_path):
    name = "content/media/a\nb.txt"
    (problem,) = mistakes(site, {A: story(), name: b"x"})
    assert problem.startswith("content/media/a\\nb.txt: a file cannot have this name")
