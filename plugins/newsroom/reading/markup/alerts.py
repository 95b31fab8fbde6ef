"""Alerts as on GitHub: a block quote whose first line says its kind. They become admonitions.

> [!NOTE]
> The vote was by show of hands.
"""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

_FIRST_LINE = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?:\n|\Z)", re.IGNORECASE)


def make_admonitions(root: Element, titles: Mapping[str, str]) -> None:
    """Change the alerts of a document, whose lines are not read yet; ``titles`` by kinds."""
    for quote in root.iter("blockquote"):
        first = quote[0] if len(quote) else None
        text = (first.text or "") if first is not None and first.tag == "p" else ""
        match = _FIRST_LINE.match(text)
        if first is None or match is None:
            continue
        kind = match[1].lower()
        quote.tag = "div"
        quote.set("class", f"admonition {kind}")
        first.text = text[match.end() :]
        if not first.text:
            quote.remove(first)
        title = Element("p", {"class": "admonition-title"})
        title.text = titles.get(kind, kind.capitalize())
        quote.insert(0, title)
