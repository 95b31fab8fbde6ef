"""Settings of Pelican and its themes that have no effect here, and what takes their place."""

import re

_ADDRESSES = "remove it: addresses are fixed, see docs/urls.md"
_FEEDS = 'remove it; FEEDS = {"items": 20, "formats": ("atom",)} says which feeds are written'
_PAGES = 'write LISTINGS = {"per_page": 20} instead'
_FOLDERS = "remove it: a paper's folders are fixed, see docs/writing.md"
_TEXT = "remove it: how texts are read is fixed, see docs/writing.md"
_CACHE = "remove it: caches keep themselves right"
_DATES = 'write DATES = {"date": "d MMMM y"} instead'
_LINKS = "write MENUITEMS or SOCIAL instead"

REMEDIES = (
    (r".*_(URL|SAVE_AS)|SLUG.*|PATH_METADATA|ARTICLE_PERMALINK_STRUCTURE", _ADDRESSES),
    (r"(.*_)?FEED(_.*)?", _FEEDS),
    (r"DEFAULT_PAGINATION|DEFAULT_ORPHANS|PAGINAT.*", _PAGES),
    (r"(ARTICLE|PAGE|STATIC|THEME_STATIC|EXTRA)_.*|IGNORE_FILES|OUTPUT_SOURCES.*", _FOLDERS),
    (r"MARKDOWN|TYPOGRIFY.*|READERS|DOCUTILS.*|PYGMENTS.*|SUMMARY_.*|.*_METADATA", _TEXT),
    (r".*CACH.*|CHECK_MODIFIED_METHOD", _CACHE),
    (r".*DATE_FORMATS?|LOCALE", _DATES),
    (r"LINKS|.*_WIDGET_NAME|GITHUB_URL|TWITTER_USERNAME|DISPLAY_.*_ON_MENU", _LINKS),
    (r"AUTHOR", "remove it: each story names its authors"),
    (r"DEFAULT_CATEGORY|USE_FOLDER_AS_CATEGORY", "remove it: a story's folder is its section"),
    (r"RELATIVE_URLS", "remove it: links begin with the path of SITEURL"),
    (r"DELETE_OUTPUT_DIRECTORY", "remove it: files that nothing makes any more are deleted"),
    (r"WITH_FUTURE_DATES", "remove it: a story with a date in the future appears when it is due"),
    (r"DISQUS_SITENAME", "write COMMENTS instead, see docs/comments.md"),
    (r"BIND|PORT", "use ./inv serve --port"),
)
_REMEDIES = [(re.compile(pattern), remedy) for pattern, remedy in REMEDIES]
OF_THEMES = frozenset(
    ("AUTHOR", "DISQUS_SITENAME", "GITHUB_URL", "LINKS", "LINKS_WIDGET_NAME",
     "SOCIAL_WIDGET_NAME", "TWITTER_USERNAME")
)  # fmt: skip
"""Names that Pelican itself does not know, but its themes and its quickstart use."""


def remedy_for(name: str) -> str:
    """Return what to do about a setting of Pelican's that has no effect."""
    for pattern, remedy in _REMEDIES:
        if pattern.fullmatch(name):
            return remedy
    return "remove it"
