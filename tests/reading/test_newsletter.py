"""How readers sign up, and records of issues that cannot be printed."""

from pathlib import Path

import pytest

from newsroom.languages.words import DateOptions, open_words
from newsroom.model.weeks import Week, last_complete, parse_week
from newsroom.problems import ContentError
from newsroom.settings.schema import KNOWN
from newsroom.settings.signup import SignupOptions, privacy_statement, read_sign_up
from tests.conftest import story

A = "content/articles/ai/2026/a.md"
W46 = "content/data/newsletters/2026-w46.yml"
LINE = "{url: /ai/2026/11/a/, title: A, section: AI, minutes: 2}"
MAILCHIMP = "https://paper.us1.list-manage.com/subscribe/post?u=abc&id=def"

WORDS = open_words("en", Path("no-folder"), DateOptions())


def form_of(page):
    form = page.select_one("form.newsletter-form")
    fields = {one["name"]: one.get("value", "") for one in form.select("input")}
    return form, fields


@pytest.mark.slow
@pytest.mark.parametrize(
    ("setting", "email", "fields"),
    [
        ({"action": "https://x.example/f"}, "email", {"website": ""}),
        (
            {"provider": "buttondown", "action": "https://buttondown.com/x"},
            "email",
            {"embed": "1", "website": ""},
        ),
        ({"provider": "mailchimp", "action": MAILCHIMP}, "EMAIL", {"b_abc_def": ""}),
        (
            {
                "provider": "listmonk",
                "action": "https://l.example/subscription/form",
                "hidden_fields": {"l": "0-1"},
            },
            "email",
            {"l": "0-1", "nonce": ""},
        ),
        (
            {"action": "https://x.example/f", "email_field": "mail", "trap": "fax"},
            "mail",
            {"fax": ""},
        ),
    ],
)
def test_the_form_has_the_fields_of_its_provider(site, setting, email, fields):
    page = site({A: story()}, NEWSLETTER=setting).page("/ai/2026/11/a/")
    form, found = form_of(page)
    assert form["action"] == setting["action"]
    assert form["method"] == "post"
    assert found == {email: "", **fields}
    field = form.select_one("input[type=email]")
    assert field.has_attr("required")
    described = [page.find(id=name) for name in field["aria-describedby"].split()]
    assert "name@example.org" in described[0].text
    assert page.find("label", attrs={"for": field["id"]})


@pytest.mark.slow
def test_the_form_says_what_happens_to_the_address(site):
    buttondown = {"provider": "buttondown", "action": "https://buttondown.com/x"}
    text = site({A: story()}, NEWSLETTER=buttondown).page("/").select_one("#newsletter-note").text
    assert "send you a link to confirm" in text
    assert "Buttondown keeps your address" in text
    text = (
        site(NEWSLETTER={**buttondown, "confirms": False}).page("/").select_one("#newsletter-note")
    )
    assert "confirm" not in text.text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("join", "href"),
    [
        ("news-join@lists.example", "mailto:news-join@lists.example?subject=join"),
        (
            "https://lists.example/mailman3/lists/news/",
            "https://lists.example/mailman3/lists/news/",
        ),
    ],
)
def test_mailman_is_joined_by_a_link(site, join, href):
    page = site({A: story()}, NEWSLETTER={"provider": "mailman", "join": join}).page("/newsletter/")
    assert page.select_one("a.newsletter-join")["href"] == href
    assert not page.select("form")


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"provider": "substack"}, "option 'provider' is 'substack'"),
        ({"action": "ftp://x"}, "option 'action' is 'ftp://x': write the https://"),
        ({"action": "https://x.example", "join": "a@b"}, "both 'action' and 'join'"),
        ({"action": "https://"}, "option 'action' is 'https://': write the https://"),
        ({"action": "http://[::1"}, "option 'action' is 'http://[::1': write the https://"),
        ({"join": "a b@lists.example"}, "option 'join' is 'a b@lists.example'"),
        ({"join": "nowhere"}, "option 'join' is 'nowhere'"),
        ({"provider": "mailchimp", "action": "https://x.example/p?u=1"}, "with u= and id="),
        ({"provider": "listmonk", "action": "https://x.example/"}, "add the list's UUID"),
        ({"provider": "mailman", "action": "https://x.example/"}, "takes no address from another"),
        ({"acton": "https://x.example"}, "did you mean 'action'?"),
    ],
)
def test_a_wrong_setting_stops_the_build_with_its_remedy(site, setting, message):
    with pytest.raises(ContentError) as caught:
        site({A: story()}, NEWSLETTER=setting)
    assert message in str(caught.value)


