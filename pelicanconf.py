"""Facts about the publication. Every setting is explained in docs/settings.md."""

SITENAME = "The Forecast"
SITESUBTITLE = "Stay informed. Act smarter."
SITEDESCRIPTION = "News on technology, markets and the world, and how it is made."
SITEURL = "http://localhost:8000"
DEFAULT_LANG = "en"
TIMEZONE = "UTC"

PATH = "content"
OUTPUT_PATH = "output"
CACHE_PATH = ".cache"
THEME = "theme"

# Links at the foot of every page: title, address.
MENUITEMS = (
    ("About", "/about/"),
    ("Corrections", "/corrections/"),
    ("Corrections policy", "/corrections-policy/"),
    ("Privacy", "/privacy/"),
    ("Masthead", "/masthead/"),
    ("Archive", "/archive/"),
    ("Tags", "/tag/"),
    ("Series", "/series/"),
    ("Authors", "/author/"),
)

# Readers' comments: ./inv comments runs the server, beside ./inv serve. See docs/comments.md.
COMMENTS = {
    "provider": "isso",
    "source": ".comments/comments.db",
    "server": "http://localhost:8100",
}

# The plugins in the order in which a story passes them.
PLUGIN_PATHS = ["plugins"]
PLUGINS = [
    "newsroom.pipeline",
    "newsroom.reading.content",
    "newsroom.reading.popularity",
    "newsroom.reading.front_page",
    "newsroom.reading.comments",
    "newsroom.reading.webmentions",
    "newsroom.reading.newsletter",
    "newsroom.reading.markets",
    "newsroom.enriching.reading_time",
    "newsroom.enriching.related",
    "newsroom.enriching.packages",
    "newsroom.enriching.hottest",
    "newsroom.enriching.breaking",
    "newsroom.enriching.sponsored",
    "newsroom.enriching.series",
    "newsroom.enriching.comments",
    "newsroom.enriching.markets",
    "newsroom.enriching.structured_data",
    "newsroom.paging.feeds",
    "newsroom.paging.assets",
    "newsroom.paging.stories",
    "newsroom.paging.sections",
    "newsroom.paging.tags",
    "newsroom.paging.series",
    "newsroom.paging.authors",
    "newsroom.paging.archives",
    "newsroom.paging.front_page",
    "newsroom.paging.hottest",
    "newsroom.paging.markets",
    "newsroom.paging.privacy",
    "newsroom.paging.documents",
    "newsroom.paging.corrections",
    "newsroom.paging.live",
    "newsroom.paging.newsletter",
    "newsroom.paging.not_found",
    "newsroom.paging.desk",
    "newsroom.paging.files",
    "newsroom.paging.sitemap",
    "newsroom.paging.redirects",
    "newsroom.paging.ledger",
    "newsroom.writing.press",
    "newsroom.writing.comments",
]
