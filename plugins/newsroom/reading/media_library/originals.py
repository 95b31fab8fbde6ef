"""Files as they were found: what is known of each, as the index of the cache keeps it."""

from dataclasses import dataclass
from typing import Any

from newsroom.media.facts import Facts, Look, Note


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it was found; ``digest`` is the digest of its bytes."""

    digest: str
    facts: Facts


def restored(digest: str, kind: Any, form: str, width: int, height: int, _: Any, look: Any,
              credit: str, caption: str, notes: Any) -> Original:  # fmt: skip
    """Return the original of an entry of the index, whose values are in the order of ``Facts``."""
    found = tuple(Note(*note) for note in notes)
    tint, is_clear, is_drawing = look
    return Original(
        digest,
        Facts(
            kind=kind,
            form=form,
            width=width,
            height=height,
            notes=found,
            look=Look(tint=tint, is_clear=is_clear, is_drawing=is_drawing),
            credit=credit,
            caption=caption,
        ),
    )
