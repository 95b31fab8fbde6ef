"""Text and data mining: the reservation of article 4 of EU directive 2019/790 for programs.

Setting: ``RIGHTS``.

Format: TDM Reservation Protocol (W3C community group, 2024), as a file of the host. Each page says
it too.
"""

import json

from newsroom import signals
from newsroom.edition import PagedEdition
from newsroom.model import Rights
from newsroom.paging.host_files import add_host_file

PATH = ".well-known/tdmrep.json"


def reservation(rights: Rights, location: str) -> bytes:
    """Return the file; ``location`` is the path of the site, whose pages it speaks of."""
    entry: dict[str, object] = {
        "location": location,
        "tdm-reservation": int(bool(rights.mining_reserved)),
    }
    if rights.mining_policy:
        entry["tdm-policy"] = rights.mining_policy
    return json.dumps([entry], indent=1).encode()


def add_reservation(edition: PagedEdition) -> None:
    site = edition.site
    if site.rights.mining_reserved is not None:
        add_host_file(edition, PATH, reservation, (site.rights, site.home_url))


def register() -> None:
    signals.page.connect(add_reservation)
