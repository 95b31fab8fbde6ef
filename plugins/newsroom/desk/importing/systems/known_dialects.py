"""The kinds of sites that can be imported."""

from pathlib import Path

from newsroom.desk.importing.dialects import Dialect
from newsroom.desk.importing.systems.ghost import GHOST
from newsroom.desk.importing.systems.hugo import HUGO
from newsroom.desk.importing.systems.jekyll import JEKYLL
from newsroom.desk.importing.systems.medium import MEDIUM
from newsroom.desk.importing.systems.pelican import PELICAN
from newsroom.desk.importing.systems.substack import SUBSTACK
from newsroom.desk.importing.systems.wordpress import WORDPRESS
from newsroom.offers import ARCHIVES, listed
from newsroom.problems import ContentError, Problem

DIALECTS = {
    dialect.name: dialect for dialect in (JEKYLL, HUGO, PELICAN, WORDPRESS, GHOST, SUBSTACK, MEDIUM)
}


def known_dialects(conf: Path) -> dict[str, Dialect]:
    """Return the dialects by name, with those that plugins of the paper at ``conf`` offer.

    Raises:
        ContentError: its settings are wrong, or a plugin offers a name that is taken.
    """
    if not conf.is_file():
        return DIALECTS
    from newsroom.building.build import load_settings  # loads Pelican

    settings = load_settings(conf, {})
    found = dict(DIALECTS)
    for dialect in listed(settings, ARCHIVES):
        if found.setdefault(dialect.name, dialect) is not dialect:
            what = f"IMPORTERS: there is a dialect {dialect.name!r} already"
            raise ContentError([Problem("PLUGINS", what, "give it another name")])
    return found
