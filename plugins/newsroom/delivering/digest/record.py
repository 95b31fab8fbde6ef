"""The record of an issue: the file that says for good what it said, for people to read and edit."""

from typing import Any

import yaml

from newsroom.languages.words import Words
from newsroom.model import Issue, IssueStory, Site

HEAD = """\
# The newsletter of {name}, made by ./inv digest. Edit it before it is sent; afterwards it stays.
# Delete it before it is sent to have it made again.
"""


def record_text(issue: Issue, site: Site, words: Words) -> str:
    """Return the record as YAML; addresses are paths of the site.

    Its keys are English in every language; ``words`` are those of the issue.
    """

    def path(url: str) -> str:
        return url.removeprefix(site.base) if url.startswith("/") else url

    def story(one: IssueStory) -> dict[str, Any]:
        return _filled({
            "url": path(one.url),
            "title": one.title,
            "deck": one.deck,
            "section": one.section,
            "authors": list(one.authors),
            "label": one.label if one.label != "news" else "",
            "lang": one.lang if one.lang != site.lang else "",
            "minutes": one.minutes,
        })  # fmt: skip

    ranking = issue.ranking
    record = {
        "date": "" if issue.week else issue.date.isoformat(),
        "subject": issue.subject,
        "preheader": issue.preheader,
        "headlines": [story(one) for section in issue.sections for one in section.stories],
        "insight": story(issue.insight) if issue.insight else None,
        "hottest" if ranking and ranking.title == words.gettext("Hottest") else "latest":
            [story(one) for one in ranking.stories] if ranking else [],
        "markets": [
            {"url": path(one.url), "question": one.question, "chance": one.chance,
             "source": one.source, "as_of": one.as_of.isoformat()}
            for one in issue.markets
        ],
        "corrections": [
            {"url": path(one.url), "title": one.title, "text": one.text}
            for one in issue.corrections
        ],
    }  # fmt: skip
    text: str = yaml.safe_dump(_filled(record), allow_unicode=True, sort_keys=False, width=100)
    return HEAD.format(name=issue.full_name) + text


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}
