"""Sending to real mail servers that encrypt, refuse, hesitate and hang up."""

import os
import socket
import stat
import subprocess
import sys

import pytest

from newsroom.desk.digest import SendingError
from newsroom.problems import ContentError
from tests.conftest import CONF, ROOT, story, write_files
from tests.delivering.conftest import NOW, SENDING, only, parsed, server_context
from tests.ports import free_port

pytestmark = pytest.mark.slow

LIST = "list@lists.example"
EACH = {**SENDING, "to": "", "recipients": "readers.txt",
        "unsubscribe": "https://news.example/leave?who={recipient}&token={token}"}  # fmt: skip


@pytest.fixture
def journal(newsroom):
    return newsroom.record.with_suffix(".sent")


def failure(newsroom, **settings) -> str:
    with pytest.raises((ContentError, SendingError)) as caught:
        newsroom.run(send=True, **settings)
    return str(caught.value)


def _own_process(root, sending):
    """Return the command that sends in a process of its own, and its environment."""
    given = {"PATH": str(root / "content"), "CACHE_PATH": str(root / ".cache"),
             "SITEURL": "https://news.example", "NOW": NOW, "DIGEST": sending}  # fmt: skip
    code = (
        "from pathlib import Path; from newsroom.desk.digest import DigestRequest, digest;"
        f"digest(Path({str(CONF)!r}), {given!r}, DigestRequest(send=True))"
    )
    return [sys.executable, "-c", code], {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}


def test_a_list_gets_one_mail_once(newsroom, post_office, journal):
    box, port = post_office()
    sending = {**SENDING, "port": port}
    assert newsroom.run(send=True, DIGEST=sending).endswith("; sent to list@lists.example")
    ((to, data),) = box.mails
    mail = parsed(data)
    assert to == [LIST]
    assert (mail["To"], mail["Subject"]) == (LIST, "Lead & <law>")
    assert data == (newsroom.folder / "mail.eml").read_bytes()
    assert mail["Date"].datetime.isoformat() == NOW  # the time of sending, not of the issue
    assert mail["List-Id"] == "The Galley <newsletter.news.example>"
    assert "List-Unsubscribe" not in mail  # the list server writes its own
    assert journal.read_text().splitlines() == [
        f"2026-11-25T12:00:00+00:00 {state} {LIST}" for state in ("sending", "sent")
    ]
    assert "2026-W47 was sent on 2026-11-25T12:00:00+00:00" in failure(newsroom, DIGEST=sending)
    assert len(box.mails) == 1
    newsroom.run(send=True, again=True, DIGEST=sending)
    assert len(box.mails) == 2


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # all of it is TLS
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_connections_are_encrypted_and_logged_in(
    newsroom, post_office, certificate, monkeypatch, security
):
    context = server_context(certificate)
    tls = {"tls_context": context, "require_starttls": True}
    given = tls if security == "starttls" else {"ssl_context": context}
    box, port = post_office(
        **given, auth_required=True, authenticator=only("paper", "pa ss"),
        auth_require_tls=security == "starttls",
    )  # fmt: skip
    sending = {**SENDING, "port": port, "security": security}
    monkeypatch.setenv("SMTP_USER", "paper")
    monkeypatch.setenv("SMTP_PASSWORD", "pa ss")
    assert "cannot be trusted (CERTIFICATE_VERIFY_FAILED)" in failure(newsroom, DIGEST=sending)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    newsroom.run(send=True, DIGEST=sending)
    assert box.encrypted == [True]
    monkeypatch.setenv("SMTP_PASSWORD", "wrong")
    assert "refuses user or password" in failure(newsroom, DIGEST=sending, week="2026-W46")


def test_without_encryption_nothing_is_sent(newsroom, post_office, journal):
    box, port = post_office()
    said = failure(newsroom, DIGEST={**SENDING, "port": port, "security": "starttls"})
    assert "does not offer what is asked for" in said
    assert "nothing was sent" in said
    assert not box.mails
    assert journal.read_text().splitlines()[-1].split()[1] == "failed"
    newsroom.run(send=True, DIGEST={**SENDING, "port": port})  # a failure may be tried again
    assert box.mails


def test_a_server_that_is_not_there(newsroom):
    port = free_port()
    assert f"127.0.0.1:{port} does not answer" in failure(
        newsroom, DIGEST={**SENDING, "port": port}
    )


def test_a_server_that_says_nothing(newsroom):
    with socket.create_server(("127.0.0.1", 0)) as mute:
        port = mute.getsockname()[1]
        said = failure(newsroom, DIGEST={**SENDING, "port": port, "timeout": 0.2})
    assert "does not answer" in said


