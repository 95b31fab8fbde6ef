"""A warning names text under a black box of a PDF, and layers that are hidden."""

import io

import pikepdf
import pytest

from newsroom.media.pdf import measure_pdf

TEXT = b"BT /F1 12 Tf 1 0 0 1 50 700 Tm (Jana Quelle told us) Tj ET\n"
BOX = b"0 g 48 696 130 16 re f\n"


def pdf(content: bytes, **root: object) -> bytes:
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(600, 800))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = document.make_stream(content)
    for name, value in root.items():
        document.Root[f"/{name}"] = value
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def notes(data: bytes) -> str:
    return " ".join(note.what for note in measure_pdf(data, "leak.pdf").notes)


@pytest.mark.parametrize(
    "content",
    [
        TEXT + BOX,
        TEXT + b"q 2 0 0 2 0 0 cm 0 0 0 rg 24 348 65 8 re f Q",
        TEXT + b"0 0 0 1 k 48 696 130 16 re B",
        b"BT /F1 12 Tf 50 714 Td 14 TL T* [(Jana) -20 (Quelle)] TJ ET " + BOX,
    ],
    ids=["plain", "scaled", "cmyk", "lines"],
)
def test_a_text_under_a_black_box_is_found(content):
    assert "may hold text under dark boxes, which anybody can copy (page 1)" in notes(pdf(content))


@pytest.mark.parametrize(
    "content",
    [
        BOX + b"1 g " + TEXT,
        TEXT + b"1 g 48 696 130 16 re f",
        TEXT + b"0 g 48 600 130 16 re f",
        TEXT + b"0 g 48 699 130 1 re f",
        TEXT + b"48 696 130 16 re S",
        TEXT + b"q 48 696 130 16 re W n Q",
    ],
    ids=["white on black", "white box", "elsewhere", "a line", "a frame", "a clip"],
)
def test_other_boxes_are_fine(content):
    assert not notes(pdf(content))


def test_a_hidden_layer_is_named():
    document = pikepdf.new()
    layer = document.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Names of sources")
    )
    document.add_blank_page()
    document.Root.OCProperties = pikepdf.Dictionary(
        OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer], Order=[layer])
    )
    written = io.BytesIO()
    document.save(written)
    assert "hidden layers, which anybody can show (Names of sources)" in notes(written.getvalue())


def test_a_broken_page_is_no_reason_to_stop():
    assert not notes(pdf(b"BT (never ends"))
