"""Every setting that has an effect, a line each (see docs/settings.md)."""

from dataclasses import dataclass

from newsroom.settings import values
from newsroom.settings.values import Check, OptionsOf


@dataclass(frozen=True)
class Setting:
    """What a setting is about, and what its value must look like."""

    about: str
    check: Check = values.anything


PELICAN = {
    "CACHE_PATH": Setting("folder of the caches, which may be deleted", values.path),
    "DEFAULT_LANG": Setting("language of the publication, BCP 47", values.language),
    "LOG_FILTER": Setting("messages of the log that are not shown"),
    "MENUITEMS": Setting("links at the foot of every page", values.links),
    "OUTPUT_PATH": Setting("folder of the finished site", values.path),
    "PATH": Setting("folder of the content", values.folder),
    "PLUGINS": Setting("which plugins run, in their order", values.plugins),
    "PLUGIN_PATHS": Setting("folders in which plugins are looked for", values.folders),
    "SITENAME": Setting("name of the publication", values.name),
    "SITESUBTITLE": Setting("tagline of the publication", values.text),
    "SITEURL": Setting("absolute address of the site", values.site_address),
    "SOCIAL": Setting("links to the publication on other sites", values.links),
    "THEME": Setting("folder of the theme", values.folder),
    "THEME_TEMPLATES_OVERRIDES": Setting(
        "folders of templates that come before all others", values.folders
    ),
    "TIMEZONE": Setting("IANA zone of dates without an offset", values.zone),
}
"""Pelican's own that this package heeds, by the names that Pelican's users know."""

