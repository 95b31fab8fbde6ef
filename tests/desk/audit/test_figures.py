"""What the audit reads from files: bytes, links, ids, HTML; and how it reports."""

import pytest

from newsroom.desk.audit import validity
from newsroom.desk.audit.finished_site import choose, open_site
from newsroom.desk.audit.links import look_at_links
from newsroom.desk.audit.options import AuditOptions
from newsroom.desk.audit.report import Report
from newsroom.desk.audit.weights import weigh, weight
from newsroom.problems import ContentError
from tests.conftest import story, write_files

HEAD = '<!doctype html><html lang="en" data-kind="{kind}"><head><title>A</title>{head}</head>'
FRONT = '<link rel="canonical" href="https://news.example/paper/">'


def page(body: str, kind: str = "story", head: str = "") -> str:
    return f"{HEAD.format(kind=kind, head=head)}<body>{body}</body></html>\n"


@pytest.fixture
def finished(tmp_path):
    """Write a finished site below a folder of its host, and open it."""

    def write(files):
        write_files(tmp_path, {"index.html": page("", "front", FRONT), **files})
        return open_site(tmp_path)

    return write


def named(figures, name):
    return next(one for one in figures if one.name == name)


@pytest.mark.slow
def test_pages_have_the_kind_of_their_template_and_redirects_are_none(site):
    built = site(
        {
            "content/articles/ai/a.md": story("A"),
            "content/articles/ai/b.md": story("B", label="live"),
            "content/data/redirects.yml": "/old/: /ai/2026/11/a/\n",
            "content/files/own.html": "<p>Ours.</p>",
        }
    )
    kinds = {page.url: page.kind for page in open_site(built.output).pages}
    assert kinds["/"] == "front"
    assert kinds["/ai/2026/11/a/"] == "story"
    assert kinds["/ai/2026/11/b/"] == "live"
    assert kinds["/ai/"] == "section"
    assert kinds["/404.html"] == "not_found"
    assert kinds["/own.html"] == "other"
    assert "/old/" not in kinds


def test_without_names_the_largest_page_of_each_kind_is_measured(finished):
    site = finished({"a/index.html": page("short"), "b/index.html": page("long " * 99)})
    assert [one.path for one in choose(site, (), 1, every=False)] == ["b/index.html", "index.html"]
    assert len(choose(site, (), 1, every=True)) == 3


@pytest.mark.parametrize("name", ["/paper/a/", "a", "a/index.html", "/paper/a/#part"])
def test_a_page_can_be_named_in_every_way_that_people_write_addresses(finished, name):
    site = finished({"a/index.html": page("")})
    assert [one.path for one in choose(site, [name], 1, every=False)] == ["a/index.html"]


def test_a_page_can_be_named_by_its_file(finished):
    site = finished({"a/index.html": page("")})
    [one] = choose(site, [str(site.folder / "a")], 1, every=False)
    assert one.url == "/paper/a/"


def test_all_names_that_are_no_pages_are_reported_at_once(finished):
    with pytest.raises(ContentError) as caught:
        choose(finished({}), ["/x/", "/y/"], 1, every=False)
    assert [problem.path for problem in caught.value.errors] == ["/x/", "/y/"]


def test_a_folder_without_a_site_is_refused_with_the_way_to_build_one(tmp_path):
    with pytest.raises(ContentError, match="newsroom build --production"):
        open_site(tmp_path)


def test_bytes_are_those_that_a_server_sends(finished):
    head = '<link rel="stylesheet" href="/paper/a.css"><script src="/paper/a.js" defer></script>'
    files = {"a.css": "p{color:red}" * 50, "a.js": "let a = 1;" * 50}
    site = finished({"a/index.html": page("text", head=head), **files})
    found = list(weigh(site, site.pages[0]))
    assert named(found, "css").value == weight(files["a.css"].encode()) < len(files["a.css"])
    assert named(found, "js").value == weight(files["a.js"].encode())
    assert named(found, "html").value == weight(site.read(site.pages[0]))


