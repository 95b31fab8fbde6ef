"""Headers of a mail: every text arrives as it was written, in every mail program."""

import re
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsroom.delivering.digest.mail import HEADERS

KOREAN = st.text("가나다라마바사아자차카타파하", min_size=1, max_size=9)
RUSSIAN = st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВ", min_size=1, max_size=20)
OTHERS = st.text("aZ0é\u0627\u0644\u0639👩\u200d🚀«»\u00a0\u202f“”…—,;:<>()\"'\\@=?_", min_size=1)
TEXTS = st.lists(KOREAN | RUSSIAN | OTHERS, min_size=1, max_size=30).map(" ".join)


def sent(name: str, value: str) -> bytes:
    """Return the bytes of a mail with one header."""
    headers = HeaderRegistry()
    for known, kind in HEADERS.items():
        headers.map_to_type(known, kind)
    mail = EmailMessage(policy=policy.SMTP.clone(header_factory=headers))
    mail[name] = value
    mail.set_content("Text.")
    return mail.as_bytes()


def decoded(name: str, data: bytes) -> str:
    return str(make_header(decode_header(message_from_bytes(data)[name])))


@pytest.mark.slow
@given(TEXTS)
@example("Война и мир: что сказал министр о новой границе и почему это важно для всех соседей")
@example("서울 지하철 파업 사흘째 이어져 출근길 시민 불편 커져 정부 긴급 대책 회의 열어")
@example("=?utf-8?q?Not_encoded?= is a headline")
@example("Two  spaces, and one at the end ")
@example("A" * 2000)
@example("й" * 2000)
def test_a_subject_arrives_as_it_was_written(text):
    data = sent("Subject", text)
    assert message_from_bytes(data, policy=policy.default)["Subject"] == text
    assert decoded("Subject", data) == text


@pytest.mark.slow
@given(TEXTS)
@example("가 가 АААА 0000000000000000000 А 00000000000000000" + "\xa0" * 2 + "\u200d" * 7 + "👩")
def test_lines_of_a_subject_are_short_and_hold_whole_signs(text):
    head = sent("Subject", text).partition(b"\r\nContent-")[0].decode("ascii")
    for line in head.split("\r\n"):
        assert len(line) <= 76 or text.isascii()
        for word in re.findall(r"=\?utf-8\?b\?[^?]*\?=", line):
            assert len(word) <= 75
            assert str(make_header(decode_header(word)))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["From", "List-Id"])
@given(text=TEXTS.map(str.strip))
@example(text="Газета «Прогноз» и её еженедельное письмо читателям со всего света")
@example(text='The "Forecast", weekly')
def test_a_name_arrives_with_its_address(name, text):
    data = sent(name, f"{text} <news@forecast.example>")
    name_sent, address = parseaddr(decoded_parts(name, data))
    assert address == "news@forecast.example"
    assert str(make_header(decode_header(name_sent))) == text


def decoded_parts(name: str, data: bytes) -> str:
    """Return the header in one line with its encoded words, as a program gets it to parse."""
    return re.sub(r"\r\n\s*", " ", str(message_from_bytes(data)[name]))


def test_a_name_in_ascii_is_not_encoded():
    assert sent("From", "The Forecast <a@b.example>").startswith(
        b"From: The Forecast <a@b.example>\r\n"
    )
    assert sent("From", "Forecast, The <a@b.example>").startswith(
        b'From: "Forecast, The" <a@b.example>\r\n'
    )


@pytest.mark.slow
@given(st.lists(KOREAN | RUSSIAN, min_size=1, max_size=9).map(" ".join))
def test_a_name_is_parted_at_its_spaces(text):
    # The library puts a space between encoded words of a name; twice one is shown as one.
    (sender,) = message_from_bytes(
        sent("From", f"{text} <a@b.example>"), policy=policy.default
    )["From"].addresses  # fmt: skip
    assert sender.addr_spec == "a@b.example"
    assert " ".join(sender.display_name.split()) == " ".join(text.split())
