"""What editors can say of a story: headlines, bylines, kinds of correction, boxes, sections."""

import json
import re

import feedparser
import pytest

from newsroom.problems import ContentError
from tests.conftest import story

A = "content/articles/ai/2026/a.md"
URL = "/ai/2026/11/a/"


def jsonld(page) -> dict:
    return json.loads(page.select_one('script[type="application/ld+json"]').string)


@pytest.mark.slow
def test_headlines_for_cards_search_and_social(site):
    lines = '{card: "Short one", search: "Search -- one", social: "Social one"}'
    built = site({A: story("The full headline", headlines=lines)})
    page = built.page(URL)
    assert page.h1.text == "The full headline"
    assert page.title.text.startswith("Search — one — ")
    assert page.select_one('meta[property="og:title"]')["content"] == "Social one"
    assert jsonld(page)["headline"] == "The full headline"
    assert built.page("/ai/").select_one(".card-title").text.strip() == "Short one"
    assert feedparser.parse(built.text("/feed.atom")).entries[0].title == "The full headline"


@pytest.mark.slow
def test_a_headline_for_one_place_leaves_the_others(site):
    built = site({A: story("The full headline", headlines="{card: Short}")})
    assert built.page(URL).title.text.startswith("The full headline — ")
    with pytest.raises(ContentError, match=r"a\.md:5:\d+: unknown key 'tab'.*card, search, social"):
        site({A: story(headlines="{tab: Short}")})


@pytest.mark.slow
def test_headlines_have_emphasis(site):
    built = site({A: story("How _Moby-Dick_ was 'read' in M*A*S*H & <b>")})
    html = "How <em>Moby-Dick</em> was ‘read’ in M*A*S*H &amp; &lt;b&gt;"
    plain = "How Moby-Dick was ‘read’ in M*A*S*H & <b>"
    page = built.page(URL)
    assert f'<h1 class="headline">{html}</h1>' in built.text(URL)
    assert str(built.page("/ai/").select_one(".card-title em")) == "<em>Moby-Dick</em>"
    assert page.select_one('meta[property="og:title"]')["content"] == plain
    assert jsonld(page)["headline"] == plain
    assert feedparser.parse(built.text("/feed.atom")).entries[0].title == plain


@pytest.mark.slow
def test_headlines_of_one_place_have_emphasis_where_it_can_be_shown(site):
    matter = "{card: 'Read _Moby-Dick_ & <b>', search: 'How _Moby-Dick_ won', social: '*Whales*'}"
    built = site({A: story(headlines=matter)})
    title = built.page("/ai/").select_one(".card-title a")
    assert str(title.em) == "<em>Moby-Dick</em>"
    assert title.text == "Read Moby-Dick & <b>"
    page = built.page(URL)
    assert page.title.text.startswith("How Moby-Dick won")
    assert page.select_one('meta[property="og:title"]')["content"] == "Whales"


@pytest.mark.parametrize(
    ("title", "html"),
    [
        ("An *odd* _one_", "An <em>odd</em> <em>one</em>"),
        (r"Stars \*stay\* here", "Stars *stay* here"),
        ("*Terms apply", "*Terms apply"),
        ("a * b * c_d_e", "a * b * c_d_e"),
    ],
)
def test_marks_within_words_are_no_emphasis(title, html):
    from newsroom.reading.text.headlines import emphasised

    plain, marked = emphasised(title, "en")
    assert (marked or plain) == html
    assert "<" not in plain


BYLINE = """
  - olivia-scott
  - name: Jane Roe
  - name: Reuters
    kind: agency
  - author: sam-reed
    role: Photographs by
  - name: Ann Lee
    role: Photographs by"""


@pytest.mark.slow
def test_bylines_name_people_without_a_page_agencies_and_roles(site):
    built = site({A: story(author=None, byline=BYLINE)})
    page = built.page(URL)
    assert page.select_one(".byline-names").text.strip() == "Olivia Scott, Jane Roe and Reuters"
    assert [link["href"] for link in page.select(".byline-names a")] == ["/author/olivia-scott/"]
    assert page.select_one(".byline-role").text.strip() == "Photographs by Sam Reed and Ann Lee"
    data = jsonld(page)
    assert [(one["@type"], one["name"], "url" in one) for one in data["author"]] == [
        ("Person", "Olivia Scott", True), ("Person", "Jane Roe", False),
        ("Organization", "Reuters", False),
    ]  # fmt: skip
    assert [one["name"] for one in data["contributor"]] == ["Sam Reed", "Ann Lee"]
    entry = feedparser.parse(built.text("/feed.atom")).entries[0]
    assert [one.name for one in entry.authors] == ["Olivia Scott", "Jane Roe", "Reuters"]
    assert [one.name for one in entry.contributors] == ["Sam Reed", "Ann Lee"]
    assert "Photographs by Sam Reed and Ann Lee" in entry.content[0].value
    assert built.page("/author/sam-reed/").select_one(".card-title")
    assert "Olivia Scott, Jane Roe and Reuters" in built.text("/ai/")


