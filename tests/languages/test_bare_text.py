"""No page, feed or mail says a word that is not in the catalogues or in the content."""

import json
import re
from html.parser import HTMLParser

import pytest
from jinja2 import Environment, nodes

from newsroom.desk.messages import texts_of_software
from newsroom.languages.texts import pieces
from newsroom.writing.folding import KEYWORDS
from tests.conftest import ROOT, story

TEMPLATES = ROOT / "theme/templates"
SCRIPTS = sorted((ROOT / "theme/static/js").glob("*.js"))
SPOKEN = {"alt", "aria-description", "aria-label", "aria-roledescription", "label", "placeholder",
          "title"}  # fmt: skip
"""Attributes that are read to readers."""
WORD = re.compile(r"[A-Za-z]{2,}")
NAMES = {
    "Atom",
    "Feed",
    "GitHub",
    "JSON",
    "Manifold",
    "RSS",
    "UTC",
    "YouTube",
    "giscus",
    "app",
    "Mastodon",
}
"""What is the same in every language."""
QUIET = {"Enter", "Escape"}
"""What scripts name, but do not say."""
SENTENCE = re.compile(r"[A-Z][a-z]+(?: [\w’,-]+)*[.!?…:]?$")
ADDRESS = re.compile(r"\S*[@/]\S*|\S+\.example\S*|\{number\}")


class Said(HTMLParser):
    """``said``: the words of a page, those of attributes among them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self._silent = tag if tag in ("script", "style") else self._silent
        described = dict(attrs).get("name") == "description"
        self.said += [
            value or "" for name, value in attrs
            if name in SPOKEN or (described and name == "content")
        ]  # fmt: skip
        for name, value in attrs:
            if name.startswith("data-") and value and value.startswith("{"):
                self.said += json.loads(value).values()  # the forms of a plural

    def handle_endtag(self, tag):
        self._silent = "" if tag == self._silent else self._silent

    def handle_data(self, data):
        if not self._silent:
            self.said.append(data)


def bare(texts) -> set[str]:
    """Return the Latin words in what is said in Greek."""
    return {
        word for text in texts for word in WORD.findall(ADDRESS.sub(" ", text))
        if word not in NAMES
    }  # fmt: skip


def greek(text: str) -> str:
    """Return a text whose words are Greek letters, its values and links kept."""
    found = ""
    for piece in pieces(text):
        marks = {"value": f"{{{piece.text}}}", "link": "[", "words": WORD.sub("λ", piece.text)}
        found += marks.get(piece.kind, "")
        if piece.kind == "link":
            address = piece.text
        elif piece.kind == "end":
            found += f"]({address})"
    return found


def catalogue() -> str:
    lines: list[str] = []
    for text in texts_of_software():
        lines.append(f"msgid {json.dumps(text[0], ensure_ascii=False)}")
        if len(text) > 1:
            lines.append(f"msgid_plural {json.dumps(text[1], ensure_ascii=False)}")
            for form, one in enumerate(text):
                lines.append(f"msgstr[{form}] {json.dumps(greek(one), ensure_ascii=False)}")
        else:
            lines.append(f"msgstr {json.dumps(greek(text[0]), ensure_ascii=False)}")
        lines.append("")
    return "\n".join(lines)


BODY = """Α.[^1]

[^1]: Β.

!!! warning
    Γ.

!!! note
    Δ.

- [ ] Ε
- [x] Ζ
"""
LIVE = """Η.

## 2026-11-23 09:30 Θ

Ι.

## 2026-11-23 10:15 Κ

