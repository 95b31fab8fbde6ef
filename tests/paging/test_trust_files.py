"""security.txt, trust.txt and ads.txt follow the settings, and own files win."""

import pytest

from newsroom.paging.trust_files import contact
from newsroom.problems import ContentError
from tests.conftest import story

A = {"content/articles/ai/a.md": story()}
SECURITY = {"contact": ("desk@news.example", "https://news.example/report/"),
            "expires": "2027-06-01"}  # fmt: skip


def lines(built, path: str) -> list[str]:
    return built.text(path).splitlines()


@pytest.mark.slow
def test_without_settings_there_are_no_such_files(site):
    files = site(A).files()
    assert not files & {".well-known/security.txt", "trust.txt", "ads.txt", "humans.txt",
                        "llms.txt", ".well-known/tdmrep.json"}  # fmt: skip


@pytest.mark.slow
def test_security_txt_has_what_rfc_9116_wants(site):
    built = site(A, SECURITY={**SECURITY, "policy": "https://news.example/policy/"})
    assert lines(built, "/.well-known/security.txt") == [
        "Contact: mailto:desk@news.example",
        "Contact: https://news.example/report/",
        "Expires: 2027-06-01T00:00:00+00:00",
        "Policy: https://news.example/policy/",
        "Preferred-Languages: en",
        "Canonical: https://news.example/.well-known/security.txt",
    ]
    assert not built.warnings


@pytest.mark.parametrize(
    ("written", "uri"),
    [
        ("desk@news.example", "mailto:desk@news.example"),
        ("mailto:desk@news.example", "mailto:desk@news.example"),
        ("https://social.example/@desk", "https://social.example/@desk"),
        ("tel:+4930123", "tel:+4930123"),
    ],
)
def test_a_contact_is_an_address_to_write_to(written, uri):
    assert contact(written) == uri


@pytest.mark.slow
@pytest.mark.parametrize("now", ["2027-05-10T00:00:00+00:00", "2028-01-01T00:00:00+00:00"])
def test_a_security_txt_that_ends_soon_is_said(site, now):
    [warning] = site(A, SECURITY=SECURITY, NOW=now).warnings
    assert "security.txt is valid until 2027-06-01 only" in warning


def test_half_a_security_txt_stops_the_build(site):
    with pytest.raises(ContentError, match="write both 'contact' and 'expires'"):
        site(A, SECURITY={"contact": ("desk@news.example",)})


@pytest.mark.slow
def test_trust_txt_names_partners_profiles_and_policies(site):
    pages = {"content/pages/masthead.md": "---\ntitle: Masthead\n---\nWe.\n"}
    built = site(
        {**A, **pages}, TRUST={"member": ("https://journalism.example/",)},
        SOCIAL=(("Mastodon", "https://social.example/@news"), ("Mail", "mailto:a@news.example")),
        CRAWLERS={"ai_training": False},
    )  # fmt: skip
    assert lines(built, "/trust.txt") == [
        "member=https://journalism.example/",
        "social=https://social.example/@news",
        "disclosure=https://news.example/masthead/",
        "datatrainingallowed=no",
    ]


@pytest.mark.slow
def test_ads_txt_has_its_records_or_says_that_nobody_may_sell(site):
    record = "ads.example,pub-1, DIRECT ,f08c"
    built = site(A, ADS={"records": (record,), "owner": "news.example"})
    assert lines(built, "/ads.txt") == [
        "ads.example, pub-1, DIRECT, f08c", "OWNERDOMAIN=news.example"
    ]  # fmt: skip
    built = site(A, ADS={"records": ()})
    assert lines(built, "/ads.txt") == ["placeholder.example.com, placeholder, DIRECT, placeholder"]


def test_a_broken_record_is_a_mistake(site):
    with pytest.raises(ContentError, match="DIRECT or RESELLER"):
        site(A, ADS={"records": ("ads.example, pub-1",)})


def test_an_own_file_wins(site):
    own = {"content/files/.well-known/security.txt": "mine"}
    assert site({**A, **own}, SECURITY=SECURITY).text("/.well-known/security.txt") == "mine"


@pytest.mark.slow
def test_humans_and_language_models_are_introduced_to_the_paper(site):
    built = site(A, HUMANS=True, LLMS=True, MENUITEMS=(("Authors [all]", "/author/"),))
    assert "Author: Olivia Scott\nPage: https://news.example/author/olivia-scott/" in built.text(
        "/humans.txt"
    )
    text = built.text("/llms.txt")
    assert text.startswith("# The Galley\n\n> How newspapers are made.\n\n## Sections\n")
    assert "- [AI](https://news.example/ai/): Models, labs and law.\n" in text
    assert r"- [Authors \[all\]](https://news.example/author/)" + "\n" in text
