"""The registry of media: what is true of a picture wherever it is used, and until when."""

import io

import pytest
from PIL import Image, TiffImagePlugin

from newsroom.problems import ContentError
from tests.conftest import story
from tests.reading.test_media import photograph

A = "content/articles/ai/2026/a.md"
PICTURE = "content/media/2026/p.jpg"
REGISTRY = "content/data/media.yml"
IMAGE = "{src: 2026/p.jpg}"
NOW = "2026-11-23T12:00:00+00:00"


def entry(**facts: str) -> str:
    return "2026/p.jpg:\n" + "".join(f"  {key}: {value}\n" for key, value in facts.items())


@pytest.mark.slow
def test_description_caption_and_credit_come_from_the_registry_where_a_text_has_none(site):
    facts = entry(alt="Ships", caption="At anchor", credit="Jane Roe")
    built = site({
        A: story("A", "![](2026/p.jpg)\n\n![Own](2026/p.jpg 'Own words')", image=IMAGE),
        PICTURE: photograph(), REGISTRY: facts,
    })  # fmt: skip
    lead, plain, own = built.page("/ai/2026/11/a/").select("article figure")
    for figure in (lead, plain):
        assert figure.img["alt"] == "Ships"
        assert figure.figcaption.get_text(" ", strip=True) == "At anchor Jane Roe"
    assert own.img["alt"] == "Own"
    assert own.figcaption.text == "Own words"


def test_a_picture_without_description_is_refused(site):
    with pytest.raises(ContentError, match=r"a\.md:5:8: 'image.alt' is missing: add a line `alt:`"):
        site({A: story(image=IMAGE), PICTURE: photograph()})


def test_a_right_that_has_ended_stops_the_build_where_the_picture_is_used(site):
    files = {A: story("A", "![x](2026/p.jpg)"), PICTURE: photograph()}
    ended = entry(rights="Reuters", rights_until="2026-11-22")
    with pytest.raises(ContentError) as caught:
        site({**files, REGISTRY: ended}, NOW=NOW)
    (error,) = caught.value.errors
    assert str(error).startswith(
        "content/articles/ai/2026/a.md:6:1: the right to publish media/2026/p.jpg ended on "
        "2026-11-22 (Reuters): take it out, or renew the right"
    )


@pytest.mark.slow
def test_a_right_holds_to_the_end_of_its_last_day_and_the_site_is_due_then(site):
    files = {A: story("A", "![x](2026/p.jpg)"), PICTURE: photograph()}
    built = site({**files, REGISTRY: entry(rights_until="2026-11-23")}, NOW=NOW)
    (due,) = [due for due in built.result.edition.due if "right" in due.what]
    assert due.moment.isoformat() == "2026-11-24T00:00:00+00:00"
    assert due.what == "the right to publish media/2026/p.jpg ends"


@pytest.mark.slow
def test_a_draft_may_wait_for_a_right(site):
    ended = entry(rights_until="2026-11-22")
    site({A: story("A", "![x](2026/p.jpg)", status="draft"),
          PICTURE: photograph(), REGISTRY: ended}, NOW=NOW)  # fmt: skip


@pytest.mark.slow
def test_crops_keep_what_the_focus_names(site):
    written = io.BytesIO()
    picture = Image.new("RGB", (1600, 400), "navy")
    picture.paste(Image.effect_noise((400, 400), 120).convert("RGB"), (1200, 0))
    picture.save(written, "JPEG")
    image = "{src: 2026/p.jpg, alt: Noise}"
    files = {A: story(image=image), PICTURE: written.getvalue()}

    def has_noise() -> bool:
        built = site({**files, REGISTRY: entry(credit="Jane", **focus)})
        with Image.open(built.output / "media/2026/p-400x400.jpg") as square:
            return len(square.getcolors(160_000)) > 100

    focus: dict[str, str] = {}
    assert not has_noise()
    focus = {"focus": "95% 50%"}
    assert has_noise()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (entry(focus="above"), "media.yml:2:10: focus: 'above' is not a place in a picture"),
        (entry(focus="140% 10%"), "is not a place in a picture: write how far from left and top"),
        (entry(rights_until="soon"), "media.yml:2:17: rights_until: 'soon' is not a valid date"),
        (entry(licence="CC"), "unknown key 'licence'"),
        ("2026/p.jpeg:\n  alt: x\n", "there is no file '2026/p.jpeg': write its path below "
                                       r"content/media \(did you mean '2026/p.jpg'"),
        ("2026/p.jpg: Jane\n", "'2026/p.jpg' has no facts: write at least `credit:`"),
    ],
)  # fmt: skip
def test_mistakes_are_reported_with_their_line(site, facts, expected):
    with pytest.raises(ContentError, match=expected):
        site({A: story(), PICTURE: photograph(), REGISTRY: facts})


XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 photoshop:Credit="Reuters"><dc:creator><rdf:Seq><rdf:li>J\xc3\xa9r\xc3\xb4me Roe</rdf:li></rdf:Seq>
 </dc:creator><dc:description><rdf:Alt><rdf:li>Ships wait.</rdf:li></rdf:Alt></dc:description>
 </rdf:Description></rdf:RDF></x:xmpmeta>"""


def iptc() -> dict[str, object]:
    """Return the option with which Pillow writes IPTC into a TIFF."""
    fields = ((80, b"Jane Roe"), (110, b"AP"), (120, b"Ships wait."))
    data = b"".join(b"\x1c\x02" + bytes([n]) + len(t).to_bytes(2) + t for n, t in fields)
    info = TiffImagePlugin.ImageFileDirectory_v2()
    info[33723] = data + bytes(-len(data) % 4)
    info.tagtype[33723] = 7
    return {"tiffinfo": info}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("data", "credit"),
    [
        (photograph(xmp=XMP), "Jérôme Roe / Reuters"),
        (photograph(form="WEBP", xmp=XMP), "Jérôme Roe / Reuters"),
        (photograph(form="TIFF", **iptc()), "Jane Roe / AP"),
    ],
)
def test_credit_and_caption_come_from_the_file_where_nobody_wrote_them(site, data, credit):
    built = site({A: story(image="{src: 2026/p.jpg, alt: Ships}"), PICTURE: data})
    caption = built.page("/ai/2026/11/a/").select_one("article figcaption")
    assert caption.get_text(" ", strip=True) == f"Ships wait. {credit}"


@pytest.mark.slow
def test_a_name_that_a_camera_noted_is_not_printed(site):
    exif = Image.Exif()
    exif[0x013B] = "Jana Quelle"
    built = site({A: story(image="{src: 2026/p.jpg, alt: Ships}"), PICTURE: photograph(exif=exif)})
    assert "Jana Quelle" not in built.text("/ai/2026/11/a/")