@pytest.mark.parametrize("answer", ["550 no such list", "451 not now"])
def test_a_list_that_is_refused_can_be_tried_again(newsroom, post_office, answer):
    box, port = post_office()
    box.at_rcpt[LIST] = [answer]
    said = failure(newsroom, DIGEST={**SENDING, "port": port})
    assert f"was not accepted ({answer})" in said
    newsroom.run(send=True, DIGEST={**SENDING, "port": port})
    assert len(box.mails) == 1


def test_a_connection_that_breaks_before_the_text_is_made_again(newsroom, post_office):
    box, port = post_office()
    box.at_rcpt[LIST] = ["drop", "drop"]
    newsroom.run(send=True, DIGEST={**SENDING, "port": port})
    assert len(box.mails) == 1


@pytest.mark.parametrize("arrived", [True, False])
def test_a_connection_that_breaks_after_the_text_is_left_to_a_person(
    newsroom, post_office, journal, arrived
):
    box, port = post_office()
    box.at_data[LIST] = ["take and drop" if arrived else "drop"]
    sending = {**SENDING, "port": port}
    said = failure(newsroom, DIGEST=sending)
    assert "it may have been sent or not" in said
    assert "write `sent` for `sending` in the last line" in said
    assert "did not end" in failure(newsroom, DIGEST=sending)
    assert len(box.mails) == arrived
    if arrived:
        journal.write_text(journal.read_text().replace("sending", "sent"))
        assert "was sent on" in failure(newsroom, DIGEST=sending)
    else:
        newsroom.run(send=True, again=True, DIGEST=sending)
        assert len(box.mails) == 1


def test_a_run_that_is_killed_is_found_out_by_the_next(newsroom, post_office, tmp_path):
    box, port = post_office()
    box.at_data[LIST] = ["hang"]
    sending = {**SENDING, "port": port, "timeout": 60}
    newsroom.run(DIGEST=sending)
    command, environment = _own_process(tmp_path, sending)
    with subprocess.Popen(command, env=environment) as run:
        assert box.reached.wait(60)
        run.kill()
    assert "did not end" in failure(newsroom, DIGEST=sending)
    assert not box.mails


def test_each_recipient_gets_a_mail_with_a_way_out_of_its_own(newsroom, post_office, monkeypatch):
    monkeypatch.setenv("DIGEST_SECRET", "long and random")
    box, port = post_office()
    people = "# readers\nann+news@a.example\n\nBob@b.example\nbob@B.example\n"
    write_files(newsroom.root, {"readers.txt": people})
    said = newsroom.run(
        send=True, DIGEST={**EACH, "port": port, "unsubscribe_mail": "leave@news.example"}
    )
    assert said.endswith("; 2 sent, 0 before")
    assert box.addresses == ["ann+news@a.example", "Bob@b.example"]
    for _, data in box.mails:  # as mail services read it: neither folded nor encoded
        assert b"\nList-Unsubscribe: <https://news.example/leave?who=" in data
    mails = [parsed(data) for _, data in box.mails]
    links = []
    for mail, who in zip(mails, ("ann%2Bnews%40a.example", "Bob%40b.example"), strict=True):
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        web, post = mail["List-Unsubscribe"].split(", ")
        assert web.startswith(f"<https://news.example/leave?who={who}&token=")
        assert post == "<mailto:leave@news.example?subject=unsubscribe>"
        links.append(web.strip("<>"))
        plain, html = (part.get_content() for part in mail.iter_parts())
        assert links[-1] in plain
        assert links[-1].replace("&", "&amp;") in html
        assert "unsubscribe.invalid" not in plain + html
    assert len({link[-32:] for link in links}) == 2
    assert len({mail["Message-ID"] for mail in mails}) == 2


def test_a_mail_address_alone_is_no_one_click_link(newsroom, post_office):
    box, port = post_office()
    write_files(newsroom.root, {"readers.txt": "ann@a.example\n"})
    out = {"unsubscribe": "", "unsubscribe_mail": "leave@news.example"}
    newsroom.run(send=True, DIGEST={**EACH, **out, "port": port})
    mail = parsed(box.mails[0][1])
    assert mail["List-Unsubscribe"] == "<mailto:leave@news.example?subject=unsubscribe>"
    assert "List-Unsubscribe-Post" not in mail
    assert "mailto:leave@news.example" in mail.get_body(("plain",)).get_content()


