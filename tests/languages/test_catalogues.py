"""The software says everything in each of its languages."""

import pytest
from babel.messages.plurals import get_plural

from newsroom.desk.messages import texts_of_software
from newsroom.languages.catalogues import locale_of_name, mistakes_of, read_file, shipped
from newsroom.languages.folders import PACKAGE
from newsroom.pipeline import untranslated
from newsroom.problems import ContentError
from tests.conftest import story

LANGUAGES = ("ar", "de", "en", "es", "fa", "fr", "he", "it", "ja", "nl", "pl", "pt", "tr", "uk",
             "zh")  # fmt: skip
TRANSLATED = [lang for lang in LANGUAGES if lang != "en"]


@pytest.fixture(scope="module")
def texts():
    return texts_of_software()


def test_the_software_speaks_the_languages_that_it_promises():
    assert tuple(shipped()) == LANGUAGES


@pytest.mark.slow
@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_catalogue_translates_every_text_of_the_software(lang, texts):
    found = {
        message.id if isinstance(message.id, tuple) else (message.id,)
        for message in read_file(PACKAGE / f"{lang}.po")
        if message.id and not message.fuzzy and message.string and all(message.string)
    }
    assert set(texts) - found == set(), "run ./inv catalogues and translate what is new"
    assert found - set(texts) == set(), "run ./inv catalogues"


@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_translation_keeps_values_links_and_forms(lang):
    catalogue = read_file(PACKAGE / f"{lang}.po")
    problems = [str(one) for one in mistakes_of(catalogue, lang, f"{lang}.po")]
    problems += [str(error) for _message, errors in catalogue.check() for error in errors]
    assert problems == []
    assert catalogue.num_plurals == get_plural(locale_of_name(lang)).num_plurals


def wrong(site, catalogue, lang):
    with pytest.raises(ContentError) as caught:
        site({f"locale/{lang}.po": catalogue, "content/ai/a.md": story()}, DEFAULT_LANG=lang)
    return [str(one) for one in caught.value.errors]


def test_a_plural_with_too_few_forms_stops_the_build(site):
    (problem,) = wrong(site, """
        msgid ""
        msgstr "Plural-Forms: nplurals=2; plural=(n != 1);"

        msgid "{number} story"
        msgid_plural "{number} stories"
        msgstr[0] "{number} tekst"
        msgstr[1] "{number} teksty"
        """, "pl")  # fmt: skip
    assert problem == (
        "locale/pl.po:4:1: '{number} story' has 2 forms, where the language has 3: "
        "write msgstr[0] to msgstr[2]"
    )


def test_a_form_without_its_number_must_be_that_of_one_number(site):
    (problem,) = wrong(site, """
        msgid "{number} story"
        msgid_plural "{number} stories"
        msgstr[0] "один текст"
        msgstr[1] "{number} тексти"
        msgstr[2] "{number} текстів"
        """, "uk")  # fmt: skip
    assert problem.endswith(
        "'один текст' leaves out the number, and is the form of 1 and 21: name {number}"
    )


def test_a_form_that_is_left_empty_stops_the_build(site):
    (problem,) = wrong(site, """
        msgid "{number} story"
        msgid_plural "{number} stories"
        msgstr[0] "ein Bericht"
        msgstr[1] ""
        """, "de")  # fmt: skip
    assert "'{number} story' leaves msgstr[1] empty: write it" in problem


def test_a_translation_that_leaves_out_a_value_stops_the_build(site):
    (problem,) = wrong(site, """
        msgid "Paid for by {sponsor}"
        msgstr "Bezahlt"
        """, "de")  # fmt: skip
    assert "'Bezahlt' leaves out sponsor" in problem


@pytest.mark.slow
def test_a_paper_changes_a_word_and_keeps_the_others(site):
    german = site({
        "locale/de.po": 'msgid "Latest"\nmsgstr "Eben eingetroffen"\n',
        "content/ai/a.md": story("Eins"), "content/ai/b.md": story("Zwei"),
    }, DEFAULT_LANG="de")  # fmt: skip
    front = german.page("/").get_text(" ", strip=True)
    assert "Eben eingetroffen" in front
    assert "Neueste Nachrichten" not in front
    assert "Zum Inhalt springen" in front


@pytest.mark.slow
def test_a_language_that_lacks_texts_says_how_many(site, texts):
    catalogue = """
        msgid "Latest"
        msgstr "Diweddaraf"
        """
    built = site(
        {"locale/cy.po": catalogue, "content/articles/ai/a.md": story()}, DEFAULT_LANG="cy"
    )
    assert "Diweddaraf" in built.page("/").text
    (said,) = untranslated(built.result.edition)
    assert said == ("cy", len(texts) - 1)
    assert not list(untranslated(site(DEFAULT_LANG="de").result.edition))


@pytest.mark.slow
def test_a_text_that_nobody_says_is_named_with_the_one_that_was_meant(site):
    catalogue = """
        msgid "Latset"
        msgstr "Fresh"
        """
    built = site({"locale/en.po": catalogue, "content/articles/ai/a.md": story()})
    (warning,) = built.warnings
    assert "locale/en.po:1:1: warning: no page says 'Latset'" in warning
    assert "did you mean 'Latest'" in warning


@pytest.mark.slow
def test_a_text_of_the_papers_own_theme_is_not_a_slip(site):
    files = {
        "locale/en.po": 'msgid "Lates"\nmsgstr "Newest"\n',
        "theme/templates/partials/own.html": '{{ _("Lates") }}',
        "content/articles/ai/a.md": story(),
    }
    assert site(files).warnings == []
