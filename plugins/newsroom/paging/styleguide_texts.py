"""What sample stories of the style guide say, from left to right and from right to left."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """``long`` is the longest headline, ``word`` a name that has no place to break."""

    lang: str
    direction: str
    section: str
    title: str
    long: str
    word: str
    deck: str
    name: str
    names: tuple[str, ...]
    tags: tuple[str, ...]
    question: str
    paragraph: str

    @property
    def body(self) -> str:
        """Every element that a text may have."""
        text, title = self.paragraph, self.title
        return f"""<p>{text} <a href="#sample-2">{title}</a>.<sup
id="fnref:sample"><a class="footnote-ref" href="#fn:sample">1</a></sup></p>
<h2 id="sample-2">{title}</h2><p>{text}</p>
<ul><li>{title}</li><li>{title}<ol><li>{title}</li></ol></li></ul><h3>{title}</h3>
<blockquote><p>{text}</p></blockquote><blockquote class="pullquote"><p>{title}</p></blockquote>
<p>{text} <code>git log</code> <kbd>Esc</kbd> <mark>{title}</mark></p>
<div class="admonition note"><p class="admonition-title">{title}</p><p>{text}</p></div>
<p>{text}</p><pre><code>def longest(lines: list[str]) -> str:
    return max(lines, key=len)</code></pre>
<table><thead><tr><th>{self.section}</th><th class="align-right">2026</th></tr></thead>
<tbody><tr><td>{title}</td><td class="align-right">301</td></tr></tbody></table>
<details><summary>{title}</summary><p>{text}</p></details>
<figure class="embed embed-16x9"><a href="https://example.org/">{title}</a></figure>
<hr><dl><dt>{title}</dt><dd>{text}</dd></dl>
<div class="footnote"><hr><ol><li id="fn:sample"><p>{text}
<a class="footnote-backref" href="#fnref:sample">↩</a></p></li></ol></div>"""


ENGLISH = Texts(
    lang="en",
    direction="ltr",
    section="Science",
    title="The clerk counts every vote twice",
    long="After eleven hours of debate the house sends the bill back to the committee, which has "
    "until the end of the year to say what it would cost and who is meant to pay for it",
    word="Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    deck="Nobody had asked for it, and it has changed how four hundred towns report their results.",
    name="Olivia Scott",
    names=("Olivia Scott", "Maximiliane von Hohenberg-Schwarzenfels", "Bob Ray"),
    tags=("Elections", "Law", "Counting"),
    question="Will the bill pass before the end of the year?",
    paragraph="The house met at nine. Members took their seats, the clerk read the names, and for "
    "the first time in its history each of them was counted by hand and by machine.",
)
ARABIC = Texts(
    lang="ar",
    direction="rtl",
    section="علوم",
    title="كاتب المجلس يعدّ كل صوت مرتين",
    long="بعد إحدى عشرة ساعة من النقاش يعيد المجلس مشروع القانون إلى اللجنة التي أمامها مهلة "
    "حتى نهاية العام لتقول كم سيكلّف ومن سيدفع ثمنه",
    word="أفاستسقيناكموها" * 4,
    deck="لم يطلب أحد ذلك، لكنه غيّر الطريقة التي تعلن بها أربعمئة بلدة نتائجها.",
    name="ليلى حداد",
    names=("ليلى حداد", "عبد الرحمن بن عبد العزيز الشريف", "Bob Ray"),
    tags=("انتخابات", "قانون", "عدّ"),
    question="هل يُقرّ القانون قبل نهاية العام؟",
    paragraph="اجتمع المجلس عند التاسعة. جلس الأعضاء في مقاعدهم وقرأ الكاتب الأسماء، "
    "ولأول مرة في تاريخه عُدّ كل منهم باليد وبالآلة.",
)