def test_what_was_interrupted_goes_on_where_it_stopped(newsroom, post_office):
    box, port = post_office()
    names = [f"reader{number}@a.example" for number in range(6)]
    write_files(newsroom.root, {"readers.txt": "\n".join(names)})
    sending = {**EACH, "port": port, "unsubscribe": "https://news.example/leave?{recipient}"}
    box.at_rcpt = {names[1]: ["550 unknown"], names[2]: ["450 greylisted"]}
    box.at_data = {names[4]: ["take and drop"]}
    said = failure(newsroom, DIGEST=sending)
    assert "the connection ended while reader4@a.example got the mail" in said
    assert box.addresses == [names[0], names[3], names[4]]
    own = newsroom.root / "readers.txt.2026-w47.sent"
    assert stat.S_IMODE(own.stat().st_mode) == 0o600
    said = newsroom.run(send=True, DIGEST=sending)
    assert "2 sent, 4 before" in said
    assert "unclear: reader4@a.example" in said
    assert box.addresses == [names[0], names[3], names[4], names[2], names[5]]
    assert "was sent on" in failure(newsroom, DIGEST=sending)
    newsroom.run(send=True, again=True, DIGEST=sending)
    assert box.addresses[5:] == names


def test_a_torn_line_of_the_journal_says_nothing(newsroom, post_office):
    box, port = post_office()
    write_files(newsroom.root, {"readers.txt": "a@a.example\nb@a.example\n"})
    own = newsroom.root / "readers.txt.2026-w47.sent"
    own.write_text("2026-11-25T12:00:00+00:00 sending a@a.example\n2026-11-25T12:00:00+00:00 sen")
    said = newsroom.run(
        send=True, DIGEST={**EACH, "port": port, "unsubscribe": "https://n.example/?{recipient}"}
    )
    assert "unclear: a@a.example" in said
    assert box.addresses == ["b@a.example"]
    assert own.read_text().splitlines()[2:] == [
        "2026-11-25T12:00:00+00:00 sending b@a.example",
        "2026-11-25T12:00:00+00:00 sent b@a.example",
    ]


def test_recipients_that_are_refused_now_are_left_for_the_next_run(newsroom, post_office):
    box, port = post_office()
    write_files(newsroom.root, {"readers.txt": "a@a.example\nb@a.example\n"})
    box.at_rcpt = {"a@a.example": ["421 too many"]}
    sending = {**EACH, "port": port, "unsubscribe": "https://n.example/?{recipient}"}
    assert "not now: a@a.example (421 too many)" in failure(newsroom, DIGEST=sending)
    assert "1 sent, 1 before" in newsroom.run(send=True, DIGEST=sending)
    assert box.addresses == ["b@a.example", "a@a.example"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "readers.txt cannot be read (no such file or directory)"),
        (b"\xff\xfe", "it is not utf-8"),
        ("# nobody\n", "readers.txt: the file names nobody"),
        ("a@a.example\nAnn <b@a.example>\n\nno\n", "readers.txt:2:1: 'Ann <b@a.example>' is no"),
        ("jürgen@a.example\n", "readers.txt:1:1: 'jürgen@a.example' is not a mail address: write"),
        ("a@a.example\r\nBcc: b@b.example\n", "readers.txt:2:1: 'Bcc: b@b.example' is no"),
    ],
)
def test_a_file_of_recipients_that_is_wrong_sends_nothing(newsroom, post_office, text, message):
    box, port = post_office()
    if text is not None:
        write_files(newsroom.root, {"readers.txt": text})
    out = {"unsubscribe": "https://n.example/?{recipient}", "port": port}
    assert message in failure(newsroom, DIGEST={**EACH, **out})
    assert not box.mails


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"to": ""}, "nobody to send to, or twice"),
        ({"recipients": "readers.txt"}, "set either 'to' or 'recipients'"),
        ({"to": "nobody"}, "option 'to' is 'nobody'"),
        ({"sender": "The Forecast"}, "option 'sender' is not a valid address"),
        ({"to": "", "recipients": "r"}, "the mails would have no way to unsubscribe"),
        ({"to": "", "recipients": "r", "unsubscribe": "https://x.example/"}, "who leaves"),
        ({"to": "", "recipients": "r", "unsubscribe": "https://x/{token}"}, "set DIGEST_SECRET"),
        ({"to": "", "recipients": "r", "unsubscribe": "http://x/{recipient}"}, "RFC 8058"),
        ({"unsubscribe": "https://x.example/{recipient}"}, "all get the same mail"),
        ({"unsubscribe": "https://x.example/{recipient}\nBcc: x"}, "write an https:// address"),
        ({"unsubscribe_mail": "leave"}, "option 'unsubscribe_mail' is 'leave': write name@host"),
        ({"sender": "The\nForecast <n@x.example>"}, "write it in one line"),
        ({"security": "ssl"}, "option 'security' is 'ssl'"),
        ({"port": 0}, "option 'port' is 0"),
        ({"prot": 25}, "did you mean 'port'?"),
    ],
)
def test_wrong_settings_are_told_before_anything_is_made(newsroom, wrong, message):
    assert message in failure(newsroom, DIGEST={**SENDING, **wrong})
    assert not newsroom.record.exists()


