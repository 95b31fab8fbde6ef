"""After a publication: let its addresses wait, then say what waits, and report what failed."""

from collections.abc import Iterable, Iterator
from itertools import islice

import httpx

from newsroom.delivering.notices.outbox import Outbox, open_outbox
from newsroom.delivering.notices.post import TIMEOUT, NoticeError
from newsroom.delivering.notices.services import PURGE, Service, services
from newsroom.delivering.publishing.changes import Changes
from newsroom.delivering.publishing.notices import Publication
from newsroom.delivering.publishing.target import TargetContext
from newsroom.settings.notices import NoticeOptions


class Notices:
    """The notices of one target: ``take`` is called when a release is served, then ``purge``.

    ``send`` comes when a sample was read back. None of them raises an error: what readers get does
    not depend on it.
    """

    def __init__(self, options: NoticeOptions, hub: str, context: TargetContext) -> None:
        folder = context.notes / "notices"
        self._outbox = open_outbox(folder / f"{context.name}.json")
        purge_list = folder / f"{context.name}-purge.txt"
        self._services = services(options, hub, context.url, context.paper, purge_list)
        self._failed: dict[str, str] = {}

    def take(self, made: Publication, changes: Changes) -> None:
        """Let the addresses of a publication wait."""
        self._outbox.put(
            {one.name: one.news(made, changes) for one in self._services}, made.release
        )

    def purge(self) -> None:
        """Empty caches of what changed, before a sample is read back through them."""
        self._send_to([one for one in self._services if one.name == PURGE])

    def send(self) -> list[str]:
        """Send what waits, each address once, and return a warning for each service that failed."""
        self._send_to([one for one in self._services if one.name not in self._failed])
        return [*self._outbox.warnings, *self._failed.values()]

    def _send_to(self, services: Iterable[Service]) -> None:
        with httpx.Client(timeout=TIMEOUT) as client:
            for service in services:
                if why := _send(service, self._outbox, client):
                    number = len(self._outbox.waiting[service.name])
                    wait = "address waits" if number == 1 else "addresses wait"
                    self._failed[service.name] = (
                        f"notice {service.name!r} was not taken: {why}; "
                        f"{number:,} {wait} for the next publication"
                    )


def _send(service: Service, outbox: Outbox, client: httpx.Client) -> str:
    """Send what waits for a service, and return why some of it was not taken."""
    why = ""
    for batch in _batches(list(outbox.waiting.get(service.name, ())), service.batch):
        try:
            service.send(client, batch)
        except NoticeError as error:
            why = why or str(error)
            if not error.refused:
                return why
        else:
            outbox.drop(service.name, batch)
    return why


def _batches(addresses: list[str], size: int) -> Iterator[list[str]]:
    waiting = iter(addresses)
    while batch := list(islice(waiting, size)):
        yield batch
