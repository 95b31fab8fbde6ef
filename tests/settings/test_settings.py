"""Settings are looked at before anything is read: every mistake at once, with file and line."""

import pytest

from newsroom.building.build import load_settings
from newsroom.problems import ContentError
from tests.conftest import write_files

FACTS = """
    SITENAME = "The Bee"
    SITEURL = "https://bee.news"
    TIMEZONE = "Europe/Berlin"
    DEFAULT_LANG = "de"
    PATH = "content"
    OUTPUT_PATH = "output"
    THEME = "look"
    PLUGIN_PATHS = ["own"]
    PLUGINS = []
    """


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Load settings: facts, lines after them, and files next to them."""
    monkeypatch.delenv("SITEURL", raising=False)
    (tmp_path / "content").mkdir()
    (tmp_path / "look").mkdir()

    def load_them(lines="", files=None, conf="pelicanconf.py", **given):
        write_files(tmp_path, {"pelicanconf.py": FACTS, **(files or {})})
        with (tmp_path / conf).open("a") as file:
            file.write(lines)
        return load_settings(tmp_path / conf, given, publishing=True)

    return load_them


@pytest.fixture
def refused(load):
    def told(*args, **kwargs):
        with pytest.raises(ContentError) as caught:
            load(*args, **kwargs)
        return [str(error) for error in caught.value.errors]

    return told


def test_right_settings_are_loaded_with_paths_from_their_folder(load, tmp_path):
    settings = load()
    assert settings["SITENAME"] == "The Bee"
    assert settings["PATH"] == str(tmp_path / "content")
    assert settings["PLUGIN_PATHS"] == [str(tmp_path / "own")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("SITEURLS = 'x'", "SITEURLS: unknown setting: did you mean SITEURL?"),
        ("READING_TIMES = {}", "READING_TIMES: unknown setting: did you mean READING_TIME?"),
        ("ZEBRA = 1", "ZEBRA: unknown setting: remove it: no plugin reads it"),
        ("SITENAME = ''", "SITENAME: it is empty: write at least one word"),
        ("SITENAME = 3", "SITENAME: 3 is not text: put it in quotes"),
        ("SITEURL = 'bee.news'", "SITEURL: 'bee.news' is not a web address: write the address"),
        (
            "SITEURL = 'https://bee.news/'",
            "'https://bee.news/' has something after its last word: write https://bee.news",
        ),
        (
            "TIMEZONE = 'europe/berlin'",
            "TIMEZONE: unknown time zone 'europe/berlin': write an IANA name such as Europe/Berlin "
            "or UTC (did you mean 'Europe/Berlin'?)",
        ),
        ("DEFAULT_LANG = 'de_DE.UTF-8'", "unknown language 'de_DE.UTF-8': write de-DE"),
        ("DEFAULT_LANG = 'german'", "unknown language 'german': write a BCP 47 tag such as en"),
        ("THEME = 'nowhere'", "nowhere': fix the name, or create the folder"),
        ("PLUGINS = 'feeds'", "PLUGINS: 'feeds' is not a list: write a list such as"),
        ("PLUGINS = ['nothing_there']", "PLUGINS: plugin 'nothing_there' cannot be loaded"),
        ("MENUITEMS = {'About': '/about/'}", "MENUITEMS: a dict is not a list of links"),
        ("MENUITEMS = ('About', '/about/')", "('About', '/about/') is not a list of links"),
        ("MENUITEMS = ['/about/', '/x/']", "MENUITEMS: ['/about/', '/x/'] is not a list of links"),
        ("MENUITEMS = [('About',)]", "('About',) is not a pair: write title and address"),
        ("SOCIAL = [('Us', 'us.example')]", "'Us' leads to 'us.example', which is not an address"),
        ("SOCIAL = [('Us', 'javascript:alert(1)')]", "which is not an address"),
        ("FEEDS = ['atom']", "FEEDS: ['atom'] is not a dict: write a dict such as {'items': …}"),
        ("FEEDS = {'itmes': 3}", "FEEDS: unknown option 'itmes': use items, formats, summaries"),
        ("FEEDS = {'items': 'many'}", "FEEDS: option 'items' is 'many'"),
        ("DEFAULT_PAGINATION = 10", "setting has no effect: write LISTINGS = {'per_page': 20}"),
        ("FEED_ALL_ATOM = None", "FEED_ALL_ATOM: this setting has no effect: remove it; FEEDS"),
        ("ARTICLE_URL = '{slug}/'", "remove it: addresses are fixed, see docs/urls.md"),
        ("AUTHOR = 'Bea'", "AUTHOR: this setting has no effect: remove it: each story names"),
        ('PUBLISHER = {"logo": "javascript:x"}', "write an address that begins with https://"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_refused_where_it_was_set(refused, line, expected):
    said = refused(line)
    assert len(said) == 1, said
    assert said[0].startswith("pelicanconf.py:10:")
    assert expected.replace("'per_page'", '"per_page"') in said[0]


def test_all_mistakes_are_reported_at_once_in_the_order_of_their_lines(refused):
    said = refused("TIMEZONE = 'Mars'\nZEBRA = 1\nFEEDS = {\n  'formats': ('rss', 'gopher'),\n}\n")
    assert [line.partition(": ")[0] for line in said] == [
        "pelicanconf.py:10:1", "pelicanconf.py:11:1", "pelicanconf.py:13:22",
    ]  # fmt: skip


def test_a_setting_is_placed_in_the_file_that_set_it_last(refused):
    files = {"publishconf.py": "from pelicanconf import *\nSITEURL = 'nowhere'\n"}
    said = refused("TIMEZONE = 'Mars'\n", files=files, conf="publishconf.py")
    assert [line.partition(": ")[0] for line in said] == [
        "publishconf.py:2:1",
        "publishconf.py:3:1",
    ]
    said = refused("", files={**files, "pelicanconf.py": FACTS + "ZEBRA = 1\n"},
                   conf="publishconf.py")  # fmt: skip
    assert any(line.startswith("pelicanconf.py:10:1: ZEBRA") for line in said)


def test_names_that_help_other_settings_are_no_settings(load):
    settings = load("YEAR = 2026\n_LOGO = 1\nSITESUBTITLE = f'Since {YEAR}'\n")
    assert settings["SITESUBTITLE"] == "Since 2026"


def test_a_setting_of_a_plugin_of_the_paper_is_known(load, refused):
    plugin = {"own/weather.py": "def register():\n    print('WEATHER')\n"}
    lines = "PLUGINS = ['weather']\nWEATHER = {'city': 'Bern'}\n"
    assert load(lines, files=plugin)["WEATHER"] == {"city": "Bern"}
    assert "did you mean" not in refused("WETTER = 1", files=plugin)[0]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("x = = 1", "pelicanconf.py:10:1: invalid syntax: fix this line"),
        ("SITENAME = NAME", "pelicanconf.py:10:1: NameError: name 'NAME' is not defined"),
    ],
)
def test_an_error_in_a_settings_file_is_placed(refused, code, expected):
    assert refused(code)[0].startswith(expected)


def test_a_file_that_settings_are_taken_from_is_read_again_after_an_edit(load, tmp_path):
    base = {"base.py": FACTS, "pelicanconf.py": "from base import *\n"}
    assert load(files=base)["SITENAME"] == "The Bee"
    base["base.py"] = FACTS.replace("The Bee", "The Wasp")
    assert load(files=base)["SITENAME"] == "The Wasp"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "SITEURL = 'http://localhost:8000'",
            "publishconf.py:2:1: SITEURL: readers find nothing at 'http://localhost",
        ),
        (
            "SITEURL = 'https://example.com'",
            "SITEURL: readers find nothing at 'https://example.com': write it",
        ),
        ("SITEURL = ''", "publishconf.py:2:1: SITEURL: the address of the site is missing"),
    ],
)
def test_a_production_build_needs_an_address_of_its_own(refused, line, expected):
    said = refused(line, files={"publishconf.py": "from pelicanconf import *\n"},
                   conf="publishconf.py")  # fmt: skip
    assert len(said) == 1
    assert expected in said[0]


def test_a_production_build_without_any_address_says_where_to_write_one(refused):
    lines = "\n".join(line for line in FACTS.splitlines() if "SITEURL" not in line)
    files = {"pelicanconf.py": lines, "publishconf.py": "from pelicanconf import *\n"}
    said = refused(files=files, conf="publishconf.py")
    assert said == [
        "SITEURL: the address of the site is missing: write it into publishconf.py, or set it in "
        "the environment: SITEURL=https://news.example ./inv build --production"
    ]


def test_an_address_of_the_environment_is_meant(load, monkeypatch):
    monkeypatch.setenv("SITEURL", "http://localhost:9000")
    files = {"publishconf.py": "import os\nfrom pelicanconf import *\n"}
    line = "SITEURL = os.environ['SITEURL']\n"
    settings = load(line, files=files, conf="publishconf.py")
    assert settings["SITEURL"] == "http://localhost:9000"
