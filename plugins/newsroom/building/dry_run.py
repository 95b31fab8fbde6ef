"""A rehearsal: some hooks of the pipeline without the press, so that nothing is written."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pelican

from newsroom import signals
from newsroom.building.build import load_settings
from newsroom.edition import Edition
from newsroom.pipeline import open_edition


def rehearse(
    conf: Path,
    overrides: Mapping[str, Any],
    hooks: Sequence[signals.Hook],
    *,
    publishing: bool = False,
) -> Edition:
    """Return the edition after ``hooks``, which are given in their order.

    ``publishing``: what is made of it goes to readers.

    Raises:
        ContentError: content or settings have mistakes.
    """
    settings = load_settings(conf, overrides, publishing=publishing)
    signals.disconnect_all()
    edition = open_edition(pelican.Pelican(settings).settings)
    with edition.ending:
        for hook in hooks:
            hook.run(edition)
            edition.problems.raise_errors()
    return edition
