"""Abbreviations, and words that begin sentences, by language: what ``sentences.py`` goes by."""

# After these no sentence ends. English ones count in every language.
NEVER = {
    "en": """
        mr mrs ms mx dr prof rep reps sen sens gov gov-elect lt col gen maj capt cmdr sgt cpl pvt
        adm pres supt det insp rev hon msgr fr sr st ste mt ft messrs mme mlle amb atty asst assoc
        dist vs v cf al eg ie viz approx est ca circa e.g i.e jan feb mar apr jun jul aug sept sep
        oct nov dec mon tue tues wed thu thur thurs fri sat sun ave blvd rd no nos vol vols fig
        figs pp p ch chap sec secs art para n°
        const brig comdr pfc spc cllr coun ald dep dept bldg hwy
    """,
    "de": """
        dr prof hr fr frl dipl ing mag bzw ca vgl z.b d.h u.a z.t i.d.r o.ä s.o s.u u.u v.a zzgl
        inkl exkl ggf evtl sog geb gest st str nr bd abs art kap abb tel mio mrd tsd jan feb mär
        apr jun jul aug sept okt nov dez mo di mi do sa so v chr hl min max allg med jur phil rer
        nat habil vet sen jun kath evang fa bds reg ass stv dt dtsch
        österr schweiz bayer amtl gem lt ev ggü mind rd zus verw wg vors präs betr
    """,
    "fr": """
        m mm mme mmes mlle mlles dr pr me mgr st ste cf art av bd chap col éd env ex fig hab no p
        pp vol janv févr avr juil sept oct nov déc r.-v sté cie
        rép vice-prés prés min gal cdt cne
    """,
    "es": """
        sr sra sres srta dr dra d dña ud uds lic ing prof gral cnel cap tte art núm pág págs vol
        av avda c fig p.ej ee uu ene feb abr jun jul ago sept oct nov dic lun mié jue vie sáb dom
        párr párrf bco aprox mons tel telf admón gob pbro dpto depto izq der
        cía pdte pdta sta sto vda hnos gta edo prov ayto
    """,
    "pt": """
        sr sra srs dr dra drs prof profa eng av r art pág págs núm n vol fig d exmo exma p.ex jan
        fev mar abr jun jul ago set out nov dez
    """,
    "it": """
        sig sigg dott prof avv ing on sen gen col cap mons s sig.ra dott.ssa art pag pagg n vol
        fig cfr p.es ecc dir geom rag arch amm psicol feb mar apr giu lug ago set ott nov dic
    """,
    "nl": """
        dhr mevr mr mw drs dr ir ing prof ds st bijv d.w.z m.b.t o.a t.a.v i.v.m nl ca blz art nr
        tel jan feb mrt apr jun jul aug sept okt nov dec
    """,
    "sv": """
        bl.a t.ex dvs d.v.s kl ca nr s.k fr.o.m t.o.m m.fl dr prof st kap fig jan feb mar apr aug
    """,
    "da": """
        bl.a f.eks d.v.s dvs kl ca nr s.k hr fr dr prof st skt kap fig jan feb mar apr aug sept okt
        nov
    """,
    "nb": """
        bl.a f.eks dvs kl ca nr s.k hr fr dr prof st kap fig jan feb mar apr aug sept okt nov des
    """,
    "fi": "esim mm ym ks ns t.ex n klo nro prof tri dos ts tms jne eaa jkr ekr os",
    "cs": """
        např tzv tj mj p pí dr mgr ing prof doc bc č čl odst str s sv tř ul r st min max tis mil
        mld
    """,
    "sk": """
        napr tzv tj mj p pí dr mgr ing prof doc bc č čl ods str s sv ul r st min max tis mil mld
    """,
    "pl": """
        np tzn tzw m.in im prof dr hab mgr inż ks św ul al pl nr str s r w godz tys mln mld ok por
        zob
    """,
    "hu": "dr prof ifj özv sz u ún pl kb stb st krt utca ker vö ld bp",
    "tr": "dr prof doç av sn hz st no s cad sok mah vb vs bkz örn yrd alb gen",
    "ru": """
        т.е т.к т.н т.д т.п г гг ул д кв им стр с см ср тыс млн млрд руб коп акад проф доц св напр
        обл р пр пгт пос рис ок ген ст чел мин сек ч э н.э др гр табл мл полк кап ред изд
        гос зам зав нач тел и.о пом
    """,
    "uk": """
        т.зв т.д т.п м р рр вул буд кв ім стор с див пор тис млн млрд грн акад проф доц св напр
        обл п о
    """,
    "bg": "г гр с ул бул пл д-р проф доц инж св стр т.е т.н т.нар напр млн млрд хил лв чл ал",
    "ar": "كم كجم سم مم كغ ق.م هـ",
    "el": "κ κκ π.χ δηλ βλ αρ σελ τηλ δρ καθ αγ λ.χ μ.μ π.μ",
}
# These end a sentence only before a word that begins one.
MAY = """
    u.s u.k u.n e.u d.c u.s.a a.m p.m inc corp co ltd llc plc bros jr sr esq ph.d m.d b.a m.a
    etc calif ariz ark colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont
    neb nev n.h n.j n.m n.y n.c n.d okla ore pa r.i s.c s.d tenn tex va vt wash w.va wis wyo
    ala ont que b.c a.d l.a p.o ecc usw usf itp itd atd tzv m.fl o.s.v osv jne stb u.ä
"""
# Of ``NEVER``, those that a sentence may end with, before a word that begins one.
ENDERS = {
    "de": "str st uhr gest jun sen allg",
    "ru": "г гг в вв руб коп т.д т.п др чел мин сек ч э н.э тыс млн млрд кв см обл",
    "uk": "р рр т.д т.п грн тис млн млрд см",
    "bg": "г лв млн млрд хил",
    "pl": "r w tys mln mld godz",
    "cs": "st tis mil mld r",
    "sk": "st tis mil mld r",
    "es": "uu oo a.m p.m",
}
# Of ``NEVER``, units, after which a sentence ends before any capital.
UNITS = "руб коп грн чел"
# Words that begin sentences, and hardly a name.
STARTERS = """
    the a an he she it they we you i this that these those his her its their our my in on at
    for from but and so yet or if when while after before as with by to there here what who
    how why then now meanwhile however still also today yesterday last next some many most all
    no not one two both each der die das ein eine er sie es wir im am auf bei mit nach und
    aber doch als wenn dies diese le la les un une il elle ils elles dans en mais et ce cette
    ces lors el los las una pero según ele ela eles os um uma mas na gli lo di nel ma het een
    hij zij ze de maar
    um vor seit laut trotz für aus nun auch dort gestern morgen seine ihre ihr damit dabei danach
    tout tous toute quand sur pour avec sans selon après avant depuis cela c qui que son sa ses
    nous vous on ils d l se su sus por con al ya hay
    он она оно они это этот эта эти его её ее их в на по но и а как что кто после сейчас теперь
    однако также при для из с у за до от мы вы там тогда потом позже сегодня вчера
    він вона воно вони це цей ця ці його її їх у та але як що хто після тепер також
    ten ta to oni one jest był była w na po ale jak gdy jego jej ich
"""
# Of ``NEVER``, words too: abbreviations only before a number.
WORDS_TOO = "no art sec ch para mar sat sun may dec mon est n s č"
# In these languages "5." is an ordinal number.
ORDINALS = "de da nb nn no fi cs sk pl hu tr et sl hr lv is nds gsw"
