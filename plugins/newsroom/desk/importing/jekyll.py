"""Jekyll (and Eleventy): YAML, the date in the file name, Liquid in the text."""

from pathlib import Path

from newsroom.desk.importing.dialects import Config, Dialect, read_settings, web_root, zone_of
from newsroom.desk.importing.liquid import convert

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "none": "/:categories/:title.html",
}
CONFIG_NAMES = ("_config.yml", "_config.yaml", "_config.toml")


def read_config(site: Path) -> Config:
    for name in CONFIG_NAMES:
        settings = read_settings(site / name, site)
        if settings:
            pattern = settings.get("permalink")
            pattern = _STYLES.get(pattern, pattern) if isinstance(pattern, str) else ""
            base = web_root(settings.get("url"))
            path = settings.get("baseurl")
            return Config(
                base + path.rstrip("/") if base and isinstance(path, str) else base,
                zone_of(settings.get("timezone")),
                {"": pattern} if pattern else {},
            )
    return Config()


JEKYLL = Dialect(
    name="jekyll",
    permalink=_STYLES["date"],
    separator=" ",
    by_folder=False,
    classic=False,
    config_names=CONFIG_NAMES,
    read_config=read_config,
    convert=convert,
)
