"""What mail servers and mail programs make of an issue on its way to a reader."""

import re
import shutil
import subprocess
from base64 import b64encode
from datetime import UTC, datetime
from email.utils import format_datetime

import dkim
import pytest

from tests.conftest import story, write_files
from tests.delivering.conftest import SENDING, parsed

SPAMASSASSIN = shutil.which("spamassassin") or ""
OTHERS = {
    "ja": ("新聞社は編集室を開く", "読者は今日から記事の作り方を見ることができる。" * 3),
    "fa": ("روزنامه اتاق خبر را باز کرد", "خوانندگان از امروز می‌بینند که خبر چگونه ساخته می‌شود."),
    "ar": ("الصحيفة تفتح غرفة التحرير", "يرى القراء منذ اليوم كيف يُكتب الخبر ومن يراجعه."),
    "de": ("Zeitung öffnet Redaktion für alle", "Leser sehen ab heute, wie ein Artikel entsteht."),
    "ru": ("Газета открыла редакцию", "Читатели видят с сегодняшнего дня, как делается статья."),
    "en": (
        "Bank of Norway Lowers Rate; Pill Maker Cuts 400 Jobs",
        "He did not mean it, the record shows.",
    ),
}


@pytest.fixture
def received(newsroom, post_office):
    """Send the issue of the newsroom to a reader, and give the bytes that arrive."""

    def send(**settings):
        box, port = post_office()
        digest = {
            **SENDING, "port": port, "to": "", "recipients": "readers.txt",
            "unsubscribe": "https://news.example/leave?who={recipient}",
            "imprint": "The Galley, 1 Long Street, Oslo", **settings.pop("DIGEST", {}),
        }  # fmt: skip
        write_files(newsroom.root, {"readers.txt": "ann@reader.example\n"})
        newsroom.run(send=True, DIGEST=digest, **settings)
        ((_, data),) = box.mails
        return data

    return send


@pytest.fixture(scope="session")
def signing_key(tmp_path_factory) -> tuple[bytes, bytes]:
    """A key of a mail server, and the record of the DNS that answers for it."""
    file = tmp_path_factory.mktemp("dkim") / "key.pem"
    make = ["openssl", "genrsa", "-traditional", "-out", file, "2048"]
    subprocess.run(make, check=True, capture_output=True)
    show = ["openssl", "rsa", "-in", file, "-pubout", "-outform", "DER"]
    public = subprocess.run(show, check=True, capture_output=True).stdout
    return file.read_bytes(), b"v=DKIM1; k=rsa; p=" + b64encode(public)


@pytest.mark.slow
@pytest.mark.parametrize("strictness", [b"relaxed", b"simple"])
def test_a_signature_of_the_mail_server_holds(received, signing_key, strictness):
    key, record = signing_key
    names = [b"from", b"to", b"subject", b"date", b"list-unsubscribe", b"list-unsubscribe-post"]
    data = received()
    signature = dkim.sign(
        data, b"news", b"forecast.example", key, canonicalize=(strictness, strictness),
        include_headers=names,
    )  # fmt: skip
    arrived = b"Received: from relay.example\r\n" + signature + data
    assert dkim.verify(arrived, dnsfunc=lambda *_, **__: record)
    other = arrived.replace(b"Long Street", b"Short Street")
    assert not dkim.verify(other, dnsfunc=lambda *_, **__: record)


@pytest.mark.slow
@pytest.mark.skipif(not SPAMASSASSIN, reason="spamassassin is not here")
@pytest.mark.parametrize("lang", OTHERS)
def test_a_spam_filter_lets_an_issue_pass(newsroom, received, lang):
    title, deck = OTHERS[lang]
    write_files(newsroom.root, {
        f"content/articles/ai/{number}.md": story(title, deck=deck, date="2026-11-19", lang=lang,
            pinned="true")
        for number in range(3)
    })  # fmt: skip
    (newsroom.root / "content/articles/ai/lead.md").unlink()
    now = format_datetime(datetime.now(UTC))
    hop = (
        "Received: from mail.forecast.example (mail.forecast.example [93.184.215.14])\r\n"
        f"\tby mx.reader.example with ESMTPS id 4F2; {now}\r\n"
    )
    sent = re.sub(rb"Date: [^\r]*", b"Date: " + now.encode(), received(), count=1)
    command = [SPAMASSASSIN, "--local", "--test-mode", "--cf=use_bayes 0"]
    done = subprocess.run(command, input=hop.encode() + sent, capture_output=True, check=False)
    status = done.stdout.decode("utf-8", "replace")
    score = float(re.search(r"score=(-?[\d.]+)", status)[1])
    assert score <= 0.5, status[:4000]


@pytest.mark.slow
def test_outlook_gets_a_column_of_its_width(newsroom):
    newsroom.run()
    html = (newsroom.folder / "mail.html").read_text("utf-8")
    opening = re.search(r"<!--\[if mso\]><table[^>]*><tr><td><!\[endif\]-->", html)
    closing = html.index("<!--[if mso]></td></tr></table><![endif]-->")
    assert 'width="600"' in opening[0]
    assert opening.end() < html.index("Plain {{ braces }}") < closing
    assert "PixelsPerInch>96<" in html


@pytest.mark.slow
def test_nothing_in_a_mail_is_hidden(newsroom):
    newsroom.run()
    html = (newsroom.folder / "mail.html").read_text("utf-8")
    assert not re.search(r"display:\s*none|max-height:\s*0|font-size:\s*[01]px|opacity", html)
    body = html.partition("<body")[2]
    assert body.index("Plain {{ braces }} · Fixed") < body.index("<h1")  # the preheader is first


@pytest.mark.slow
def test_every_header_and_line_is_short_enough_for_all_servers(newsroom):
    write_files(newsroom.root, {
        "content/articles/ai/lead.md": story("Ünïcode " * 20, date="2026-11-17", pinned="true")
    })  # fmt: skip
    newsroom.run()
    data = (newsroom.folder / "mail.eml").read_bytes()
    assert max(map(len, data.split(b"\r\n"))) <= 78
    assert parsed(data)["Subject"].strip() == ("Ünïcode " * 20).strip()