def test_a_password_is_not_sent_in_the_clear(newsroom, monkeypatch):
    monkeypatch.setenv("SMTP_USER", "paper")
    sending = {**SENDING, "host": "mail.example"}
    assert "set SMTP_USER and SMTP_PASSWORD" in failure(newsroom, DIGEST=sending)
    monkeypatch.setenv("SMTP_PASSWORD", "secret")
    assert "the password would travel in the clear" in failure(newsroom, DIGEST=sending)


def test_a_server_that_does_not_take_the_sender_blames_no_recipient(newsroom, post_office):
    box, port = post_office()
    box.at_mail = ["550 not from you"]
    write_files(newsroom.root, {"readers.txt": "a@a.example\nb@a.example\n"})
    sending = {**EACH, "port": port, "unsubscribe": "https://n.example/?{recipient}"}
    said = failure(newsroom, DIGEST=sending)
    assert "mails of news@forecast.example are not taken (550 not from you)" in said
    assert newsroom.run(send=True, DIGEST=sending).endswith("2 sent, 0 before")


def test_when_all_are_refused_it_was_not_sent(newsroom, post_office):
    box, port = post_office()
    write_files(newsroom.root, {"readers.txt": "a@a.example\n"})
    box.at_data = {"a@a.example": ["554 looks like spam"]}
    sending = {**EACH, "port": port, "unsubscribe": "https://n.example/?{recipient}"}
    said = failure(newsroom, DIGEST=sending)
    assert "refused: a@a.example (554 looks like spam): fix it and run the same with" in said
    assert "all were refused" in newsroom.record.with_suffix(".sent").read_text()
    assert newsroom.run(send=True, again=True, DIGEST=sending).endswith("1 sent, 0 before")


def test_two_runs_at_once_send_once(newsroom, post_office, tmp_path):
    box, port = post_office()
    sending = {**SENDING, "port": port, "timeout": 60}
    newsroom.run(DIGEST=sending)
    command, environment = _own_process(tmp_path, sending)
    both = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) for _ in range(2)]
    said = [run.communicate()[1].decode() for run in both]
    assert sorted(run.returncode for run in both) == [0, 1]
    assert "2026-W47 was sent on" in "".join(said)
    assert len(box.mails) == 1


def test_a_server_that_goes_away_between_two_mails(newsroom, post_office):
    box, port = post_office()
    write_files(newsroom.root, {"readers.txt": "a@a.example\nb@a.example\n"})
    box.at_rcpt = {"b@a.example": ["drop"] * 3}
    sending = {**EACH, "port": port, "unsubscribe": "https://n.example/?{recipient}"}
    assert "1 sent, 0 before; not now: b@a.example" in failure(newsroom, DIGEST=sending)
    box.at_mail = ["451 closing"]
    said = failure(newsroom, DIGEST=sending)
    assert "(451 closing); 1 of 2 were sent: fix it and run the same again for the rest" in said
    assert "1 sent, 1 before" in newsroom.run(send=True, DIGEST=sending)


def test_a_russian_headline_and_sender_arrive_as_written(newsroom, post_office):
    box, port = post_office()
    title = "Совет закрыл старый мост на два года: что это значит для жителей нижнего города"
    lead = story(title, date="2026-11-17", pinned="true")
    write_files(newsroom.root, {"content/articles/ai/lead.md": lead})
    sender = "Газета «Прогноз» и её еженедельное письмо <news@forecast.example>"
    options = {**SENDING, "port": port, "sender": sender, "list_id": "week.forecast.example"}
    newsroom.run(send=True, DIGEST=options)
    ((_, data),) = box.mails
    mail = parsed(data)
    assert mail["Subject"] == title
    assert mail["From"].addresses[0].addr_spec == "news@forecast.example"
    assert mail["List-Id"].endswith(" <week.forecast.example>")
    assert data.isascii()