Λ.
"""
SITE = {
    "content/data/sections.yml": "ai:\n  name: Μ\n  description: Μ\nworld:\n  name: Ν\n",
    "content/data/authors.yml": "olivia-scott:\n  name: Ξ\n  bio: Ξ\nsam-reed:\n  name: Ο\n",
    "content/data/series.yml": "pi:\n  name: Π\n  description: Π\n",
    "content/data/newsletters/2026-w46.yml": """
        subject: Ρ
        headlines:
        - {url: /ai/2026/11/one/, title: Σ, deck: Σ, section: Μ, minutes: 4, authors: [Ξ]}
        insight: {url: /ai/2026/11/one/, title: Τ, section: Μ, label: opinion}
        hottest:
        - {url: /ai/2026/11/one/, title: Υ, section: Μ}
        corrections:
        - {url: /ai/2026/11/one/#c, title: Φ, text: Χ}
        """,
    "content/articles/ai/one.md": story(
        "Α", BODY, series="pi", tags="[Ψ]", corrections="[{date: 2026-11-21, text: Ω}]",
        sources="[{title: Α, url: 'https://a.example/'}]", updated="2026-11-21",
    ),
    "content/articles/ai/two.md": story("Β", "Γ.", series="pi", label="opinion", tags="[Ψ]"),
    "content/articles/ai/three.md": story(
        "Γ", "Δ.", label="sponsored", sponsor="Ε", comments="closed"
    ),
    "content/articles/world/live.md": story("Δ", LIVE, label="live", date="2026-11-23 09:00"),
    "content/articles/world/ended.md": story(
        "Ε", LIVE, label="live", date="2026-11-23 09:00", live_until="2026-11-23 11:00"
    ),
    "content/articles/world/old.md": story("Ζ", "Η.", expires="2026-11-21"),
    "content/articles/world/hidden.md": story("Η", "Θ.", status="hidden"),
    "content/data/redirects.yml": "/old/: /ai/2026/11/one/\n/gone/: gone\n",
}  # fmt: skip


@pytest.mark.slow
def test_a_paper_of_another_language_has_no_english_word(site):
    built = site(
        {**SITE, "locale/el.po": catalogue()}, DEFAULT_LANG="el", SITENAME="Ω", SITESUBTITLE="Ω",
        MENUITEMS=(), NEWSLETTER={"action": "https://x.example/f"}, LISTINGS={"per_page": 2},
        COMMENTS={"provider": "isso", "server": "https://c.example"},
    )  # fmt: skip
    found = {
        file: words for file in sorted(built.files())
        if file.endswith(".html") and (words := bare(Said(built.text(file)).said))
    }  # fmt: skip
    assert found == {}
    assert len([file for file in built.files() if file.endswith(".html")]) > 20
    for file in sorted(built.files()):
        if file.endswith("feed.json"):
            feed = json.loads(built.text(file))
            texts = [feed["title"], *(item["title"] for item in feed["items"])]
            bodies = [Said(item.get("content_html", "")).said for item in feed["items"]]
            assert bare([*texts, *(text for body in bodies for text in body)]) == set(), file


def template_texts(source: str, name: str):
    """Return what a template says without what is filled in."""
    outputs = Environment(autoescape=True).parse(source).find_all(nodes.Output)
    source = re.sub(r"(</?)\{\{.*?\}\}", r"\1x", source)  # the name of an element
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", source, flags=re.DOTALL)
    literals = [value for one in outputs for value in printed(one.nodes)]
    return [*literals, *([text] if name.endswith(".txt") else Said(text).said)]


@pytest.mark.parametrize(
    "name", sorted(file.relative_to(TEMPLATES).as_posix() for file in TEMPLATES.rglob("*.[ht]*t*"))
)
def test_a_template_says_nothing_by_itself(name):
    said = bare(template_texts((TEMPLATES / name).read_text("utf-8"), name))
    assert said == set(), "write {{ _(…) }}: see docs/languages.md"


def printed(expressions):
    """Yield the literal texts that may be printed as they are."""
    for one in expressions:
        if isinstance(one, nodes.Const) and isinstance(one.value, str):
            yield one.value if SENTENCE.match(one.value) else ""
        elif isinstance(one, nodes.CondExpr):
            yield from printed([branch for branch in (one.expr1, one.expr2) if branch])
        elif isinstance(one, nodes.Or | nodes.And | nodes.Add):
            yield from printed([one.left, one.right])
        elif isinstance(one, nodes.Concat):
            yield from printed(one.nodes)
        elif isinstance(one, nodes.Call):
            known = isinstance(one.node, nodes.Name) and one.node.name in KEYWORDS
            yield from printed([] if known else one.args)


def script_texts(code: str):
    """Yield what a script may say: what it puts on the page, and what reads like words."""
    code = re.sub(r"^\s*(?://|/?\*).*$", "", code, flags=re.MULTILINE)
    spoken = r"(?:textContent|innerText|title|ariaLabel|placeholder|alt)\s*\+?=\s*"
    shown = r"(?:(?:alert|confirm|prompt|append)\(|\"(?:aria-label|title|alt)\",)\s*"
    for text in re.findall(rf"(?:{spoken}|{shown})[\"`']([^\"`';]+)", code):
        yield re.sub(r"\$\{[^}]*\}", " ", text)
    for text in re.findall(r"[\"`]([^\"`\n]*)[\"`]", code):
        yield text if SENTENCE.match(text) and text not in QUIET else ""


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.name)
def test_a_script_says_nothing_by_itself(file):
    assert bare(script_texts(file.read_text("utf-8"))) == set(), "put it into a data attribute"


@pytest.mark.parametrize(
    ("code", "said"),
    [('button.textContent = "Show";', "Show"), ("field.title = `Close ${name}`;", "Close"),
     ('x.setAttribute("aria-label", "menu");', "menu"), ('const text = "Try it again.";', "again")],
)  # fmt: skip
def test_what_a_script_would_say_is_found(code, said):
    assert said in bare(script_texts(code))


@pytest.mark.parametrize(
    ("source", "said"),
    [("<p>Hello {{ name }}</p>", "Hello"), ('<a title="Next">{{ x }}</a>', "Next"),
     ('{{ name or "Nobody here" }}', "Nobody"), ("{% if x %}Yes{% endif %}", "Yes")],
)  # fmt: skip
def test_what_a_template_would_say_is_found(source, said):
    assert said in bare(template_texts(source, "a.html"))
