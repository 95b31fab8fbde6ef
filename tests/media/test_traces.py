"""Names and places in files: none is in anything that a site publishes."""

import base64
import io

import pikepdf
import pytest
from PIL import Image

from newsroom.media.pdf import clean_pdf
from newsroom.problems import ContentError
from tests.conftest import story
from tests.media import samples
from tests.media.samples import NAME, PLACE, traces

A = "content/articles/ai/2026/a.md"
PICTURES = {
    "phone.jpg": samples.phone(),
    "a.jpg": samples.picture("JPEG", comment=NAME.encode()),
    "b.png": samples.picture("PNG"),
    "c.webp": samples.picture("WEBP"),
    "d.avif": samples.picture("AVIF"),
    "e.tif": samples.picture("TIFF"),
    "f.webp": samples.frames("WEBP", exif=samples.exif(), xmp=samples.XMP),
    "g.gif": samples.frames("GIF", comment=NAME.encode()),
    "h.png": samples.frames("PNG", exif=samples.exif()),
    "i.avif": samples.frames("AVIF", exif=samples.exif()),
    "j.svg": samples.svg(f"<metadata>{NAME}</metadata><!-- {NAME} -->"),
    "k.svg": samples.named_svg(),
}
FRAMES = (b"\xff\xfb\x90\x00" + bytes(413)) * 12
NOTES = f" made by {NAME} at {PLACE}".encode()
SOUNDS = {
    "s.mp3": samples.mp3(), "t.flac": samples.flac(), "u.ogg": samples.ogg(),
    "v.wav": samples.wav(), "w.m4a": samples.mp4(b"M4A "),
    "behind.mp3": FRAMES + NOTES, "between.mp3": FRAMES + NOTES + FRAMES,
    "before.mp3": b"ID3\x04\0\0\0\0\0\x0a" + bytes(10) + NOTES + FRAMES,
    "behind.aac": (b"\xff\xf1\x50\x80\x02\x1f\xfc" + bytes(9)) * 20 + NOTES,
    "wrapped.mp3": samples.mp3()[:-128].partition(b"\xff\xfb")[0] + samples.flac(),
    "tagged.flac": samples.flac() + samples.mp3()[-128:], "behind.ogg": samples.ogg() + NOTES,
    "behind.flac": samples.flac() + NOTES, "x.opus": samples.opus(),
}  # fmt: skip
FILMS = {"x.mp4": samples.mp4(), "y.mov": samples.mp4(b"qt  "), "z.webm": samples.webm(),
         "fragment.mp4": samples.fragmented_mp4()}  # fmt: skip
SUBTITLED = {"drone.mp4": samples.mp4(notes="sbtl"), "drone.webm": samples.subtitled_webm()}