SETTINGS = {
    "ADS": Setting(
        "who may sell the space for advertisements: ads.txt",
        OptionsOf(module="newsroom.paging.trust_files", kind="AdOptions"),
    ),
    "AGED": Setting(
        "from when on a notice says how old a story is",
        OptionsOf(module="newsroom.enriching.aged", kind="AgedOptions"),
    ),
    "ANNOUNCE": Setting(
        "on which networks new stories are announced",
        OptionsOf(module="newsroom.delivering.announcing.options", kind="AnnounceOptions"),
    ),
    "ASSETS": Setting(
        "how long replaced files of the theme are published further",
        OptionsOf(module="newsroom.files.replaced", kind="AssetOptions"),
    ),
    "AUDIT": Setting(
        "budgets of ./inv audit",
        OptionsOf(module="newsroom.desk.audit.options", kind="AuditOptions"),
    ),
    "CHECK": Setting(
        "levels and thresholds of ./inv check",
        OptionsOf(module="newsroom.checking.findings", kind="CheckOptions"),
    ),
    "COMMENTS": Setting(
        "who keeps the comments, and where builds and browsers find them",
        OptionsOf(module="newsroom.settings.comments", kind="CommentOptions"),
    ),
    "CRAWLERS": Setting(
        "who may read the site, and what for: robots.txt",
        OptionsOf(module="newsroom.paging.crawlers", kind="CrawlerOptions", rule="check_names"),
    ),
    "DATES": Setting(
        "patterns in which dates are printed",
        OptionsOf(module="newsroom.languages.words", kind="DateOptions"),
    ),
    "SLUGS": Setting(
        "how letters are written in the names of new stories",
        OptionsOf(module="newsroom.text.slugs", kind="SlugOptions"),
    ),
    "DIGEST": Setting(
        "what is in an issue of the newsletter, and how it is sent",
        OptionsOf(module="newsroom.delivering.digest.options", kind="DigestOptions"),
    ),
    "EMBEDS": Setting(
        "hosts whose pages stories may show in frames",
        OptionsOf(module="newsroom.embeds.hosts", kind="EmbedOptions"),
    ),
    "EXTRA": Setting("keys that front matter may have below `extra`", values.anything),
    "FEEDS": Setting(
        "formats of feeds and stories in each",
        OptionsOf(module="newsroom.paging.feeds", kind="FeedOptions"),
    ),
    "FRONT_PAGE": Setting(
        "how many stories each part of the front page shows",
        OptionsOf(module="newsroom.paging.front_page", kind="FrontPageOptions"),
    ),
    "GISCUS": Setting(
        "the GitHub repository whose discussions are shown",
        OptionsOf(module="newsroom.settings.comments", kind="Giscus"),
    ),
    "HEADERS": Setting(
        "the host that reads the file _headers, which says how files may be kept and used",
        OptionsOf(module="newsroom.paging.headers", kind="HeaderOptions"),
    ),
    "HOTTEST": Setting(
        "length of the Hottest list, and how fast readers fade",
        OptionsOf(module="newsroom.enriching.hottest", kind="HottestOptions"),
    ),
    "HUMANS": Setting("whether humans.txt names the authors", values.flag),
    "ICON": Setting("the file that all icons are made from", values.text),
    "LOGO": Setting("the picture that stands for the name in the masthead", values.text),
    "LANGUAGES": Setting(
        "further languages with a front page, lists and feeds of their own", values.languages
    ),
    "LEDGER": Setting(
        "whether a build that would lose an address stops",
        OptionsOf(module="newsroom.paging.ledger", kind="LedgerOptions"),
    ),
    "SEARCH": Setting(
        "when the site gets a search, and how many tags it offers",
        OptionsOf(module="newsroom.paging.search", kind="SearchOptions"),
    ),
    "LITE": Setting("whether every story has a page of text alone", values.flag),
    "LIVE": Setting(
        "how often live pages ask for updates, and when coverage is over",
        OptionsOf(module="newsroom.reading.assembly.live", kind="LiveOptions"),
    ),
    "LLMS": Setting("whether llms.txt says where to find what", values.flag),
    "LISTINGS": Setting(
        "stories on a page of a listing",
        OptionsOf(module="newsroom.paging.listings", kind="ListingOptions"),
    ),
    "MARKETS": Setting(
        "where figures of prediction markets come from, and when they are out of date",
        OptionsOf(module="newsroom.reading.registries.markets", kind="MarketOptions"),
    ),
    "MEDIA": Setting(
        "widths and quality of pictures",
        OptionsOf(module="newsroom.reading.media_library.media_options", kind="MediaOptions"),
    ),
    "NEWSLETTER": Setting(
        "where readers sign up for the newsletter",
        OptionsOf(module="newsroom.settings.signup", kind="SignupOptions", rule="check_sign_up"),
    ),
    "NEWSLETTERS": Setting(
        "which newsletters there are, and how often each appears", values.newsletters
    ),
    "NOTICES": Setting(
        "who hears of a publication: search engines, caches, those who print our stories",
        OptionsOf(module="newsroom.settings.notices", kind="NoticeOptions"),
    ),
    "OFFLINE": Setting(
        "how many stories a browser keeps, for reading without a connection",
        OptionsOf(module="newsroom.paging.offline", kind="OfflineOptions"),
    ),
    "OEMBED": Setting("whether each story has an oEmbed file", values.flag),
    "PARTNER_FEEDS": Setting("feeds for partners who print stories", values.partner_feeds),
    "POPULARITY": Setting(
        "whose reading does not count, and how long figures are kept",
        OptionsOf(module="newsroom.desk.popularity.readership", kind="PopularityOptions"),
    ),
    "PRECOMPRESS": Setting(
        "forms in which files are compressed before they are published",
        OptionsOf(module="newsroom.files.precompressed", kind="PrecompressOptions"),
    ),
    "PRIVACY": Setting(
        "the page that says what happens to readers' data",
        OptionsOf(module="newsroom.paging.privacy", kind="PrivacyOptions"),
    ),
    "PUBLISH": Setting("where ./inv publish puts the site", values.targets),
    "PUBLISHER": Setting(
        "logo for structured data",
        OptionsOf(module="newsroom.enriching.structured_data", kind="StructuredDataOptions"),
    ),
    "READING_TIME": Setting(
        "reading speeds",
        OptionsOf(module="newsroom.enriching.reading_time", kind="ReadingTimeOptions"),
    ),
    "REDIRECTS": Setting(
        "hosts for which a list of redirects is written",
        OptionsOf(module="newsroom.paging.redirects", kind="RedirectOptions"),
    ),
    "RELATED": Setting(
        "how related news is chosen",
        OptionsOf(module="newsroom.enriching.related", kind="RelatedOptions"),
    ),
    "REPUBLISH": Setting(
        "which stories others may copy, and with which pictures",
        OptionsOf(
            module="newsroom.settings.republishing",
            kind="RepublishOptions",
            rule="check_republishing",
        ),
    ),
    "REVISIONS": Setting(
        "whether readers see what changed in stories",
        OptionsOf(module="newsroom.reading.assembly.revisions", kind="RevisionOptions"),
    ),
    "RIGHTS": Setting(
        "licences, and the pages that say how the paper works",
        OptionsOf(module="newsroom.enriching.rights", kind="RightsOptions"),
    ),
    "SAVED": Setting("whether readers can save stories for later", values.flag),
    "SECURITY": Setting(
        "where to report holes: security.txt",
        OptionsOf(module="newsroom.paging.trust_files", kind="SecurityOptions"),
    ),
    "TRUST": Setting(
        "associations, owners and partners: trust.txt",
        OptionsOf(module="newsroom.paging.trust_files", kind="TrustOptions"),
    ),
    "SEAL": Setting(
        "for whose keys stories are sealed",
        OptionsOf(module="newsroom.desk.sealing.keys", kind="SealOptions"),
    ),
    "SHARE": Setting(
        "pictures that other sites show of a page",
        OptionsOf(module="newsroom.paging.share", kind="ShareOptions"),
    ),
    "SITEDESCRIPTION": Setting("one sentence about the publication", values.text),
    "OTHER_CONTENT": Setting(
        "whether the command line names other content than the settings file", values.flag
    ),
    "JOBS": Setting("processes that work at once; all cores when absent", values.count),
    "NOW": Setting("instant for which the site is built, ISO 8601", values.text),
    "CLEAN": Setting("whether every file is made again", values.flag),
    "EXPLAIN": Setting(
        "file or address of which the build says why it was made again", values.text
    ),
    "ON_DEMAND": Setting(
        "whether files are made when they are asked for, and nothing is written", values.flag
    ),
    "PREVIEW": Setting("whether drafts and scheduled stories are shown", values.flag),
}
"""The newsroom's own."""

KNOWN = {**PELICAN, **SETTINGS}
