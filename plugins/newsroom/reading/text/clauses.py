"""Cutting a sentence that is too long, without saying the opposite of what it says.

No cut is before a word that takes back what is left of it: *"He resigns, unless …"*.
"""

import re
import unicodedata

_CLAUSE = re.compile(r"[,;:—–](?=\s)|(?<=\s)[—–]|[、，；]")
_WORD = re.compile(r"[^\w]*([^\W\d_]+)")
_TURNING = """
    but unless except if only although though however until till nor not never no without despite
    aber sondern außer wenn falls sofern obwohl jedoch doch nicht nie kein keine keinen ohne nur
    mais sauf si quoique cependant toutefois sans pas ne n pero sino salvo aunque excepto no sin
    mas exceto se embora não sem porém ma tranne benché però non senza maar tenzij behalve als
    hoewel niet geen zonder men utan om såvida fast inte ej medmindre hvis ikke uten uden mutta
    ellei paitsi jos vaikka ei ale chyba jeśli choć lecz nie bez jednak pokud ledaže ačkoli však
    но если кроме хотя однако не без только але якщо крім хоча проте αλλά εκτός αν όμως δεν χωρίς
    ama ancak fakat değil لكن إلا إذا אבל אלא אם לא
    """
_TURNS = frozenset(_TURNING.split())
# Joiners, colours of emoji and vowels that follow; what joins, and vowels that are written first.
_FOLLOWS = re.compile("[\u200d\ufe0f\U0001f3fb-\U0001f3ffะาำๆຯະາຳໆ]")
_LEADS = re.compile("[\u200d\u094d\u09cd\u0bcd\u0d4d\u17d2\u1039เแโใไເແໂໃໄ]")
_LEAST = 0.6
"""The part of the limit that a cut sentence fills at least, if it is cut at a clause."""


def cut(text: str, limit: int) -> str:
    """Return the beginning of ``text``, if possible up to a clause's end, and an ellipsis."""
    start = text[: limit + 1]
    clauses = [
        (match.start(), _is_open(start[: match.start()]))
        for match in _CLAUSE.finditer(start)
        if match.start() >= limit * _LEAST and not _turns(text, match.end())
    ]
    whole = [at for at, is_open in clauses if not is_open]
    bracket = start.rfind("(")
    if whole:
        start = start[: whole[-1]]
    elif bracket >= limit * _LEAST and ")" not in start[bracket:]:
        start = start[:bracket]
    elif clauses:
        start = start[: clauses[-1][0]]
    else:
        start = _words(text, limit)
    return start.rstrip(" ,;:–—-.\u00a0\u202f(“„«‘") + "…"


def _words(text: str, limit: int) -> str:
    start = text[: limit + 1]
    if " " not in start:
        return text[: whole(text, limit)]
    start = start.rsplit(" ", 1)[0]
    if " " in start and _turns(text, len(start)):
        start = start.rsplit(" ", 1)[0]
    return start


def whole(text: str, at: int) -> int:
    """Return ``at``, or the last place before it that is not within a character as readers see it.

    Nothing is divided that is one sign (UAX 29, nearly), and no vowel from its Thai consonant.
    """
    while 0 < at < len(text) and (
        _FOLLOWS.match(text, at)
        or _LEADS.match(text, at - 1)
        or unicodedata.category(text[at])[0] == "M"
    ):
        at -= 1
    return at


def _turns(text: str, at: int) -> bool:
    """Tell whether the word behind ``at`` takes back what is before it."""
    match = _WORD.match(text, at)
    return match is not None and match[1].lower() in _TURNS


def _is_open(text: str) -> bool:
    """Tell whether a bracket or quotation is open at the end of ``text``."""
    ends = text.count("”") + (text.count("“") if "„" in text else 0)
    begins = text.count("„" if "„" in text else "“")
    return begins > ends or any(text.count(a) > text.count(b) for a, b in ("()", "[]", "«»"))
