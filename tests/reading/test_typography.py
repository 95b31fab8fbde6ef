"""Typography: one engine for HTML and plain text."""

import html
import re
import time

import nh3
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsroom.reading.typography import smart_text, typeset
from tests.conftest import SiteBuilder, story

_NAMES = "en de de-CH fr fr-CA es pt pt-PT it nl pl sv da nb fi cs uk ru el tr ar fa he zh ja ko"
LANGUAGES = _NAMES.split()
PIECES = st.sampled_from(
    [
        "word", "It's", "the '80s", '"Yes,"', "'no'", "NASA", "U.S.", "AT&amp;T", "J. K. Roe",
        "5 km", "--", "---", "-", "...", ". . .", "......", "``a''", ",,a''", ",,", " ,a'", "&amp;",
        " &amp; ",
        "&lt;b", "&gt;", "&nbsp;", "\u202f", "https://a.example/x--y", "--help", '-o="x"',
        "`a'b`", "x='y'", "f('x')", "$x'^2$", '6\'2"', "10 000", "!", " ?", ":", " ; ", "«",
        "»", "“", "’", "„", "(", ")", ".", "<p>", "</p>", "<em>", "</em>",
        '<a href="/a?b&amp;c" title="d &quot;e&quot; &gt;">', "</a>", "<br>", "<h2>", "</h2>",
        "<li>", "</li>", "<code>", "</code>", "<pre>", "</pre>", "<kbd>", "</kbd>",
        '<span lang="de">', '<span lang="fr">', "</span>", '<sup id="fnref:1">', "</sup>",
        "<table><tr><td>", "</td></tr></table>", "\n", " ", "  ", "é", "'", '"', "2KU2", "צ",
        "ה", "好", "。", ",", "°",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=20).map("".join)
SIGNS = re.compile(r"""[\s\u2028,"'`“”„‘’‚«»‹›「」『』′″״׳…—–.-]+""")
TAG = re.compile(r"<[^>]*>")
ORNAMENT = re.compile(r'<span class="(?:amp|caps|dquo|quo)">([^<]*)</span>')


def without_signs(text: str) -> str:
    return SIGNS.sub("", text)


def fine(markup: str, lang: str = "en") -> str:
    return typeset(markup, lang).html


def bare(markup: str) -> str:
    """Return HTML without the elements that typography adds."""
    return ORNAMENT.sub(r"\1", markup)


@pytest.mark.slow
@settings(deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES))
@example('<p>a--"b"</p>', "en")
@example("<p>« a »</p>", "fr")
def test_html_without_its_signs_stays_as_it_was(text: str, lang: str) -> None:
    text = nh3.clean(text, attributes={"*": {"lang", "id", "title", "href"}})
    made = bare(fine(text, lang))
    assert TAG.findall(made) == TAG.findall(text)
    assert without_signs(html.unescape(TAG.sub("", made))) == without_signs(
        html.unescape(TAG.sub("", text))
    )
    for element in ("code", "pre", "kbd"):
        found = re.compile(rf"<{element}>.*?</{element}>", re.DOTALL)
        assert found.findall(made) == found.findall(text)


@settings(deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES))
@example('--"', "fr")
@example("'--help", "en")
@example("'--help'", "sv")
def test_html_is_fine_once_and_for_all(text: str, lang: str) -> None:
    once = fine(nh3.clean(text, attributes={"*": {"lang", "id", "title"}}), lang)
    assert fine(once, lang) == once


@settings(deadline=None)
@given(
    st.one_of(
        st.text(alphabet="ab5'\"-. `=(1\n—‘“«» :!?&<>/@צהж好。"),
        TEXTS.map(html.unescape),
    ),
    st.sampled_from(LANGUAGES),
)
@example(". . .10 000", "en")
@example("...!", "fr")
def test_plain_text_is_fine_once_and_for_all_and_keeps_its_words(text: str, lang: str) -> None:
    once = smart_text(text, lang)
    assert smart_text(once, lang) == once
    assert without_signs(once) == without_signs(text)