@pytest.mark.parametrize("name", [*PICTURES, *SOUNDS, *FILMS])
def test_the_samples_hold_what_is_looked_for(name, tmp_path):
    (tmp_path / name).write_bytes({**PICTURES, **SOUNDS, **FILMS}[name])
    assert traces(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_published_without_names_and_places(site, name):
    body = f"![x](2026/{name})\n\n[file](2026/{name})"
    image = f"{{src: 2026/{name}, alt: x}}"
    built = site({A: story("A", body, image=image), f"content/media/2026/{name}": PICTURES[name]})
    assert not traces(built.output)
    page = built.page("/ai/2026/11/a/")
    shared = page.select_one('meta[property="og:image"]')["content"]
    linked = page.find("a", string="file")["href"]
    for address in (shared.removeprefix("https://news.example"), linked, *(
        image["src"] for image in page.select("article img")
    )):  # fmt: skip
        assert built.exists(address)


@pytest.mark.slow
@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_is_published_without_names(site, name):
    body = f'<audio src="2026/{name}"></audio>'
    built = site({A: story("A", body), f"content/media/2026/{name}": SOUNDS[name]})
    player = built.page("/ai/2026/11/a/").select_one("audio")
    assert built.exists(player["src"])
    assert not traces(built.output)


@pytest.mark.slow
@pytest.mark.parametrize("name", FILMS)
def test_a_film_is_published_without_names_and_places(site, name):
    built = site({
        A: story("A", f"![A film](2026/{name})"), f"content/media/2026/{name}": FILMS[name]
    })  # fmt: skip
    player = built.page("/ai/2026/11/a/").select_one("video")
    data = (built.output / player["src"].lstrip("/")).read_bytes()
    assert b"film" in data
    assert len(data) == len(FILMS[name])
    assert not traces(built.output)


@pytest.mark.slow
@pytest.mark.parametrize("name", SUBTITLED)
def test_the_subtitles_of_a_film_are_left_out_and_that_is_said(site, name, tmp_path):
    data = SUBTITLED[name]
    (tmp_path / name).write_bytes(data)
    assert traces(tmp_path)
    built = site({A: story("A", f"![A film](2026/{name})"), f"content/media/2026/{name}": data})
    assert not traces(built.output)
    assert b"film" in (built.output / "media/2026" / name).read_bytes()
    (warning,) = built.warnings
    assert f"a.md:6:1: warning: {name} is published without its subtitles" in warning


@pytest.mark.slow
def test_a_film_does_not_say_in_which_folder_it_was_made(site):
    paths = samples.box("dref", bytes(7) + b"\1" + samples.box("url ", bytes(4) + NAME.encode()))
    data = samples.mp4() + samples.box("moov", samples.box("dinf", paths))
    data += samples.box("emsg", NAME.encode())
    built = site({A: story("A", "![A film](2026/x.mp4)"), "content/media/2026/x.mp4": data})
    assert not traces(built.output)


@pytest.mark.slow
def test_a_film_that_many_browsers_do_not_play_is_named(site):
    data = samples.mp4().replace(b"avc1", b"hvc1")
    built = site({A: story("A", "![A film](2026/x.mov)"), "content/media/2026/x.mov": data})
    (warning,) = built.warnings
    assert "x.mov holds hvc1, which many browsers do not play: export it again as MP4" in warning


@pytest.mark.slow
@pytest.mark.parametrize(("played", "warnings"), [(50, 1), (2990, 0)])
def test_seconds_that_were_cut_off_and_are_still_there_are_named(site, played, warnings):
    data = samples.trimmed_mp4(length=3000, played=played)
    built = site({A: story("A", "![A film](2026/x.mp4)"), "content/media/2026/x.mp4": data})
    assert len(built.warnings) == warnings
    assert all("x.mp4 still holds 29 seconds of film that were" in one for one in built.warnings)


@pytest.mark.slow
def test_a_film_that_was_cut_off_is_published_up_to_its_last_whole_block(site):
    block = samples.element(0xA3, b"\x81\0\0\x80film")
    cluster = samples.element(
        0x1F43B675, block + samples.element(0xA3, b"\x81\0\0\x80" + NOTES * 9)
    )
    head = samples.element(0x1A45DFA3, samples.element(0x4282, b"webm"))
    data = (head + samples.element(0x18538067, cluster))[:-40]
    built = site({A: story("A", "![A film](2026/x.webm)"), "content/media/2026/x.webm": data})
    assert b"film" in (built.output / "media/2026/x.webm").read_bytes()
    assert not traces(built.output)


@pytest.mark.slow
def test_how_far_a_film_can_be_seen_through_stays(site):
    video = samples.element(0xE0, samples.element(0x53C0, b"\1"))
    entry = samples.element(0xAE, samples.element(0xD7, b"\1") + video)
    more = samples.element(0xA6, samples.element(0xEE, b"\1") + samples.element(0xA5, b"alpha"))
    more += samples.element(0xA6, samples.element(0xEE, b"\4") + samples.element(0xA5, NOTES))
    group = samples.element(0xA1, b"\x81\0\0\0film") + samples.element(0x75A1, more)
    cluster = samples.element(0x1F43B675, samples.element(0xA0, group))
    head = samples.element(0x1A45DFA3, samples.element(0x4282, b"webm"))
    data = head + samples.element(0x18538067, samples.element(0x1654AE6B, entry) + cluster)
    built = site({A: story("A", "![A film](2026/x.webm)"), "content/media/2026/x.webm": data})
    published = (built.output / "media/2026/x.webm").read_bytes()
    assert b"alpha" in published
    assert not traces(built.output)


@pytest.mark.slow
def test_a_sound_keeps_all_its_frames_and_nothing_behind_them(site):
    data = samples.flac() + NOTES + samples.FLAC_FRAMES[:11]  # the first frame of another sound
    built = site({A: story("A", "[x](2026/s.flac)"), "content/media/2026/s.flac": data})
    published = (built.output / "media/2026/s.flac").read_bytes()
    assert published.endswith(samples.FLAC_FRAMES)
    assert len(published) == 42 + len(samples.FLAC_FRAMES)


@pytest.mark.slow
def test_every_frame_of_a_sound_stays(site):
    data = FRAMES + NOTES + FRAMES[:417] * 3 + FRAMES[:200]
    site_ = site({A: story("A", "[x](2026/s.mp3)"), "content/media/2026/s.mp3": data})
    assert (site_.output / "media/2026/s.mp3").read_bytes() == FRAMES + FRAMES[:417] * 3
    assert not site_.warnings


@pytest.mark.slow
def test_a_sound_without_frames_is_named(site):
    data = b"ID3" + bytes(1000)
    built = site({A: story("A", "[x](2026/s.mp3)"), "content/media/2026/s.mp3": data})
    (warning,) = built.warnings
    assert "s.mp3 has no sound that a browser can play, and is published as it is" in warning


@pytest.mark.slow
def test_a_document_is_published_without_its_author(site):
    document = samples.pdf()
    assert NAME.encode() in document
    built = site({A: story("A", "[x](2026/r.pdf)"), "content/media/2026/r.pdf": document})
    assert _photographs(built.output / "media/2026/r.pdf") == 3
    _unpack(built.output / "media/2026/r.pdf")
    assert not traces(built.output)
    assert not built.warnings


def _photographs(file):
    with pikepdf.open(file) as document:
        return len(document.pages[0].Resources.XObject)


def _unpack(file):
    """Save a document next to itself so that all that is in it can be searched."""
    with pikepdf.open(file) as document:
        document.save(
            file.with_suffix(".unpacked"), stream_decode_level=pikepdf.StreamDecodeLevel.all,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )  # fmt: skip


@pytest.mark.slow
def test_the_files_in_a_document_are_left_out_and_that_is_said(site):
    data = samples.attaching_pdf()
    assert NAME.encode() in data
    assert PLACE.encode() in data
    built = site({A: story("A", "[x](2026/r.pdf)"), "content/media/2026/r.pdf": data})
    with pikepdf.open(built.output / "media/2026/r.pdf") as document:
        assert [one.Subtype for one in document.pages[0].Annots] == [pikepdf.Name.Link]
    _unpack(built.output / "media/2026/r.pdf")
    assert not traces(built.output)
    (warning,) = built.warnings
    assert "a.md:6:1: warning: r.pdf is published without the files that are attached" in warning


@pytest.mark.slow
def test_the_programs_in_a_document_are_left_out_and_that_is_said(site):
    document, data = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"send('{NAME}')")
    document.Root.OpenAction = action
    document.save(data)
    built = site({A: story("A", "[x](2026/r.pdf)"), "content/media/2026/r.pdf": data.getvalue()})
    with pikepdf.open(built.output / "media/2026/r.pdf") as published:
        assert "/JS" not in published.Root.OpenAction
    (warning,) = built.warnings
    assert "a.md:6:1: warning: r.pdf is published without the programs (JavaScript)" in warning


