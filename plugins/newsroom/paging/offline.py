"""Reading without a connection: a worker in the browser keeps the stories read last.

Setting: ``OFFLINE``.
Sets: ``edition.site.worker``, ``edition.privacy``.

The worker is ``/worker.js``. Where it is switched off, this file is a worker that deletes what an
earlier one kept, and then itself. Previews have that one too.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import rjsmin
from pydantic import NonNegativeInt

from newsroom import signals
from newsroom.edition import PagedEdition, edition_in, in_each_language
from newsroom.languages.words import Words
from newsroom.model import Statement
from newsroom.model.jobs import FileJob
from newsroom.options import load_options

PATH = "worker.js"
KEEPING, LEAVING = "worker/keeping.js", "worker/leaving.js"


@dataclass(frozen=True)
class OfflineOptions:
    """Setting ``OFFLINE``: how many ``stories`` read last a browser keeps; 0: no worker at all."""

    stories: NonNegativeInt = 30


def worker(constants: Sequence[tuple[str, object]], code: str) -> bytes:
    """Return the script of a worker, which begins with what it knows of the site."""
    known = "".join(f"const {name}={json.dumps(value)};\n" for name, value in constants)
    return f"{known}{rjsmin.jsmin(code)}\n".encode()


def privacy_statement(stories: int, words: Words) -> Statement:
    """Say what stays in the browser."""
    said = [
        words.gettext(
            "What you choose for reading, and the list of stories that you save, stay in your"
            " browser. They are sent to nobody."
        )
    ]
    if stories:
        said.append(
            words.ngettext(
                "The story that you read last is kept there too, to be read without a connection.",
                "The {number} stories that you read last are kept there too, to be read without a"
                " connection.",
                stories,
            )
        )
    return Statement(title=words.gettext("Kept in your browser"), text=words.sentences(*said))


@in_each_language
def announce_worker(edition: PagedEdition) -> None:
    """Say where the worker is, before any page is laid out."""
    stories = load_options(edition.settings, "OFFLINE", OfflineOptions).stories
    if stories and not edition.preview:
        edition.site = replace(edition.site, worker=edition.site.shared(f"/{PATH}"))
    edition.privacy.append(privacy_statement(stories, edition.words))


def _parts(edition: PagedEdition) -> tuple[str, ...]:
    """Return what the page of saved stories loads: a browser has it before it is needed."""
    assets = edition.assets
    if assets is None:
        return ()
    found = (assets.css, assets.sheets.get("saved"), assets.js, assets.early,
             assets.modules.get("saved"))  # fmt: skip
    return tuple(filter(None, found))


def _homes(edition: PagedEdition) -> dict[str, str]:
    """Return the front page of each language, and what is shown there without a connection.

    That of the paper's own language is the last: all addresses begin with it.
    """
    languages = [edition_in(edition, one).site for one in edition.own if one]
    return {
        site.home_url: site.saved.url if site.saved else "" for site in (*languages, edition.site)
    }


def add_worker(edition: PagedEdition) -> None:
    site = edition.site
    stories = load_options(edition.settings, "OFFLINE", OfflineOptions).stories
    file = edition.theme.find(KEEPING if site.worker else LEAVING)
    constants = (
        ("stories", stories),
        ("homes", _homes(edition)),
        ("parts", _parts(edition) if site.saved else ()),
    )
    known = constants if site.worker else ()
    code = file.read_text("utf-8") if file else ""
    edition.add(FileJob(PATH, worker, (known, code)))


def register() -> None:
    signals.enrich.connect(announce_worker)
    signals.finish.connect(add_worker)