@settings(deadline=None)
@given(st.text(alphabet="ab5'\"-. `=(1—‘“«»!?/@"), st.sampled_from(LANGUAGES))
def test_a_body_and_a_headline_get_the_same_signs(text: str, lang: str) -> None:
    (role, plain), *_ = typeset(f"<p>x {text} x</p>", lang).paragraphs
    assert role == "prose"
    assert plain.split() == smart_text(f"x {text} x", lang).split()


@pytest.mark.parametrize("tag", ["pre", "code", "kbd", "samp", "math"])
def test_code_is_never_touched(tag: str) -> None:
    text = f'<{tag}>"x" -- NASA &amp; ...</{tag}>'
    assert text in fine(f"<p>a {text} b</p>")


def test_an_ampersand_in_an_attribute_stays() -> None:
    text = '<p data-x="a" title="b &amp; c">d</p>'
    assert fine(text) == text


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "word " * 56000,
        "A" * 283000 + "b",
        '"a" ' * 70000,
        "a &amp; b " * 30000,
        "<em>a</em> " * 25000,
        " " * 283000,
        "A. " * 90000,
        '<b title="y">a</b> &amp; ' * 12000,
        "'" * 200000,
        " 'a" * 70000,
        '-a="' * 50000,
        "``" * 100000,
        "&lt;" * 60000,
        "a.a." * 60000,
        "a@a." * 60000,
        "\\(" * 100000,
        "$a^" * 80000,
        "--" * 100000,
        "--a" * 70000,
        "5 km " * 50000,
        "a-A" * 80000,
        "A&amp;" * 40000,
        "/a" * 100000,
        '<span lang="fr">"a" : </span>' * 9000,
        "<i><b>" * 200 + "x" * 1000 + "</b></i>" * 200,
    ],
    ids=lambda text: text[:9].strip(),
)
@pytest.mark.parametrize("lang", ["en", "fr", "he"])
def test_one_huge_line_takes_seconds_at_most(text: str, lang: str) -> None:
    before = time.process_time()
    fine(f"<p>{text}</p>", lang)
    smart_text(text, lang)
    assert time.process_time() - before < 20


@pytest.mark.parametrize(
    ("text", "smart"),
    [
        ('"Hi," she said', "“Hi,” she said"),
        ("It's the '80s", "It’s the ’80s"),
        ("rock 'n' roll 'til dawn", "rock ’n’ roll ’til dawn"),
        ("a '68 car; 'tis true, give 'em time", "a ’68 car; ’tis true, give ’em time"),
        ("\"'Nested' quote\"", "“‘Nested’ quote”"),
        ("'He said \"no\" to the dogs' owner'", "‘He said “no” to the dogs’ owner’"),
        ("the 'hood", "the ’hood"),
        ("the dogs' bowls", "the dogs’ bowls"),
        ("word--word, and -- so", "word—word, and — so"),
        ("from A---B", "from A—B"),
        ("1914--1918", "1914–1918"),
        ('"I was--" he said', "“I was—” he said"),
        ("wait...", "wait…"),
        ("wait. . . .", "wait. . . ."),
        ("6'2\" tall", "6′2″ tall"),
        ('a 12" record, "in 1999"', "a 12″ record, “in 1999”"),
        ("6' 2\" tall, 12' x 10', the '90' vote", "6′ 2″ tall, 12′ x 10′, the ’90’ vote"),
        ("a '09er", "a ’09er"),
        ("\"the 'ol' man' said\"", "“the ‘ol’ man’ said”"),
        ('"Yes,"--he said; "a"--b (c)--d it!--e', "“Yes,”—he said; “a”—b (c)—d it!—e"),
        ('("--a") [--b] "--c"', "(“--a”) [--b] “--c”"),
        (r"C:\a--b, ~/x--y, a--b.txt; so--it", r"C:\a--b, ~/x--y, a--b.txt; so—it"),
        ("$a--b$, $$x'--y$$; $5--$6", "$a--b$, $$x'--y$$; $5—$6"),
        ("12 000 in 2026 300 times", "12\xa0000 in 2026 300 times"),
        ("52°31'12\" N", "52°31′12″ N"),
        ('("quoted")', "(“quoted”)"),
        ("``Wire'' copy", "“Wire” copy"),
        ("AT&T <b> & C++", "AT&T <b> & C++"),
        ('Why <br class="x"> matters', 'Why <br class="x"> matters'),
        ('use --flag, or --o="a b"', 'use --flag, or --o="a b"'),
        ('run `git "x"` now', 'run `git "x"` now'),
        ('print("a b") and x="c d"', 'print("a b") and x="c d"'),
        ("see https://a.example/x--y's", "see https://a.example/x--y’s"),
        ("a.example/a--b and me--you@a.example", "a.example/a--b and me--you@a.example"),
        ("in /usr/a--b, f'(x) and $x'_1$", "in /usr/a--b, f'(x) and $x'_1$"),
        ("10 km by J. K. Rowling, U.S. Army", "10\xa0km by J.\xa0K.\xa0Rowling, U.S. Army"),
        ("&#8220;", "&#8220;"),
        ("", ""),
    ],
)
def test_english(text: str, smart: str) -> None:
    assert smart_text(text) == smart


