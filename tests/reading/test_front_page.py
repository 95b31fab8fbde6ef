"""``content/data/front.yml``: every mistake in it has its place and its remedy."""

import pytest

from newsroom.problems import ContentError
from tests.conftest import story

FILES = {
    "content/articles/ai/alpha.md": story("Alpha"),
    "content/articles/ai/beta.md": story("Beta"),
    "content/articles/ai/paid.md": story("Paid", label="sponsored", sponsor="Them"),
    "content/articles/ai/soon.md": story(
        "Soon", date="2026-12-01", label="sponsored", sponsor="Them"
    ),
}
PACKAGE = "packages:\n  - title: P\n    stories: "

MISTAKES = {
    "a misspelt key": ("leed: alpha", "1:1: unknown key 'leed': use lead, second, third, pinned,"),
    "an unknown story": ("lead: alpa", "1:7: no story 'alpa': write the slug of a story (did you"),
    "a list for a story": ("lead: [alpha]", "1:7: lead: this is not text: write one line"),
    "a story with a path": ("lead: /ai/alpha/", "1:7: no story '/ai/alpha/'"),
    "a sponsored lead": ("third: paid", "1:8: 'paid' is sponsored: name another"),
    "a sponsored lead to come": ("lead: soon", "1:7: 'soon' is sponsored: name another"),
    "one story in two places": (
        "lead: alpha\nsecond: alpha",
        "2:9: 'alpha' is named in `lead` already: keep one of the two",
    ),
    "a named story that is pinned": (
        "lead: alpha\npinned:\n  - {story: alpha, until: 2026-12-01}",
        "3:13: 'alpha' is named in `lead` already",
    ),
    "a pin without end": (
        "pinned:\n  - story: alpha",
        "2:5: 'pinned.0.until' is missing: add a line `until:`",
    ),
    "a pin with a misspelt key": (
        "pinned:\n  - {story: alpha, untill: 2026-12-01, until: 2026-12-01}",
        "2:20: unknown key 'untill': use story, until (did you mean 'until'?)",
    ),
    "a pin that is a slug": ("pinned: [alpha]", "1:10: pinned.0: this is not a group of keys"),
    "an end that is not a valid date": (
        "pinned:\n  - {story: alpha, until: tomorrow}",
        "2:27: pinned.0.until: 'tomorrow' is not a valid date: write ISO 8601",
    ),
    "a pinned story that is unknown": (
        "pinned:\n  - {story: betta, until: 2026-12-01}",
        "2:13: no story 'betta': write the slug of a story (did you mean 'beta'?)",
    ),
    "a package without title": (
        "packages:\n  - stories: [alpha, beta]",
        "2:5: 'packages.0.title' is missing",
    ),
    "a package of one": (PACKAGE + "[alpha]", "3:14: 1 in a package: name 2 to 6 stories"),
    "a package of none": (PACKAGE, "3:13: 0 in a package: name 2 to 6 stories"),
    "a package with an unknown story": (PACKAGE + "alpha, gama", "3:14: no story 'gama'"),
    "a package with a sponsored story": (
        PACKAGE + "[alpha, beta, paid]",
        "3:28: 'paid' is sponsored",
    ),
    "a package with a story twice": (
        PACKAGE + "[alpha, beta, alpha]",
        "3:28: 'alpha' is named in `packages.0.stories.0` already",
    ),
    "a misspelt key of a package": (
        PACKAGE + "[alpha, beta]\n    introo: x",
        "4:5: unknown key 'introo': use title, intro, stories, until (did you mean 'intro'?)",
    ),
    "an unknown section": (
        "sections:\n  wrld: briefs",
        "2:3: no section 'wrld': write the slug of a section (did you mean 'world'?)",
    ),
    "an unknown layout": (
        "sections:\n  world: brief",
        "2:10: sections.world: 'brief' is unknown: write one of feature, quartet, briefs, voices, "
        "off (did you mean 'briefs'?)",
    ),
    "a list of sections": ("sections: [ai]", "1:11: sections: this is not a group of keys"),
    "broken YAML": ("lead: [", "2:1: "),
    "a list": ("- alpha", "1:1: the file has no entries"),
    "no UTF-8": (b"lead: \xe9", "1:7: byte 0xe9 is not valid UTF-8"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_has_its_place_and_remedy(site, name):
    text, expected = MISTAKES[name]
    with pytest.raises(ContentError) as caught:
        site({**FILES, "content/data/front.yml": text})
    (error,) = caught.value.errors
    assert str(error).startswith(f"content/data/front.yml:{expected}")


def test_all_mistakes_are_told_at_once(site):
    text = f"lead: x\nsecond: y\n{PACKAGE}[z, alpha]\nsections: {{sport: off}}\n"
    with pytest.raises(ContentError) as caught:
        site({**FILES, "content/data/front.yml": text})
    assert [error.line for error in caught.value.errors] == [1, 2, 5, 6]


def test_a_story_that_cannot_be_read_is_told_once(site):
    files = {"content/articles/ai/broken.md": story(date="soon")}
    with pytest.raises(ContentError) as caught:
        site({**FILES, **files, "content/data/front.yml": "lead: broken\n"})
    assert [error.path for error in caught.value.errors] == ["content/articles/ai/broken.md"]


@pytest.mark.slow
@pytest.mark.parametrize("text", ["", "# nothing yet\n", "lead:\npinned:\nsections:\n  ai:\n"])
def test_an_empty_file_wishes_nothing(site, text):
    built = site({**FILES, "content/data/front.yml": text})
    assert built.page("/").select_one(".front-lead h2").text.strip() == "Alpha"


@pytest.mark.slow
def test_what_has_ended_is_not_looked_at(site):
    text = "pinned:\n  - {story: long-deleted, until: 2026-11-01}\n"
    assert not site({**FILES, "content/data/front.yml": text}).warnings
