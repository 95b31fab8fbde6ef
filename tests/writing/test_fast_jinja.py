"""Fast Jinja gives what stock Jinja gives, and works macros out once."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, FileSystemLoader, StrictUndefined
from jinja2.exceptions import UndefinedError
from markupsafe import Markup

from newsroom.files.blob_cache import BlobCache
from newsroom.model import Tag
from newsroom.model.jobs import PageJob
from newsroom.writing import fast_jinja
from newsroom.writing.fast_jinja import FastEnvironment
from newsroom.writing.folding import fold
from newsroom.writing.templates import open_templates, template_problem
from tests.conftest import story

STRICT = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
PRINTS = {
    "page": """
        {% from "macros" import both, held %}
        {% import "seen" as seen with context %}
        {{ value }} {{ value ~ "<" }} {{ [value] }} {{ "<" if value else "&" }} {{ value | safe }}
        {{ both(value, value) }}{{ both(value, other="'") }}{{ both(other=value, one=1) }}
        {% for one in (value, 1, value) %}{{ both(one, loop.index) }}{{ held(loop) }}{% endfor %}
        {% set block %}{{ value }}&{% endset %}{{ block }} {{ seen.given() }}
        {% call held({"index": value}) %}{{ value }}{% endcall %}
        {% autoescape false %}{{ value }} {{ both(value, 2) }}{% endautoescape %}
        """,
    "macros": """
        {% macro both(one, other="<") %}{{ one }}, {{ other }} {{ varargs }}{% endmacro %}
        {% macro held(loop) %}{{ loop.index }}{{ caller() if caller is defined }}{% endmacro %}
        """,
    "seen": "{% macro given() %}{{ value }}{% endmacro %}",
}
TAG = dict.fromkeys(("slug", "name", "description", "url"), st.text("a&"))
VALUES = st.one_of(
    st.text(), st.text("a<>&'\"", max_size=4), st.integers(), st.floats(), st.none(), st.booleans(),
    st.text("a<").map(Markup), st.lists(st.text("<")), st.builds(Tag, **TAG),
)  # fmt: skip


def counted(templates: dict[str, str]) -> tuple[FastEnvironment, list[object]]:
    """Return an environment whose filter ``noted`` adds what goes through it to the list."""
    environment = FastEnvironment(loader=DictLoader(templates), undefined=StrictUndefined)
    noted: list[object] = []
    environment.filters["noted"] = lambda value: noted.append(value) or value
    return environment, noted


FAST = FastEnvironment(loader=DictLoader(PRINTS), autoescape=True, **STRICT)
STOCK = Environment(loader=DictLoader(PRINTS), autoescape=True, **STRICT)


@pytest.mark.slow
@settings(deadline=None)
@given(VALUES)
@example("1")
@example(1)
@example(True)
def test_a_page_is_that_of_stock_jinja(value):
    expected = STOCK.get_template("page").render(value=value)
    for _ in range(2):
        assert FAST.get_template("page").render(value=value) == expected


@pytest.mark.slow
def test_every_page_of_the_theme_is_that_of_stock_jinja(site, tmp_path):
    built = site({
        f"content/articles/ai/2026/s{number}.md": story(
            f"“Story” & <{number}>", "A sentence.\n\n" * number, tags="[Law, C++]",
            corrections="[{date: 2026-11-21, text: It’s <fixed>.}]" if number == 2 else "[]",
        )
        for number in range(8)
    })  # fmt: skip
    edition = built.result.edition
    fast_one = open_templates(edition.theme, edition.words, BlobCache(tmp_path / "blobs", ""), {})

    class Spoken(Environment):
        def _generate(self, source, *rest, **options):
            return super()._generate(fold(source, edition.words), *rest, **options)

    stock = Spoken(loader=fast_one.loader, autoescape=True, **STRICT)
    stock.filters.update(fast_one.filters)
    pages = [job for job in edition.jobs.values() if isinstance(job, PageJob)]
    variables = {"site": edition.site, "assets": edition.assets}
    for job in pages:
        page = stock.get_template(job.template).render(**variables, **job.context)
        assert page == built.text(job.path)
    assert {"story.html", "front.html", "tag.html"} <= {job.template for job in pages}


def test_a_macro_is_worked_out_once_for_the_same_objects():
    environment, noted = counted({
        "page": "{% from 'm' import name %}{{ name(tag) }}{{ name(tag, day=day) }}",
        "m": "{% macro name(tag, day=none) %}{{ tag.name | noted }}{% endmacro %}",
    })  # fmt: skip
    tag, day = (
        Tag(slug="a", name="A", description="/a/", url=""),
        datetime(2026, 11, 20, tzinfo=UTC),
    )
    pages = [environment.get_template("page").render(tag=tag, day=day) for _ in range(3)]
    assert pages == ["AA"] * 3
    assert noted == ["A", "A"]


def test_what_may_change_is_looked_at_each_time():
    environment, _ = counted({
        "page": "{% from 'm' import first %}{{ first(names) }}",
        "m": "{% macro first(names) %}{{ names[0] }}{% endmacro %}",
    })  # fmt: skip
    names = ["A"]
    page = environment.get_template("page")
    assert page.render(names=names) == "A"
    names[0] = "B"
    assert page.render(names=names) == "B"


def test_what_is_kept_is_bounded(monkeypatch):
    monkeypatch.setattr(fast_jinja, "MOST", 2)
    environment, noted = counted({
        "page": "{% from 'm' import name %}{% for one in tags %}{{ name(one) }}{% endfor %}",
        "m": "{% macro name(tag) %}{{ tag.name | noted }}{% endmacro %}",
    })  # fmt: skip
    tags = [Tag(slug=name, name=name, description="/", url="") for name in "ABC"]
    assert environment.get_template("page").render(tags=[*tags, *tags]) == "ABCABC"
    assert noted == list("ABCABC")


def test_a_mistake_in_a_macro_is_named_at_its_line(tmp_path):
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "page.html").write_text("{% from 'm.html' import name %}\n{{ name(tag) }}")
    (folder / "m.html").write_text("{% macro name(tag) %}\n{{ tag.nmae }}\n{% endmacro %}")
    environment = FastEnvironment(loader=FileSystemLoader(folder), undefined=StrictUndefined)
    for _ in range(2):
        with pytest.raises(UndefinedError) as caught:
            environment.get_template("page.html").render(
                tag=Tag(slug="a", name="A", description="/a/", url="")
            )
        problem = template_problem(caught.value, "page.html", "a/", environment)
        assert (problem.path, problem.line) == ("templates/m.html", 2)
