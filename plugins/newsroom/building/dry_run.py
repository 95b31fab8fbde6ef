"""A dry run: some hooks of the pipeline, so that nothing is written."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from newsroom.building.build import load_settings
from newsroom.edition import Edition
from newsroom.pipeline import open_with_plugins, run_until
from newsroom.signals import Hook


def dry_run(
    conf: Path, overrides: Mapping[str, Any], last: Hook, *, publishing: bool = False
) -> Edition:
    """Return the edition after all hooks up to ``last``.

    ``publishing``: what is made of it goes to readers.

    Raises:
        ContentError: content or settings have mistakes.
    """
    edition = open_with_plugins(load_settings(conf, overrides, publishing=publishing))
    with edition.ending:
        run_until(edition, last)
        edition.problems.raise_errors()
    return edition
