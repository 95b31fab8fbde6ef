"""What the software says within a text: of embeds, charts, notes, tasks, by its language."""

from pathlib import Path

from newsroom.languages.words import DateOptions, Words, open_words
from newsroom.problems import ContentError
from newsroom.reading.charts.html import chart_texts
from newsroom.reading.markup.embeds import EmbedTexts
from newsroom.reading.text.body import BodyOptions


def spoken(lang: str, catalogues: Path) -> BodyOptions:
    """Return the options of texts in ``lang``; those of an unknown language are in English."""
    try:
        words = open_words(lang, catalogues, DateOptions())
    except ContentError:
        return BodyOptions()
    _ = words.gettext
    return BodyOptions(
        embeds=embed_texts(words),
        charts=chart_texts(words),
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


def embed_texts(words: Words) -> EmbedTexts:
    _ = words.gettext
    return EmbedTexts(
        invitations={
            "film": _("Watch on {provider}", provider="{provider}"),
            "sound": _("Listen on {provider}", provider="{provider}"),
            "post": _("Read on {provider}", provider="{provider}"),
            "chart": _("See the chart on {provider}", provider="{provider}"),
            "map": _("See the map on {provider}", provider="{provider}"),
            "document": _("Read on {provider}", provider="{provider}"),
        },
        note=_(
            "A click loads it from {host}. {provider} then learns your IP address.",
            host="{host}", provider="{provider}",
        ),
    )  # fmt: skip
