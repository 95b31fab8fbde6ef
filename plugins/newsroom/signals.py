"""The four hooks of a build, in the order in which they fire.

Every feature is a Pelican plugin whose ``register()`` connects one handler to one of them;
each handler receives the one :class:`~newsroom.model.Edition` of the run as its only argument.
Handlers of one hook run in the order of ``PLUGINS``.
"""

from collections.abc import Collection

from blinker import Signal
from ordered_set import OrderedSet

from newsroom.edition import Edition


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
                receiver(edition)


read = Hook("Sources become articles, pages and registries; mistakes become problems.")
enrich = Hook("Articles gain what the newsroom computes: minutes, related news, ranks, data.")
page = Hook("Articles are laid out: every file of the site becomes a job.")
write = Hook("Jobs become files in the output folder.")

HOOKS = (read, enrich, page, write)


def disconnect_all() -> None:
    """Forget every handler, so that a second build in one process connects its own plugins only."""
    for hook in HOOKS:
        for receiver in list(hook.receivers_for(hook)):
            hook.disconnect(receiver)
