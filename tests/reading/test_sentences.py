"""Sentences end where readers of each language see their ends."""

import pytest

from newsroom.reading.text.clauses import cut, whole
from newsroom.reading.text.sentences import sentence_ends
from newsroom.reading.text.summaries import LONGEST, summary_of
from tests.reading.sentences import PARAGRAPHS, found, paragraphs

THAI = (
    "นายกรัฐมนตรีแถลงเมื่อวันที่ 5 มกราคม 2569 ว่ารัฐบาลจะเดินหน้าโครงการรถไฟความเร็วสูงต่อไป"
    " โดยจะใช้งบประมาณ 100,000 ล้านบาท ฝ่ายค้านวิจารณ์ว่าโครงการนี้ไม่คุ้มค่า"
    " และเรียกร้องให้เปิดเผยข้อมูลทั้งหมด ประชาชนในพื้นที่ส่วนใหญ่เห็นด้วยกับโครงการ"
    " แต่กังวลเรื่องการเวนคืนที่ดิน รัฐบาลจะประชุมอีกครั้งในสัปดาห์หน้า"
)


@pytest.mark.parametrize("lang", PARAGRAPHS)
def test_no_paragraph_of_news_is_divided_wrongly(lang: str) -> None:
    assert [found(one, lang) for one in paragraphs(lang)] == paragraphs(lang)


def test_a_thai_sentence_ends_at_a_space_that_is_not_around_a_figure() -> None:
    ends = sentence_ends(THAI, "th")
    assert all(at == len(THAI) or THAI[at] == " " for at in ends)
    assert not any(THAI[at - 1].isdigit() or THAI[at + 1 : at + 2].isdigit() for at in ends)
    assert not any(THAI[at + 1 :].startswith(("และ", "แต่", "โดย", "ว่า")) for at in ends)
    made = summary_of([("prose", THAI)], "th")
    assert THAI.startswith(made)
    assert THAI[len(made)] == " "
    assert 100 < len(made) <= LONGEST


def test_several_thai_paragraphs_make_a_summary_though_no_sign_ends_them() -> None:
    short = "นายกรัฐมนตรีแถลงนโยบาย"
    assert summary_of([("prose", short), ("prose", short)], "th") == f"{short} {short}"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("km", "នាយករដ្ឋមន្ត្រីបានថ្លែង។ គណបក្សប្រឆាំងបានរិះគន់។"),
        ("my", "ဝန်ကြီးချုပ်က ပြောကြားခဲ့သည်။ ဝေဖန်ခဲ့ကြသည်။"),
    ],
)
def test_khmer_and_burmese_sentences_end_with_their_signs(lang: str, text: str) -> None:
    assert sentence_ends(text, lang) == [text.rindex(" "), len(text)]


@pytest.mark.parametrize(
    "text", [THAI.replace(" ", ""), "👩‍👩‍👧‍👦" * 20, "क्षत्रिय" * 20, "e\u0301" * 50, "👍🏽" * 30]
)
def test_no_cut_is_within_a_character(text: str) -> None:
    for limit in range(10, 40):
        at = whole(text, limit)
        assert 0 < at <= limit
        assert cut(text, limit) == text[:at] + "…"
        assert text[at] not in "\u200d\u0301\u0304ะาำิีึืุู็่้๊๋์ๆ्िी🏽"
        assert text[at - 1] not in "\u200dเแโใไ्"
