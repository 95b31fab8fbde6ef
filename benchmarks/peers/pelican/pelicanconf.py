"""The publication in plain Pelican with its theme ``simple``: the same pages, nothing related."""

SITENAME = "The Forecast"
SITEURL = "http://localhost:8000"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
THEME = "simple"

# Everything below the content folder is a story: articles/<section>/<year>/<slug>.md
ARTICLE_PATHS = ["articles"]
PAGE_PATHS = ()
STATIC_PATHS = ()
PATH_METADATA = r"articles/(?P<category>[^/]+)/\d+/(?P<slug>[^/]+)\.md"
ARTICLE_URL = "{category}/{date:%Y}/{date:%m}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = CATEGORY_URL + "index.html"
TAG_URL = "tag/{slug}/"
TAG_SAVE_AS = TAG_URL + "index.html"
AUTHOR_URL = "author/{slug}/"
AUTHOR_SAVE_AS = AUTHOR_URL + "index.html"
# No front page: that of ``simple`` would be divided into a page for each twenty stories.
DIRECT_TEMPLATES = ["tags", "categories", "authors"]
TAGS_SAVE_AS = "tag/index.html"
CATEGORIES_SAVE_AS = "sections/index.html"
AUTHORS_SAVE_AS = "author/index.html"

DEFAULT_PAGINATION = 20
PAGINATED_TEMPLATES = {"tag": None, "category": None, "author": None}
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{url}page/{number}/", "{url}page/{number}/index.html"),
]

FEED_DOMAIN = SITEURL
FEED_MAX_ITEMS = 20
FEED_ALL_ATOM = "feed.atom"
CATEGORY_FEED_ATOM = "{slug}/feed.atom"
TAG_FEED_ATOM = "tag/{slug}/feed.atom"
AUTHOR_FEED_ATOM = "author/{slug}/feed.atom"
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_RSS = None
