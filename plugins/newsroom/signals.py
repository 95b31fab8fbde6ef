"""The five hooks of a build, in the order in which they fire.

Every feature is a Pelican plugin whose ``register()`` connects one handler to one of them;
each handler receives the one :class:`~newsroom.edition.Edition` of the run as its only argument.
Handlers of one hook run in the order of ``PLUGINS``. What a hook may read and change is in its
text, from which docs/plugins.md is made.
"""

import re
import traceback
from collections.abc import Collection

from blinker import Signal
from ordered_set import OrderedSet

from newsroom import model
from newsroom.edition import Edition
from newsroom.problems import ContentError, Problem


class Hook(Signal):
    """A signal whose receivers are called in the order in which they were connected, and timed."""

    # A set by behaviour, though not by type.
    set_class = OrderedSet  # type: ignore[assignment]

    def run(self, edition: Edition, without: Collection[str] = ()) -> None:
        """Hand ``edition`` to every receiver; its profile says what each of them took.

        Receivers of the modules ``without`` are left out.
        """
        for receiver in list(self.receivers_for(edition)):
            if receiver.__module__ in without:
                continue
            with edition.profile.stage(receiver.__module__.removeprefix("newsroom.")):
                try:
                    receiver(edition)
                except (AttributeError, TypeError) as error:
                    if problem := refused_attribute(error):
                        raise ContentError([problem]) from error
                    raise


_UNKNOWN = re.compile(
    rf"'(?:{'|'.join(model.__all__)})' object has no attribute '(\w+)'"
    r"|cannot assign to field '(\w+)'"
)
_FROZEN = "super(type, obj): obj must be an instance"
"""What Python 3.11 says of a frozen record with slots."""

read = Hook(
    """Sources become articles, pages and registries; mistakes become problems.

    When: first. The plugin ``newsroom.reading.assembly.content`` fills the edition; others read
    files of their own.
    May change: anything in the edition. Report mistakes with ``edition.problems.error(…)``; they
    stop the build after this hook.
    """
)
enrich = Hook(
    """Articles gain what is computed: minutes, related news, ranks, what plugins add.

    When: after all sources were read without a mistake, before anything is laid out.
    May change: attributes of articles and documents, ``article.extra``, ``article.card_extra``,
    ``document.extra``, ``article.feed_intro``. Do not read ``article.card`` yet: it is kept.
    """
)
page = Hook(
    """Articles are laid out: every page and file of the site is ordered as a job.

    When: after all stories are complete. The order of plugins does not matter.
    May change: ``edition.add(job)`` orders a file. Articles and cards are read only.
    """
)
finish = Hook(
    """All pages are ordered: files about all of them follow, such as the sitemap and redirects.

    When: after every page of every plugin is in ``edition.jobs``.
    May change: ``edition.add(job)``, for files that list or check what is there.
    """
)
write = Hook(
    """Jobs become files in the output folder.

    When: last, and only if no hook before it reported a mistake.
    May change: nothing of the site. ``edition.written`` says how many files were made.
    """
)

HOOKS = (read, enrich, page, finish, write)


def refused_attribute(error: Exception) -> Problem | None:
    """Return the mistake of a plugin that sets an attribute which a record does not have."""
    found = _UNKNOWN.search(str(error))
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename[0] != "<"
    ]  # a method that dataclasses make has no file
    if not frames or not (found or _FROZEN in str(error)) or getattr(error, "obj", None):
        return None
    name = f"the attribute {(found[1] or found[2])!r}" if found else "this attribute"
    remedy = 'write article.extra["name"], which fingerprints cover (see docs/plugins.md)'
    what = f"a record of the newsroom does not take {name}"
    return Problem(frames[-1].filename, what, remedy, line=frames[-1].lineno or 0, column=1)


def disconnect_all() -> None:
    """Forget every handler, so that a second build in one process connects its own plugins only."""
    for hook in HOOKS:
        for receiver in list(hook.receivers_for(hook)):
            hook.disconnect(receiver)
