"""A file of a paper's theme takes the place of the base's file of the same path, and no more."""

import textwrap
from pathlib import Path

import pytest

from newsroom.building.up_to_date import take_stock
from newsroom.defaults import PLUGINS
from newsroom.problems import ContentError
from newsroom.themes.layers import open_theme
from tests.conftest import ROOT, story

A = "content/articles/ai/a.md"
PLUGIN = """
    from newsroom import signals
    from newsroom.model.jobs import PageJob
    from newsroom.paging.listings import head


    def add(edition):
        page = head(edition, "longest", "Long reads", edition.site.href("/longest/"))
        edition.add(PageJob("longest/index.html", "longest.html", {"page": page}))


    def register():
        signals.page.connect(add)
    """


@pytest.fixture
def paper(site, tmp_path):
    """Build a site whose theme folder holds no more than the given files."""

    def build(files=None, **settings):
        own = {"THEME": str(tmp_path / "theme")} if (tmp_path / "theme").exists() or any(
            name.startswith("theme/") for name in files or {}
        ) else {}  # fmt: skip
        return site({A: story(), **(files or {})}, **own, **settings)

    return build


def css_of(built) -> str:
    (file,) = (path for path in built.files() if path.startswith("theme/site.") and "css" in path)
    return built.text(file)


@pytest.mark.slow
def test_one_template_is_replaced_and_all_others_are_the_bases(paper):
    built = paper({"theme/templates/partials/byline.html": "<b>by us</b>"})
    page = built.page("/ai/2026/11/a/")
    assert page.find("b", string="by us")
    assert page.select_one("header.masthead")


@pytest.mark.slow
def test_a_template_extends_the_one_that_it_replaces(paper):
    text = '{% extends "!base/story.html" %}{% block main %}<i>mine</i>{{ super() }}{% endblock %}'
    page = paper({"theme/templates/story.html": text}).page("/ai/2026/11/a/")
    assert page.main.find("i", string="mine")
    assert page.h1.text.strip() == "A plain story"


@pytest.mark.slow
def test_overrides_come_before_the_theme_and_can_extend_it(paper, tmp_path):
    files = {
        "theme/templates/tag.html": "<p>theme</p>",
        "mine/tag.html": '{% include "!theme/tag.html" %}<p>override</p>',
    }
    files[A] = story(tags="[Law]")
    built = paper(files, THEME_TEMPLATES_OVERRIDES=[str(tmp_path / "mine")])
    assert [p.text for p in built.page("/tag/law/").find_all("p")] == ["theme", "override"]


@pytest.mark.slow
def test_a_few_lines_of_tokens_change_the_colours(paper):
    css = css_of(paper({"theme/static/css/paper.css": ":root { --vermilion: #005ea5; }"}))
    assert css.rindex("--vermilion:#005ea5") > css.rindex("--vermilion:#ad2a12")
    assert "@layer paper{" in css


@pytest.mark.slow
def test_a_style_sheet_a_script_a_font_and_an_icon_are_replaced_by_path(paper):
    built = paper(
        {
            "theme/static/css/blocks/menu.css": ".menu{color:peru}",
            "theme/static/js/share.js": "{ window.mine = 1; }",
            "theme/static/fonts/inter-roman.woff2": b"font",
            "theme/static/fonts/own-roman.woff2": b"own",
            "theme/static/img/texture.png": b"png",
        }
    )
    assert "peru" in css_of(built)
    assert ".menu-hottest" not in css_of(built)
    (script,) = (path for path in built.files() if path.endswith(".js") and "site." in path)
    assert "window.mine" in built.text(script)
    [inter] = built.output.glob("theme/fonts/inter-roman.*.woff2")
    assert inter.read_bytes() == b"font"
    assert (built.output / "theme/img/texture.png").read_bytes() == b"png"
    fonts = {link["href"] for link in built.page("/").select("link[rel=preload]")}
    assert all(built.exists(font) for font in fonts)
    names = {font.split("/")[-1].split(".")[0] for font in fonts}
    assert {"own-roman", "newsreader-roman"} <= names


def test_a_style_sheet_that_imports_nothing_is_a_mistake_with_its_path(paper):
    with pytest.raises(ContentError, match=r"theme/static/css/more\.css: no such style sheet"):
        paper({"theme/static/css/paper.css": '@import "more.css";'})


