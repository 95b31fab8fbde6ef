"""A specimen of every language: one paragraph each, typed plainly, as readers see it."""

import unicodedata
from html import unescape

import pytest

from newsroom.reading.text.words import count_words
from tests.conftest import story

N, F = "\u202f", "\xa0"  # narrow no-break space, no-break space

# Language: as typed, as shown, words and characters.
SPECIMENS = {
    "en": (
        'The minister said: "They called it \'a gift\' -- in the \'90s." It wasn\'t...',
        "The minister said: “They called it ‘a gift’ — in the ’90s.” It wasn’t…",
        (13, 0),
    ),
    "de": (
        '"Er nannte es \'ein Geschenk\'", sagte sie -- um 12 Uhr, mit 5 % Zins.',
        f"„Er nannte es ‚ein Geschenk‘“, sagte sie – um 12{F}Uhr, mit 5{F}% Zins.",
        (13, 0),
    ),
    "de-CH": (
        '"Er nannte es \'ein Geschenk\'", sagte sie -- gestern.',
        "«Er nannte es ‹ein Geschenk›», sagte sie – gestern.",
        (8, 0),
    ),
    "fr": (
        '"C\'est \'un cadeau\'", dit-elle : vraiment ? Oui ; 12 000 euros !',
        f"«{N}C’est «{N}un cadeau{N}»{N}», dit-elle{F}: vraiment{N}? Oui{N}; 12{N}000 euros{N}!",
        (9, 0),
    ),
    "es": (
        '"Lo llamaron \'un regalo\'", dijo -- ¿de verdad?',
        "“Lo llamaron ‘un regalo’”, dijo — ¿de verdad?",
        (7, 0),
    ),
    "pt": (
        '"Chamaram-lhe \'um presente\'", disse -- ontem.',
        "“Chamaram-lhe ‘um presente’”, disse — ontem.",
        (5, 0),
    ),
    "it": (
        '"L\'hanno chiamato \'un dono\'", disse l\'uomo -- ieri.',
        "«L’hanno chiamato “un dono”», disse l’uomo – ieri.",
        (7, 0),
    ),
    "nl": (
        '"Ze noemden het een geschenk", zei hij \'s avonds.',
        "‘Ze noemden het een geschenk’, zei hij ’s avonds.",
        (9, 0),
    ),
    "pl": (
        '"Nazwali to \'darem\'" -- powiedziała.',
        "„Nazwali to «darem»” – powiedziała.",
        (4, 0),
    ),
    "sv": (
        '"De kallade det \'en gåva\'", sade hon -- i går.',
        "”De kallade det ’en gåva’”, sade hon – i går.",
        (9, 0),
    ),
    "da": (
        '"De kaldte det \'en gave\'", sagde hun -- i går.',
        "“De kaldte det ‘en gave’”, sagde hun – i går.",
        (9, 0),
    ),
    "nb": (
        '"De kalte det \'en gave\'", sa hun -- i går.',
        "«De kalte det ‘en gave’», sa hun – i går.",
        (9, 0),
    ),
    "fi": (
        '"He sanoivat sitä \'lahjaksi\'", hän sanoi -- eilen.',
        "”He sanoivat sitä ’lahjaksi’”, hän sanoi – eilen.",
        (7, 0),
    ),
    "cs": (
        '"Nazvali to \'dar\'", řekla -- včera.',
        "„Nazvali to ‚dar‘“, řekla – včera.",
        (5, 0),
    ),
    "uk": (
        '"Вони назвали це \'дарунком\'", -- сказала вона, п\'ять разів.',
        "«Вони назвали це „дарунком“», — сказала вона, п’ять разів.",
        (8, 0),
    ),
    "ru": (
        '"Они назвали это \'даром\'", -- сказала она в 5 км отсюда.',
        f"«Они назвали это „даром“», — сказала она в 5{F}км отсюда.",
        (10, 0),
    ),
    "el": (
        '"Το είπαν \'δώρο\'", είπε -- χθες.',
        "«Το είπαν “δώρο”», είπε — χθες.",
        (5, 0),
    ),
    "tr": (
        '"Buna \'hediye\' dediler", dedi -- İstanbul\'da.',
        "“Buna ‘hediye’ dediler”, dedi — İstanbul’da.",
        (5, 0),
    ),
    "ar": (
        'قالت: "سَمَّوْهُ \'هَدِيَّةً\'" أمس.',
        "قالت: ”سَمَّوْهُ ’هَدِيَّةً‘“ أمس.",
        (4, 0),
    ),
    "fa": (
        'او گفت: "آن را \'هدیه\' می\u200cنامند".',
        "او گفت: «آن را ‹هدیه› می\u200cنامند».",
        (6, 0),
    ),
    "he": (
        'היא אמרה: "צה"ל מסר הודעה" אתמול.',
        "היא אמרה: ”צה״ל מסר הודעה” אתמול.",
        (6, 0),
    ),
    "zh": (
        '她说:"他们称之为\'礼物\'"......',
        "她说:“他们称之为‘礼物’”……",
        (0, 9),
    ),
    "ja": (
        '彼女は"これは\'贈り物\'だ"と言った。',
        "彼女は「これは『贈り物』だ」と言った。",
        (0, 14),
    ),
    "ko": (
        '그는 "그것은 \'선물\'이었다"라고 말했다.',
        "그는 “그것은 ‘선물’이었다”라고 말했다.",
        (5, 0),
    ),
    "hi": (
        'उन्होंने कहा: "यह एक \'उपहार\' है"।',
        "उन्होंने कहा: “यह एक ‘उपहार’ है”।",
        (6, 0),
    ),
    "th": ('เธอพูดว่า "ของขวัญ"', "เธอพูดว่า “ของขวัญ”", (0, 13)),
}  # fmt: skip


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Language → its page, of one paper that has a story in each."""
    from newsroom.building.build import build
    from tests.conftest import CONF, REGISTRIES, BuiltSite, write_files

    root = tmp_path_factory.mktemp("specimen")
    write_files(root, REGISTRIES)
    write_files(root, {
        f"content/articles/ai/{lang.lower()}.md": story(f"Specimen {lang}", typed, lang=lang)
        for lang, (typed, _, _) in SPECIMENS.items()
    })  # fmt: skip
    folders = {"PATH": "content", "OUTPUT_PATH": "output", "CACHE_PATH": ".cache"}
    built = BuiltSite(root, build(CONF, {
        **{name: str(root / folder) for name, folder in folders.items()},
        "SITEURL": "https://news.example", "NOW": "2026-11-23T12:00:00+00:00", "JOBS": 1,
    }))  # fmt: skip
    return {lang: built.page(f"/ai/2026/11/{lang.lower()}/") for lang in SPECIMENS}


@pytest.mark.slow
@pytest.mark.parametrize("lang", SPECIMENS)
def test_a_paragraph_gets_the_signs_of_its_language(pages, lang):
    shown = SPECIMENS[lang][1]
    page = pages[lang]
    assert page.article["lang"] == lang
    assert page.article["dir"] == ("rtl" if lang in ("ar", "fa", "he") else "ltr")
    text = page.select_one(".story-body p").text
    # The last two words stay in one line; that is no matter of the language.
    assert text.replace(F, " ") == shown.replace(F, " ")
    assert all(part in text for part in shown.split(" ") if F in part)
    summary = page.select_one('meta[name="description"]')["content"]
    assert unescape(summary).replace(F, " ") == shown.replace(F, " ")


@pytest.mark.parametrize("lang", SPECIMENS)
def test_a_paragraph_is_counted_in_the_words_of_its_language(lang):
    _, shown, counts = SPECIMENS[lang]
    assert count_words(shown) == counts
    assert count_words(unicodedata.normalize("NFD", shown)) == counts