@pytest.mark.parametrize(
    ("lang", "text", "smart"),
    [
        ("en-GB", "\"a 'b'\"", "“a ‘b’”"),
        ("de", "\"a 'b'\" -- 's ist", "„a ‚b‘“ – ’s ist"),
        ("de-AT", '"a"', "„a“"),
        ("de-CH", "\"a 'b'\"", "«a ‹b›»"),
        ("fr", '"a" et l\'"b" !', "«\u202fa\u202f» et l’«\u202fb\u202f»\u202f!"),
        ("fr", "« a » : b?", "«\u202fa\u202f»\xa0: b\u202f?"),
        ("fr", "10 000 à 12:30, 5 %", "10\u202f000 à 12:30, 5\u202f%"),
        ("fr", "En 2026 300 voix, n° 5", "En 2026 300 voix, n°\xa05"),
        ("it", "'un po' di più'", "“un po’ di più”"),
        ("el", "θα 'ρθω, μ' αρέσει 'απ' εδώ'", "θα ’ρθω, μ’ αρέσει “απ’ εδώ”"),
        ("ru", "5 км, 10 000 руб.", "5\xa0км, 10\xa0000\xa0руб."),
        ("fr-CA", '"a" ? b : c', "«\u202fa\u202f» ? b\xa0: c"),
        ("es", "¿\"a 'b'\"?", "¿“a ‘b’”?"),
        ("pt", '"a"', "“a”"),
        ("pt-PT", "\"a 'b'\"", "«a “b”»"),
        ("it", '"a" e dell\'"b"', "«a» e dell’«b»"),
        ("nl", '\'s morgens "a"', "’s morgens ‘a’"),
        ("pl", "\"a 'b'\"", "„a «b»”"),
        ("sv", "\"a 'b'\"", "”a ’b’”"),
        ("da", '"a"', "“a”"),
        ("nb", "\"a 'b'\"", "«a ‘b’»"),
        ("fi", '"a"', "”a”"),
        ("cs", "\"a 'b'\"", "„a ‚b‘“"),
        ("uk", "\"a 'b'\", п'ять", "«a „b“», п’ять"),
        ("ru", "\"a 'b'\" -- да", "«a „b“» — да"),
        ("el", '"a"', "«a»"),
        ("tr", '"a" Ankara\'da', "“a” Ankara’da"),
        ("ar", '"مرحبا"', "”مرحبا“"),
        ("fa", '"سلام"', "«سلام»"),
        ("he", 'צה"ל "שלום" ג\'ירפה', "צה״ל ”שלום” ג׳ירפה"),
        ("zh", '他说"你好"。......', "他说“你好”。……"),
        ("zh-Hant-TW", '他說"你好"', "他說「你好」"),
        ("zh-Hans-CN", '说"好"', "说“好”"),
        ("ja", '彼は"はい"と', "彼は「はい」と"),
        ("ko", '"안녕"이라고', "“안녕”이라고"),
        ("xx", '"a"', "“a”"),
    ],
)
def test_each_language_has_its_own_signs(lang: str, text: str, smart: str) -> None:
    assert smart_text(text, lang) == smart
    assert typeset(f"<p>{text}</p>", lang).paragraphs == (("prose", smart),)


