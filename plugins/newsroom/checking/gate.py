"""The gate: what a check calls an error, no build lets through.

Links of texts are judged in every build. The pages of a menu may be written after the settings: a
dead entry is refused by a build that holds to the ledger, which is one for production. Rules that
read every text are applied only where the setting ``CHECK`` makes errors of them.
"""

from dataclasses import replace

from newsroom.checking.findings import RULES, check_options, own_rules
from newsroom.checking.site_links import MENUS, links_amiss
from newsroom.edition import PagedEdition
from newsroom.options import load_options
from newsroom.paging import ledger
from newsroom.problems import Problem

_OF_LINKS = {"broken-link", "broken-fragment", "unpublished-link", "moved-link"}


def refuse(edition: PagedEdition) -> None:
    """Add to the problems of an edition what a check would call an error."""
    options = check_options(edition.settings)
    own = own_rules(edition.settings)
    rules = [*RULES, *(rule.id for rule in own)]
    grave = {rule for rule in rules if options.level(rule) == "error"} - {"content"}
    # What is not an error is not looked for.
    options = replace(options, levels={rule: "error" if rule in grave else "off" for rule in rules})
    found = list(links_amiss(edition, options))
    if not grave <= _OF_LINKS:
        from newsroom.checking.inspector import Inspector  # loads all rules about texts

        found += Inspector(options, edition.workers, own).findings(edition)
    free = () if load_options(edition.settings, "LEDGER", ledger.LedgerOptions).enforce else MENUS
    edition.problems.extend(
        Problem(one.path, one.what, one.remedy, line=one.line, column=one.column)
        for one in found
        if one.rule in grave and one.path not in free
    )