@pytest.mark.slow
def test_an_agency_alone_can_sign_a_story(site):
    built = site({A: story(author=None, byline="[{name: Reuters, kind: agency}]")})
    assert built.page(URL).select_one(".byline-names").text.strip() == "Reuters"


@pytest.mark.parametrize(
    ("byline", "message"),
    [
        ("[olivia-scot]", r"a\.md:4:10: unknown author 'olivia-scot'.*did you mean 'olivia-scott'"),
        ("[{name: A, role: Photos by}]", "names nobody who wrote the story: add who wrote it"),
        ("[{role: Photos by}]", "byline.0: this names nobody, or somebody twice"),
        ("[{author: sam-reed, kind: agency}]", "write `name:`"),
    ],
)
def test_bylines_that_cannot_be(site, byline, message):
    with pytest.raises(ContentError, match=message):
        site({A: story(author=None, byline=byline)})
    with pytest.raises(ContentError, match="both `byline` and `author`"):
        site({A: story(byline="[sam-reed]")})


CORRECTIONS = """
  - {date: 2026-11-21, text: It was seven.}
  - {date: 2026-11-21, text: Seven means seven., kind: clarification}
  - {date: 2026-11-22, text: The vote is over., kind: update}
  - {date: 2026-11-22, text: We should have asked., kind: note}"""


@pytest.mark.slow
def test_corrections_are_of_four_kinds(site):
    built = site({A: story(corrections=CORRECTIONS)})
    page = built.page(URL)
    ids = [f"correction-2026-11-{day}" for day in ("21", "21-2", "22", "22-2")]
    end = page.select_one("section.corrections")
    assert [dt["id"] for dt in end.select("dt")] == ids[:3]
    assert [b.text for b in end.select("b")] == ["Clarification", "Update"]
    top = page.select_one(".corrections-top")
    assert top.dt["id"] == ids[3]
    assert top.b.text == "Editor’s note"
    assert page.select_one(".byline-corrected").text == "Corrected"
    assert len(jsonld(page)["correction"]) == 2
    listed = built.page("/corrections/").select(".correction-text")
    assert len(listed) == 3  # the update corrects nothing
    titles = {
        entry.title for entry in feedparser.parse(built.text("/corrections/feed.atom")).entries
    }
    assert titles == {
        "Correction: A plain story", "Clarification: A plain story", "Editor’s note: A plain story",
    }  # fmt: skip
    content = feedparser.parse(built.text("/feed.atom")).entries[0].content[0].value
    assert content.index("Editor’s note, 22 November 2026") < content.index("Some")
    assert content.index("Update, 22 November 2026") > content.index("Some")


@pytest.mark.slow
def test_what_the_page_says_of_a_story_is_in_the_language_of_the_paper(site):
    words = {"Corrected": "Korrigiert", "Clarification": "Klarstellung", "Update": "Neues",
             "Editor’s note": "Anmerkung", "Key points": "Kurz",
             "How we reported this": "So haben wir recherchiert",
             "Clarification: {title}": "Klarstellung: {title}",
             "A clarification to {story}:": "Eine Klarstellung zu {story}:",
             "Editor’s note, {date}:": "Anmerkung, {date}:"}  # fmt: skip
    catalogue = "".join(f'msgid "{one}"\nmsgstr "{other}"\n\n' for one, other in words.items())
    text = story(corrections=CORRECTIONS, method="We asked.", key_points="[One]")
    built = site({A: text, "locale/de.po": catalogue}, DEFAULT_LANG="de")
    page = built.page(URL)
    assert page.select_one(".byline-corrected").text == "Korrigiert"
    assert [b.text for b in page.select("dt b")] == ["Anmerkung", "Klarstellung", "Neues"]
    assert [h2.text for h2 in page.select(".box-title")] == ["Kurz", "So haben wir recherchiert"]
    assert "Klarstellung" in built.page("/corrections/").select_one(".corrections-list").text
    entries = feedparser.parse(built.text("/corrections/feed.atom")).entries
    assert {entry.title.partition(":")[0] for entry in entries} >= {"Klarstellung"}
    assert "Eine Klarstellung zu" in built.text("/corrections/feed.atom")
    content = feedparser.parse(built.text("/feed.atom")).entries[0].content[0].value
    assert "Anmerkung, 22. November 2026:" in content


@pytest.mark.slow
def test_an_update_alone_marks_no_story_as_corrected(site):
    one = "[{date: 2026-11-22, text: Over., kind: update, place: top}]"
    built = site({A: story(corrections=one)})
    page = built.page(URL)
    assert not page.select_one(".byline-corrected")
    assert page.select_one(".corrections-top")
    assert not page.select_one("#corrections")
    assert "Corrected" not in built.text("/ai/")


BOX = """
  title: 'At a "glance"'
  text: |
    - **Two** facts, see [B](b.md)[^1].

    [^1]: A note."""


