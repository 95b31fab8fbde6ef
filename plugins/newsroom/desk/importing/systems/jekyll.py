"""Jekyll (and Eleventy): YAML, the date in the file name, Liquid in the text."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from newsroom.desk.importing.addresses.spellings import jekyll_pretty
from newsroom.desk.importing.dialects import (
    Config,
    Dialect,
    name_of,
    read_settings,
    web_root,
    zone_of,
)
from newsroom.desk.importing.systems.eleventy_data import data_files
from newsroom.desk.importing.texts import behind_html, kramdown, liquid, markdown_in_html
from newsroom.desk.importing.traced_text import StoryContext, TracedText
from newsroom.desk.importing.values.defaults import Defaults, glob, scope_of, values_for

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "weekdate": "/:categories/:year/W:week/:short_day/:title.html",
    "none": "/:categories/:title.html",
}
CONFIG_NAMES = ("_config.yml", "_config.yaml", "_config.toml")


def convert_post(draft: TracedText, page: StoryContext) -> TracedText:
    written = kramdown.convert(liquid.convert(draft, page), page)
    return behind_html.parted(markdown_in_html.set_apart(written))


def read_config(site: Path) -> Config:
    name = next((name for name in CONFIG_NAMES if (site / name).is_file()), "")
    settings = read_settings(site / name, site) if name else {}
    pattern = _own_pattern(settings)
    path = settings.get("baseurl")
    base_path = "/" + path.strip("/") if isinstance(path, str) and path.strip("/") else ""
    base = web_root(settings.get("url"))
    return Config(
        base_url=base + base_path if base else "",
        zone=zone_of(settings.get("timezone")),
        permalinks={"": _STYLES.get(pattern, pattern)} if pattern else {},
        author=name_of(settings.get("author")),
        base_path=base_path,
        spell=jekyll_pretty,
        defaults=[*_defaults(settings)],
        default_lang=_word(settings.get("lang")),
    )


def _own_pattern(settings: Mapping[str, Any]) -> str:
    """Return the pattern of posts: that of their defaults, of their collection, or of the site."""
    found = _word(settings.get("permalink"))
    collections = settings.get("collections")
    posts = collections.get("posts") if isinstance(collections, dict) else None
    found = _word(posts.get("permalink")) or found if isinstance(posts, dict) else found
    of_all = values_for("", "", _defaults(settings, with_permalinks=True))
    return _word(of_all.get("permalink")) or found


def _defaults(settings: Mapping[str, Any], *, with_permalinks: bool = False) -> Iterator[Defaults]:
    """Yield the values that posts of a folder have which name none.

    The pattern of addresses of all posts is one of the site (``with_permalinks``).
    """
    defaults = settings.get("defaults")
    for entry in defaults if isinstance(defaults, list) else ():
        scope, values = (entry.get(key) if isinstance(entry, dict) else None
                         for key in ("scope", "values"))  # fmt: skip
        if not (isinstance(scope, dict) and isinstance(values, dict)):
            continue
        if scope.get("type") in (None, "", "posts"):
            path = scope_of(_word(scope.get("path")).strip("/"))
            kept = with_permalinks or path
            own = {key: one for key, one in values.items() if kept or key != "permalink"}
            if "*" in path:
                pattern = path.removesuffix(".md").removesuffix(".markdown")
                yield Defaults(values=own, pattern=glob(pattern))
                yield Defaults(values=own, pattern=glob(f"{pattern}/**"))
            else:
                yield Defaults(values=own, folder=path)


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


JEKYLL = Dialect(
    name="jekyll",
    permalink=_STYLES["date"],
    separator=" ",
    by_folder=False,
    classic=False,
    config_names=CONFIG_NAMES,
    read_config=read_config,
    convert=convert_post,
    folder_defaults=data_files,
    styles=_STYLES,
)
