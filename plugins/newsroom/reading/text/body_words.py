"""What the software says within a text: of films, notes, tasks and admonitions, by its language."""

from pathlib import Path

from newsroom.languages.words import DateOptions, open_words
from newsroom.problems import ContentError
from newsroom.reading.text.body import BodyOptions


def spoken(lang: str, catalogues: Path) -> BodyOptions:
    """Return the options of texts in ``lang``; those of an unknown language are in English."""
    try:
        words = open_words(lang, catalogues, DateOptions())
    except ContentError:
        return BodyOptions()
    _ = words.gettext
    return BodyOptions(
        invitation=_("Watch on {provider}", provider="{provider}"),
        back_to_text=_("Back to note {number} in the text", number="{}"),
        to_do=_("To do"),
        done=_("Done"),
        admonitions={
            "note": _("Note"),
            "tip": _("Tip"),
            "hint": _("Hint"),
            "important": _("Important"),
            "attention": _("Attention"),
            "caution": _("Caution"),
            "warning": _("Warning"),
            "danger": _("Danger"),
            "error": _("Error"),
        },
    )
