"""What the plugins of a site offer besides their hooks: values under these names in their modules.

A value is found where it is needed, in the modules of ``PLUGINS``. Nothing is registered at run
time, so that nothing is left over from an earlier build.
"""

import sys
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from newsroom.problems import ContentError, Problem


class Offer(NamedTuple):
    """``shape`` is the value's type, ``about`` says what becomes of it."""

    name: str
    shape: str
    about: str


FILTERS = Offer(
    "TEMPLATE_FILTERS",
    "Mapping[str, Callable]",
    "Filters of templates by name. What one returns must follow from its arguments alone.",
)
MARKDOWN = Offer(
    "MARKDOWN_EXTENSIONS",
    "Sequence[markdown.Extension]",
    "Extensions of Python-Markdown for all texts, without block processors. What they make is "
    "sanitised like all HTML.",
)
CHECKS = Offer(
    "CHECK_RULES",
    "Sequence[newsroom.checking.findings.Rule]",
    "Rules of `check` with `find(manuscript, story or page)`, which yields remarks. The setting "
    "`CHECK` sets their levels like those of other rules.",
)
ARCHIVES = Offer(
    "IMPORTERS",
    "Sequence[newsroom.desk.importing.dialects.Dialect]",
    "Dialects for `import --from NAME`.",
)
PROVIDERS = Offer(
    "MARKET_PROVIDERS",
    "Mapping[str, newsroom.desk.markets.readings.Provider]",
    "Providers of prediction markets by name; the `host` of a source is where its pages are.",
)
TARGETS = Offer(
    "PUBLISH_KINDS",
    "Mapping[str, newsroom.delivering.publishing.kinds.Kind]",
    "Kinds of targets for `publish` by name; a `Kind` has the dataclass of its options and a "
    "function that opens a `Target` (docs/publishing.md).",
)
OFFERS = (FILTERS, MARKDOWN, CHECKS, ARCHIVES, PROVIDERS, TARGETS)


def offers(settings: Mapping[str, Any], offer: Offer) -> Iterator[tuple[str, Any]]:
    """Yield the module and the value of each plugin that offers something under this name."""
    for name in settings.get("PLUGINS") or ():
        module = sys.modules.get(name) if isinstance(name, str) else name
        if value := getattr(module, offer.name, None):
            yield getattr(module, "__name__", str(name)), value


def listed(settings: Mapping[str, Any], offer: Offer) -> list[Any]:
    """Return everything in the sequences that plugins offer."""
    return [one for _, values in offers(settings, offer) for one in values]


def named(settings: Mapping[str, Any], offer: Offer, known: Mapping[str, Any]) -> dict[str, Any]:
    """Return what plugins offer by name, with what is ``known`` already.

    Raises:
        ContentError: a name is taken.
    """
    found = dict(known)
    for module, values in offers(settings, offer):
        for name, value in values.items():
            if name in found:
                what = f"{offer.name}: the name {name!r} is taken"
                raise ContentError([Problem(module, what, "give it another name")])
            found[name] = value
    return found