@pytest.mark.slow
@pytest.mark.parametrize("package", [True, False])
def test_templates_and_styles_of_a_plugin_lie_next_to_it(paper, tmp_path, package):
    module = "plugins/longest/__init__.py" if package else "plugins/longest.py"
    place = "plugins/longest" if package else "plugins"
    files = {
        module: textwrap.dedent(PLUGIN),
        f"{place}/templates/longest.html": "<p>of the plugin</p>",
        f"{place}/static/css/longest.css": ".longest{color:peru}",
    }
    name = f"longest_{package}".lower()  # a module is imported once in a process
    files = {path.replace("s/longest", f"s/{name}", 1): text for path, text in files.items()}
    files = {
        path.replace(f"templates/{name}", "templates/longest"): it for path, it in files.items()
    }
    settings = {"PLUGIN_PATHS": [str(tmp_path / "plugins")], "PLUGINS": [*PLUGINS, name]}
    built = paper(files, **settings)
    assert built.page("/longest/").p.text == "of the plugin"
    css = css_of(built)
    assert css.index("@layer plugins{") < css.index("peru")
    own = {"theme/templates/longest.html": "<p>of the paper</p>"}
    assert paper(own, **settings).page("/longest/").p.text == "of the paper"


@pytest.mark.slow
def test_what_is_added_and_taken_away_changes_the_right_pages(paper, tmp_path):
    files = {"theme/templates/tag.html": "<p>mine</p>", A: story(tags="[Law]")}
    plain = paper({A: story(tags="[Law]")})
    before = {path: (plain.output / path).read_bytes() for path in plain.files()}
    changed = paper(files)
    after = {path: (changed.output / path).read_bytes() for path in changed.files()}
    own = {path for path in after if path.startswith("tag/") and path.endswith("law/index.html")}
    assert {path for path in after if after[path] != before.get(path)} - own <= {".newsroom-files"}
    assert changed.result.edition.written == len(own)
    (tmp_path / "theme/templates/tag.html").unlink()
    again = paper({A: story(tags="[Law]")})
    assert {path: (again.output / path).read_bytes() for path in again.files()} == before


def test_the_look_for_changes_knows_every_folder_of_the_theme(tmp_path):
    conf = tmp_path / "pelicanconf.py"
    conf.write_text("SITENAME = 'P'\nPLUGINS = ['own']\nTHEME_TEMPLATES_OVERRIDES = ['mine']\n")
    for path in ("content/articles", "plugins/own/templates", "mine"):
        (tmp_path / path).mkdir(parents=True)
    (tmp_path / "plugins/own/__init__.py").write_text("def register(): pass\n")

    def digest() -> str:
        inputs = take_stock(conf, {"NOW": "2026-11-23T12:00:00+00:00"})
        assert inputs
        return inputs.digest

    seen = [digest()]
    for path in ("mine/a.html", "plugins/own/templates/b.html", "theme/templates/c.html",
                 "theme/static/css/paper.css"):  # fmt: skip
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x")
        seen.append(digest())
    assert len(set(seen)) == len(seen)


def test_the_search_order_ends_at_the_base(tmp_path):
    settings = {"THEME": str(tmp_path / "none"), "PLUGIN_PATHS": [], "PLUGINS": ["newsroom.x"]}
    theme = open_theme(settings)
    assert theme.layers == (ROOT / "theme",)
    assert theme.find("icon.svg") == ROOT / "theme/static/icon.svg"
    assert Path("nowhere.svg") not in theme.static()


def test_a_mistake_in_a_template_of_an_override_has_its_line(paper, tmp_path):
    files = {"mine/partials/byline.html": "<b>\n{{ nothing.at.all }}"}
    with pytest.raises(ContentError, match=r"^mine/partials/byline\.html:2:1: UndefinedError"):
        paper(files, THEME_TEMPLATES_OVERRIDES=[str(tmp_path / "mine")])


@pytest.mark.slow
def test_colours_that_cannot_be_read_are_a_warning(paper):
    css = """
        :root { --vermilion: #fd6; /* not */ }
        @media (prefers-color-scheme: dark) { :root { --colour-muted: #333333; } }
        """
    warnings = [
        it for it in paper({"theme/static/css/paper.css": css}).warnings if "contrast" in it
    ]
    assert len(warnings) == 4
    assert any("accent on surface has a contrast of 1.3:1 in the light scheme" in it
               for it in warnings)  # fmt: skip
    assert any("muted on shade" in it and "dark scheme" in it for it in warnings)


@pytest.mark.slow
def test_the_frame_of_the_browser_follows_the_colour_of_the_page(paper):
    built = paper({"theme/static/css/paper.css": ":root { --paper: #fff; --night: #000 }"})
    frames = built.page("/").select("meta[name=theme-color]")
    assert [frame["content"] for frame in frames] == ["#ffffff", "#000000"]
    assert not [line for line in built.warnings if "contrast" in line]
