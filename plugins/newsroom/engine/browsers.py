"""Finds Chromium on this machine."""

import shutil

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
"""Options under which it does nothing but open pages."""


def chromium() -> str | None:
    """Return the program, ``None`` where there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)