@pytest.mark.parametrize(
    ("lang", "marks"),
    [
        ("en", "“‘’”"), ("de", "„‚‘“"), ("de-CH", "«‹›»"), ("fr", "««»»"), ("es", "“‘’”"),
        ("pt", "“‘’”"), ("pt-PT", "«“”»"), ("it", "«“”»"), ("nl", "‘“”’"), ("pl", "„«»”"),
        ("sv", "”’’”"), ("da", "“‘’”"), ("nb", "«‘’»"), ("fi", "”’’”"), ("cs", "„‚‘“"),
        ("uk", "«„“»"), ("ru", "«„“»"), ("el", "«“”»"), ("tr", "“‘’”"), ("ar", "”’‘“"),
        ("fa", "«‹›»"), ("he", "”’’”"), ("zh", "“‘’”"), ("ja", "「『』」"), ("ko", "“‘’”"),
    ],
)  # fmt: skip
def test_a_quotation_within_a_quotation_has_marks_of_its_own(lang: str, marks: str) -> None:
    opens, inner, ends, closes = marks
    nested = f"x {opens}a {inner}b{ends} c{closes} y"
    typed = ["x \"a 'b' c\" y"]
    if lang not in ("zh", "ja"):  # There no space says which mark begins.
        typed += ['x "a "b" c" y', "x ,,a 'b' c'' y", "x ``a 'b' c'' y"]
    for text in typed:
        made = smart_text(text, lang)
        assert made.replace("\u202f", "") == nested
        assert typeset(f"<p>{text}</p>", lang).paragraphs == (("prose", made),)


@pytest.mark.parametrize(
    ("lang", "text", "smart"),
    [
        ("nl", "Zij zei: 'Dat is \"mooi\".'", "Zij zei: ‘Dat is “mooi”.’"),
        ("nl", ',,Wat?" vroeg zij.', "‘Wat?’ vroeg zij."),
        ("nl", "\"Hij kwam 's avonds in de jaren '60\"", "‘Hij kwam ’s avonds in de jaren ’60’"),
        ("de", ",,Er rief ,komm' laut``, sagte sie", "„Er rief ‚komm‘ laut“, sagte sie"),
        ("de", ',,Ja“ und "nein"', "„Ja“ und „nein“"),
        ("de", "Ja,nein und a,,b", "Ja,nein und a,,b"),
        ("ru", '"Рога и "копыта"", ""Правда" вышла"', "«Рога и „копыта“», «„Правда“ вышла»"),
        ("ru", '"Он, сказал. "Два," сказала.', "«Он, сказал. «Два,» сказала."),
        ("fr", '"L\'"Ami" part"', "«\u202fL’«\u202fAmi\u202f» part\u202f»"),
        ("fr", "50% de M. Roux", "50\u202f% de M.\xa0Roux"),
        ("he", 'ב"הארץ" ו"צה"ל", מנכ"לית', "ב”הארץ” ו”צה״ל”, מנכ״לית"),
        ("en", '"6\'2" tall," he said. "No."', "“6′2″ tall,” he said. “No.”"),
        ("en", "a 2'' pipe", "a 2″ pipe"),
        ("en", '"In Room 12" he said "no"', "“In Room 12” he said “no”"),
        ("en", '"She said, \'It is "fine".\'"', "“She said, ‘It is “fine”.’”"),
    ],
)
def test_quotations_as_people_type_them(lang: str, text: str, smart: str) -> None:
    assert smart_text(text, lang) == smart


@pytest.mark.parametrize(
    ("markup", "made"),
    [
        ("<a>The Ledger</a>'s, <em>Hamlet</em>'s x", "<a>The Ledger</a>’s, <em>Hamlet</em>’s x"),
        ("<b>N</b>'s, <code>git</code>'s x", "<b>N</b>’s, <code>git</code>’s x"),
        ('a<sup id="fnref:1"><a>1</a></sup>\'s b', 'a<sup id="fnref:1"><a>1</a></sup>’s b'),
        ('he "<em>said</em>" and (<b>"</b>x") y', "he “<em>said</em>” and (<b>“</b>x”) y"),
        ('x "<code>a</code>" b', "x “<code>a</code>” b"),
        ("a<br>'90s b", "a<br>’90s b"),
        ("a &lt;b c='d'&gt; 'e' f", "a &lt;b c='d'&gt; ‘e’ f"),
        ('he <i lang="de">sagt "a"</i> "b" c', 'he <i lang="de">sagt „a“</i> “b” c'),
        ('he <i lang="fr">a : b <b>"x"</b></i> : c "d" e',
         'he <i lang="fr">a&nbsp;: b <b>«\u202fx\u202f»</b></i> : c “d” e'),
    ],
)  # fmt: skip
def test_markup_never_changes_a_sign(markup: str, made: str) -> None:
    assert fine(f"<div>{markup}</div>") == f"<div>{made}</div>"


