"""Prediction markets in each language of a paper: their questions, their page, their figures.

Sets: ``edition.market_records``, ``edition.site.markets``, ``market_data``, ``market_disclosure``.

A further language has the markets that have a name in it, and those that its stories name.
"""

from dataclasses import replace

from newsroom.edition import ReadEdition, in_each_language
from newsroom.languages.further import further_languages
from newsroom.model import Link, MarketRecord


@in_each_language
def name_markets(edition: ReadEdition) -> None:
    """Call markets and their page what the language calls them."""
    site = edition.site
    if site.markets is None:
        return
    if edition.language:
        edition.market_records = records_in(edition)
        if not edition.market_records:
            edition.site = replace(site, markets=None)
            return
        _add_facts(edition)
    title = edition.words.gettext("Prediction markets")
    link = Link(title=title, url=site.href("/markets/"))
    edition.site = replace(edition.site, markets=link)


def records_in(edition: ReadEdition) -> tuple[MarketRecord, ...]:
    """Return the markets that have a name in a further language, or that its stories name."""
    lang = edition.language
    sources = {article.source for article in edition.manuscripts}
    uses = {use.id: use for use in edition.market_uses if use.source in sources}
    found = []
    for record in edition.market_records:
        if own := record.names.get(lang):
            found.append(replace(record, lang=lang, question=own[0], outcome=own[1]))
        elif use := uses.get(record.id):
            found.append(record)
            what = f"the market {record.id!r} has no question in {lang!r}"
            remedy = f"add `languages: {{{lang}: {{question: …}}}}` to it in data/markets.yml"
            edition.problems.warning(use.source, what, remedy, use.line, use.column)
    return tuple(found)


def _add_facts(edition: ReadEdition) -> None:
    """Give a further language the figures and the disclosure that its pages show."""
    site = edition.site
    disclosure = further_languages(edition.settings)[edition.language].disclosure
    if site.market_disclosure and not disclosure:
        what = "the sentence below markets is in the language of the paper"
        remedy = "add 'disclosure' with the same in this language"
        edition.problems.warning(f"LANGUAGES[{edition.language!r}]", what, remedy)
    edition.site = replace(
        site,
        market_data=site.market_data and site.href("/markets/markets.json"),
        market_disclosure=disclosure or site.market_disclosure,
    )