def test_an_earlier_version_of_a_document_is_not_published():
    document = pikepdf.new()
    document.add_blank_page().Contents = document.make_stream(f"BT ({NAME}) Tj ET".encode())
    file = io.BytesIO()
    document.save(file, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    before = file.getvalue()
    with pikepdf.open(io.BytesIO(before)) as read:
        number, size = read.pages[0].Contents.objgen[0], int(read.trailer.Size)
        root = read.trailer.Root.objgen[0]
    update = b"\n%d 0 obj\n<</Length 0>>stream\n\nendstream\nendobj\n" % number
    at = int(before.rpartition(b"startxref")[2].split()[0])
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d/Root %d 0 R/Prev %d>>\n"
    table %= (number, len(before) + 1, size, root, at)
    end = b"startxref\n%d\n%%%%EOF\n" % (len(before) + len(update))
    cleaned = clean_pdf(before + update + table + end, "r.pdf")
    with pikepdf.open(io.BytesIO(cleaned)) as read:
        assert all(
            NAME.encode() not in one.read_bytes()
            for one in read.objects
            if isinstance(one, pikepdf.Stream)
        )


@pytest.mark.slow
def test_whom_an_office_document_names_is_said(site):
    files = {
        A: story("A", "Words.\n\n[x](2026/r.docx)"),
        "content/media/2026/r.docx": samples.docx(),
    }
    (warning,) = site(files).warnings
    assert warning == (
        f"{A}:8:1: warning: r.docx is published as it is and names 'Jana Quelle': link it as PDF "
        "instead"
    )


@pytest.mark.slow
def test_comments_in_an_office_document_are_said(site):
    document = samples.docx("", word__document=f"<w:ins w:author='{NAME}'/>", word__comments="<c/>")
    (warning,) = site(
        {A: story("A", "[x](2026/r.docx)"), "content/media/2026/r.docx": document}
    ).warnings
    assert "holds comments or tracked changes" in warning


@pytest.mark.slow
def test_positions_of_photographs_in_an_office_document_are_said(site):
    document = samples.docx("", word__a_jpg=samples.picture("JPEG"))
    (warning,) = site(
        {A: story("A", "[x](2026/r.docx)"), "content/media/2026/r.docx": document}
    ).warnings
    assert "published as it is and holds photographs that say where they were made" in warning


@pytest.mark.slow
def test_a_file_that_cannot_be_examined_is_named(site):
    (warning,) = site(
        {A: story("A", "[x](2026/d.bin)"), "content/media/2026/d.bin": b"\x01\x02\0data"}
    ).warnings
    assert "a.md:6:1: warning: d.bin is published as it is: it cannot be searched" in warning


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("e.pdf", b"%PDF-1.7\n1 0 obj\nbroken", "e.pdf is a damaged PDF"),
        ("p.html", b"<!doctype html><script>x</script>", "p.html is a web page"),
        ("z.csv", b"", "z.csv is empty"),
        ("g.mp3", b"plain words", "g.mp3 is not a sound or film that browsers play"),
        ("t.mp4", samples.mp4()[:-20], "t.mp4 is a damaged MP4 file"),
        ("s.webm", samples.webm()[:60], "s.webm is a damaged WebM file"),
        ("o.ogg", b"OggS" + bytes(60), "o.ogg is a damaged Ogg file"),
        ("f.flac", b"fLaC" + bytes(60), "f.flac is a damaged FLAC file"),
        ("fs.flac", samples.flac()[:-30], "fs.flac is a damaged FLAC file .it has no whole frame"),
        ("ts.mp4", samples.mp4()[:80], "ts.mp4 is a damaged MP4 file"),
        ("tl.mp4", b"\xff\xff\xff\xff" + samples.mp4()[4:], "tl.mp4 is a damaged MP4 file"),
        ("oc.ogg", samples.opus()[:70], "oc.ogg is a damaged Ogg file"),
        ("w.wav", b"RIFF\0\0\0\0WAVE", "w.wav is a damaged WAV file"),
        ("h.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "h.jpg is a HEIC picture"),
    ],
)
def test_what_cannot_be_cleaned_is_refused_where_it_is_named(site, name, data, expected):
    body = f"[x](2026/{name})" if name[0] not in "gtsofw" else f"<audio src='2026/{name}'></audio>"
    with pytest.raises(ContentError, match=rf"a\.md:6:1: {expected}"):
        site({A: story("A", body), f"content/media/2026/{name}": data})


