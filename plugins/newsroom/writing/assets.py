"""Remembers the theme files of the edition that was written, for those that follow it.

Setting: ``ASSETS``.
"""

from newsroom import signals
from newsroom.edition import Edition
from newsroom.files.replaced import AssetOptions, Replaced, current_files
from newsroom.options import load_options


def remember_assets(edition: Edition) -> None:
    days = load_options(edition.settings, "ASSETS", AssetOptions).grace_days
    if days and not edition.preview and edition.make is None:
        replaced = Replaced(edition.cache, days)
        replaced.remember(current_files(edition.jobs), edition.output, edition.now)


def register() -> None:
    signals.write.connect(remember_assets)
