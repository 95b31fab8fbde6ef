"""SVG: what draws stays, and nothing else."""

import io

import pytest
from PIL import Image

from newsroom.media.facts import MediaError
from newsroom.media.svg import clean, measure
from newsroom.problems import ContentError
from tests.conftest import story
from tests.media.samples import svg

A = "content/articles/ai/2026/a.md"


def cleaned(inner: str, attributes: str = 'viewBox="0 0 40 30"') -> str:
    return clean(svg(inner, attributes), "d.svg", lambda data, name: b"bare").decode()


def lost(inner: str) -> str:
    return " ".join(note.what for note in measure(svg(inner), "d.svg").notes)


@pytest.mark.parametrize(
    ("inner", "trace"),
    [
        ("<script>alert(1)</script>", "alert"),
        ("<script href='https://x.example/a.js'/>", "x.example"),
        ("<rect onclick='alert(1)'/>", "alert"),
        ("<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'>secret</body></foreignObject>",
         "secret"),
        ("<image href='https://x.example/a.png' width='1' height='1'/>", "x.example"),
        ("<use href='other.svg#a'/>", "other.svg"),
        ("<a href='javascript:alert(1)'><rect/></a>", "javascript"),
        ("<set attributeName='href' to='javascript:alert(1)'/>", "javascript"),
        ("<animate attributeName='onload' to='alert(1)'/>", "alert"),
        ("<style>@import url(https://x.example/a.css);</style>", "x.example"),
        ("<style>rect { fill: url('https://x.example/a') }</style>", "x.example"),
        (r"<style>rect { fill: u\72l(https://x.example/a) }</style>", "x.example"),
        ("<rect style='fill: url(https://x.example/a)'/>", "x.example"),
        ("<rect fill='url(https://x.example/a)'/>", "x.example"),
        ("<iframe src='https://x.example'/>", "x.example"),
    ],
)  # fmt: skip
def test_what_runs_or_loads_is_taken_out_and_said(inner, trace):
    assert trace not in cleaned(inner)
    assert "is published without" in lost(inner)


@pytest.mark.parametrize(
    "inner",
    [
        "<!-- Jana Quelle -->",
        "<?xpacket Jana Quelle?>",
        "<metadata><creator>Jana Quelle</creator></metadata>",
        "<title>Jana Quelle</title>",
        "<desc>Jana Quelle</desc>",
        "<g id='Jana Quelle'/>",
        "<g data-name='Jana Quelle'/>",
        "<g xmlns:i='http://www.inkscape.org/namespaces/inkscape' i:label='Jana Quelle'/>",
        "<g style='fill:red;-inkscape-font-specification:Jana Quelle'><rect/></g>",
        "<i:grid xmlns:i='http://www.inkscape.org/namespaces/inkscape' i:x='Jana Quelle'/>",
        "<style>/* Jana Quelle */ rect { fill: red }</style>",
        "<style>.Jana { fill: red } #Jana:hover, rect.Jana { fill: #fee }</style>"
        "<g class='Jana Quelle' id='Jana'/>",
        "<g class='Jana'/>",
        "<use href='#Jana'/><path id='Jana'/><set begin='Jana.end' href='#Jana'/>",
        "<g clip-path='url(#Jana)'/><clipPath id='Jana'/><g mask='url(#Jana2)'/>",
        "<filter id='f'><feBlend result='Jana'/><feOffset in='Jana'/></filter>",
    ],
)
def test_what_names_people_is_taken_out_in_silence(inner):
    assert "Jana" in svg(inner).decode()
    assert "Jana" not in cleaned(inner)
    assert not lost(inner)


def test_what_draws_stays():
    inner = (
        '<defs><linearGradient id="g"><stop offset="1" stop-color="red"/></linearGradient></defs>'
        '<rect fill="url(#g)" transform="rotate(3)"/><text x="1">Ships &amp; boats</text>'
        '<use href="#p"/><path id="p" d="M0 0L9 9"/><style>.a { fill: url(#g) }</style>'
    )
    text = cleaned(inner)
    for part in ('id="g"', 'fill="url(#g)"', "Ships &amp; boats", 'href="#p"', 'id="p"',
                 "fill: url(#g)", 'transform="rotate(3)"'):  # fmt: skip
        assert part in text
    assert not lost(inner)


