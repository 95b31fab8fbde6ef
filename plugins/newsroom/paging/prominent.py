"""Pictures at the top of a page: there they are shown so large that they need more sizes."""

from dataclasses import replace
from typing import TypeVar

from newsroom.edition import PagedEdition
from newsroom.model import Card, CorrectionCard

C = TypeVar("C", bound=Card | CorrectionCard | None)


def prominent(edition: PagedEdition, card: C) -> C:
    """Return the card with the larger sizes of its picture, which are then made."""
    if not isinstance(card, Card) or card.image is None or card.image.wide is None:
        return card
    found = edition.enlargements.get(card.image.wide.src)
    if found is None:
        return card
    large, jobs = found
    for job in jobs:
        edition.add(job)
    return replace(card, image=replace(card.image, wide=large))
