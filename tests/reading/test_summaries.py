"""Summaries are sentences of a story's prose."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.reading.frontmatter.rules import Rules
from newsroom.reading.sources.parse import Parser
from newsroom.reading.text.sentences import sentence_ends
from newsroom.reading.text.summaries import ABOVE, LIMIT, LONGEST, summary_of
from tests.conftest import SiteBuilder, story

PARSER = Parser(Rules(zone="UTC", lang="en"))
PROSE = "The council voted on Tuesday to close the bridge. Traffic goes over the northern road."


def summary(body: str, **matter: str) -> str:
    record = json.loads(PARSER.parse(story(body=body, **matter).encode(), "story").record)
    return str(record["summary"])


@pytest.mark.parametrize(
    "above",
    [
        "## Background",
        "- One point.\n- Two points.",
        "| a | b |\n|---|---|\n| 1. | 2. |",
        "> We will fight.\n{: .pullquote }",
        '!!! note "Note"\n    This story was updated.',
        "https://youtu.be/dQw4w9WgXcQ",
        '![A bridge](p.png "The bridge in 1999. | Photo: Desk.")',
        "**By Jane Roe**",
        "*Photographs by Jane Roe and Sam Reed*",
        "Editor's note: This story was updated.",
        "*Two bridges over a river. The new one is on the left.*",
        "*First printed in the [Review](https://a.example).*",
        "<p><i>Jane Roe is a reporter.</i> </p>",
        "[Read the report](https://a.example)",
        "https://a.example/x",
        "<aside><p>An aside.</p></aside>",
        '<p class="credit">By the desk.</p>',
        "<details><summary>More.</summary><p>Much.</p></details>",
        "```\ncode. more.\n```",
        "Term\n: What it means.",
    ],
)
def test_only_prose_makes_a_summary(above: str) -> None:
    assert summary(f"{above}\n\n{PROSE}") == PROSE


@pytest.mark.parametrize(
    "dateline",
    [
        "BERLIN (AP) — ",
        "WASHINGTON, D.C. — ",
        "SAN FRANCISCO, Calif. (Reuters) - ",
        "PARIS, May 1 (Reuters) -- ",
        "Berlin (dpa) – ",
        "Berlin/Hamburg (dpa/bb) – ",
        "Berlin, 3. Juni (dpa) – ",
        "Madrid, 3 jun. (EFE).- ",
        "KYIV, Ukraine (AP) _ ",
        "Berlin (dpa) - ",
        "(Reuters) – ",
        "**KYIV, Ukraine** — ",
    ],
)
def test_a_dateline_is_left_out(dateline: str) -> None:
    assert summary(dateline + PROSE) == PROSE


@pytest.mark.parametrize(
    ("above", "lang"),
    [
        ("By Jane Roe.", "en"), ("By Jane Roe and Sam Reed, Berlin.", "en"),
        ("Photo: Jane Roe.", "en"), ("Last updated: 3 June 2026.", "en"),
        ("Published on June 3, 2026 at 10:00 a.m.", "en"), ("Reading time: 4 minutes.", "en"),
        ("(This story has been updated.)", "en"), ("[Editor's note: This is long.]", "en"),
        ("Content warning: this story has violence.", "en"),
        ("Sign up for our newsletter.", "en"), ("Read more: The other story.", "en"),
        ("Key points:\n\n- One.\n- Two.", "en"), ("Von Jane Roe.", "de"),
        ("Anm. d. Red.: Dies war lang.", "de"), ("Aktualisiert am 3. Juni 2026.", "de"),
        ("Lesen Sie auch: Der andere Text.", "de"), ("Anzeige.", "de"),
        ("Mise à jour : le vote est fini.", "fr"), ("À lire aussi : l'autre article.", "fr"),
        ("Publié le 3 juin 2026.", "fr"), ("Fe de errores: esto.", "es"),
    ],
)  # fmt: skip
def test_what_is_about_the_story_is_not_its_summary(above: str, lang: str) -> None:
    assert summary(f"{above}\n\n{PROSE}", lang=lang) == PROSE


@pytest.mark.parametrize(
    "sentence",
    [
        "Update work on the road has begun, the council said on Tuesday.",
        "Note that the road is closed for two years.",
        "Correction officers went on strike over pay and safety.",
        "Advertisement revenue fell by half last year, the paper said.",
        "This article was written by a machine, says the court in its ruling.",
        "Published in 1999, the book changed the town.",
        "By Tuesday, the road was closed.",
    ],
)
def test_a_sentence_that_begins_as_a_note_does_is_part_of_the_story(sentence: str) -> None:
    assert summary(sentence) == sentence


@pytest.mark.parametrize(
    "start", ["By " + "A" * 117, "By " + "Ab " * 38 + "Ab", "Updated " + "1 " * 55]
)
def test_what_is_nearly_a_byline_takes_no_time(start: str) -> None:
    assert summary(f"{start}!") == f"{start}!"


def test_a_name_before_a_dash_is_no_dateline() -> None:
    text = "NASA — the agency for space — was late."
    assert summary(text) == text


def test_neither_notes_nor_their_marks_are_in_a_summary() -> None:
    assert summary("The mayor resigned[^1] on Monday.\n\n[^1]: Letter seen.") == (
        "The mayor resigned on Monday."
    )


def test_a_summary_ends_where_another_part_begins() -> None:
    assert summary("One ends.\n\n- A point.\n\nTwo ends.") == "One ends."
    assert summary("One ends.\n\n## Two\n\nTwo ends.") == "One ends."
    assert summary("One ends.\n\nTwo ends.") == "One ends. Two ends."


def test_a_promise_of_a_list_is_not_taken_for_a_sentence() -> None:
    assert summary("One ends. These are the reasons:\n\n- A point.") == "One ends."
    assert summary("These are the reasons:\n\n> A point.") == "These are the reasons…"
    assert summary("The mayor wrote:\n\n" + "And it goes on " * 30 + ".") == "The mayor wrote…"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("- Wages\n  - three per cent\n- Hours", "Wages; three per cent; Hours."),
        ("1. One.\n2. Two!\n3. Three", "One. Two! Three."),
        ("- One,\n- two;\n- three", "One; two; three."),
        ("Agreed:\n\n- Wages\n- Hours", "Agreed: Wages; Hours."),
        ("## Head\n\n- a[^1]\n\n[^1]: A note.", "a."),
        ('![A](2026/x.png "Where it happened. | Staff photo")', "Where it happened."),
        ("- One\n- Two\n\n<!--more-->\n\nProse below.", "One; Two."),
        ("It is agreed:\n\n- One\n\n<!--more-->\n\nProse below.", "It is agreed: One."),
        ("| a | b |\n|---|---|\n| 1 | 2 |", ""),
        ("> We will fight.", ""),
        ("Published in 1999, the book sold 2000.", "Published in 1999, the book sold 2000."),
        ("*We write. All is slanted.*\n\n*More of it.*", "We write. All is slanted."),
        ("*Not* all of this. *It* stays.\n\nMore.", "Not all of this. It stays. More."),
        ("<details>\n<summary>Q</summary>\n\nAnswer.\n\n</details>", ""),
    ],
)
def test_without_prose_it_is_what_a_list_or_a_caption_says(body: str, expected: str) -> None:
    assert summary(body) == expected


def test_a_list_is_a_sentence_of_its_language() -> None:
    assert summary("- 一つ\n- 二つ", lang="ja") == "一つ、二つ。"
    assert summary("- واحد\n- اثنان", lang="ar") == "واحد؛ اثنان."


def test_a_long_list_is_cut_between_its_items() -> None:
    made = summary("\n".join(f"- Item {number} of the list" for number in range(30)))
    assert made.endswith("of the list…")
    assert len(made) <= LIMIT + 1


@pytest.mark.slow
def test_a_story_without_words_says_nothing_rather_than_what_the_site_says(
    site: SiteBuilder,
) -> None:
    files = {
        "content/articles/ai/2026/table.md": story("Table", "| a | b |\n|---|---|\n| 1 | 2 |"),
        "content/articles/ai/2026/list.md": story("List", "- Wages\n- Hours"),
        "content/articles/ai/2026/paid.md": story(
            "Paid", "| a | b |\n|---|---|\n| 1 | 2 |", label="sponsored", sponsor="Acme"
        ),
    }
    built = site(files, SITEDESCRIPTION="News of the town.")
    table = built.page("/ai/2026/11/table/")
    assert table.find("meta", attrs={"name": "description"}) is None
    assert table.find("meta", property="og:description") is None
    assert "News of the town." not in table.head.get_text() + str(table.head)
    paid = built.page("/ai/2026/11/paid/").find("meta", property="og:description")["content"]
    assert paid == "Paid for by Acme"
    page = built.page("/ai/2026/11/list/")
    said = {page.find("meta", property="og:description")["content"]}
    said.add(page.find("meta", attrs={"name": "description"})["content"])
    said.add(json.loads(page.find("script", type="application/ld+json").string)["description"])
    items = json.loads(built.text("/feed.json"))["items"]
    said.add(next(one["summary"] for one in items if one["title"] == "List"))
    assert said == {"Wages; Hours."}
    assert "Wages; Hours." in built.text("/feed.atom")
    assert "Wages; Hours." in built.page("/ai/").get_text()


@pytest.mark.parametrize("mark", ["<!--more-->", "<!-- more -->", "<!--More read on-->"])
def test_what_is_above_the_mark_is_the_summary(mark: str) -> None:
    assert summary(f"Short. {'And long, ' * 30}too.\n\n{mark}\n\nThe rest.").endswith("long, too.")
    assert summary(f"Made by hand.\n\n{mark}\n\nThe rest.") == "Made by hand."
    assert summary(f"One. Two.{mark} Three.") == "One. Two."
    assert len(summary(f"{'A sentence of words. ' * 60}\n\n{mark}\n\nThe rest.")) <= ABOVE


def test_the_mark_leaves_no_trace() -> None:
    body = "One &#8211; &#10003;.\n\n<!--more-->\n\n`<!--more-->` two."
    parsed = PARSER.parse(story(body=body).encode(), "story")
    assert "\U0010fffd" not in parsed.html + parsed.record.decode()
    assert "<code>&lt;!--more--&gt;</code>" in parsed.html


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        ("en", ["The bill by Rep. Trent Franks of Ariz. passed.", "It goes on."]),
        ("en", ["He lives in the U.S. Congress is far.", "So is he."]),
        ("en", ["He lives in the U.S.", "The Congress is far."]),
        ("en", ["Dr. J. R. R. Roe wrote No. 5 at 9 a.m. on Sept. 11, e.g. a novel, vs. a poem."]),
        ("en", ["It grew by 3.5 percent to $2.4 million.", "No.", "Then it fell."]),
        ("en", ["“We won. We did,” she said.", "They lost."]),
        ("en", ["They came (some stayed. Others went.) and left.", "It was over."]),
        ("en", ["“Stop!” he said.", "“Why?” she asked… and left.", "He stayed…", "She did not."]),
        ("en", ["Yahoo! was sold at 5 p.m.", "The price is not known."]),
        ("en", ["St. Paul, Minn., has it.", "“No,” said Gov. Roe Jr. of it."]),
        (
            "de",
            ["Am 5. Mai kam z. B. Dr. Roe, Nr. 5 der Liste.", "Er sagte: „Ja. Nein.“ und ging."],
        ),
        ("de", ["Dr. med. Roe traf Elizabeth II. Windsor mit Paul VI.", "Er war da."]),
        ("it", ["Parla l’Avv. Roe con dell’Ing. Poe.", "Poi va."]),
        ("el", ["Ήρθε ο κ. Ρο;", "Ναι."]),
        ("bg", ["На ул. Мир е г-н Ро.", "Той дойде."]),
        ("en", ["See N°. 10 . . . and the “gap […]” (Roe 55).", "It ends."]),
        ("zh", ["他看了《跑吧！兄弟》这部片。", "好。"]),
        ("fr", ["M. Roe et Mme Poe sont là.", "«\u202fOui\u202f!\u202f» dit-il.", "Art. 5 suit."]),
        ("es", ["El Sr. Roe llegó.", "¿Quién?", "¡Él!"]),
        ("ru", ["В 2020 г. он жил на ул. Мира, д. 5.", "Он уехал."]),
        ("ja", ["彼は来た。", "「行く。」と言った。"]),
        ("zh", ["他来了。", "他走了！"]),
        ("ar", ["جاء الرجل.", "هل ذهب؟", "نعم."]),
        ("hi", ["वह आया।", "वह गया।"]),
    ],
)
def test_sentences_end_where_they_end(lang: str, sentences: list[str]) -> None:
    text = ("" if lang in ("ja", "zh") else " ").join(sentences)
    ends = sentence_ends(text, lang)
    assert [text[a:b].strip() for a, b in zip([0, *ends], ends, strict=False)] == sentences


def test_a_sentence_is_kept_whole_or_its_cut_is_shown() -> None:
    long = "The treaty binds both for ten years and cannot be ended by the U.S. Congress alone, "
    assert (
        summary(long + "as lawyers who read it said, and as others doubt, " * 2 + "today.")[-1:]
        == "."
    )
    cut = summary(long + "as they say, " * 40 + "today.")
    assert cut.endswith("they say…")
    assert len(cut) <= LIMIT + 1
    assert summary("word " * 100 + "end.").endswith("word word…")


@pytest.mark.parametrize(
    ("text", "end"),
    [
        (
            f"{'They say, ' * 15}that the court found the senator guilty, but {'it ' * 40}.",
            "guilty",
        ),
        (f"{'word ' * 32}he said that he will resign unless {'they agree ' * 20}.", "resign"),
        (f"{'Wort ' * 34}er nimmt das Amt an, wenn {'sie wollen ' * 20}.", "an"),
        (f"{'word ' * 28}and a system with (for example, {'a list ' * 20}).", "for example"),
        (f"{'word ' * 25}as he says, by a “model that, {'as we know ' * 20}”.", "model that"),
    ],
)
def test_a_cut_does_not_turn_the_meaning(text: str, end: str) -> None:
    made = summary_of([("prose", text)], "en")
    assert made[-1] == "…"
    assert not made.removesuffix("…").endswith(end)


@given(
    st.lists(
        st.sampled_from(["Word", "and", "U.S.", "end.", "(", ")", "“", "”", ":", "5.", "…", "。"])
    )
)
def test_a_summary_is_the_beginning_of_the_text(words: list[str]) -> None:
    text = " ".join(words)
    made = summary_of([("prose", text)], "en")
    assert len(made) <= LONGEST + 1
    begins = made.removesuffix("…")
    assert text.startswith(begins)


@pytest.mark.parametrize("text", ["A. " * 90_000, "“" * 200_000, "a" * 280_000, "(. " * 90_000])
def test_long_paragraphs_are_no_trouble(text: str) -> None:
    before = time.process_time()
    summary_of([("prose", text)] * 20, "en")
    assert time.process_time() - before < 20


@pytest.mark.slow
def test_the_same_summary_is_everywhere(site: SiteBuilder) -> None:
    body = 'The mayor said "no" to AT&T\'s plan. <b>It</b> was late.\n\n## More\n\nThe rest.'
    expected = "The mayor said “no” to AT&T’s plan. It was late."
    built = site({"content/articles/ai/2026/one.md": story("It's 'On <br> hold'", body)})
    page = built.page("/ai/2026/11/one/")
    assert page.find("meta", attrs={"name": "description"})["content"] == expected
    assert page.find("meta", property="og:description")["content"] == expected
    data = json.loads(page.find("script", type="application/ld+json").string)
    assert (data["description"], data["headline"]) == (expected, "It’s ‘On <br> hold’")
    assert expected in built.page("/ai/").get_text()
    item = json.loads(built.text("/feed.json"))["items"][0]
    assert (item["summary"], item["title"]) == (expected, "It’s ‘On <br> hold’")
    assert page.h1.get_text(strip=True) == "It’s ‘On <br> hold’"


@pytest.mark.slow
def test_the_language_of_the_site_and_of_a_story_shape_its_text(site: SiteBuilder) -> None:
    files = {
        "content/articles/ai/2026/one.md": story("Er sagt 'ja'", 'Er sagte "Hallo".'),
        "content/articles/ai/2026/two.md": story("L'été", 'Il dit "bonjour" : oui.', lang="fr"),
    }
    built = site(files, DEFAULT_LANG="de")
    assert "Er sagte „Hallo“." in built.page("/ai/2026/11/one/").get_text().replace("\xa0", " ")
    assert "«\u202fbonjour\u202f»\xa0:\xa0oui." in built.page("/ai/2026/11/two/").get_text()
    assert built.page("/ai/2026/11/one/").h1.get_text(strip=True) == "Er sagt ‚ja‘"
    again = site({}, DEFAULT_LANG="sv")
    assert "”Hallo”" in again.page("/ai/2026/11/one/").get_text()


def test_what_is_struck_out_is_not_summed_up() -> None:
    said = summary("The price is ~~100~~ 120 euros, the minister said on Monday.")
    assert said == "The price is 120 euros, the minister said on Monday."