def test_new_names_still_refer_to_the_same_parts():
    text = cleaned(
        "<style>.map-land, #sea-1 > .map-land{fill:url(#fade);stroke:#face00;x:.5px}"
        "@media (min-width:9.5em){.map-land{fill:#fade}}#sea-1:hover,#land{fill:red}</style>"
        "<linearGradient id='fade'/><g id='sea-1'><path class='map-land other'/></g>"
        "<filter id='soft'><feBlend result='first'/><feOffset in='first' in2='SourceGraphic'/>"
        "</filter><g id='land'/><g filter='url(#soft)'/><set begin='0.5s; sea-1.click'/>"
    )
    assert ".class1, #id2 &gt; .class1{fill:url(#id1);stroke:#face00;x:.5px}" in text
    assert "@media (min-width:9.5em){.class1{fill:#fade}}" in text
    assert '<linearGradient id="id1"/><g id="id2"><path class="class1"/></g>' in text
    assert 'result="result1"/><feOffset in="result1" in2="SourceGraphic"/>' in text
    assert "#id2:hover,#id4{fill:red}" in text
    assert '<g id="id4"/>' in text
    assert '<g filter="url(#id3)"/><set begin="0.5s; id2.click"/>' in text


def test_names_that_a_style_asks_for_in_parts_stay_and_that_is_said():
    inner = "<style>[class^=map]{fill:red}</style><g class='map-land'/>"
    assert 'class="map-land"' in cleaned(inner)
    assert "d.svg keeps the names of its classes and ids" in lost(inner)


def test_what_an_entity_says_is_not_read_from_a_file(tmp_path):
    (tmp_path / "secret").write_text("secret")
    drawing = (
        f'<!DOCTYPE svg [<!ENTITY e SYSTEM "{tmp_path}/secret">]>'
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><text>&e;</text></svg>'
    ).encode()
    assert b"secret" not in clean(drawing, "d.svg", lambda data, name: b"")


def test_many_entities_do_not_explode():
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    drawing = (
        f'<!DOCTYPE svg [{entities}]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">'
        '<text class="&j;">&j;</text></svg>'
    ).encode()
    with pytest.raises(MediaError, match="damaged SVG"):
        measure(drawing, "d.svg")


def test_a_size_is_as_good_as_a_box():
    facts = measure(svg("", 'width="300px" height="150"'), "d.svg")
    assert (facts.width, facts.height) == (300, 150)
    assert 'viewBox="0 0 300 150"' in cleaned("", 'width="300px" height="150"')


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (svg("", ""), "d.svg: an SVG without viewBox: add viewBox"),
        (svg()[:-9], "d.svg is a damaged SVG"),
        (b"<svg viewBox='0 0 1 1'/>", "d.svg is not an SVG: its first element is not <svg xmlns="),
    ],
)
def test_a_drawing_that_cannot_be_shown_is_refused(site, data, expected):
    with pytest.raises(ContentError) as caught:
        site({A: story("A", "![x](2026/d.svg)"), "content/media/2026/d.svg": data})
    assert f"a.md:6:1: {expected}" in str(caught.value)


def test_what_is_missing_is_said_where_the_drawing_is_named(site):
    drawing = svg("<script>1</script><rect onload='x'/><rect onload='x'/>")
    built = site({A: story("A", "![x](2026/d.svg)"), "content/media/2026/d.svg": drawing})
    (warning,) = built.warnings
    assert warning.startswith(
        f"{A}:6:1: warning: d.svg is published without a <script> element, an onload attribute "
        "(2 times): "
    )


@pytest.mark.slow
def test_a_drawing_named_png_is_a_drawing_and_a_picture_named_svg_a_picture(site):
    written = io.BytesIO()
    Image.new("RGB", (30, 20)).save(written, "PNG")
    built = site(
        {
            A: story("A", "![x](2026/a.png) ![y](2026/b.svg)"),
            "content/media/2026/a.png": svg("<script>1</script>"),
            "content/media/2026/b.svg": written.getvalue(),
        }
    )
    addresses = [image["src"] for image in built.page("/ai/2026/11/a/").select("article img")]
    assert addresses == ["/media/2026/a.svg", "/media/2026/b-30.png"]
    assert "script" not in built.text("/media/2026/a.svg")


@pytest.mark.slow
@pytest.mark.parametrize("sign", ["a", "-inkscape-", ".a ", "a:", "{", "url("])
def test_a_style_of_a_million_characters_is_read_in_one_pass(sign):
    """Patterns that begin again at each character would take hours."""
    style = sign * (1_000_000 // len(sign))
    assert "rect" in cleaned(f"<style>{style}</style><rect begin='{style}' style='{style}'/>")


def test_names_of_selectors_are_found_behind_rules_and_statements():
    text = cleaned(
        "<style>.roe{fill:red}.jana,#doe{fill:blue}</style>"
        "<g class='roe'/><g class='jana'/><g id='doe'/><g class='other'/>"
    )
    assert text.count("class=") == 2
    assert not [name for name in ("roe", "jana", "doe", "other") if name in text]
