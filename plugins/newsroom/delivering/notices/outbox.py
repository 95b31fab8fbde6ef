"""What was not said yet: for each service the addresses that wait, in a file of the caches.

An address leaves the file when the service has taken it, so that nothing is said twice, and nothing
is forgotten when a service does not answer.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from newsroom.files.atomic import write_file

_REMEDY = "make room there, or fix the permissions"


@dataclass
class Outbox:
    """``waiting``: name of a service → addresses in the order of their publications.

    ``release`` is the last publication. ``sent``: name of a service → how many addresses it took
    since then. ``warnings`` are about the file itself.
    """

    file: Path
    waiting: dict[str, dict[str, None]] = field(default_factory=dict)
    release: int = 0
    sent: dict[str, int] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def put(self, news: Mapping[str, Iterable[str]], release: int) -> None:
        """Let addresses wait. What waits for a service that is not in ``news`` is dropped."""
        old, self.waiting = self.waiting, {}
        for service, addresses in news.items():
            self.waiting[service] = {**old.get(service, {}), **dict.fromkeys(addresses)}
        self.release, self.sent = release, dict.fromkeys(news, 0)
        self._save()

    def drop(self, service: str, addresses: Collection[str]) -> None:
        """Note that a service took addresses."""
        for one in addresses:
            del self.waiting[service][one]
        self.sent[service] = self.sent.get(service, 0) + len(addresses)
        self._save()

    def _save(self) -> None:
        waiting = {service: list(found) for service, found in self.waiting.items()}
        found = {"release": self.release, "sent": self.sent, "waiting": waiting}
        try:
            write_file(self.file, orjson.dumps(found, option=orjson.OPT_INDENT_2))
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            what = f"{self.file}: cannot be written ({reason}): {_REMEDY}"
            self.warnings = [f"{what}; until then, notices may be lost or repeated"]


def open_outbox(file: Path) -> Outbox:
    """Read what waits; a file that is not there or damaged holds nothing."""
    try:
        found = orjson.loads(file.read_bytes())
        waiting = {name: dict.fromkeys(map(str, one)) for name, one in found["waiting"].items()}
        return Outbox(file, waiting, int(found["release"]), dict(found["sent"]))
    except FileNotFoundError:
        return Outbox(file)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        what = f"{file}: cannot be read: notices that waited in it are not sent"
        return Outbox(file, warnings=[what])
