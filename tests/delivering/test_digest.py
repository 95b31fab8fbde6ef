"""What is in an issue, and the mail that it becomes."""

import json
import re
import shutil
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup

from newsroom.problems import ContentError
from tests.conftest import ROOT, story, write_files
from tests.delivering.conftest import NOW, SENDING, parsed, write_figures


def record_of(newsroom):
    return yaml.safe_load(newsroom.record.read_text("utf-8"))


def titles(lines):
    return [line["title"] for line in lines]


@pytest.mark.slow
def test_the_record_holds_the_week_by_section(newsroom):
    said = newsroom.run()
    assert said.startswith("2026-W47 “Lead & <law>”: made ")
    record = record_of(newsroom)
    assert record["subject"] == "Lead & <law>"
    assert record["preheader"] == "Plain {{ braces }} · Fixed"
    assert titles(record["headlines"]) == ["Lead & <law>", "Plain {{ braces }}", "Fixed"]
    assert record["insight"]["title"] == "A view"
    assert record["insight"]["authors"] == ["Sam Reed"]
    (correction,) = record["corrections"]
    assert correction["text"] == "It was five."
    assert correction["url"] == "/world/2026/11/fixed/#correction-2026-11-18"
    assert not record.keys() & {"hottest", "latest", "markets"}


@pytest.mark.slow
def test_the_hottest_are_those_that_were_read_in_the_week(newsroom):
    write_figures(
        newsroom.root,
        {
            "/ai/2026/11/plain/": {"2026-11-21T09Z": 4, "2026-11-23T09Z": 900},
            "/ai/2026/11/paid/": {"2026-11-21T09Z": 800},
            "/world/2026/11/before/": {"2026-11-16T00Z": 7},
            "/world/2026/11/fixed/": {"2026-11-15T23Z": 500, "2026-11-22T23Z": 5},
        },
    )
    newsroom.run()
    record = record_of(newsroom)
    assert titles(record["hottest"]) == ["Before", "Fixed", "Plain {{ braces }}"]
    # A pinned story leads; then more readers are more important.
    assert titles(record["headlines"]) == ["Lead & <law>", "Plain {{ braces }}", "Fixed"]
    assert record["preheader"].startswith("Fixed · ")


@pytest.mark.slow
def test_without_figures_what_is_left_over_is_called_latest(newsroom):
    newsroom.run(DIGEST={"headlines": 1})
    record = record_of(newsroom)
    assert titles(record["latest"]) == ["Plain {{ braces }}"]
    assert "Latest" in (newsroom.folder / "mail.html").read_text("utf-8")


@pytest.mark.slow
def test_banned_stories_are_not_hottest(newsroom):
    write_files(newsroom.root, {"content/data/hottest.yml": "ban: [before]\n"})
    write_figures(newsroom.root, {"/world/2026/11/before/": {"2026-11-16T00Z": 7}})
    newsroom.run()
    assert "hottest" not in record_of(newsroom)


@pytest.mark.slow
def test_a_week_of_one_opinion_has_an_issue(newsroom):
    for file in newsroom.root.glob("content/articles/*/*.md"):
        if file.stem != "view":
            file.unlink()
    newsroom.run()
    record = record_of(newsroom)
    assert (record["subject"], record["preheader"]) == ("A view", "Said with care.")
    assert "headlines" not in record


@pytest.mark.slow
def test_the_week_is_that_of_the_publications_zone(newsroom):
    newsroom.run(TIMEZONE="America/New_York")
    found = titles(record_of(newsroom)["headlines"])
    assert "Fixed" not in found  # Sunday evening there
    assert "After" in found


def test_a_week_without_stories_says_so_and_leaves_nothing(newsroom):
    said = newsroom.run("2026-W40", send=True, DIGEST=SENDING)
    assert said == "2026-W40: no story was published in this week, so there is no newsletter."
    assert not newsroom.record.parent.exists()


@pytest.mark.parametrize(
    ("week", "message"),
    [
        ("2026-W48", "2026-W48 is not over before 2026-11-30T00:00:00+00:00"),
        ("2031-W01", "is not over before"),
        ("47", "'47' is not a week: write year and ISO week, such as 2026-W47"),
        ("2026-W54", "Invalid week: 54"),
    ],
)
def test_a_week_that_cannot_be_is_refused(newsroom, week, message):
    with pytest.raises(ContentError) as caught:
        newsroom.run(week)
    assert message in str(caught.value)


@pytest.mark.slow
def test_what_was_made_is_not_made_again(newsroom):
    newsroom.run()
    mail = (newsroom.folder / "mail.eml").read_bytes()
    edited = story("Edited", date="2026-11-17", aliases="[/ai/2026/11/lead/]")
    (newsroom.root / "content/articles/ai/lead.md").unlink()
    write_files(newsroom.root, {"content/articles/world/edited.md": edited})
    record = newsroom.record.read_bytes()
    assert "read" in newsroom.run(NOW="2027-01-01T00:00:00+00:00", week="2026-W47")
    assert newsroom.record.read_bytes() == record
    assert (newsroom.folder / "mail.eml").read_bytes() == mail


