"""Paragraphs as news agencies write them, with `|` where a sentence ends and the next begins.

They hold what looks like an end and is none: abbreviations, ordinals, initials, dates, quotations.
`python -m tests.reading.sentences` prints how many ends are found, by language.
"""

from newsroom.reading.text.sentences import sentence_ends
from newsroom.reading.typography import smart_text
from newsroom.text.characters import space_of

PARAGRAPHS = {
    "de": """
Die Sitzung am 24. Dezember dauerte bis 18.30 Uhr.|Danach sprach Kanzler a. D. Schröder.
Laut § 5 Abs. 2 S. 1 GG gilt das nicht.|Das Gericht sah es anders.
Prof. Dr. h. c. Anna Müller leitet es seit 1. Januar.|Vorher war sie in Frankfurt a. M. tätig.
Der 1. FC Köln gewann mit 3:0.|Der FC St. Pauli verlor gegen den 1. FC Nürnberg.
Die Kosten stiegen auf 3,5 Mio. Euro, d. h. um 12 v. H. gegenüber dem Vorjahr.|Das ist zu viel.
Am 3. und 4. Oktober wird gefeiert.|Die Post, Banken usw. bleiben geschlossen.
Im 19. Jahrhundert lebten hier ca. 300 Menschen.|Heute sind es 12.000.
Er wohnt in der Goethestr. 5 in München.|Die Polizei, Tel. 110, sucht Zeugen.
König Ludwig II. von Bayern starb 1886.|Papst Johannes Paul II. besuchte das Schloss.
Die Inflation lag bei 2,1 Prozent.|Im Mai waren es 2,4.|Im Juni sank sie.
„Das ist falsch. Ganz falsch!“, sagte J. R. Becker.|Er ging.
Es findet u. a. in Berlin, z. B. im Stadion, statt.|Karten gibt es ab Mo., 12. Mai, um 9 Uhr.
Das Bild (vgl. Abb. 3, S. 12 f.) zeigt die Stadt um 1900.|Es ist verschollen.
Die Fa. Meier & Co. KG meldete Insolvenz an.|Die Geschäftsführung schwieg.
Sie wurde 1990 in Halle/S. geboren.|Ihr Vater war Ing. bei der Bahn.
Rund 20 Prozent der Befragten, überwiegend Frauen, waren dafür.|30 Prozent waren dagegen.
Der Zug hält um 7.45 Uhr auf Gleis 5.|Um 8.10 Uhr fährt er weiter.
Laut Dipl.-Ing. Kurz von der Dt. Bahn hält die Brücke.|Sie ist von 1960.
Nr. 1 der Charts blieb Herbert Grönemeyer.|Auf Platz 2. folgt Nena.
Das Gesetz tritt zum 1. 1. 2027 in Kraft.|Die Opposition klagt.
Bds. trat für die Grünen, Hr. Maier für die SPD an.|Die Wahl ist am So., 5. Juli.
""",
    "fr": """
M. Dupont a rencontré Mme Durand le 1er mai à 14 h. 30.|Ils ont parlé deux heures.
L’art. 49 al. 3 de la Constitution, p. ex., le permet.|Le gouvernement l’a utilisé.
Le Dr. Martin, cf. p. 12, avait prévenu.|Personne ne l’a écouté.
« Oui. Bien sûr ! » a répondu J.-C. Juncker.|Il est parti.
L’entreprise S.A. Legrand, env. 300 salariés, ferme.|Les syndicats protestent.
En 52 av. J.-C. César était en Gaule.|La bataille eut lieu à Alésia.
Elle habite 12, av. Foch, à Paris.|Son fils vit bd. Voltaire.
MM. Legrand et Petit étaient absents.|Mgr. Aupetit aussi.
Le prix est de 3,50 euros.|Il était de 2,90 euros en janv. 2024.
Les pays de l’O.T.A.N. se réunissent.|Le sommet durera deux jours.
Louis XIV. régna longtemps.|Il mourut en 1715.
Fruits, légumes, etc. ont augmenté.|Les prix de l’énergie, etc.|Tout augmente.
Jean-P. Martin, vice-prés. Roux et Me Petit étaient là.|Personne ne parla.
Qui a gagné ?|La question reste ouverte.|Réponse dimanche !
Le n° 10 a marqué, puis le n° 7.|Le match s’est terminé 2-1.
Selon l’A.F.P. la ville est coupée du monde.|Les secours sont en route.
Il a dit : « Je pars. Je reviens. »|Puis il s’est tu…|Silence.
Éd. Philippe et F. Bayrou ont voté.|Le vote a duré.
Le vol AF 447 a disparu le 1er juin.|On l’a retrouvé en 2011.
Sté. Générale publie ses résultats.|Le bénéfice recule.
C’est au chap. 3, fig. 2, que tout commence.|Le lecteur comprend.
""",
    "es": """
El Sr. Pérez y la Sra. López llegaron a EE. UU. el 5 de mayo.|Viajaron con el Dr. Gil.
EE. UU. anunció sanciones.|La UE no.
El art. 155 de la C. E. lo permite, p. ej. en caso de crisis.|El Gobierno lo usará.
El partido acabó 2-1.|Messi marcó.
¿Qué pasó?|Nadie lo sabe.|¡Que hablen!
La reunión será a las 10 a. m. del lunes.|A las 5 p. m. habrá rueda de prensa.
D. Juan y Dña. María vivían en la C/ Mayor, n.º 5.|Murieron en 1990.
La Av. Libertador, núm. 300, fue cerrada.|El tráfico se desvió.
JJ. OO. de París: oro para España.|El equipo celebró.
“No. No lo haré”, dijo J. L. Rodríguez.|Se fue.
El Gral. Pinochet, cf. pág. 12, lo ordenó.|Los jueces investigan.
El PIB creció un 2.5 por ciento.|En 2024 fue un 3.1.|Bajó luego.
Llegaron médicos, enfermeras, etc. de toda la región.|Hubo ayuda.
S. M. el Rey Felipe VI. presidió el acto.|Doña Letizia lo acompañó.
La Cía. Eléctrica y el pdte. Gil acordaron en Sta. Fe.|No hay fecha.
Bco. Santander S. A. gana más.|Las acciones suben.
El Lic. Gómez, exsecretario de la SS. MM., renunció.|No dio motivos.
En el s. XIX. la ciudad creció.|Hoy tiene 3 millones.
Según la Dra. Ruiz, aprox. 300 casos son graves.|Otros no.
Uds. deciden, dijo Mons. Romero.|La gente aplaudió.
Se firmó en Washington D. C. el viernes.|Entró en vigor ayer.
Vino el Ing. Torres, prof. de la U. de Chile.|Dio una charla.
""",
    "ru": """
В 2020 г. в Москве, т. е. до кризиса, жили 12 млн. человек.|Сейчас их больше.
А. С. Пушкин родился 6 июня 1799 г.|Он умер в 1837 г.
Ущерб составил 3,5 млрд. руб., т. к. дом сгорел.|Полиция ищет свидетелей.
На ул. Ленина, д. 5, кв. 12 произошел пожар.|Никто не пострадал.
Проф. И. И. Иванов, акад. РАН, согласен.|Другие — нет.
«Нет. Я не пойду!» — сказал он.|Все молчали.
Хлеб, молоко и т. д. подорожали.|Цены выросли на 5 %.
См. стр. 12, рис. 3.|Там показана карта.
Пос. Южный и г. Сочи остались без света.|Его вернули утром.
В XIX в. здесь жили ок. 300 чел.|Потом они уехали.
Тел. 112 работает, там 300 чел.|Школы нет.
Кто виноват?|Что делать?|Ответа нет.
Встреча пройдет 5 мая в 10 ч. 30 мин. по московскому времени.|Ее покажут по ТВ.
Ген. С. К. Шойгу прибыл в обл. центр.|Его встретил губернатор.
Это случилось в 44 г. до н. э. в Риме.|Цезаря убили.
По данным им. Вавилова института, урожай хуже.|Зерна хватит.
Доллар стоит 92,5 руб.|Евро — 100 руб.
Доц. Петрова, канд. наук, и др. подписали письмо.|Ректор не ответил.
Поезд № 5 отправится в 7.45.|Он идет до ст. Лиски.
Учрежден фонд им. Д. С. Лихачева.|Средства уже собраны.
Напр., р. Волга впадает в Каспий.|Это знают все.
""",
    "ja": """
首相は24日、東京で会見した。|「増税はしない。約束する。」と述べた。
価格は3.5%上昇した。|1ドル=150.25円だった。
誰が勝ったのか?|答えはまだない。
彼は「なぜ!」と叫び、走り去った。|警察が追っている。
Ｊ・Ｒ・ベッカー氏(62)は語った。|反応はなかった。
会社はY!mobileと契約した。|金額は不明だ。
No.1の座を守った。|次はU.S.オープンだ。
「本当ですか?」「はい。」と二人は話した。|会談は終わった。
午後3時半ごろ、地震があった。|津波の心配はない。
新型車は価格が4.2万円高い。|発売は5月だ。
なんと優勝!|観客は沸いた。
『走れメロス。』という本が売れた。|著者は不明だ。
調査は終わった…。|結果は来週だ。
（写真参照。）市は発表した。|詳細は未定。
同日午前、同社は「遺憾だ。」とした。|株価は下がった。
「これで終わりだ！」監督は泣いた。|選手も。
参加者は約1,200人。|最多だった。
Yahoo!が発表した。|利用者は増えた。
政府は、いわゆる「骨太の方針」を決めた。|野党は反対した。
同氏はＡ．Ｂ．スミスの弟子だ。|本も書いた。
""",
    "ar": """
قال د. محمد علي إن الاجتماع سيعقد في 5 مايو.|لم يحدد المكان.
وصل أ. د. سمير إلى مدينة نصر.|استقبله الوزير.
هل ستنجح المفاوضات؟|لا أحد يعلم.
بلغ السعر 3.5 دولار.|ارتفع أمس.
ولد عام 570 م. في مكة.|توفي عام 632 م.
قال: ”لن أستقيل. هذا قراري.“ ثم غادر.|صفق الحضور.
الساعة 10 ص. بدأ المؤتمر.|انتهى مساء.
انظر ص. 12 من التقرير.|فيه الأرقام.
وقع م. أحمد حسن العقد.|تبدأ الأعمال غدا.
وقال أ. خالد إن الشركة خسرت.|لم يذكر السبب.
يعود المبنى إلى عام 300 ق. م. حسب الخبراء.|رمم حديثا.
صوت 120 عضوا لصالح القرار.|عارضه 30.
عقدت القمة في واشنطن.|حضرها الرئيس؛ وغاب الوزير.
يا لها من مباراة!|فاز الأهلي.
نشرت الصحيفة ذلك…|نفت الوزارة الخبر.
صدر القانون رقم 5.|يبدأ تطبيقه غدا.
بلغت المساحة 5 كم. تقريبا.|هي كبيرة.
قالت الشرطة (انظر الصورة. هنا) إنها تحقق.|لا مشتبه به.
ارتفعت الأسعار 2.1 في المئة.|في يونيو انخفضت.
قال ج. بايدن إنه سيترشح.|رحب حزبه بذلك.
""",
}


def paragraphs(lang: str) -> list[list[str]]:
    lines = PARAGRAPHS[lang].strip().split("\n")
    return [[smart_text(one, lang) for one in line.split("|")] for line in lines]


def found(sentences: list[str], lang: str) -> list[str]:
    """Return the sentences into which a paragraph of some is divided."""
    text = smart_text(space_of(lang).join(sentences), lang)
    ends = sentence_ends(text, lang)
    return [text[a:b].strip() for a, b in zip([0, *ends], ends, strict=False)]


if __name__ == "__main__":
    for lang in PARAGRAPHS:
        wrong = [one for one in paragraphs(lang) if found(one, lang) != one]
        print(f"{lang}: {len(wrong)} of {len(paragraphs(lang))} paragraphs are divided wrongly")
        for one in wrong:
            print("  ", " | ".join(found(one, lang)))
