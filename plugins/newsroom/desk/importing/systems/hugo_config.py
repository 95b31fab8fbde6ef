"""Configurations of Hugo and Zola: addresses, languages, zone."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from newsroom.desk.importing.addresses.spellings import hugo_path, zola_safe, zola_slug
from newsroom.desk.importing.dialects import Config, name_of, read_settings, web_root, zone_of
from newsroom.desk.importing.systems.hugo_cascade import read_cascade

_FOLDER, _NAMES = "config/_default", ("hugo", "config")
CONFIG_NAMES = (
    *(f"{name}.{kind}" for name in _NAMES for kind in ("toml", "yaml", "yml")),
    *(f"{_FOLDER}/{name}.{kind}" for name in _NAMES for kind in ("toml", "yaml", "yml")),
)


def read_config(site: Path) -> Config:
    facts = _facts(site)
    return _zola(facts) if "base_url" in facts else _hugo(facts)


def _facts(site: Path) -> dict[str, Any]:
    """Return the settings of all files of the configuration; keys in lower case."""
    name = next((name for name in CONFIG_NAMES if (site / name).is_file()), "")
    facts = _lower(read_settings(site / name, site)) if name else {}
    for file in sorted((site / _FOLDER).glob("*.*")):  # each holds the settings below its name
        if file.stem not in _NAMES:
            facts.setdefault(file.stem.lower(), read_settings(file, site))
    return facts


def _hugo(facts: Mapping[str, Any]) -> Config:
    permalinks = _table(facts, "permalinks")
    pages = permalinks | _table(permalinks, "page")
    languages = {name.lower(): _lower(own) for name, own in _table(facts, "languages").items()
                 if isinstance(own, dict)}  # fmt: skip
    default = str(facts.get("defaultcontentlanguage") or "en").lower()
    # A site with one language may name it, too; then nothing is a translation.
    several = tuple(languages) if len(languages) > 1 else ()
    folders = {str(own["contentdir"]).strip("/"): name for name, own in languages.items()
               if isinstance(own.get("contentdir"), str)}  # fmt: skip
    return Config(
        base_url=web_root(facts.get("baseurl")),
        zone=zone_of(facts.get("timezone")),
        author=name_of(_table(facts, "params").get("author")) or name_of(facts.get("author")),
        permalinks={key: value for key, value in pages.items() if isinstance(value, str)},
        spell=partial(
            hugo_path,
            lower=not _is_on(facts.get("disablepathtolower")),
            accents=not _is_on(facts.get("removepathaccents")),
        ),
        languages=several,
        folders=folders,
        defaults=[*read_cascade(facts.get("cascade"))],
        default_lang=default if several else "",
        lang_in_address=_is_on(facts.get("defaultcontentlanguageinsubdir")),
    )  # fmt: skip


def _zola(facts: Mapping[str, Any]) -> Config:
    spellings: dict[str, Callable[[str], str]] = {"safe": zola_safe, "off": str}
    languages = tuple(name.lower() for name in _table(facts, "languages"))
    default = str(facts.get("default_language") or "en").lower()
    return Config(
        base_url=web_root(facts.get("base_url")),
        zone=zone_of(facts.get("timezone")),
        author=name_of(facts.get("author")) or name_of(_table(facts, "extra").get("author")),
        spell=spellings.get(_table(facts, "slugify").get("paths", "on"), zola_slug),
        languages=(default, *languages) if languages else (),
        default_lang=default if languages else "",
    )


def _table(facts: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = facts.get(key)
    return value if isinstance(value, dict) else {}


def _lower(values: Mapping[str, Any]) -> dict[str, Any]:
    return {str(key).lower(): value for key, value in values.items()}


def _is_on(value: Any) -> bool:
    return str(value).lower() == "true"