@pytest.mark.slow
def test_equal_content_gives_equal_bytes(newsroom):
    newsroom.run()
    first = {file.name: file.read_bytes() for file in newsroom.folder.iterdir()}
    record = newsroom.record.read_bytes()
    newsroom.record.unlink()
    newsroom.run(NOW="2026-11-24T01:02:03+00:00")
    assert newsroom.record.read_bytes() == record
    assert {file.name: file.read_bytes() for file in newsroom.folder.iterdir()} == first


@pytest.mark.slow
def test_an_editor_may_rewrite_the_record_before_it_is_sent(newsroom):
    newsroom.run()
    text = newsroom.record.read_text("utf-8").replace("subject: Lead & <law>", "subject: My own")
    newsroom.record.write_text(text, "utf-8")
    assert "“My own”" in newsroom.run()
    newsroom.record.write_text("subject:\n", "utf-8")
    with pytest.raises(ContentError, match="'subject' is missing"):
        newsroom.run()


@pytest.mark.slow
def test_the_mail_is_what_mail_programs_read(newsroom):
    newsroom.run(DIGEST={**SENDING, "imprint": "The Forecast, 1 Long Street, Oslo"})
    data = (newsroom.folder / "mail.eml").read_bytes()
    mail = parsed(data)
    assert not mail.defects
    assert mail["Subject"] == "Lead & <law>"
    assert mail["From"] == "The Forecast <news@forecast.example>"
    assert parsedate_to_datetime(mail["Date"]).isoformat() == "2026-11-23T00:00:00+00:00"
    assert mail["List-Id"] == "The Galley <newsletter.news.example>"
    assert re.fullmatch(r"<2026-w47\.[0-9a-f]{16}@forecast\.example>", mail["Message-ID"])
    assert mail.get_content_type() == "multipart/alternative"
    plain, html = mail.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) <= 78
    assert b"\n" not in data.replace(b"\r\n", b"")
    for text in (plain.get_content(), html.get_content()):
        assert "1 Long Street, Oslo" in text
    assert (
        "Plain {{ braces }} · Fixed" in BeautifulSoup(html.get_content(), "html.parser").body.text
    )


@pytest.mark.slow
def test_html_and_plain_text_say_the_same(newsroom):
    write_figures(newsroom.root, {"/world/2026/11/before/": {"2026-11-16T00Z": 7}})
    newsroom.run()
    html = (newsroom.folder / "mail.html").read_text("utf-8")
    page = BeautifulSoup(html, "html.parser")
    plain = (newsroom.folder / "mail.txt").read_text("utf-8")
    links = [link["href"] for link in page.select("a") if link["href"] != "https://news.example/"]
    assert links
    assert re.findall(r"https?://\S+", plain) == links
    page.select_one(".preheader").decompose()
    words = " ".join(plain.split())
    for element in page.body.select("h2, h3, p, .item"):
        text = " ".join(element.text.split())
        assert text
        assert text in words  # with the same letters: capitals of Turkish are not those of English
    assert max(len(line) for line in plain.splitlines() if "://" not in line) <= 72


@pytest.mark.slow
def test_every_link_leads_to_a_file_of_the_site(newsroom, site):
    newsroom.run()
    built = site(NOW=NOW)
    page = BeautifulSoup((newsroom.folder / "mail.html").read_text("utf-8"), "html.parser")
    for link in page.select("[href], [src]"):
        target = urlsplit(link.get("href") or link["src"])
        assert (target.scheme, target.netloc) == ("https", "news.example")
        found = built.page(unquote(target.path))
        assert not target.fragment or found.find(id=target.fragment)


@pytest.mark.slow
def test_addresses_carry_the_path_of_the_site(newsroom):
    newsroom.run(SITEURL="https://news.example/daily")
    assert record_of(newsroom)["headlines"][0]["url"] == "/ai/2026/11/lead/"
    html = (newsroom.folder / "mail.html").read_text("utf-8")
    assert 'href="https://news.example/daily/ai/2026/11/lead/"' in html
    assert 'href="https://news.example/daily/newsletter/2026-w47/"' in html


@pytest.mark.slow
def test_styles_are_on_the_elements_and_dark_ones_are_kept(newsroom):
    newsroom.run()
    page = BeautifulSoup((newsroom.folder / "mail.html").read_text("utf-8"), "html.parser")
    (style,) = page.select("style")
    assert style.text.strip().startswith("@media (prefers-color-scheme: dark)")
    assert all(one.has_attr("style") for one in page.select("td, h1, h2, h3, a"))
    assert not page.select("img, script, link")
    assert all(table["role"] == "presentation" for table in page.select("table"))


