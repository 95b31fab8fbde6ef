"""The settings of a paper that names nothing but its facts.

Nothing of Pelican is imported here: the check whether anything changed needs these settings and
must be quick.
"""

from collections.abc import Mapping
from typing import Any

PLUGINS = (
    "newsroom.pipeline",
    "newsroom.reading.assembly.content",
    "newsroom.reading.readers.popularity",
    "newsroom.reading.registries.front_page",
    "newsroom.reading.registries.section_fronts",
    "newsroom.reading.readers.comments",
    "newsroom.reading.readers.webmentions",
    "newsroom.reading.registries.newsletter",
    "newsroom.reading.registries.markets",
    "newsroom.reading.assembly.revisions",
    "newsroom.reading.assembly.republishing",
    "newsroom.enriching.reading_time",
    "newsroom.enriching.aged",
    "newsroom.enriching.related",
    "newsroom.enriching.packages",
    "newsroom.enriching.news_order",
    "newsroom.enriching.hottest",
    "newsroom.enriching.breaking",
    "newsroom.enriching.recent",
    "newsroom.enriching.sponsored",
    "newsroom.enriching.series",
    "newsroom.enriching.comments",
    "newsroom.enriching.markets",
    "newsroom.enriching.rights",
    "newsroom.enriching.structured_data",
    "newsroom.paging.feeds",
    "newsroom.paging.feed_archives",
    "newsroom.paging.partner_feeds",
    "newsroom.paging.subscriptions",
    "newsroom.paging.oembed",
    "newsroom.paging.podcasts",
    "newsroom.paging.assets",
    "newsroom.paging.stories",
    "newsroom.paging.revisions",
    "newsroom.paging.republishing",
    "newsroom.paging.sections",
    "newsroom.paging.tags",
    "newsroom.paging.series",
    "newsroom.paging.authors",
    "newsroom.paging.archives",
    "newsroom.paging.search",
    "newsroom.paging.front_page",
    "newsroom.paging.hottest",
    "newsroom.paging.saved",
    "newsroom.paging.offline",
    "newsroom.paging.lite",
    "newsroom.paging.markets",
    "newsroom.paging.policy",
    "newsroom.paging.crawlers",
    "newsroom.paging.mining",
    "newsroom.paging.trust_files",
    "newsroom.paging.introductions",
    "newsroom.paging.privacy",
    "newsroom.paging.documents",
    "newsroom.paging.corrections",
    "newsroom.paging.live",
    "newsroom.paging.live_updates",
    "newsroom.paging.newsletter",
    "newsroom.paging.not_found",
    "newsroom.paging.desk",
    "newsroom.paging.styleguide",
    "newsroom.paging.files",
    "newsroom.paging.icons",
    "newsroom.paging.notices",
    "newsroom.paging.share",
    "newsroom.paging.emptied",
    "newsroom.paging.languages",
    "newsroom.paging.sitemap",
    "newsroom.paging.news_sitemap",
    "newsroom.paging.redirects",
    "newsroom.paging.ledger",
    "newsroom.paging.headers",
    "newsroom.writing.writer",
    "newsroom.writing.assets",
    "newsroom.writing.comments",
)
"""The plugins of this package, in the order in which a story passes them."""

DEFAULTS: Mapping[str, Any] = {
    "PATH": "content",
    "OUTPUT_PATH": "output",
    "CACHE_PATH": ".cache",
    "THEME": "theme",
    "PLUGIN_PATHS": ["plugins"],
    "SITEURL": "http://localhost:8000",
    "DEFAULT_LANG": "en",
    "TIMEZONE": "UTC",
}


def with_defaults(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of a paper, completed.

    Plugins of a paper run after those of this package. A paper that names any of this package
    itself chooses all of them, and their order.
    """
    settings = {**DEFAULTS, **values}
    own = settings.get("PLUGINS") or []
    if not any(str(name).startswith("newsroom.") for name in own):
        settings["PLUGINS"] = [*PLUGINS, *own]
    return settings
