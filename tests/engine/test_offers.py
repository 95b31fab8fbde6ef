"""What plugins offer: filters, Markdown, rules, dialects, providers; each is found and used."""

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from newsroom.checking.check import check
from newsroom.checking.formats import as_sarif
from newsroom.desk.importing import ArchiveError, import_archive, known_dialects
from newsroom.desk.markets import take_snapshots
from newsroom.problems import ContentError
from tests.conftest import REGISTRIES, story, write_files
from tests.engine.test_templates import THEME

PLUGIN = """
import json
from xml.etree.ElementTree import Element

from markdown import Extension
from markdown.inlinepatterns import InlineProcessor

from newsroom.checking.findings import Remark, Rule
from newsroom.desk.importing.dialects import Config, Dialect
from newsroom.desk.importing.traced_text import TracedText
from newsroom.desk.markets.readings import Provider, Reading


def shout(text):
    return f"{text.upper()}!"

class Marks(InlineProcessor):
    def handleMatch(self, match, data):
        mark = Element("TAG")
        mark.text = match[1]
        return mark, match.start(0), match.end(0)

class Marked(Extension):
    def extendMarkdown(self, md):
        md.inlinePatterns.register(Marks(r"==(.+?)==", md), "marks", 200)

def no_bill(manuscript, subject):
    if "bill" in manuscript.text:
        yield Remark(*manuscript.find("bill"), "a bill is named", "name the law")

def convert(text, page):
    return TracedText(text.text.replace("{{bell}}", "Ding."), text.lines)

def path(url):
    return "/odds"

def read(data, outcome):
    odds = json.loads(data)["odds"]
    return Reading(probability=odds, volume=5, unit="dollars", closes=None, resolution=None)

TEMPLATE_FILTERS = {"a_filter": shout}
MARKDOWN_EXTENSIONS = [Marked()]
CHECK_RULES = [Rule("no-bill", "warning", "A bill is named.", no_bill)]
IMPORTERS = [
    Dialect(
        name="bell", permalink="", separator=",", by_folder=True, classic=False, config_names=(),
        read_config=lambda site: Config(), convert=convert,
    )
]
MARKET_PROVIDERS = {"acme": Provider("https://odds.example", path, read, host="acme.example")}

def register():
    pass
"""


@pytest.fixture
def paper(tmp_path, request):
    """Return the folder of a paper with a plugin that offers one of each."""

    def make(tag="mark", shouting="shout", files=None):
        name = f"offers_{request.node.name.partition('[')[0]}_{tag}_{shouting}"
        code = PLUGIN.replace("TAG", tag).replace("a_filter", shouting)
        conf = f"PLUGINS = [{name!r}]\nSITENAME = 'P'\nTHEME = 'small'\nPRIVACY = {{'page': ''}}\n"
        templates = {
            **{f"small/{path}": text for path, text in THEME.items()},
            "small/templates/story.html": "{{ article.title|a_filter }} {{ article.body }}".replace(
                "a_filter", shouting
            ),
        }
        texts = {
            "content/articles/ai/a.md": story("A title", "Words ==of the bill== here."),
            f"plugins/{name}.py": code,
            "pelicanconf.py": conf,
        }
        write_files(tmp_path, {**REGISTRIES, **texts, **templates, **(files or {})})
        return tmp_path

    return make


def built(root, output="output"):
    code = (
        "import sys; from pathlib import Path; from newsroom.building.up_to_date import publish;"
        "publish(Path('pelicanconf.py'), {'NOW': '2026-11-23T13:00:00+00:00', 'JOBS': 2,"
        f" 'OUTPUT_PATH': '{output}'}})"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return (root / output / "ai/2026/11/a/index.html").read_text("utf-8")


def test_filters_and_markdown_of_a_plugin_shape_pages(paper):
    page = built(paper())
    assert "A TITLE!" in page
    assert "Words <mark>of the bill</mark>" in page


def test_markdown_of_a_plugin_that_changed_is_read_again(paper):
    assert "<mark>" in built(paper())
    root = paper()
    (file,) = (root / "plugins").glob("*.py")
    file.write_text(file.read_text("utf-8").replace('"mark"', '"strong"'), "utf-8")
    assert "<strong>of the bill</strong>" in built(root)


def test_what_markdown_of_a_plugin_makes_is_sanitised(paper):
    page = built(paper(tag="blink"))
    assert "of the bill" in page
    assert "blink" not in page


def test_a_filter_with_a_name_that_is_taken_is_refused(paper):
    with pytest.raises(AssertionError, match="TEMPLATE_FILTERS: the name 'date' is taken"):
        built(paper(shouting="date"))


def test_a_rule_of_a_plugin_has_a_level_and_can_be_off(paper):
    root = paper()
    conf = root / "pelicanconf.py"

    def rules(**settings):
        return {one.rule: one.level for one in check(conf, settings).findings}

    assert rules()["no-bill"] == "warning"
    assert rules(CHECK={"levels": {"no-bill": "error"}})["no-bill"] == "error"
    assert "no-bill" not in rules(CHECK={"levels": {"no-bill": "off"}})
    with pytest.raises(ContentError, match=r"unknown rule 'no-bil'.*did you mean 'no-bill'"):
        rules(CHECK={"levels": {"no-bil": "off"}})
    assert '"id": "no-bill"' in as_sarif(check(conf, {}).findings)


def test_a_dialect_of_a_plugin_imports(paper, tmp_path):
    root = paper()
    write_files(
        tmp_path, {"old/ai/x.md": "---\ntitle: X\ndate: 2020-01-01\n---\nA {{bell}} rings.\n"}
    )
    dialects = known_dialects(root / "pelicanconf.py")
    assert {"hugo", "jekyll", "pelican", "bell"} <= dialects.keys()
    import_archive("bell", tmp_path / "old", tmp_path / "new", dialects=dialects)
    (file,) = (tmp_path / "new/articles").rglob("x.md")
    assert "A Ding. rings." in file.read_text("utf-8")
    with pytest.raises(ArchiveError, match=r"unknown dialect 'bel': .*did you mean 'bell'"):
        import_archive("bel", tmp_path / "old", tmp_path / "new", dialects=dialects)


class Odds(BaseHTTPRequestHandler):
    def do_GET(self):
        data = json.dumps({"odds": 0.25}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


def test_a_provider_of_a_plugin_is_asked_and_printed(paper):
    registry = """
        rain:
          question: Rain?
          provider: acme
          url: https://acme.example/rain
        """
    root = paper(files={"content/data/markets.yml": registry})
    with ThreadingHTTPServer(("127.0.0.1", 0), Odds) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        apis = {"acme": f"http://127.0.0.1:{server.server_port}"}
        given = {"MARKETS": {"apis": apis}, "NOW": "2026-11-23T12:00:00+00:00"}
        report = take_snapshots(root / "pelicanconf.py", given)
        server.shutdown()
    assert report.saved == 1, report
    write_files(root, {"small/templates/markets.html": "{% for group in groups %}{% for one in "
                       "group.entries %}{{ one.market.chance }} {{ one.market.provider }}"
                       "{% endfor %}{% endfor %}"})  # fmt: skip
    built(root)
    assert (root / "output/markets/index.html").read_text("utf-8") == "25% Acme"
    write_files(root, {"content/data/markets.yml": registry.replace("acme\n", "acmee\n")})
    with pytest.raises(AssertionError, match=r"'acmee' is unknown: .*did you mean 'acme'"):
        built(root)
