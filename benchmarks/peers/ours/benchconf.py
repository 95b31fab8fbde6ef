"""A publication with the pages that the peers make: see benchmarks/RESULTS.md."""

from pathlib import Path

from newsroom.defaults import PLUGINS as ALL_PLUGINS

ROOT = Path(__file__).parents[3]
SITENAME = "The Benchmark"
SITESUBTITLE = "The same stories for everybody."
MENUITEMS = [("About", "/about/"), ("Corrections", "/corrections/"), ("Privacy", "/privacy/")]
COMMENTS = {"provider": "isso", "server": "http://localhost:8100"}
THEME = str(ROOT / "theme")
PLUGIN_PATHS = [str(ROOT / "plugins")]
# Pages that the peers have no like of are left out; the rest of the pipeline stays as it is.
PAGES = (
    "feeds", "assets", "front_page", "stories", "sections", "tags", "authors", "hottest",
    "not_found", "sitemap", "redirects",
)  # fmt: skip
PLUGINS = [
    plugin
    for plugin in ALL_PLUGINS
    if not plugin.startswith("newsroom.paging.") or plugin.rpartition(".")[2] in PAGES
]
FEEDS = {"formats": ("rss",)}