def test_a_locked_document_is_refused(site):
    written = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(written, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(ContentError, match=r"r\.pdf is locked by a password"):
        site({A: story("A", "[x](2026/r.pdf)"), "content/media/2026/r.pdf": written.getvalue()})


@pytest.mark.slow
def test_the_small_photograph_in_a_drawing_is_cleaned(site):
    inside = base64.b64encode(samples.picture("JPEG")).decode()
    drawing = samples.svg(f'<image href="data:image/jpeg;base64,{inside}" width="9" height="9"/>')
    built = site({A: story("A", "![x](2026/d.svg)"), "content/media/2026/d.svg": drawing})
    text = built.text("/media/2026/d.svg")
    encoded = text.partition("data:image/webp;base64,")[2].partition('"')[0]
    assert b"EXIF" not in base64.b64decode(encoded)
    assert len(encoded) > 20


@pytest.mark.slow
def test_pictures_keep_their_frames(site):
    built = site({
        A: story("A", "![x](2026/g.gif)"), "content/media/2026/g.gif": PICTURES["g.gif"]
    })  # fmt: skip
    source = built.page("/ai/2026/11/a/").select_one("article img")["src"]
    with Image.open(built.output / source.lstrip("/")) as image:
        assert image.n_frames == 3


@pytest.mark.slow
def test_the_place_of_a_film_is_not_in_a_copy_of_the_cache_either(site, tmp_path):
    site({A: story("A", "![x](2026/x.mp4)"), "content/media/2026/x.mp4": FILMS["x.mp4"]})
    copies = list((tmp_path / ".cache/images").glob("*.copy"))
    assert copies
    assert all(PLACE.encode() not in file.read_bytes() for file in copies)