def test_the_privacy_statement_follows_the_settings():
    listmonk = SignupOptions(
        "listmonk", "https://l.example/subscription/form", hidden_fields={"l": "1"}
    )
    text = privacy_statement(read_sign_up(listmonk), "The Paper", WORDS).text
    assert "to l.example" in text
    assert "The Paper keeps the address" in text
    assert "follow the link" in text
    mailchimp = SignupOptions("mailchimp", MAILCHIMP, confirms=False)
    text = privacy_statement(read_sign_up(mailchimp), "The Paper", WORDS).text
    assert "Mailchimp keeps the address" in text
    assert "on behalf of The Paper" in text
    assert "Whether Mailchimp adds any is said there." in text
    assert "follow the link" not in text
    joined = privacy_statement(
        read_sign_up(SignupOptions(join="n-join@l.example")), "The Paper", WORDS
    ).text
    assert "a mail of your own to n-join@l.example" in joined


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("2026-w60", f"subject: S\nheadlines: [{LINE}]", "w60.yml: '2026-w60' is not a week: name"),
        ("monday", "subject: S", "'monday' is not a week"),
        ("2026-w46", f"headlines: [{LINE}]", "w46.yml:1:1: 'subject' is missing"),
        ("2026-w46", "subject: S\nheadlin: []", "unknown key 'headlin': use subject"),
        (
            "2026-w46",
            "subject: S\nheadlines:\n- {url: /ai/2026/11/a/, titel: A, section: AI}",
            "unknown key 'titel': use url, title, deck, section",
        ),
        (
            "2026-w46",
            "subject: S\nheadlines:\n- {url: /ai/2026/11/b/, title: B, section: AI}",
            "w46.yml:3:9: no page /ai/2026/11/b/: add it to",
        ),
        (
            "2026-w46",
            "subject: S\ninsight: {url: 'http://x', title: B, section: AI}",
            "is not an address of this site",
        ),
        (
            "2026-w46",
            f"subject: S\nhottest: [{LINE}]\nlatest: [{LINE}]",
            "w46.yml:3:1: both `hottest` and `latest`: keep",
        ),
        ("2026-w46", "subject: [", "w46.yml:2:1: "),
    ],
)
def test_a_record_that_cannot_be_printed_is_a_mistake_with_its_place(site, name, text, message):
    with pytest.raises(ContentError) as caught:
        site({A: story(date="2026-11-10"), f"content/data/newsletters/{name}.yml": text + "\n"})
    assert message in str(caught.value)


@pytest.mark.slow
def test_links_of_an_issue_may_lead_to_old_expired_and_withdrawn_addresses(site):
    lines = ", ".join(
        f"{{url: {url}, title: T, section: AI}}"
        for url in ("/2019/a.html", "/ai/2026/11/e/", "/ai/2026/11/gone/", "/ai/2026/11/a/")
    )
    built = site(
        {
            A: story(aliases="[/2019/a.html]"),
            "content/articles/ai/e.md": story(expires="2026-11-21"),
            "content/data/redirects.yml": "/ai/2026/11/gone/: gone\n",
            W46: f"subject: S\nheadlines: [{lines}]\n",
        }
    )
    assert len(built.page("/newsletter/2026-w46/").select(".issue-line h3 a")) == 4


@pytest.mark.slow
def test_an_issue_of_the_future_is_due_and_not_printed(site):
    files = {A: story(), "content/data/newsletters/2026-w48.yml": "subject: Secret\n"}
    built = site(files)
    assert not any("Secret" in built.text(path) for path in built.files() if "html" in path)
    (due,) = built.result.edition.due
    assert due.moment.isoformat() == "2026-11-30T00:00:00+00:00"
    assert site(NOW="2026-11-30T00:00:00+00:00").exists("/newsletter/2026-w48/")


@pytest.mark.parametrize("text", ["2026-W47", "2026-w47", "2026W47", " 2026-w47 "])
def test_weeks_are_read_in_the_usual_spellings(text):
    assert parse_week(text) == Week(2026, 47)


@pytest.mark.parametrize("text", ["47", "2026-47", "2026-W00", "2026-W54", "2025-W53", ""])
def test_what_is_no_week_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the message of fromisocalendar differs
        parse_week(text)