@pytest.mark.slow
def test_a_mail_that_gmail_would_cut_is_refused(newsroom):
    stories = {
        f"content/articles/ai/{number}.md": story(
            f"Number {number} " + "long " * 15, deck="word " * 60, date="2026-11-18"
        )
        for number in range(120)
    }
    write_files(newsroom.root, stories)
    with pytest.raises(ContentError, match=r"the mail has \d+ kB, Gmail would cut it off: shorten"):
        newsroom.run(DIGEST={"headlines": 200})
    newsroom.record.unlink()
    newsroom.run()
    assert len((newsroom.folder / "mail.html").read_bytes()) < 90_000


@pytest.mark.slow
def test_a_mistake_in_a_mail_template_is_told_with_its_line(newsroom):
    theme = newsroom.root / "theme"
    shutil.copytree(ROOT / "theme/templates", theme / "templates")
    (theme / "templates/mail/lists.html").write_text("\n{{ issue.lead }}\n")
    with pytest.raises(ContentError) as caught:
        newsroom.run(THEME=str(theme))
    assert "theme/templates/mail/lists.html:2:1: UndefinedError" in str(caught.value)


def test_a_mistake_in_the_content_stops_it(newsroom):
    write_files(newsroom.root, {"content/articles/ai/bad.md": "---\ntitle: x\n---\n"})
    with pytest.raises(ContentError, match=r"bad\.md"):
        newsroom.run()
    assert not newsroom.record.exists()


def snapshot(at: str, **last) -> str:
    url = "https://manifold.markets/x/y"
    return json.dumps({"url": url, "points": [{"at": at, "probability": 0.62, **last}]})


@pytest.mark.slow
def test_an_issue_holds_the_open_markets_of_its_stories(newsroom):
    entry = "{{question: {}?, provider: manifold, url: 'https://manifold.markets/x/y'}}\n"
    names = ("told", "unknown", "over", "elsewhere")
    write_files(
        newsroom.root,
        {
            "content/data/markets.yml": "".join(f"{it}: {entry.format(it)}" for it in names),
            "content/data/market-history/told.json": snapshot(NOW),
            "content/data/market-history/over.json": snapshot(NOW, resolution="yes"),
            "content/data/market-history/elsewhere.json": snapshot(NOW),
            "content/articles/ai/told.md": story(
                "Told", date="2026-11-18", markets="[told, unknown, over]"
            ),
        },
    )
    newsroom.run()
    (market,) = record_of(newsroom)["markets"]
    assert (market["question"], market["chance"]) == ("told?", "62%")
    assert market["source"] == "Manifold"


@pytest.mark.slow
def test_markets_stand_in_the_mail_with_their_time(newsroom):
    newsroom.run()
    text = newsroom.record.read_text("utf-8") + (
        "markets:\n- {url: /markets/, question: Will it pass?, chance: 62%, source: Manifold,\n"
        "   as_of: 2026-11-22T10:00:00+00:00}\n"
    )
    newsroom.record.write_text(text, "utf-8")
    newsroom.run()
    plain = (newsroom.folder / "mail.txt").read_text("utf-8")
    assert "Will it pass? 62%\nManifold, as of 22 November 2026, 10:00 UTC\n" in plain
    assert "https://news.example/markets/" in plain
    html = (newsroom.folder / "mail.html").read_text("utf-8")
    assert "https://news.example/markets/" in html


def test_again_without_sending_is_a_misunderstanding(newsroom):
    with pytest.raises(ContentError, match="--again: nothing is sent without --send"):
        newsroom.run(again=True)


@pytest.mark.slow
def test_each_language_has_its_letter_and_readers_of_its_own(newsroom):
    german = {
        "content/articles/ai/eins.md": story("Eins", lang="de", date="2026-11-17"),
        "content/articles/ai/zwei.md": story("Zwei", lang="de", date="2026-11-18"),
    }
    write_files(newsroom.root, german)
    languages = {"de": {"title": "Der Kurier"}}
    settings = {"LANGUAGES": languages, "DIGEST": {**SENDING, "headlines": 1}}
    newsroom.run(lang="de", **settings)
    file = newsroom.root / "content/data/de/newsletters/2026-w47.yml"
    record = yaml.safe_load(file.read_text("utf-8"))
    assert (record["subject"], titles(record["latest"])) == ("Zwei", ["Eins"])
    letter = (newsroom.root / ".cache/digest/de_weekly-2026-w47/mail.html").read_text("utf-8")
    assert "Der Kurier" in letter
    assert "Neueste Nachrichten" in letter
    assert newsroom.run(lang="de", **settings).startswith("de/weekly 2026-W47 “Zwei”: read")
    newsroom.run(**settings)
    assert "Eins" not in newsroom.record.read_text("utf-8")
    with pytest.raises(ContentError, match="nobody is named who gets the letter in 'de'"):
        newsroom.run(lang="de", send=True, **settings)
    with pytest.raises(ContentError, match="'fr' is not one of LANGUAGES"):
        newsroom.run(lang="fr", **settings)