@pytest.mark.slow
def test_key_points_fact_box_and_method_stand_on_any_story(site):
    built = site({
        A: story(key_points="['It is \"so\".', Twice]", fact_box=BOX, method="We _asked_."),
        "content/articles/ai/2026/b.md": story("B"),
    })  # fmt: skip
    page = built.page(URL)
    assert [li.text for li in page.select(".key-points li")] == ["It is “so”.", "Twice"]
    facts = page.select_one(".box-facts")
    assert facts.h2.text == "At a “glance”"
    assert facts.select_one('a[href="/ai/2026/11/b/"]')
    assert facts.select_one("li[id]")["id"] == "box-facts-fn:1"
    assert page.select_one(".box-method em").text == "asked"
    assert "glance" not in page.select_one(".story-body").text
    data = jsonld(page)
    assert data["backstory"] == "We asked."
    assert data["abstract"] == "It is “so”. Twice"
    content = feedparser.parse(built.text("/feed.atom")).entries[0].content[0].value
    assert all(text in content for text in ("<li>Twice</li>", "How we reported this", "asked"))


@pytest.mark.slow
def test_boxes_of_a_live_story_are_not_its_last_updates(site):
    body = "Lead.\n\n## 2026-11-20 10:00 First\n\nOne.\n\n## 2026-11-20 11:00 Second\n\nTwo.\n"
    built = site({A: story(body=body, label="live", fact_box=BOX.replace(", see [B](b.md)", ""))})
    page = built.page(URL)
    assert "facts" in page.select_one(".box-facts").text
    (article,) = built.result.edition.articles
    assert [re.sub("<[^>]*>", "", one.body).strip() for one in article.updates] == ["Two.", "One."]
    assert "Lead." in article.body
    assert "One." not in article.body


@pytest.mark.slow
def test_what_a_box_embeds_and_gets_wrong_counts_as_in_the_text(site):
    built = site({A: story(method="|\n  Seen:\n\n  https://www.youtube.com/watch?v=dQw4w9WgXcQ")})
    assert built.page(URL).select_one(".box-method [data-embed], .box-method .embed")
    assert "youtube" in " ".join(built.result.edition.frames)
    chart = "|\n  Drawn:\n\n  ```chart nonsense\n  a\n  ```"
    with pytest.raises(ContentError, match=r"a\.md:8:"):
        site({A: story(method=chart)})


@pytest.mark.slow
def test_what_is_wrong_in_a_box_is_named_at_its_line(site):
    built = site({A: story(method="|\n  Fine.\n\n  <script>x</script>")})
    assert built.warnings[0].startswith("content/articles/ai/2026/a.md:8:1: ")


@pytest.mark.slow
def test_a_story_is_listed_in_further_sections(site):
    built = site({A: story(also_in="[World]")})
    assert built.page("/world/").select_one(f'.card-title a[href="{URL}"]')
    assert built.page(URL).select_one('.kicker a[href="/world/"]')
    assert feedparser.parse(built.text("/world/feed.atom")).entries
    assert jsonld(built.page(URL))["articleSection"] == ["AI", "World"]
    with pytest.raises(ContentError, match=r"a\.md:5:11: unknown section 'Wrld'.*'world'"):
        site({A: story(also_in="[Wrld]")})
    with pytest.raises(ContentError, match="'ai' is the section of this story already"):
        site({A: story(also_in="[ai]")})


@pytest.mark.slow
def test_a_story_has_its_own_look_with_a_warning(site, tmp_path):
    theme = str(tmp_path / "theme")
    built = site({
        A: story(style="map.css", template="map.html"),
        "content/articles/ai/2026/b.md": story("B"),
        "theme/static/stories/map.css": "h1 { font-size: 9rem }",
        "theme/templates/stories/map.html":
            '{% extends "story.html" %}'
            '{% block main %}<i id="own">{{ article.title }}</i>{% endblock %}',
    }, THEME=theme)  # fmt: skip
    page = built.page(URL)
    assert page.select_one("#own").text == "A plain story"
    href = page.select_one('link[href*="map.css"]')["href"]
    assert built.text(href.partition("?")[0]).startswith("h1")
    assert "map.css" not in built.text("/ai/2026/11/b/")
    assert [line.partition(" warning: ")[2].partition(":")[0] for line in built.warnings] == [
        "the story has its own style sheet", "the story has its own template",
    ]  # fmt: skip
    with pytest.raises(ContentError, match=r"no file theme/static/stories/mp.css: .*map.css"):
        site({A: story(style="mp.css")}, THEME=theme)
    with pytest.raises(ContentError, match=r"no file theme/templates/stories/\.\./base\.html"):
        site({A: story(template="../base.html")}, THEME=theme)


@pytest.mark.slow
def test_english_roles_are_said_in_the_language_of_the_paper(site):
    byline = """
  - author: olivia-scott
  - name: Ann Lee
    role: "photos by:"
  - name: Tom Fox
    role: Gezeichnet von"""
    files = {
        "content/articles/ai/2026/one.md": story("Eins", byline=byline, author=None),
    }
    built = site(files, DEFAULT_LANG="de")

    def roles(path):
        return [one.text.strip() for one in built.page(path).select(".byline-role")]

    assert roles("/ai/2026/11/one/") == ["Fotos: Ann Lee", "Gezeichnet von Tom Fox"]
    assert "Fotos: Ann Lee" in built.text("/feed.atom")