@pytest.mark.parametrize(
    ("now", "zone", "week"),
    [
        ("2026-11-23T00:00:00+00:00", "UTC", "2026-W47"),
        ("2026-11-22T23:59:59+00:00", "UTC", "2026-W46"),
        ("2026-11-22T23:30:00+00:00", "Europe/Berlin", "2026-W47"),
        ("2026-11-23T04:30:00+00:00", "America/New_York", "2026-W46"),
        ("2027-01-04T12:00:00+00:00", "UTC", "2026-W53"),
        ("2027-01-11T12:00:00+00:00", "UTC", "2027-W01"),
    ],
)
def test_the_last_complete_week_is_that_of_the_publications_zone(now, zone, week):
    from datetime import datetime
    from zoneinfo import ZoneInfo

    assert str(last_complete(datetime.fromisoformat(now), ZoneInfo(zone))) == week


def test_a_week_in_which_the_clock_is_set_ends_at_midnight():
    from datetime import timedelta
    from zoneinfo import ZoneInfo

    berlin = ZoneInfo("Europe/Berlin")
    week = parse_week("2026-W43")  # 25 October 2026
    hours = (week.end(berlin).timestamp() - week.start(berlin).timestamp()) / 3600
    assert hours == 7 * 24 + 1
    assert week.end(berlin).utcoffset() == timedelta(hours=1)


SEVERAL = {
    "weekly": {"title": "The week", "value": "1"},
    "daily": {"title": "Good morning", "every": "day", "value": "2"},
    "old": {"title": "Old", "ended": True},
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("setting", "boxes"),
    [
        ({"action": "https://x.example/f"}, [("newsletter", "1"), ("newsletter", "2")]),
        (
            {"provider": "buttondown", "action": "https://buttondown.com/x"},
            [("tag", "1"), ("tag", "2")],
        ),
        (
            {"provider": "listmonk", "action": "https://l.example/subscription/form"},
            [("l", "1"), ("l", "2")],
        ),
    ],
)
def test_the_form_offers_the_newsletters(site, setting, boxes):
    built = site({A: story()}, NEWSLETTER=setting, NEWSLETTERS=SEVERAL)
    form = built.page("/ai/2026/11/a/").select_one("form.newsletter-form")
    found = form.select("fieldset input[type=checkbox]")
    assert [(one["name"], one["value"]) for one in found] == boxes
    assert [one.has_attr("checked") for one in found] == [True, False]
    assert [" ".join(one.parent.text.split()) for one in found] == ["The week", "Good morning"]
    own = built.page("/newsletter/daily/").select(".newsletter-form fieldset input")
    assert [one.has_attr("checked") for one in own] == [False, True]


@pytest.mark.slow
def test_several_mailing_lists_are_joined_by_a_link_each(site):
    several = {
        "weekly": {"title": "The week", "join": "week-join@lists.example"},
        "daily": {"title": "Good morning", "every": "day", "join": "https://lists.example/day/"},
    }
    page = site({A: story()}, NEWSLETTERS=several).page("/newsletter/")
    assert [(one.text, one["href"]) for one in page.select("a.newsletter-join")] == [
        ("The week", "mailto:week-join@lists.example?subject=join"),
        ("Good morning", "https://lists.example/day/"),
    ]


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ([], "[] is not a dict: write a dict such as"),
        ({"A b": {"title": "x"}}, "'A b' cannot be part of an address: write small letters"),
        ({"daily": {"every": "day"}}, "daily: option 'title' is missing"),
        ({"daily": {"title": "D", "every": "hour"}}, "daily: option 'every' is 'hour'"),
        ({"daily": {"title": "D", "at": "6"}}, "daily: option 'at' is '6': write hours"),
        ({"daily": {"title": "D", "join": "x"}}, "daily: option 'join' is 'x'"),
        ({"daily": {"title": "D", "digest": {"too": 1}}}, "daily: unknown option 'too'"),
        ({"weekly": {"title": "W", "every": "day"}}, "weekly: 'every' is 'day': choose another"),
    ],
)
def test_a_wrong_list_of_newsletters_is_a_mistake_with_its_remedy(setting, message):
    (found,) = KNOWN["NEWSLETTERS"].check(setting)
    assert message in f"{found.what}: {found.remedy}"


def test_a_newsletter_of_a_section_that_does_not_exist_is_a_mistake(site):
    with pytest.raises(ContentError, match=r"ai: there is no section 'wrld': .*did you mean"):
        site({A: story()}, NEWSLETTERS={"ai": {"title": "AI", "sections": ["wrld"]}})
