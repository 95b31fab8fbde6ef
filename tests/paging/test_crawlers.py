"""robots.txt says to whom the site is open, and for what."""

import re
from urllib.robotparser import RobotFileParser

import crawleruseragents
import pytest

from newsroom.paging.crawler_names import NAMES, NO_PROGRAM
from newsroom.problems import ContentError
from tests.conftest import story

EVERY = {name for names in NAMES.values() for name in names}
A = {"content/articles/ai/a.md": story()}


def rules(built) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(built.text("/robots.txt").splitlines())
    return parser


def refused(built) -> set[str]:
    groups = built.text("/robots.txt").split("\n\n")
    closed = "\n".join(group for group in groups if group.endswith("\nDisallow: /"))
    return set(re.findall("^User-agent: (.+)$", closed, re.MULTILINE))


def test_without_the_setting_everybody_may_read_and_nothing_is_said_of_ai(site):
    text = site(A).text("/robots.txt")
    assert text == (
        "User-agent: *\nAllow: /\n\nSitemap: https://news.example/sitemap.xml\n"
        "Sitemap: https://news.example/news-sitemap.xml\n"
    )


@pytest.mark.slow
@pytest.mark.parametrize("purpose", NAMES)
def test_what_is_refused_is_closed_to_its_crawlers_and_to_no_others(site, purpose):
    built = site(A, CRAWLERS={purpose: False})
    assert refused(built) == set(NAMES[purpose])
    assert not any(rules(built).can_fetch(name, "/ai/") for name in NAMES[purpose])
    assert rules(built).can_fetch("Firefox", "https://news.example/")


@pytest.mark.slow
def test_signals_say_yes_and_no_and_nothing_of_what_was_not_decided(site):
    text = site(A, CRAWLERS={"search": True, "ai_training": False}).text("/robots.txt")
    assert "\nContent-Signal: search=yes, ai-train=no\n" in text


@pytest.mark.slow
def test_further_names_are_refused_and_partners_are_not(site):
    built = site(A, CRAWLERS={"ai_training": False, "more": {"ai_training": ("NewBot",)},
                              "never_refused": ("GPTBot",)})  # fmt: skip
    assert not rules(built).can_fetch("NewBot", "/")
    assert rules(built).can_fetch("GPTBot", "/")


def test_names_that_no_crawler_has_are_mistakes_with_the_right_one(site):
    with pytest.raises(ContentError) as caught:
        site(A, CRAWLERS={"more": {"search": ("Two words",)}, "never_refused": ("GPT-Bot",)})
    message = str(caught.value)
    assert "'Two words' is not the name of a crawler" in message
    assert "no purpose has the crawler 'GPT-Bot'" in message
    assert "did you mean 'GPTBot'?" in message


@pytest.mark.slow
def test_what_nobody_finds_below_a_path_is_said(site):
    built = site(A, CRAWLERS={"ai_training": False}, SITEURL="https://user.example/paper")
    [warning] = [one for one in built.warnings if "robots.txt" in one]
    assert "look for it at https://user.example/robots.txt only" in warning
    assert "https://user.example/paper/robots.txt" in warning
    assert not site(A, CRAWLERS={}, SITEURL="https://user.example/paper").warnings


@pytest.mark.slow
def test_an_own_robots_txt_comes_first(site):
    built = site({**A, "content/files/robots.txt": "mine"}, CRAWLERS={"ai_training": False})
    assert built.text("/robots.txt") == "mine"


def test_every_name_is_one_that_the_list_of_crawlers_knows():
    known = crawleruseragents.CRAWLER_USER_AGENTS_DATA
    agents = "\n".join(agent.lower() for one in known for agent in one.get("instances", ()))
    patterns = [re.compile(one["pattern"], re.IGNORECASE) for one in known]
    unknown = {
        name
        for name in EVERY
        if name.lower() not in agents and not any(one.search(name) for one in patterns)
    }
    assert unknown <= NO_PROGRAM
