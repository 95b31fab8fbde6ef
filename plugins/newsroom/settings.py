"""The settings of this package beside Pelican's own, a line each (see docs/settings.md)."""

SETTINGS = {
    "CHECK": "levels and thresholds of ./inv check",
    "DATES": "patterns in which dates are printed",
    "FEEDS": "formats of feeds and stories in each",
    "FRONT_PAGE": "how many stories stand where on the front page",
    "HOTTEST": "length of the Hottest list, and how fast readers fade",
    "LEDGER": "whether a build that would lose an address stops",
    "LISTINGS": "stories on a page of a listing",
    "MEDIA": "widths and quality of pictures",
    "NEWSLETTER": "where the sign-up form is sent",
    "POPULARITY": "whose reading does not count, and how long figures are kept",
    "PUBLISHER": "logo for structured data",
    "READING_TIME": "reading speeds",
    "REDIRECTS": "hosts for which a list of redirects is written",
    "RELATED": "how related news is chosen",
    "SITEDESCRIPTION": "one sentence about the publication",
    "CACHE_PATH": "folder of the caches, which may be deleted",
    "JOBS": "processes that work at once; all cores when absent",
    "NOW": "instant for which the site is built, ISO 8601",
    "CLEAN": "whether every file is made again",
    "PREVIEW": "whether drafts and scheduled stories are shown",
}
