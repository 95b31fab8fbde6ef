"""Typography: one engine for bodies, headlines, decks, captions, cards, feeds and mail.

    HTML ─cut─▶ runs: the text of each block, inline elements out of sight ─find─▶ edits ─▶ HTML

``runs.py`` cuts HTML into the texts of its blocks, so that markup never changes a quote.
``verbatim.py`` finds what is not prose: code, addresses, options. ``signs.py``, ``spaces.py`` find
what to replace, by the rules of a language (``languages.py``). ``ornaments.py`` adds what needs
elements: small capitals, ampersands, hanging quotes, no widows.
"""

from newsroom.reading.typography.typeset import Typeset, smart_text, typeset

__all__ = ["Typeset", "smart_text", "typeset"]
