"""What differs when the publication of the tests is published."""

import os

from pelicanconf import *

SITEURL = os.environ.get("SITEURL") or "https://example.com"
LEDGER = {"enforce": True}
COMMENTS = {
    "provider": "isso",
    "source": os.environ.get("COMMENTS_SOURCE", ""),
    "server": os.environ.get("COMMENTS_SERVER", ""),
    "keep": True,
}
