"""Write the part of the vocabulary of schema.org that pages use: types, properties, values.

    python tools/schema_table.py

Source: the package ``schema-dts`` (npm; Google, Apache-2.0), which is made from the vocabulary. The
result is ``tests/schema_org.json``; tests hold every page against it.
"""

import json
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "node_modules/schema-dts"
TABLE = ROOT / "tests/schema_org.json"
USED = (
    "AboutPage", "AdvertiserContentArticle", "AnalysisNewsArticle", "Article", "AudioObject",
    "BackgroundNewsArticle", "BlogPosting", "BreadcrumbList", "CollectionPage", "ContactPage",
    "CorrectionComment", "CreativeWorkSeries", "EntryPoint", "ImageObject", "ItemList", "ListItem",
    "LiveBlogPosting", "NewsArticle", "NewsMediaOrganization", "OpinionNewsArticle",
    "Organization", "Person", "PodcastEpisode", "PodcastSeries", "ProfilePage", "SearchAction",
    "SpeakableSpecification", "VideoObject", "WebPage", "WebSite",
)  # fmt: skip
_INTERFACE = re.compile(r"(?ms)^(?:export )?interface (\w+)Base extends (.+?) \{\n(.*?)^\}")
_LEAF = re.compile(r"^export interface (\w+)Leaf extends (.+?) \{", re.MULTILINE)
_PROPERTY = re.compile(r'^    "(\w+)"\?: SchemaValue<(.+?), "\w+">;', re.MULTILINE)


def vocabulary(text: str) -> dict[str, dict[str, Any]]:
    """Return type → its ``parents`` and own ``properties``, each with the types of its values."""
    found: dict[str, dict[str, Any]] = {}
    for match in _INTERFACE.finditer(text):
        properties = {name: _values(kinds) for name, kinds in _PROPERTY.findall(match[3])}
        found[match[1]] = {"parents": _parents(match[2]), "properties": properties}
    for name, parents in _LEAF.findall(text):
        found.setdefault(name, {"parents": _parents(parents), "properties": {}})
    return found


def _parents(text: str) -> list[str]:
    names = re.findall(r"(\w+)Base\b", text)
    return ["Thing"] if not names and "Partial<IdReference>" in text else names


def _values(text: str) -> list[str]:
    return sorted({kind.strip() for kind in text.split("|")} - {"IdReference"})


def with_ancestors(names: tuple[str, ...], types: dict[str, dict[str, Any]]) -> set[str]:
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        if (name := waiting.pop()) in types and name not in found:
            found.add(name)
            waiting += types[name]["parents"]
    return found


def main() -> None:
    types = vocabulary((SOURCE / "dist/schema.d.ts").read_text("utf-8"))
    kept = sorted(with_ancestors(USED, types))
    version = json.loads((SOURCE / "package.json").read_text("utf-8"))["version"]
    table = {"source": f"schema-dts {version}", "types": {name: types[name] for name in kept}}
    TABLE.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", "utf-8")
    number = sum(len(one["properties"]) for one in table["types"].values())
    print(f"{len(kept)} types with {number} properties in {TABLE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
