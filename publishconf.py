"""What differs in production."""

import os
import sys

sys.path.insert(0, os.curdir)
from pelicanconf import *

# Where readers find the site: taken from the environment, or write it here.
SITEURL = os.environ.get("SITEURL") or SITEURL

# An address that was ever published must answer for ever.
LEDGER = {"enforce": True}

# Without a server nobody can write; the comments that are known are shown all the same.
COMMENTS = {
    "provider": "isso",
    "source": os.environ.get("COMMENTS_SOURCE", ""),
    "server": os.environ.get("COMMENTS_SERVER", ""),
    "keep": True,
}
