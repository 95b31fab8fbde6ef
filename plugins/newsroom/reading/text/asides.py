"""Paragraphs that are not the story: credits, notes of the desk, promotions, dates of an update."""

import re

SHORT = 120
"""Characters that a credit or a line about dates has at most."""
_OPEN = r"[\[(]?\s*"
# A word such as "Update" is an aside before a colon or a dash: "Update work began" is prose.
_LABELS = (
    # notes of the desk
    r"editor[’']?s?[’']? note|(?:a )?note (?:from|to|of) [\w’' ]{3,30}|corrections?|clarification"
    r"|update[ds]?|note|disclosure|disclaimer|(?:content |trigger |spoiler )?warning"
    r"|anmerkung(?: der redaktion)?|anm\. ?d\. ?red\.|hinweis|korrektur|berichtigung"
    r"|note de la rédaction|ndlr|rectificatif|erratum|mise à jour|avertissement"
    r"|nota (?:del editor|de la redacción|da redação|della redazione)|corrección"
    r"|fe de erratas|fe de errores|actualización|atualização|correção"
    r"|aggiornamento|rettifica|rectificatie"
    # promotions
    r"|read (?:more|also|next|on)|see also|related(?: stor(?:y|ies)| news)?|more on this"
    r"|lesen sie (?:auch|mehr)|mehr (?:dazu|zum thema)|siehe auch|(?:à )?lire aussi|voir aussi"
    r"|le[ea](?:r)? (?:también|más)|leia (?:também|mais)|leggi anche|lees ook"
    # credits
    r"|(?:photo|image|picture|video|illustration|text|words|story|reporting|foto|fotos|bild|quelle"
    r"|source|credits?|crédit)(?: (?:credit|photo|by))?|photos|images|fotografía|fotografia"
    # the head of a box above the story: its list is not the story
    r"|key (?:points|facts|takeaways)|in (?:short|brief)|at a glance|tl;dr|what to know"
    r"|(?:das wichtigste )?in kürze|auf einen blick|l[’']essentiel|en bref|en resumen|claves"
    r"|reading time|lesezeit|temps de lecture|stand"
)  # fmt: skip
_LABELLED = re.compile(rf"{_OPEN}(?:{_LABELS})\s*(?:[:：—–]|-\s)", re.IGNORECASE)
_NOTICE = re.compile(
    rf"{_OPEN}(?:this (?:story|article|post|piece) (?:(?:was|has been|is) (?:\w+ )?"
    r"(?:updated|corrected|amended|edited|revised|published|printed|produced|supported|sponsored"
    r"|developing)\b|(?:originally|first) |contains affiliate)"
    r"|(?:sign up|subscribe) (?:for|to) (?:our|the|my)\b|listen to this (?:story|article)\b"
    r"|(?:advertisement|anzeige|publicité|publicidad|publicidade|pubblicità|advertentie)\W*$)",
    re.IGNORECASE,
)
_DATED = re.compile(
    rf"{_OPEN}(?:(?:last )?updated|(?:first )?published|posted|mis à jour|publié|aggiornato"
    r"|(?:zuletzt )?aktualisiert|veröffentlicht|actualizado|publicado|atualizado|pubblicato)\b"
    r"(?!.*,\s(?-i:(?!at |um )[a-zà-ÿ]))"  # "Published in 1999, the book sold 2,000." is prose
    r"[^!?]{0,40}\d\s?(?:[ap]\.?m|uhr|h|[A-Z]{2,4})?\W*$",
    re.IGNORECASE,
)
_NAME = r"[^\W\d_a-zà-ÿ][\w.’'-]*"
_BYLINE = re.compile(
    rf"(?i:by|von|par|por|di|da|door) {_NAME}"
    rf"(?:,? (?:(?:and|und|et|y|e|en|&|de|van|von) )?{_NAME}){{0,8}}$"
)
_CREDIT = re.compile(
    r"(?:by|von|par|por|di|door|av|af|kirjoittanut|text|story|words|photos?|photographs?|pictures?"
    r"|images?|illustrations?|reporting|video|credits?|source|written|posted|published|updated"
    r"|last updated|contributed|foto|fotos|bild|quelle|photo credit|image credit|watch|listen)\b",
    re.IGNORECASE,
)


def is_aside(text: str, ended: bool) -> bool:
    """Tell whether a paragraph is about the story instead of part of it.

    ``ended`` says whether it ends as a sentence does: a credit mostly has no full stop.
    """
    if _LABELLED.match(text) or _NOTICE.match(text):
        return True
    if len(text) > SHORT:
        return False
    return bool(_DATED.match(text) or _BYLINE.match(text) or (not ended and _CREDIT.match(text)))