def test_a_quotation_ends_with_its_block() -> None:
    made = typeset('<p>He said "a b</p>\n<p>c"</p><ul><li>"a"</li></ul>', "de").paragraphs
    assert [text for _, text in made] == ["He said „a b", "c“", "„a“"]


@pytest.mark.parametrize(
    ("markup", "made"),
    [
        ("AT&amp;T, R&amp;D, P&amp;O x", "AT&amp;T, R&amp;D, P&amp;O&nbsp;x"),
        ("COVID-19 and AC/DC x", "COVID-19 and AC/DC&nbsp;x"),
        ("<em>NATO</em> x", '<em><span class="caps">NATO</span></em>&nbsp;x'),
        ("O'NEILL, IT'S it is x", "O’NEILL, IT’S it is&nbsp;x"),
        ("https://a.example/NATO is x", "https://a.example/NATO is&nbsp;x"),
        ('<del>"a"</del>\'s <s>"b"</s> c', "<del>“a”</del>’s <s>“b”</s>&nbsp;c"),
        ("a &amp; b c", 'a <span class="amp">&amp;</span> b&nbsp;c'),
        ('"One" two x', '<span class="dquo">“</span>One” two&nbsp;x'),
        ("<em>'One'</em> two x", '<em><span class="quo">‘</span>One’</em> two&nbsp;x'),
        ('<code>a</code>"b" two x', "<code>a</code>“b” two&nbsp;x"),
        ("'Tis two x", "’Tis two&nbsp;x"),
        ("one<br>\ntwo", "one<br>\ntwo"),
        ("one two<br>three four", "one two<br>three&nbsp;four"),
        ("one two <abbr>x</abbr>", "one two&nbsp;<abbr>x</abbr>"),
        ("see <code>a b</code>", "see&nbsp;<code>a b</code>"),
        ("at https://example.org/a/very/long/address", "at https://example.org/a/very/long/address"),
    ],
)  # fmt: skip
def test_ornaments(markup: str, made: str) -> None:
    assert fine(f"<p>{markup}</p>") == f"<p>{made}</p>"


def test_what_is_not_to_be_fine_has_its_plain_text_all_the_same() -> None:
    made = typeset('<p>"A" &amp; B<br>c</p><pre><code>d e</code></pre>', "en", fine=False)
    assert made.html == '<p>"A" &amp; B<br>c</p><pre><code>d e</code></pre>'
    assert made.paragraphs == (("prose", '"A" & B c'),)
    assert made.code_words == 2


@pytest.mark.slow
def test_what_registries_say_is_fine_too(site: SiteBuilder) -> None:
    files = {
        "content/articles/ai/2026/one.md": story(series="Tests", tags="[Law]"),
        "content/data/sections.yml": 'ai:\n  name: AI\n  description: A "section"\n',
        "content/data/authors.yml": "olivia-scott:\n  name: O. Scott\n  bio: Writes 'it'\n",
        "content/data/tags.yml": 'law:\n  name: Law\n  description: A "tag"\n',
        "content/data/series.yml": 'tests:\n  name: Tests\n  description: A "series"\n',
    }
    built = site(files, DEFAULT_LANG="de")
    assert "A „section“" in built.page("/ai/").get_text()
    assert "Writes ‚it‘" in built.page("/author/olivia-scott/").get_text()
    assert "A „tag“" in built.page("/tag/law/").get_text()
    assert "A „series“" in built.page("/series/tests/").get_text()


def test_plain_text_has_nothing_struck_out_and_raised_figures() -> None:
    made = typeset(
        "<p>E=mc<sup>2</sup>, CO<sub>2</sub>, 5<sup>th</sup> <s>x</s> <del>y</del> z.", "en"
    )
    assert made.paragraphs == (("prose", "E=mc², CO₂, 5th z."),)
