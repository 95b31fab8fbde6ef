"""What differs in production: the address of the site, from the environment or written here."""

import os
import sys

sys.path.append(os.curdir)  # for pelican -s
from pelicanconf import *

SITEURL = os.environ.get("SITEURL") or "https://forecast.example"

# What other sites show of a page is drawn from its headline (./inv card FILE shows one).
SHARE = {"pictures": True}

# An address that was ever published must always answer.
LEDGER = {"enforce": True}

# Without a server nobody can write; the known comments are still shown.
COMMENTS = {
    "provider": "isso",
    "source": os.environ.get("COMMENTS_SOURCE", ""),
    "server": os.environ.get("COMMENTS_SERVER", ""),
    "keep": True,
}