def test_dead_links_are_named_and_live_ones_are_not(finished):
    body = """
        <h2 id="here">A</h2>
        <a href="/paper/">front</a> <a href="#here">part</a> <a href="../a">same</a>
        <a href="https://news.example/paper/a/#here">absolute</a> <a href="mailto:a@b.example">m</a>
        <a href="https://other.example/gone">another host</a> <a href="#:~:text=A">text</a>
        <a href="/paper/gone/">1</a> <a href="#gone">2</a> <a href="/outside/">3</a>
        <img src="/paper/gone.png" alt=""> <img srcset="/paper/a.css 1w, /paper/gone.avif 2w">
        """
    site = finished({"a/index.html": page(body), "a.css": ""})
    dead = named(look_at_links(site, site.pages[0]), "dead_links")
    assert set(dead.parts) == {
        "/paper/gone/", "#gone", "/outside/", "/paper/gone.png", "/paper/gone.avif",
    }  # fmt: skip


def test_hosts_that_a_page_loads_from_are_third_parties_and_links_are_not(finished):
    body = '<a href="https://a.example/">a</a> <iframe src="https://b.example/film"></iframe>'
    head = (
        '<link rel="stylesheet" href="//c.example/x.css"><link rel="me" href="https://d.example">'
    )
    site = finished({"a/index.html": page(body, head=head)})
    found = named(look_at_links(site, site.pages[0]), "third_parties")
    assert found.parts == ("b.example", "c.example")


def test_ids_that_are_there_twice_and_references_to_none_are_wrong(finished):
    body = '<p id="a"></p><p id="a"></p><p aria-labelledby="a b"></p>'
    site = finished({"a/index.html": page(body)})
    found = named(look_at_links(site, site.pages[0]), "wrong_ids")
    assert found.parts == ("a is there 2 times", "aria-labelledby='b' names nothing")


def test_without_the_checker_of_the_w3c_lxml_finds_wrong_nesting_and_knows_html5(finished):
    body = "<main><nav>A</nav><p>b</p></p></main>"
    site = finished({"a/index.html": page(body), "b/index.html": page("<main>A</main>")})
    wrong, right, _ = validity.check_html(site, site.pages, None)
    assert wrong.parts == ("line 1: Unexpected end tag : p",)
    assert right.value == 0


@pytest.mark.slow
def test_what_a_build_makes_keeps_every_budget_that_files_tell(site):
    built = site(
        {"content/articles/ai/a.md": story("A", "Words.\n\n## Part\n\nMore.", tags="[Law]")},
        MENUITEMS=(),
    )
    finished = open_site(built.output)
    figures = [
        figure
        for page in finished.pages
        for figure in (*weigh(finished, page), *look_at_links(finished, page))
    ]
    figures += validity.check_html(finished, finished.pages, None)
    report = Report(figures, AuditOptions())
    assert not report.broken(), report.text()


def test_the_report_marks_and_explains_what_is_beyond_its_budget(finished):
    site = finished({"a/index.html": page('<a href="/paper/x/">x</a>')})
    figures = [one for page in site.pages for one in look_at_links(site, page)]
    text = Report(figures, AuditOptions(), ["Lighthouse was not run: …"]).text()
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert lines == [
        "kind pages dead links third parties ids",
        "budget 0 0 0",
        "story 1 1! 0 0",
        "front 1 0 0 0",
        "",
        "/paper/a/: dead links 1, the budget is 0",
        "/paper/x/",
        "Lighthouse was not run: …",
        "2 pages of 2 kinds: 1 budget is broken.",
    ]
    generous = Report(figures, AuditOptions(dead_links=1))
    assert generous.text().endswith("2 pages of 2 kinds: every budget holds.")


def test_the_front_page_has_a_budget_of_its_own_for_its_first_view():
    options = AuditOptions(paint_seconds=6, front_seconds=3)
    assert options.limit("paint_seconds", "front") == 3
    assert options.limit("paint_seconds", "story") == 6
    assert options.limit("html", "front") == options.html
